import random
import unittest

from gpu_governor_feed import sender as sending
from gpu_governor_feed import wire
from gpu_governor_feed.sender import Sender
from gpu_governor_feed.wire import Facts

from .reading import read
from .standin import (
    Clock, FinishedRequestStats, FinishReason, IterationStats, Loop, PromptTokenStats, SchedulerStats, Wire)


class SenderTest(unittest.TestCase):
    def setUp(self):
        self.clock = Clock()
        self.loop = Loop(self.clock)
        self.wire = Wire()
        self.sender = self.new_sender(lambda: self.loop)

    def new_sender(self, loop):
        return Sender(self.wire, 3, Facts(8, 256, 8192, "m", "0.11"), self.clock, start=7, pid=42, loop=loop)

    def sent(self):
        return [read(datagram) for datagram in self.wire.sent]

    def test_sends_the_first_step_at_once(self):
        self.sender.record(
            SchedulerStats(5, 2, 1, 0.25),
            IterationStats(
                num_generation_tokens=5, prompt_token_stats=PromptTokenStats(100, 20, 3), num_preempted_reqs=1,
                time_to_first_tokens_iter=[0.125], inter_token_latencies_iter=[0.02, 0.04],
                finished_requests=[FinishedRequestStats(FinishReason.LENGTH, 50, 9, mean_time_per_output_token=0.03)]))

        got, = self.sent()
        self.assertEqual((got.start, got.sequence, got.engine, got.pid), (7, 1, 3, 42))
        self.assertEqual((got.running, got.waiting, got.kv_usage), (5, 3, 0.25))
        self.assertEqual((got.sent, got.gauged), (self.clock.now, self.clock.now))
        self.assertEqual((got.steps, got.generated, got.preemptions), (1, 5, 1))
        self.assertEqual((got.prompt_computed, got.prompt_cached), (100, 23))
        self.assertEqual((got.first_tokens, got.ttft_sum, got.ttfts), (1, 0.125, [0.125]))
        self.assertEqual((got.gaps, got.gap_sum), (2, 0.06))
        self.assertEqual((got.stopped, got.cut, got.aborted, got.otherwise), (0, 1, 0, 0))
        self.assertEqual(got.ended, [(50, 9, 0.03)])
        self.assertEqual((got.spans, got.span_sum, got.ended_prompt, got.ended_generated), (1, 0.03, 50, 9))
        self.assertEqual(got.facts, (8, 256, 8192, "m", "0.11"))

    def test_coalesces_steps_that_are_closer_than_ten_milliseconds_and_flushes_the_last(self):
        for _ in range(4):
            self.sender.record(SchedulerStats(1), IterationStats(time_to_first_tokens_iter=[0.1]))
            self.clock.pass_ms(2)
        self.assertEqual(len(self.wire.sent), 1)

        self.loop.run(3)

        first, last = self.sent()
        self.assertEqual(last.sent - first.sent, sending.APART)
        self.assertEqual((first.ttfts, last.ttfts), ([0.1], [0.1] * 3))
        self.assertEqual(last.first_tokens, 4)

    def test_plans_one_flush_and_not_one_a_step(self):
        for _ in range(100):
            self.sender.record(None, IterationStats())
        self.assertEqual(len(self.loop._calls), 2, "one flush, one beat")

    def test_carries_on_without_an_event_loop(self):
        self.sender = self.new_sender(lambda: None)
        for _ in range(3):
            self.sender.record(None, IterationStats(time_to_first_tokens_iter=[0.1]))
        self.clock.pass_ms(10)
        self.sender.poke()

        first, last = self.sent()
        self.assertEqual(first.ttfts + last.ttfts, [0.1] * 3)

    def test_loses_nothing_whatever_the_pace(self):
        for seed in range(50):
            rng = random.Random(seed)
            self.setUp()
            given, ended = [], 0
            for _ in range(rng.randrange(1, 200)):
                times = [rng.uniform(0, 3) for _ in range(rng.randrange(4))]
                done = [FinishedRequestStats(rng.choice(list(FinishReason)), 1, 2) for _ in range(rng.randrange(3))]
                given += times
                ended += len(done)
                self.sender.record(
                    SchedulerStats(1), IterationStats(time_to_first_tokens_iter=times, finished_requests=done))
                self.loop.run(rng.expovariate(0.2))
            self.loop.run(20)
            sent = self.sent()
            message = "seed %d" % seed
            self.assertEqual([t for one in sent for t in one.ttfts], given, message)
            self.assertEqual(sum(len(one.ended) for one in sent), ended, message)
            self.assertEqual(sent[-1].first_tokens, len(given), message)
            self.assertEqual([one.sequence for one in sent], list(range(1, len(sent) + 1)), message)
            for earlier, later in zip(sent, sent[1:]):
                self.assertGreaterEqual(later.sent - earlier.sent, sending.APART, message)

    def test_bounds_the_lists_and_counts_what_is_left_out(self):
        self.sender.record(None, IterationStats())
        self.sender.record(None, IterationStats(
            time_to_first_tokens_iter=[0.5] * 1000,
            finished_requests=[FinishedRequestStats(FinishReason.STOP, 10, 20)] * 1000))
        self.loop.run(10)

        got = self.sent()[-1]
        self.assertEqual((got.ttft_count, got.ttfts_left_out), (wire.MOST_TTFTS, 1000 - wire.MOST_TTFTS))
        self.assertEqual((got.ended_count, got.ended_left_out), (wire.MOST_FINISHED, 1000 - wire.MOST_FINISHED))
        self.assertEqual((got.first_tokens, got.ttft_sum, got.stopped), (1000, 500.0, 1000))
        self.assertLess(got.length, 5000)

    def test_beats_while_the_engine_is_idle(self):
        self.sender.record(SchedulerStats(0), IterationStats())
        self.loop.run(2600)

        sent = self.sent()
        self.assertEqual(len(sent), 6)
        self.assertEqual({one.steps for one in sent}, {1})
        self.assertEqual({one.gauged for one in sent}, {sent[0].sent}, "gauges keep the moment they were read at")

    def test_tells_facts_first_and_then_once_a_second(self):
        for _ in range(400):
            self.sender.record(None, IterationStats())
            self.loop.run(10)
        with_facts = [one.sent for one in self.sent() if one.facts]
        self.assertEqual(len(with_facts), 3 + 3)

    def test_tries_twice_a_second_while_nobody_listens_and_keeps_what_fits(self):
        self.wire.listening = False
        for _ in range(100):
            self.sender.record(None, IterationStats(time_to_first_tokens_iter=[0.1] * 4))
            self.loop.run(10)
        self.wire.listening = True
        self.loop.run(1000)

        got = self.sent()[0]
        self.assertEqual((got.sequence, got.first_tokens), (1, 400))
        self.assertEqual((got.ttft_count, got.ttfts_left_out), (256, 144))

    def test_tells_when_the_engine_sleeps(self):
        self.sender.record(SchedulerStats(0), IterationStats())
        self.clock.pass_ms(20)
        self.sender.asleep(True)
        self.assertEqual([one.flags & wire.ASLEEP for one in self.sent()], [0, wire.ASLEEP])
