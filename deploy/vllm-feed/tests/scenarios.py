"""What the golden datagrams are made of. The receiver's tests expect the same numbers."""

from gpu_governor_feed import wire
from gpu_governor_feed.totals import Totals
from gpu_governor_feed.wire import Facts

from .standin import FinishedRequestStats, FinishReason, IterationStats, PromptTokenStats, SchedulerStats

START = 0x0123456789ABCDEF


def idle():
    """An engine that has made no step yet: no gauges, no facts."""
    return wire.encode(START, 1, 0, 4242, 1_000_000_000, Totals())


def busy():
    """One step of a busy engine, with every field set and the facts."""
    totals = Totals()
    totals.gauge(SchedulerStats(37, 4, 1, 0.625), 5_000_000_000)
    totals.step(IterationStats(
        num_generation_tokens=39, prompt_token_stats=PromptTokenStats(1500, 480, 20), num_preempted_reqs=2,
        time_to_first_tokens_iter=[0.25, 0.6125], inter_token_latencies_iter=[0.03125] * 37,
        finished_requests=[
            FinishedRequestStats(FinishReason.STOP, 812, 127, mean_time_per_output_token=0.0375),
            FinishedRequestStats(FinishReason.LENGTH, 2048, 1),
            FinishedRequestStats(FinishReason.ABORT, 96, 12, mean_time_per_output_token=0.125),
            FinishedRequestStats(FinishReason.ERROR, 1, 0)]))
    facts = Facts(8, 256, 8192, "meta-llama/Llama-3.1-70B-Instruct", "0.11.0")
    return wire.encode(START, 77, 5, 4242, 5_000_100_000, totals, facts.encode())


def asleep():
    """An engine put to sleep, with gauges from before."""
    totals = Totals()
    totals.gauge(SchedulerStats(0, 0, 0, 0.0), 8_000_000_000)
    totals.asleep = True
    return wire.encode(START, 2**40, 1023, 1, 9_000_000_000, totals)


ALL = {"idle": idle, "busy": busy, "asleep": asleep}
