"""Reads a datagram back, field by field, for tests."""

from types import SimpleNamespace

from gpu_governor_feed import wire

NAMES = (
    "magic", "version", "flags", "length", "start", "sequence", "engine", "pid", "sent", "gauged",
    "running", "waiting", "kv_usage",
    "steps", "first_tokens", "stopped", "cut", "aborted", "otherwise", "prompt_computed", "prompt_cached", "generated",
    "preemptions", "gaps", "spans", "ended_prompt", "ended_generated",
    "ttft_sum", "gap_sum", "span_sum",
    "ttft_count", "ended_count", "ttfts_left_out", "ended_left_out")


def read(datagram):
    fixed = wire._FIXED
    got = SimpleNamespace(**dict(zip(NAMES, fixed.unpack_from(datagram))))
    at = fixed.size
    got.ttfts = [wire.struct.unpack_from("<d", datagram, at + 8 * i)[0] for i in range(got.ttft_count)]
    at += 8 * got.ttft_count
    got.ended = [wire.ENDED.unpack_from(datagram, at + 16 * i) for i in range(got.ended_count)]
    at += 16 * got.ended_count
    got.facts = None
    if got.flags & wire.FACTS:
        got.facts = wire.LIMITS.unpack_from(datagram, at)
        at += wire.LIMITS.size
        names = []
        for _ in range(2):
            length, = wire.LENGTH.unpack_from(datagram, at)
            names.append(datagram[at + 2:at + 2 + length].decode())
            at += 2 + length
        got.facts += tuple(names)
    assert at == len(datagram) == got.length, "length %d, said %d, read %d" % (len(datagram), got.length, at)
    return got
