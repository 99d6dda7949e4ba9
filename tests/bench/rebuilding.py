"""A partition's memory on real Kafka: put there, and how long it takes to be read back."""

import time
from collections.abc import Iterable

from confluent_kafka import Producer
from service.settings import Settings
from service.stream.connection import client_options
from service.stream.outgoing import INPUT_OFFSET
from service.stream.restore import NOTHING_RECALLED, Restorer
from service.stream.stages import PartitionStage
from service.stream.topics import Topic

PARTITION = 0
FLUSH_EVERY = 1_000  # records


def fill(broker: str, topic: Topic, records: Iterable[tuple[str, bytes]]) -> int:
    """Put records, each the only one of its input message, onto the topic; returns their bytes."""
    producer = Producer({"bootstrap.servers": broker, "linger.ms": 50, "message.max.bytes": topic.max_message_bytes})
    written = 0
    for number, (key, value) in enumerate(records):
        headers = [(INPUT_OFFSET, str(number).encode())]
        producer.produce(topic.name, value, key, PARTITION, headers=headers)
        producer.poll(0)
        written += len(value)
        if number % FLUSH_EVERY == 0:
            producer.flush()
    producer.flush()
    return written


async def rebuild(stage: PartitionStage, source: Topic, settings: Settings) -> tuple[int, float, float]:
    """(articles or reports, seconds, CPU seconds) of recalling the partition that belongs to that of `source`."""
    for _ in stage.take_up():
        pass
    began, began_cpu = time.monotonic(), time.process_time()
    await Restorer(client_options(settings)).recall(stage, source.name, PARTITION, NOTHING_RECALLED)
    return stage.size()[0], time.monotonic() - began, time.process_time() - began_cpu
