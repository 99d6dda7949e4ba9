"""Restoring a partition's state: read what was remembered, from where it was last read to the end."""

import gc
import logging
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from service.stream.messages import Message, message_of
from service.stream.outgoing import INPUT_OFFSET, INPUT_PART, MENDED, Headers, Outgoing, milliseconds
from service.stream.stages import PartitionStage, Standing
from service.stream.topics import MAX_RECORD_BYTES, Topic

logger = logging.getLogger(__name__)

POLL_MS = 500
SETTLE_EVERY = 1_024  # records recalled; what is on disk meanwhile need not be recalled again

# Records recalled, after which the garbage collector no longer visits them: they stay. Its visits took two fifths of
# the time.
KEPT_EVERY = 512


@dataclass(frozen=True)
class Recalled:
    """How far a recall went.

    position: the remembering topic's offset read up to. applied: the newest input offset found there, -1 for none.
    input_end: the end of the input partition (an `applied` beyond it belongs to an earlier topic of that name).
    overtaken: keys of records published late, by a worker that had lost the partition: an old record lies behind a
    newer one, and compaction would keep the old.
    """

    position: int
    applied: int
    input_end: int
    overtaken: frozenset[bytes | None] = frozenset()


NOTHING_RECALLED = Recalled(position=0, applied=-1, input_end=0)


class Restorer:
    """Reads remembered records back; each reading has a consumer of its own, outside any group."""

    def __init__(self, client: Mapping[str, Any]) -> None:
        self._client = client

    async def recall(self, stage: PartitionStage, topic: str, partition: int, since: Recalled) -> Recalled:
        """Hand every record after `since` on to the stage, but for the overtaken; returns how far that went."""
        if stage.remembers_on is None:
            return NOTHING_RECALLED
        memory, source = TopicPartition(stage.remembers_on.name, partition), TopicPartition(topic, partition)
        async with self._consumer(memory) as consumer:
            recalled = await _recall(consumer, memory, stage, since)
            input_end = (await consumer.end_offsets([source]))[source]
        if recalled.applied >= input_end:
            logger.error("%s[%d] is older than what is remembered of it: was the topic created anew?", topic, partition)
        return replace(recalled, input_end=input_end)

    async def newest(self, topic: Topic, partition: int, keys: Collection[bytes | None]) -> list[Outgoing]:
        """The newest record of each key that was not published late, to be published again as it is."""
        memory, newest = TopicPartition(topic.name, partition), dict[bytes | None, Message]()
        applied = -1
        async with self._consumer(memory) as consumer:
            async for message in _records(consumer, memory, 0):
                if _is_late(message, applied):
                    continue
                applied = max(applied, _applied_offset(message))
                known = newest.get(message.key)
                if message.key in keys and (known is None or _input_offset(known) <= _input_offset(message)):
                    newest[message.key] = message
        return [
            Outgoing(topic, message.key, message.value, _mended(message), milliseconds(message.at), partition)
            for message in newest.values()
        ]

    @asynccontextmanager
    async def _consumer(self, memory: TopicPartition) -> AsyncIterator[AIOKafkaConsumer]:
        consumer = AIOKafkaConsumer(
            **self._client, enable_auto_commit=False, max_partition_fetch_bytes=MAX_RECORD_BYTES, check_crcs=True
        )
        await consumer.start()
        try:
            consumer.assign([memory])
            yield consumer
        finally:
            await consumer.stop()


async def _recall(
    consumer: AIOKafkaConsumer, memory: TopicPartition, stage: PartitionStage, since: Recalled
) -> Recalled:
    end = (await consumer.end_offsets([memory]))[memory]
    if since.position > end:  # the topic was created anew
        stage.clear()
        since = NOTHING_RECALLED
    applied, overtaken, settled = since.applied, frozenset[bytes | None](), since.position
    async for message in _records(consumer, memory, since.position):
        if _is_late(message, applied):
            overtaken = overtaken | {message.key}
            continue
        if MENDED in dict(message.headers):
            overtaken = overtaken - {message.key}
        stage.recall(message)
        if message.offset % KEPT_EVERY == 0:
            gc.freeze()
        applied = max(applied, _applied_offset(message))
        if message.offset - settled >= SETTLE_EVERY and not overtaken:
            stage.settle(Standing(message.offset + 1, applied))
            settled = message.offset
    return Recalled(await consumer.position(memory), applied, 0, overtaken)


async def _records(consumer: AIOKafkaConsumer, memory: TopicPartition, position: int) -> AsyncIterator[Message]:
    """The partition's records from `position` to its end as it is now."""
    end = (await consumer.end_offsets([memory]))[memory]
    first = (await consumer.beginning_offsets([memory]))[memory]
    consumer.seek(memory, max(position, first))
    while await consumer.position(memory) < end:
        for record in (await consumer.getmany(memory, timeout_ms=POLL_MS)).get(memory, ()):
            yield message_of(record, record.timestamp)


def _mended(message: Message) -> Headers:
    return (*(header for header in message.headers if header[0] != MENDED), (MENDED, b"1"))


def _is_late(message: Message, applied: int) -> bool:
    """Whether it lies behind a newer one; a mended record does by intent, and compaction may have kept it alone."""
    return -1 < _input_offset(message) <= applied and MENDED not in dict(message.headers)


def _applied_offset(message: Message) -> int:
    """The offset of the input message that the record ends; -1 when more records follow, or it does not say."""
    return int(dict(message.headers).get(INPUT_OFFSET, b"-1"))


def _input_offset(message: Message) -> int:
    """The offset of the input message that led to a remembered record; -1 when it does not say."""
    headers = dict(message.headers)
    return int(headers.get(INPUT_OFFSET) or headers.get(INPUT_PART) or b"-1")
