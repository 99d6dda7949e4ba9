"""A broker in a dictionary, and builders of messages and lanes, for tests that need no Kafka."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from aiokafka.structs import RecordMetadata, TopicPartition
from service.metrics import Metrics
from service.settings import Settings, Stage
from service.stream.budget import Budget
from service.stream.dead_letters import DeadLetterLimit
from service.stream.delivery import DeliveryFailed, OutputTooLarge
from service.stream.lane import Lane
from service.stream.lane_services import LaneServices
from service.stream.messages import Message
from service.stream.outgoing import INPUT_OFFSET, Outgoing
from service.stream.restore import Recalled
from service.stream.stages import InMemory, Outputs
from service.stream.suspension import SuspensionWatch
from service.stream.topics import ARTICLES, COPIES, Topic

MONDAY = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TOPIC = "sitrep.in.v1"


def a_message(offset: int = 0, value: bytes | None = b"{}", **fields: Any) -> Message:
    """A message of partition 0, one minute later for each offset."""
    defaults: dict[str, Any] = {"topic": TOPIC, "partition": 0, "key": b"k", "headers": ()}
    return Message(offset=offset, value=value, at=MONDAY + timedelta(minutes=offset), **(defaults | fields))


class FakeBroker:
    """Logs by topic and partition, and a journal of what happened in which order.

    too_large, failing: records for which the answer is yes are refused as too large, or not confirmed.
    """

    def __init__(self) -> None:
        self.logs: dict[tuple[str, int], list[Outgoing]] = defaultdict(list)
        self.journal: list[tuple[str, object]] = []
        self.too_large: Callable[[Outgoing], bool] = lambda record: False
        self.failing: Callable[[Outgoing], bool] = lambda record: False

    async def deliver(self, records: Sequence[Outgoing]) -> list[RecordMetadata]:
        """As Delivery.deliver: what is not refused is on the log even when another record was refused."""
        await asyncio.sleep(0)
        failed = [self.failing(record) for record in records]
        accepted = [
            one for one, has_failed in zip(records, failed, strict=True) if not (has_failed or self.too_large(one))
        ]
        confirmed = [self._append(record) for record in accepted]
        if any(failed):
            raise DeliveryFailed("no confirmation")
        if len(accepted) < len(records):
            raise OutputTooLarge("too large")
        return confirmed

    async def recall(self, stage: Any, topic: str, partition: int, since: Recalled) -> Recalled:
        """As Restorer.recall."""
        if stage.remembers_on is None:
            return Recalled(0, -1, 0)
        log = self.logs[stage.remembers_on.name, partition]
        self.journal.append(("recall", since.position))
        applied = since.applied
        for offset, record in enumerate(log[since.position :], since.position):
            input_offset = int(dict(record.headers).get(INPUT_OFFSET, b"-1"))
            if not -1 < input_offset <= applied:
                stage.recall(received(record, offset))
            applied = max(applied, input_offset)
        return Recalled(len(log), applied, 1_000_000)

    def values(self, topic: Topic, partition: int = 0) -> list[bytes | None]:
        """The values on one partition, in log order."""
        return [record.value for record in self.logs[topic.name, partition]]

    def _append(self, record: Outgoing) -> RecordMetadata:
        partition = record.partition or 0
        log = self.logs[record.topic.name, partition]
        log.append(record)
        self.journal.append((record.topic.name, record.value))
        where = TopicPartition(record.topic.name, partition)
        return RecordMetadata(record.topic.name, partition, where, len(log) - 1, record.timestamp_ms, 0, 0)


def received(record: Outgoing, offset: int) -> Message:
    """The record as whoever reads it from the topic's log receives it."""
    at = datetime.fromtimestamp(record.timestamp_ms / 1000, UTC)
    partition = record.partition or 0
    return Message(record.topic.name, partition, offset, record.key, record.value, record.headers, at)


class CountingStage(InMemory):
    """A stateful stage that publishes how many messages it has counted, and remembers each that it counted."""

    stage = Stage.DEDUPE
    remembers_on: Topic | None = COPIES

    def __init__(self, published_on: Topic = ARTICLES, remembered_on: Topic = COPIES) -> None:
        self.published_on, self.remembered_on = published_on, remembered_on
        self.counted: list[bytes] = []
        self.forgotten = 0
        self.broken: Callable[[Message], Outputs | None] = lambda message: None

    def handle(self, message: Message) -> Outputs:
        """Count the message; `broken` may answer in this stage's place, after the state has changed."""
        self.counted.append(message.value or b"")
        answer = self.broken(message)
        if answer is not None:
            return answer
        text = b"%s is number %d" % (message.value, len(self.counted))
        headers = ((INPUT_OFFSET, str(message.offset).encode()),)
        return Outputs(
            "counted",
            publish=[Outgoing(self.published_on, b"k", text, (), 0, 0)],
            remember=[Outgoing(self.remembered_on, b"k", message.value, headers, 0, 0)],
        )

    def recall(self, record: Message) -> None:
        """Count again what was remembered."""
        self.counted.append(record.value or b"")

    def forget(self) -> None:
        """Count from nothing."""
        self.counted = []
        self.forgotten += 1

    def size(self) -> tuple[int, int]:
        """(counted, bytes)."""
        return len(self.counted), sum(map(len, self.counted))


class StatelessStage(CountingStage):
    """A stage that publishes its input and remembers nothing."""

    stage = Stage.READ
    remembers_on: Topic | None = None

    def handle(self, message: Message) -> Outputs:
        """The message as it came."""
        answer = self.broken(message)
        return answer or Outputs("read", publish=[Outgoing(ARTICLES, b"k", message.value, (), 0, 0)])


class Bench:
    """A lane on a fake broker: what it acknowledged, and what made it fail."""

    def __init__(self, stage: Any, broker: FakeBroker, limit: DeadLetterLimit | None = None, **settings: Any) -> None:
        self.broker = broker
        self.stage = stage
        self.acknowledged: list[int] = []
        self.failures: list[BaseException] = []
        self.settings = Settings(_env_file=None, **settings)
        self.metrics = Metrics()
        self.budget = Budget(1_000, 10_000_000)
        self.watch = SuspensionWatch(limit_seconds=20)
        self.services = LaneServices(
            self.settings,
            self.metrics,
            broker,  # type: ignore[arg-type]
            broker,  # type: ignore[arg-type]
            self.budget,
            limit or DeadLetterLimit(1.0, 1_000_000),
            self.watch,
            self.failures.append,
        )
        self.lane = Lane(stage, TOPIC, 0, self.services)

    async def offer(self, *messages: Message) -> None:
        """Hand the messages over as the agent does."""
        for message in messages:
            await self.budget.take(message.size)
            self.lane.offer(message, lambda offset=message.offset: self._acknowledge(offset))

    async def run(self, *messages: Message) -> None:
        """Start, handle the messages, stop."""
        self.lane.start()
        await self.offer(*messages)
        await self.settled()
        await self.lane.stop(1.0)

    async def settled(self) -> None:
        """Wait until everything offered is acknowledged, or the lane has failed."""
        await until(lambda: self.failures or (self.lane.restored and not self.lane.waiting))

    def _acknowledge(self, offset: int) -> None:
        self.acknowledged.append(offset)
        self.broker.journal.append(("ack", offset))


async def until(condition: Callable[[], object]) -> None:
    """Let the event loop run until the condition holds; fails when it never does."""
    for _ in range(100_000):
        if condition():
            return
        await asyncio.sleep(0)
    raise AssertionError("the condition never held")
