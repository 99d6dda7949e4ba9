"""Reading a topic from its beginning: for the events command, the dead letters and audits."""

from collections.abc import AsyncIterator

from aiokafka import AIOKafkaConsumer, TopicPartition

from service.settings import Settings
from service.stream.connection import client_options
from service.stream.messages import Message, message_of
from service.stream.topics import MAX_RECORD_BYTES, Topic

POLL_MS = 200


async def read_topic(settings: Settings, topic: Topic, since_ms: int | None = None) -> AsyncIterator[Message]:
    """Every record that is on the topic now, partition by partition in log order; from `since_ms` on, if given."""
    consumer = await _open(settings, topic)
    try:
        ends = await _seek(consumer, since_ms)
        while any([await consumer.position(tp) < end for tp, end in ends.items()]):
            for message in await _poll(consumer):
                yield message
    finally:
        await consumer.stop()


async def follow_topic(settings: Settings, topic: Topic, since_ms: int | None = None) -> AsyncIterator[Message]:
    """Every record on the topic, and then every record that comes, until the caller stops asking."""
    consumer = await _open(settings, topic)
    try:
        await _seek(consumer, since_ms)
        while True:
            for message in await _poll(consumer):
                yield message
    finally:
        await consumer.stop()


async def _open(settings: Settings, topic: Topic) -> AIOKafkaConsumer:
    """A consumer outside any group, which therefore holds every partition of the topic."""
    consumer = AIOKafkaConsumer(
        topic.name,
        **client_options(settings),
        group_id=None,
        enable_auto_commit=False,
        max_partition_fetch_bytes=MAX_RECORD_BYTES,
    )
    await consumer.start()
    return consumer


async def _seek(consumer: AIOKafkaConsumer, since_ms: int | None) -> dict[TopicPartition, int]:
    """Go to where reading begins; returns where each partition ends now."""
    partitions = sorted(consumer.assignment())
    ends: dict[TopicPartition, int] = await consumer.end_offsets(partitions)
    if since_ms is None:
        starts = await consumer.beginning_offsets(partitions)
    else:
        found = await consumer.offsets_for_times(dict.fromkeys(partitions, since_ms))
        starts = {tp: found[tp].offset if found.get(tp) else ends[tp] for tp in partitions}
    for tp, start in starts.items():
        consumer.seek(tp, start)
    return ends


async def _poll(consumer: AIOKafkaConsumer) -> list[Message]:
    fetched = await consumer.getmany(timeout_ms=POLL_MS)
    return [message_of(record, record.timestamp) for records in fetched.values() for record in records]
