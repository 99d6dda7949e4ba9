"""The embedded broker: librdkafka's, inside this process, for the demo and quick tests.

What it does not promise: it keeps everything in memory (some 5 MiB a partition) and forgets it at the end; it serves
one worker on this machine alone; it knows no configuration, compaction, transactions or access control, and topics
have four partitions. What it is good for: the same agents and the same protocol, without Java.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from confluent_kafka import Producer

from service.settings import Settings
from service.stream.topics import TOPICS

PROMISE = "embedded broker: in memory, one worker, this machine only; for anything else use Kafka"
MAX_TOTAL_BYTES = 4 * 1024 * 1024  # it keeps some 5 MiB a partition and silently drops the oldest beyond that
START_SECONDS = 10


@contextmanager
def embedded_broker() -> Iterator[str]:
    """The address of a broker that lives as long as the block, its topics created."""
    # The mock cluster belongs to a client: as long as the client lives, so does the broker.
    client = Producer({"bootstrap.servers": "embedded", "test.mock.num.brokers": 1, "log_level": 3})
    try:
        brokers = client.list_topics(timeout=START_SECONDS).brokers.values()
        for topic in TOPICS:
            client.list_topics(topic.name, timeout=START_SECONDS)  # asking for a topic creates it
        yield ",".join(f"{broker.host}:{broker.port}" for broker in brokers)
    finally:
        client.flush(0)
        del client


def embedded_settings(broker: str, base: Settings) -> Settings:
    """The settings for a worker on the embedded broker."""
    return base.model_copy(update={"broker": broker, "security_protocol": "PLAINTEXT", "commit_interval_seconds": 0.5})
