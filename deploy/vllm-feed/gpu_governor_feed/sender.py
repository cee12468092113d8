"""Sends datagrams of one engine: at most one in 10 ms, never blocking, never failing."""

import os
import socket
import time

from . import wire
from .totals import Totals

APART = 10_000_000
BEAT = 500_000_000
FACTS_APART = 1_000_000_000
FIRST_FACTS = 3
# While nobody listens, this much lies between two attempts.
UNHEARD = 500_000_000


class Channel:
    """A non-blocking socket whose failures are told, not raised."""

    def __init__(self, address):
        family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        self._socket.connect(address)

    def send(self, datagram):
        """Whether the kernel took it. Nobody listening shows as a refusal of the datagram after."""
        try:
            self._socket.send(datagram)
            return True
        except OSError:
            return False

    def close(self):
        self._socket.close()


class Sender:
    """The feed of one engine. Uses the running event loop, if there is one, to send what a burst left behind."""

    def __init__(self, channel, engine, facts, clock=time.monotonic_ns, start=None, pid=None, loop=None):
        """`loop` finds the running event loop or returns None; `clock` gives monotonic nanoseconds."""
        self.totals = Totals()
        self._channel = channel
        self._engine = engine
        self._facts = facts.encode()
        self._clock = clock
        self._start = int.from_bytes(os.urandom(8), "little") if start is None else start
        self._pid = os.getpid() if pid is None else pid
        self._loop = loop or (lambda: None)
        self._sequence = 0
        self._due = 0
        self._facts_due = 0
        self._flush_planned = False
        self._beating = False

    def record(self, scheduler_stats, iteration_stats):
        """Takes one step's statistics, either of which may be None."""
        now = self._clock()
        if scheduler_stats is not None:
            self.totals.gauge(scheduler_stats, now)
        if iteration_stats is not None:
            self.totals.step(iteration_stats)
        self._offer(now)

    def asleep(self, asleep):
        self.totals.asleep = bool(asleep)
        self._offer(self._clock())

    def poke(self):
        """Sends what waits, if it is time; for whoever calls now and then."""
        self._offer(self._clock())

    def _offer(self, now):
        if now >= self._due:
            self._send(now)
        elif not self._flush_planned:
            loop = self._loop()
            if loop is not None:
                loop.call_later((self._due - now) / 1e9, self._flush)
                self._flush_planned = True
        if not self._beating:
            self._beat()

    def _flush(self):
        self._flush_planned = False
        self._offer(self._clock())

    def _beat(self):
        """Tells that the engine lives, also while it is idle."""
        loop = self._loop()
        self._beating = loop is not None
        if loop is not None:
            loop.call_later(BEAT / 1e9, self._next_beat)

    def _next_beat(self):
        now = self._clock()
        if now >= self._due:
            self._send(now)
        self._beat()

    def _send(self, now):
        facts = None
        if self._sequence < FIRST_FACTS or now >= self._facts_due:
            facts = self._facts
            self._facts_due = now + FACTS_APART
        self._sequence += 1
        datagram = wire.encode(
            self._start, self._sequence, self._engine, self._pid, now, self.totals, facts)
        if self._channel.send(datagram):
            self.totals.sent()
            self._due = now + APART
        else:
            # The events stay for the next datagram; the counters lose nothing anyway.
            self._sequence -= 1
            self._due = now + UNHEARD
