"""The datagram's bytes, as docs/feed-format.md defines them. Little-endian, version 1."""

import struct

MAGIC = b"GGVF"
VERSION = 1

GAUGES = 1
FACTS = 2
ASLEEP = 4

MOST_TTFTS = 256
MOST_FINISHED = 128
LONGEST_MODEL = 256
LONGEST_VERSION = 64

U16 = 0xFFFF
U32 = 0xFFFFFFFF
# Counters stay within what a double holds exactly.
MOST_COUNTED = 1 << 53

HEADER = struct.Struct("<4sBBHQQIIqq")
GAUGE = struct.Struct("<IId")
COUNTERS = struct.Struct("<14Q")
SUMS = struct.Struct("<3d")
LISTS = struct.Struct("<HHII")
ENDED = struct.Struct("<IId")
LIMITS = struct.Struct("<III")
LENGTH = struct.Struct("<H")

_FIXED = struct.Struct("<4sBBHQQIIqqIId14Q3dHHII")
_TTFTS = [struct.Struct("<%dd" % n) for n in range(MOST_TTFTS + 1)]


class Facts:
    """What does not change while the engine runs. Unknown numbers are 0, unknown names empty."""

    def __init__(self, tensor_parallel=0, max_seqs=0, max_batched_tokens=0, model="", version=""):
        self.tensor_parallel = _within(tensor_parallel, U32)
        self.max_seqs = _within(max_seqs, U32)
        self.max_batched_tokens = _within(max_batched_tokens, U32)
        self.model = _text(model, LONGEST_MODEL)
        self.version = _text(version, LONGEST_VERSION)

    def encode(self):
        return b"".join((
            LIMITS.pack(self.tensor_parallel, self.max_seqs, self.max_batched_tokens),
            LENGTH.pack(len(self.model)), self.model,
            LENGTH.pack(len(self.version)), self.version))


def encode(start, sequence, engine, pid, sent, state, facts=None):
    """One datagram. `state` is a totals.Totals; `facts` the encoded facts, or None to leave them out."""
    ttfts = state.ttfts
    ended = state.ended
    size = _FIXED.size + 8 * len(ttfts) + ENDED.size * len(ended) + (len(facts) if facts else 0)
    flags = (GAUGES if state.gauged else 0) | (FACTS if facts else 0) | (ASLEEP if state.asleep else 0)
    parts = [
        _FIXED.pack(
            MAGIC, VERSION, flags, size, start, sequence, engine, pid, sent, state.gauged,
            state.running, state.waiting, state.kv_usage,
            state.steps, state.first_tokens,
            state.stopped, state.cut, state.aborted, state.otherwise,
            state.prompt_computed, state.prompt_cached, state.generated, state.preemptions,
            state.gaps, state.spans, state.ended_prompt, state.ended_generated,
            state.ttft_sum, state.gap_sum, state.span_sum,
            len(ttfts), len(ended), state.ttfts_left_out, state.ended_left_out),
        _TTFTS[len(ttfts)].pack(*ttfts),
    ]
    parts.extend(ENDED.pack(*one) for one in ended)
    if facts:
        parts.append(facts)
    return b"".join(parts)


def _within(value, most):
    return value if type(value) is int and 0 <= value <= most else 0


def _text(value, most):
    """UTF-8 of at most `most` bytes, never cut inside a character."""
    encoded = str(value or "").encode("utf-8", "replace")[:most]
    return encoded.decode("utf-8", "ignore").encode("utf-8")
