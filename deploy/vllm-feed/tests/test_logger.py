import asyncio
import os
import socket
import unittest
from types import SimpleNamespace
from unittest import mock

from gpu_governor_feed import address
from gpu_governor_feed.logger import GovernorFeed

from .reading import read
from .standin import IterationStats, SchedulerStats, vllm_config


class LoggerTest(unittest.TestCase):
    def setUp(self):
        self.receiver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.receiver.bind(("127.0.0.1", 0))
        self.receiver.settimeout(5)
        self.addCleanup(self.receiver.close)
        where = "127.0.0.1:%d" % self.receiver.getsockname()[1]
        patch = mock.patch.dict(os.environ, {address.VARIABLE: where})
        patch.start()
        self.addCleanup(patch.stop)

    def feed(self, config=None, engine_index=0):
        feed = GovernorFeed(config or vllm_config(), engine_index)
        self.addCleanup(lambda: feed._channel and feed._channel.close())
        return feed

    def received(self):
        return read(self.receiver.recv(65536))

    def test_sends_what_vllm_records(self):
        self.feed(engine_index=2).record(SchedulerStats(4, 1), IterationStats(num_generation_tokens=4), None)

        got = self.received()
        self.assertEqual((got.engine, got.running, got.waiting, got.generated), (2, 4, 1, 4))
        self.assertEqual(got.pid, os.getpid())
        self.assertEqual(got.facts[:4], (8, 256, 8192, "meta-llama/Llama-3.1-70B-Instruct"))

    def test_sends_the_last_step_of_a_burst_from_the_event_loop(self):
        async def burst():
            feed = self.feed()
            for _ in range(5):
                feed.record(SchedulerStats(1), IterationStats(time_to_first_tokens_iter=[0.25]))
            await asyncio.sleep(0.05)

        asyncio.run(burst())
        self.assertEqual(self.received().ttfts, [0.25])
        self.assertEqual(self.received().ttfts, [0.25] * 4)

    def test_beats_from_the_event_loop(self):
        async def idle():
            self.feed().record(SchedulerStats(0), None)
            await asyncio.sleep(0.7)

        asyncio.run(idle())
        self.assertEqual([self.received().sequence, self.received().sequence], [1, 2])

    def test_keeps_engines_apart(self):
        feed = self.feed()
        feed.record(SchedulerStats(4), None, None, 0)
        feed.record(SchedulerStats(6), None, engine_idx=1)

        first, second = self.received(), self.received()
        self.assertEqual([(one.engine, one.running) for one in (first, second)], [(0, 4), (1, 6)])
        self.assertNotEqual(first.start, second.start)

    def test_takes_either_statistic_alone_or_none(self):
        feed = self.feed()
        feed.record(None, None)
        self.assertEqual(self.received().gauged, 0)

    def test_reads_every_attribute_defensively(self):
        odd = [
            None, SimpleNamespace(), SimpleNamespace(num_running_reqs="many", num_waiting_reqs=None),
            SimpleNamespace(num_running_reqs=-1, num_waiting_reqs=1 << 60, kv_cache_usage=float("nan")),
            SimpleNamespace(
                num_generation_tokens=None, prompt_token_stats=3, num_preempted_reqs=-4,
                time_to_first_tokens_iter=[float("inf"), "soon", -1, None, 0.5], inter_token_latencies_iter=[],
                finished_requests=[None, SimpleNamespace(finish_reason="abort"), SimpleNamespace(finish_reason=17)]),
        ]
        for scheduler in odd:
            for iteration in odd:
                with self.subTest(scheduler=scheduler, iteration=iteration):
                    feed = self.feed()
                    feed.record(scheduler, iteration)
                    self.assertIsNotNone(feed._channel, "still on")
                    got = self.received()
                    self.assertTrue(0 <= got.kv_usage <= 1)
                    feed._channel.close()
        self.assertEqual((got.first_tokens, got.ttfts), (1, [0.5]))
        self.assertEqual((got.aborted, got.otherwise), (1, 2))

    def test_counts_prompts_of_versions_without_their_split(self):
        self.feed().record(None, SimpleNamespace(num_prompt_tokens=77))
        self.assertEqual((self.received().prompt_computed), 77)

    def test_turns_itself_off_instead_of_raising(self):
        class Broken:
            def __getattr__(self, name):
                raise RuntimeError("moved")

        feed = self.feed()
        with self.assertLogs("gpu_governor_feed", "WARNING") as logs:
            feed.record(Broken(), None)
            feed.record(Broken(), None)
            feed.log()
        self.assertEqual(len(logs.output), 1)

    def test_survives_a_configuration_it_does_not_know(self):
        feed = self.feed(config=SimpleNamespace(parallel_config=None, model_config=SimpleNamespace(model=3.5)))
        feed.record(SchedulerStats(1), None)
        self.assertEqual(self.received().facts, (0, 0, 0, "3.5", ""))

    def test_is_silent_when_nobody_listens(self):
        self.receiver.close()
        feed = self.feed()
        with self.assertNoLogs("gpu_governor_feed") if hasattr(self, "assertNoLogs") else mock.MagicMock():
            for _ in range(1000):
                feed.record(SchedulerStats(1), IterationStats())
        self.assertIsNotNone(feed._channel)

    def test_sleep_is_told(self):
        feed = self.feed()
        feed.record_sleep_state(0, 1)
        self.assertTrue(self.received().flags & 4)

    def test_a_wrong_address_is_told_once_and_sends_nothing(self):
        for wrong in ("10.0.0.1:9465", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:70000", "nowhere:1", "127.0.0.1:x"):
            with self.subTest(wrong), mock.patch.dict(os.environ, {address.VARIABLE: wrong}):
                with self.assertLogs("gpu_governor_feed", "WARNING") as logs:
                    GovernorFeed(vllm_config()).record(SchedulerStats(1), None)
                self.assertIn(wrong, logs.output[0])

    def test_off_sends_nothing(self):
        for off in ("off", "OFF", "false"):
            with mock.patch.dict(os.environ, {address.VARIABLE: off}):
                self.assertIsNone(GovernorFeed(vllm_config())._channel)

    def test_sends_to_the_usual_port_by_default(self):
        self.assertEqual(address.target({}), ("127.0.0.1", 9465))
        self.assertEqual(address.target({address.VARIABLE: "localhost:5"}), ("127.0.0.1", 5))
        self.assertEqual(address.target({address.VARIABLE: "[::1]:5"}), ("::1", 5))
