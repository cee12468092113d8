"""Writes the golden datagrams, field by field. Run from deploy/vllm-feed: python3 -m golden.write"""

import pathlib

from gpu_governor_feed import wire
from tests import reading, scenarios


def lines(datagram):
    got = reading.read(datagram)
    at = 0
    kinds = ["4s"] + list("BBHQQIIqqIId" + "Q" * 14 + "d" * 3 + "HHII")
    for name, kind in zip(reading.NAMES, kinds):
        value = getattr(got, name)
        shown = hex(value) if name == "start" else value.decode() if kind == "4s" else value
        size = wire.struct.calcsize("<" + kind)
        yield datagram[at:at + size], "%s = %s" % (name, shown)
        at += size
    for seconds in got.ttfts:
        yield datagram[at:at + 8], "time to first token, s = %s" % seconds
        at += 8
    for prompt, generated, span in got.ended:
        yield datagram[at:at + 16], "ended: prompt %d, generated %d, between tokens %s s" % (prompt, generated, span)
        at += 16
    if got.facts:
        yield datagram[at:at + 12], "tensor parallel %d, max sequences %d, max batched tokens %d" % got.facts[:3]
        at += 12
        for text in got.facts[3:]:
            yield datagram[at:at + 2], "bytes that follow"
            yield datagram[at + 2:at + 2 + len(text)], text
            at += 2 + len(text)


for title, scenario in scenarios.ALL.items():
    text = "# %s\n" % scenario.__doc__ + "".join("%s # %s\n" % (raw.hex(" "), what) for raw, what in lines(scenario()))
    (pathlib.Path(__file__).parent / (title + ".hex")).write_text(text, encoding="ascii")
