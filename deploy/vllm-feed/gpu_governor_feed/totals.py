"""Running totals of one engine, and the events since the last datagram.

vLLM declares the statistics' classes unstable, so every attribute is read with a default: what is missing or makes no
sense is left out, and what is there is sent.
"""

from math import isfinite

from .wire import MOST_COUNTED, MOST_FINISHED, MOST_TTFTS, U32

LONGEST = 86400.0
_NONE = ()


class Totals:
    """Counters since the start; nothing is ever lowered."""

    __slots__ = (
        "running", "waiting", "kv_usage", "gauged", "asleep",
        "steps", "first_tokens", "stopped", "cut", "aborted", "otherwise",
        "prompt_computed", "prompt_cached", "generated", "preemptions",
        "gaps", "spans", "ended_prompt", "ended_generated",
        "ttft_sum", "gap_sum", "span_sum",
        "ttfts", "ended", "ttfts_left_out", "ended_left_out")

    def __init__(self):
        for name in self.__slots__:
            setattr(self, name, 0)
        self.kv_usage = self.ttft_sum = self.gap_sum = self.span_sum = 0.0
        self.asleep = False
        self.ttfts = []
        self.ended = []

    def sent(self):
        """Forgets the events that a datagram has carried."""
        if self.ttfts or self.ended:
            self.ttfts = []
            self.ended = []
        self.ttfts_left_out = self.ended_left_out = 0

    def gauge(self, stats, now):
        """Takes scheduler statistics as they stand at `now`, monotonic nanoseconds."""
        running = getattr(stats, "num_running_reqs", None)
        waiting = getattr(stats, "num_waiting_reqs", None)
        if type(running) is not int or type(waiting) is not int:
            return
        skipped = getattr(stats, "num_skipped_waiting_reqs", 0)
        self.running = min(max(running, 0), U32)
        self.waiting = min(max(waiting, 0) + _count(skipped), U32)
        usage = getattr(stats, "kv_cache_usage", 0.0)
        self.kv_usage = min(max(float(usage), 0.0), 1.0) if _is_number(usage) else 0.0
        self.gauged = now

    def step(self, stats):
        """Takes the statistics of one step."""
        self.steps += 1
        self.generated += _count(getattr(stats, "num_generation_tokens", 0))
        self.preemptions += _count(getattr(stats, "num_preempted_reqs", 0))
        self._prompts(stats)
        times = getattr(stats, "time_to_first_tokens_iter", _NONE)
        if times:
            self._first_tokens(times)
        gaps = getattr(stats, "inter_token_latencies_iter", _NONE)
        if gaps:
            total = sum(gaps)
            if 0 <= total <= LONGEST * len(gaps):
                self.gaps += len(gaps)
                self.gap_sum += total
        ended = getattr(stats, "finished_requests", _NONE)
        if ended:
            for request in ended:
                self._end(request)

    def _prompts(self, stats):
        tokens = getattr(stats, "prompt_token_stats", None)
        if tokens is None:
            self.prompt_computed += _count(getattr(stats, "num_prompt_tokens", 0))
            return
        self.prompt_computed += _count(getattr(tokens, "computed", 0))
        self.prompt_cached += (
            _count(getattr(tokens, "local_cache_hit", 0)) + _count(getattr(tokens, "external_kv_transfer", 0)))

    def _first_tokens(self, times):
        for seconds in times:
            if not _is_number(seconds) or not 0 <= seconds <= LONGEST:
                continue
            seconds = float(seconds)
            self.first_tokens += 1
            self.ttft_sum += seconds
            if len(self.ttfts) < MOST_TTFTS:
                self.ttfts.append(seconds)
            else:
                self.ttfts_left_out = min(self.ttfts_left_out + 1, U32)

    def _end(self, request):
        reason = getattr(request, "finish_reason", None)
        reason = str(getattr(reason, "name", reason)).lower()
        if reason == "stop":
            self.stopped += 1
        elif reason == "length":
            self.cut += 1
        elif reason == "abort":
            self.aborted += 1
        else:
            self.otherwise += 1
        prompt = min(_count(getattr(request, "num_prompt_tokens", 0)), U32)
        generated = min(_count(getattr(request, "num_generation_tokens", 0)), U32)
        self.ended_prompt += prompt
        self.ended_generated += generated
        span = getattr(request, "mean_time_per_output_token", 0.0)
        span = float(span) if generated > 1 and _is_number(span) and 0 < span <= LONGEST else 0.0
        if span > 0:
            self.spans += 1
            self.span_sum += span
        if len(self.ended) < MOST_FINISHED:
            self.ended.append((prompt, generated, span))
        else:
            self.ended_left_out = min(self.ended_left_out + 1, U32)


def _count(value):
    return value if type(value) is int and 0 < value < MOST_COUNTED else 0


def _is_number(value):
    return isinstance(value, (int, float)) and isfinite(value)
