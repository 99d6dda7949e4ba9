"""Restoring a partition's state: read what was remembered, from where it was last read to the end."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from service.stream.messages import message_of
from service.stream.outgoing import INPUT_OFFSET
from service.stream.stages import PartitionStage
from service.stream.topics import MAX_RECORD_BYTES

logger = logging.getLogger(__name__)

POLL_MS = 500


@dataclass(frozen=True)
class Recalled:
    """position: the remembering topic's offset read up to; applied: the newest input offset found there, -1 for none;
    input_end: the end of the input partition (an `applied` beyond it belongs to an earlier topic of that name)."""

    position: int
    applied: int
    input_end: int


class Restorer:
    """Reads remembered records back; each recall has a consumer of its own, outside any group."""

    def __init__(self, client: Mapping[str, Any]) -> None:
        self._client = client

    async def recall(self, stage: PartitionStage, topic: str, partition: int, position: int) -> Recalled:
        """Hand every record from `position` on to the stage; returns how far that went."""
        if stage.remembers_on is None:
            return Recalled(0, -1, 0)
        consumer = AIOKafkaConsumer(
            **self._client, enable_auto_commit=False, max_partition_fetch_bytes=MAX_RECORD_BYTES, check_crcs=True
        )
        await consumer.start()
        try:
            memory, source = TopicPartition(stage.remembers_on.name, partition), TopicPartition(topic, partition)
            consumer.assign([memory])
            position, applied = await _read_to_end(consumer, memory, stage, position)
            input_end = (await consumer.end_offsets([source]))[source]
        finally:
            await consumer.stop()
        if applied >= input_end > -1 and applied >= 0:
            logger.error("%s[%d] is older than what is remembered of it: was the topic created anew?", topic, partition)
        return Recalled(position, applied, input_end)


async def _read_to_end(
    consumer: AIOKafkaConsumer, memory: TopicPartition, stage: PartitionStage, position: int
) -> tuple[int, int]:
    end = (await consumer.end_offsets([memory]))[memory]
    first = (await consumer.beginning_offsets([memory]))[memory]
    if position > end:  # the topic was created anew
        position = first
    consumer.seek(memory, max(position, first))
    applied = -1
    while (position := await consumer.position(memory)) < end:
        for record in (await consumer.getmany(memory, timeout_ms=POLL_MS)).get(memory, ()):
            message = message_of(record, record.timestamp)
            stage.recall(message)
            applied = max(applied, int(dict(message.headers).get(INPUT_OFFSET, b"-1")))
    return position, applied
