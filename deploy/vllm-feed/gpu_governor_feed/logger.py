"""The class that vLLM loads: registered under the entry point group vllm.stat_logger_plugins."""

import asyncio
import logging

from . import address
from .sender import Channel, Sender
from .wire import Facts

try:
    from vllm.v1.metrics.loggers import StatLoggerBase
except Exception:  # Without vLLM, or with one that moved its classes, the feed is still importable.
    StatLoggerBase = object

LOG = logging.getLogger("gpu_governor_feed")
MOST_ENGINES = 1024


class GovernorFeed(StatLoggerBase):
    """Passes each step's statistics on. Never raises and never blocks: a failure turns the feed off and is told once."""

    def __init__(self, vllm_config=None, engine_index=0):
        self._senders = {}
        self._engine_index = engine_index if type(engine_index) is int else 0
        self._facts = Facts()
        self._channel = None
        self._told = False
        try:
            self._facts = facts_of(vllm_config)
            where = address.target()
            if where is not None:
                self._channel = Channel(where)
                self._sender(self._engine_index)
        except Exception as trouble:
            self._give_up(trouble)

    def record(self, scheduler_stats=None, iteration_stats=None, mm_cache_stats=None, engine_idx=None, **_more):
        if self._channel is None:
            return
        try:
            self._sender(engine_idx).record(scheduler_stats, iteration_stats)
        except Exception as trouble:
            self._give_up(trouble)

    def log(self, *_arguments, **_more):
        self._each(Sender.poke)

    def log_engine_initialized(self, *_arguments, **_more):
        self._each(Sender.poke)

    def record_sleep_state(self, is_awake=1, level=0, *_arguments, **_more):
        self._each(lambda sender: sender.asleep(not is_awake))

    def _each(self, action):
        if self._channel is None:
            return
        try:
            for sender in self._senders.values():
                action(sender)
        except Exception as trouble:
            self._give_up(trouble)

    def _sender(self, engine):
        if type(engine) is not int or not 0 <= engine < MOST_ENGINES:
            engine = self._engine_index
        sender = self._senders.get(engine)
        if sender is None:
            sender = Sender(self._channel, engine, self._facts, loop=_running_loop)
            self._senders[engine] = sender
        return sender

    def _give_up(self, trouble):
        self._channel = None
        if not self._told:
            self._told = True
            LOG.warning("the push feed to gpu-governor is off: %s: %s", type(trouble).__name__, trouble)


def facts_of(config):
    """What of vLLM's configuration the metrics page does not tell."""
    return Facts(
        _at(config, "parallel_config", "tensor_parallel_size"),
        _at(config, "scheduler_config", "max_num_seqs"),
        _at(config, "scheduler_config", "max_num_batched_tokens"),
        _at(config, "model_config", "model"),
        _version())


def _at(value, *names):
    for name in names:
        value = getattr(value, name, None)
    return value


def _version():
    try:
        import vllm
        return getattr(vllm, "__version__", "")
    except Exception:
        return ""


def _running_loop():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
