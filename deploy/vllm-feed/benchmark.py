"""What the feed costs vLLM's event loop a step. Exits with 1 above the limit of 20 microseconds.

Run from this folder: python3 benchmark.py
"""

import asyncio
import os
import socket
import sys
import time

from gpu_governor_feed import address
from gpu_governor_feed.logger import GovernorFeed
from tests.standin import (
    FinishedRequestStats, FinishReason, IterationStats, PromptTokenStats, SchedulerStats, vllm_config)

LIMIT_US = 20.0
STEPS = 20_000
ROUNDS = 5


def step(batch, firsts, ended):
    return (
        SchedulerStats(batch, 3, 0, 0.4),
        IterationStats(
            num_generation_tokens=batch, prompt_token_stats=PromptTokenStats(500 * firsts, 0, 0),
            time_to_first_tokens_iter=[0.31] * firsts, inter_token_latencies_iter=[0.03] * (batch - firsts),
            finished_requests=[
                FinishedRequestStats(FinishReason.STOP, 800, 120, mean_time_per_output_token=0.03)] * ended))


async def cost(scheduler, iteration, every_step_sends):
    feed = GovernorFeed(vllm_config())
    sender = feed._sender(0)
    best = float("inf")
    for _ in range(ROUNDS):
        spent = 0
        for _ in range(STEPS // ROUNDS):
            if every_step_sends:
                sender._due = 0
            begun = time.perf_counter_ns()
            feed.record(scheduler, iteration, None, 0)
            spent += time.perf_counter_ns() - begun
        await asyncio.sleep(0.02)
        best = min(best, spent / (STEPS // ROUNDS) / 1000)
    feed._channel.close()
    return best


def main():
    cases = {
        "decode step of 64, nothing ends": step(64, 0, 0),
        "step of 256 with 1 first token, 1 end": step(256, 1, 1),
        "step of 256 with 4 first tokens, 4 ends": step(256, 4, 4),
    }
    over = False
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        os.environ[address.VARIABLE] = "127.0.0.1:%d" % receiver.getsockname()[1]
        for listening in (True, False):
            for name, (scheduler, iteration) in cases.items():
                for sends in (True, False) if listening else (False,):
                    spent = asyncio.run(cost(scheduler, iteration, sends))
                    over |= spent > LIMIT_US
                    how = "each step sends" if sends else "coalesced" if listening else "nobody listens"
                    print("%-42s %-16s %5.1f us a step" % (name, how, spent))
            receiver.close()
    print("limit %.0f us: %s" % (LIMIT_US, "OVER" if over else "ok"))
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
