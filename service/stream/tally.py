"""Counting how messages ended: the metrics of a stage, and the limit on its refusals."""

import logging
import time

from service.metrics import Metrics
from service.settings import Stage
from service.stream.dead_letters import DeadLetterLimit
from service.stream.messages import Message
from service.stream.stages import Outputs

logger = logging.getLogger(__name__)


class TooManyDeadLetters(Exception):
    """Refusals exceed the limit: more likely a bad deploy than bad input, so the worker stops."""


class Tally:
    """The counts of one stage."""

    def __init__(self, stage: Stage, metrics: Metrics, limit: DeadLetterLimit) -> None:
        self._stage = str(stage)
        self._metrics = metrics
        self._path_seconds = metrics.path_seconds.labels(self._stage)
        self._limit = limit

    def count(self, message: Message, outputs: Outputs) -> None:
        """Count a message whose outputs are confirmed."""
        self._metrics.messages_handled.labels(self._stage, outputs.outcome).inc()
        age = max(0.0, time.time() - message.at.timestamp())
        self._path_seconds.observe(age)
        for name, label, amount in outputs.counts:
            getattr(self._metrics, name).labels(label).inc(amount)
        if outputs.refused is None:
            self._limit.accepted()
            return
        self._metrics.messages_rejected.labels(self._stage, outputs.refused.reason).inc()
        self._limit.refused()
        place = f"{message.topic}[{message.partition}]@{message.offset}"
        logger.warning("refused %s: %s (%s)", place, outputs.refused.reason, outputs.refused.detail)

    def require_few_refusals(self) -> None:
        """Raises TooManyDeadLetters once the limit is exceeded."""
        if self._limit.is_exceeded:
            raise TooManyDeadLetters("too many messages were refused: stopping before the topic is drained")
