"""Delivery: our own idempotent producer, and the promise that nothing counts as sent before the broker confirmed it."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError, RecordTooLargeError
from aiokafka.partitioner import DefaultPartitioner, murmur2
from aiokafka.structs import RecordMetadata

from service.metrics import Metrics
from service.stream.outgoing import Outgoing
from service.stream.topics import MAX_RECORD_BYTES

HEADROOM_BYTES = 64 * 1024  # a batch's own framing and headers, on top of the largest record

_TOO_LARGE = (MessageSizeTooLargeError, RecordTooLargeError)


class OutputTooLarge(Exception):
    """The broker (or its client) refused a record for its size: retrying cannot help."""


class DeliveryFailed(Exception):
    """A record was not confirmed: nothing may be acknowledged, and the worker must stop."""


class Delivery:
    """Sends records and waits for the broker's word on every one of them."""

    def __init__(self, client: dict[str, Any], metrics: Metrics, linger_seconds: float = 0.0) -> None:
        self._client = client
        self._linger_ms = round(linger_seconds * 1000)
        self._metrics = metrics
        self._producer: AIOKafkaProducer | None = None

    async def start(self) -> None:
        """Connect. Raises aiokafka.errors.KafkaError when no broker answers."""
        self._producer = AIOKafkaProducer(
            **self._client,
            enable_idempotence=True,
            acks="all",
            linger_ms=self._linger_ms,
            max_batch_size=256 * 1024,
            max_request_size=MAX_RECORD_BYTES + HEADROOM_BYTES,
            partitioner=partition_of,
        )
        await self._producer.start()

    async def stop(self) -> None:
        """Flush and disconnect."""
        if self._producer is not None:
            await self._producer.stop()

    async def deliver(self, records: Sequence[Outgoing]) -> list[RecordMetadata]:
        """Send the records in order and return where they lie, once all are confirmed.

        Raises OutputTooLarge or DeliveryFailed; some of the records may have been delivered then.
        """
        confirmations = [await self._send(record) for record in records]
        results = [await _outcome(confirmation) for confirmation in confirmations]
        self._count(records, results)
        errors = [result for result in results if isinstance(result, Exception)]
        for error in errors:
            if not isinstance(error, _TOO_LARGE):
                raise DeliveryFailed(f"{type(error).__name__}: {error}") from error
        if errors:
            raise OutputTooLarge(str(errors[0])) from errors[0]
        return [result for result in results if isinstance(result, RecordMetadata)]

    async def _send(self, record: Outgoing) -> "asyncio.Future[RecordMetadata]":
        assert self._producer is not None, "start() comes first"
        try:
            sent: asyncio.Future[RecordMetadata] = await self._producer.send(
                record.topic.name,
                value=record.value,
                key=record.key,
                partition=record.partition,
                timestamp_ms=record.timestamp_ms,
                headers=list(record.headers),
            )
        except Exception as error:  # becomes the record's own failure, told apart by deliver()
            sent = asyncio.get_running_loop().create_future()
            sent.set_exception(error)
        return sent

    def _count(self, records: Sequence[Outgoing], results: Sequence[object]) -> None:
        failed = [isinstance(result, Exception) for result in results]
        for (topic, has_failed), count in Counter(zip((r.topic.name for r in records), failed, strict=True)).items():
            metric = self._metrics.deliveries_failed if has_failed else self._metrics.records_delivered
            metric.labels(topic).inc(count)


def partition_of(key: bytes | None, partitions: Sequence[int], available: Sequence[int]) -> int:
    """Where every Kafka client puts a key; languages and countries come again and again, and hashing takes its time."""
    if key is None:
        chosen: int = DefaultPartitioner()(key, partitions, available)
        return chosen
    return partitions[_hash(key) % len(partitions)]


@lru_cache(maxsize=4_096)
def _hash(key: bytes) -> int:
    return int(murmur2(key)) & 0x7FFFFFFF


async def _outcome(confirmation: "asyncio.Future[RecordMetadata]") -> RecordMetadata | Exception:
    try:
        return await confirmation
    except Exception as error:  # told apart by deliver(), once every record has its answer
        return error
