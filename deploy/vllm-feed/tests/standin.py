"""A stand-in for vLLM's interface, with the names of its statistics classes, and a clock and loop moved by hand."""

import enum
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import List, Optional


class FinishReason(enum.IntEnum):
    STOP = 0
    LENGTH = 1
    ABORT = 2
    ERROR = 3

    def __str__(self):
        return self.name.lower()


@dataclass
class SchedulerStats:
    num_running_reqs: int = 0
    num_waiting_reqs: int = 0
    num_skipped_waiting_reqs: int = 0
    kv_cache_usage: float = 0.0
    step_counter: int = 0


@dataclass
class PromptTokenStats:
    computed: int = 0
    local_cache_hit: int = 0
    external_kv_transfer: int = 0


@dataclass
class FinishedRequestStats:
    finish_reason: FinishReason
    num_prompt_tokens: int = 0
    num_generation_tokens: int = 0
    queued_time: float = 0.0
    prefill_time: float = 0.0
    decode_time: float = 0.0
    mean_time_per_output_token: float = 0.0


@dataclass
class IterationStats:
    iteration_timestamp: float = 0.0
    num_generation_tokens: int = 0
    prompt_token_stats: Optional[PromptTokenStats] = field(default_factory=PromptTokenStats)
    num_preempted_reqs: int = 0
    time_to_first_tokens_iter: List[float] = field(default_factory=list)
    inter_token_latencies_iter: List[float] = field(default_factory=list)
    finished_requests: List[FinishedRequestStats] = field(default_factory=list)


def vllm_config():
    return SimpleNamespace(
        parallel_config=SimpleNamespace(tensor_parallel_size=8),
        scheduler_config=SimpleNamespace(max_num_seqs=256, max_num_batched_tokens=8192),
        model_config=SimpleNamespace(model="meta-llama/Llama-3.1-70B-Instruct"))


class Clock:
    """Monotonic nanoseconds that pass only when told."""

    def __init__(self, now=1_000_000_000):
        self.now = now

    def __call__(self):
        return self.now

    def pass_ms(self, milliseconds):
        self.now += int(milliseconds * 1_000_000)


class Loop:
    """An event loop's call_later, driven by the clock."""

    def __init__(self, clock):
        self._clock = clock
        self._calls = []

    def call_later(self, delay, callback):
        self._calls.append((self._clock.now + int(delay * 1e9), callback))

    def run(self, milliseconds):
        end = self._clock.now + int(milliseconds * 1_000_000)
        while True:
            due = sorted((call for call in self._calls if call[0] <= end), key=lambda call: call[0])
            if not due:
                self._clock.now = end
                return
            self._calls.remove(due[0])
            self._clock.now = max(self._clock.now, due[0][0])
            due[0][1]()


class Wire:
    """A channel that keeps what is sent."""

    def __init__(self):
        self.sent = []
        self.listening = True

    def send(self, datagram):
        if self.listening:
            self.sent.append(datagram)
        return self.listening
