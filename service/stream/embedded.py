"""The embedded broker: librdkafka's, inside this process, for the demo and quick tests.

What it does not promise: it keeps everything in memory (some 5 MiB a partition) and forgets it at the end; it serves
one worker on this machine alone; it knows no configuration, compaction, transactions or access control.
What it is good for: the same agents and the same protocol, without Java.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

from confluent_kafka import cimpl

from service.settings import Settings
from service.stream.topics import TOPICS

PROMISE = "embedded broker: in memory, one worker, this machine only; for anything else use Kafka"
MAX_TOTAL_BYTES = 4 * 1024 * 1024  # it keeps some 5 MiB a partition and silently drops the oldest beyond that

_PRODUCER = 0  # rd_kafka_type_t RD_KAFKA_PRODUCER
_ERROR_BYTES = 512


class EmbeddedBrokerFailed(Exception):
    """The library has no embedded broker, or it did not start."""


@contextmanager
def embedded_broker() -> Iterator[str]:
    """The address of a broker that lives as long as the block, with every declared topic.

    Speaks to librdkafka's C interface, since its Python binding can neither set partitions nor skip the three seconds
    that a first rebalance waits. Raises EmbeddedBrokerFailed.
    """
    library = _library()
    client = _new_client(library)
    cluster = library.rd_kafka_mock_cluster_new(client, 1)
    if not cluster:
        raise EmbeddedBrokerFailed("librdkafka started no embedded broker")
    try:
        library.rd_kafka_mock_group_initial_rebalance_delay_ms(cluster, 0)
        for topic in TOPICS:
            library.rd_kafka_mock_topic_create(cluster, topic.name.encode(), topic.partitions, 1)
        yield library.rd_kafka_mock_cluster_bootstraps(cluster).decode()
    finally:
        library.rd_kafka_mock_cluster_destroy(cluster)
        library.rd_kafka_destroy(client)


def embedded_settings(broker: str, base: Settings) -> Settings:
    """The settings for a worker on the embedded broker; it takes a free port for its pages unless one was asked for,
    so that it starts beside a worker of this machine.
    """
    port = base.ops_port if "ops_port" in base.model_fields_set else 0
    return base.model_copy(
        update={"broker": broker, "security_protocol": "PLAINTEXT", "commit_interval_seconds": 0.5, "ops_port": port}
    )


def _new_client(library: ctypes.CDLL) -> int:
    error = ctypes.create_string_buffer(_ERROR_BYTES)
    conf = library.rd_kafka_conf_new()
    library.rd_kafka_conf_set(conf, b"log_level", b"3", error, _ERROR_BYTES)
    client: int | None = library.rd_kafka_new(_PRODUCER, conf, error, _ERROR_BYTES)
    if not client:
        raise EmbeddedBrokerFailed(error.value.decode())
    return client


def _library() -> ctypes.CDLL:
    """librdkafka as the confluent-kafka wheel brings it: its symbols are found through the extension that links it."""
    library = ctypes.CDLL(cimpl.__file__)
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    signatures: dict[str, tuple[object, tuple[object, ...]]] = {
        "rd_kafka_conf_new": (pointer, ()),
        "rd_kafka_conf_set": (number, (pointer, text, text, text, ctypes.c_size_t)),
        "rd_kafka_new": (pointer, (number, pointer, text, ctypes.c_size_t)),
        "rd_kafka_destroy": (None, (pointer,)),
        "rd_kafka_mock_cluster_new": (pointer, (pointer, number)),
        "rd_kafka_mock_cluster_destroy": (None, (pointer,)),
        "rd_kafka_mock_cluster_bootstraps": (text, (pointer,)),
        "rd_kafka_mock_topic_create": (number, (pointer, text, number, number)),
        "rd_kafka_mock_group_initial_rebalance_delay_ms": (None, (pointer, ctypes.c_int32)),
    }
    for name, (result, arguments) in signatures.items():
        function = getattr(library, name, None)
        if function is None:
            raise EmbeddedBrokerFailed(f"this librdkafka has no {name}")
        function.restype, function.argtypes = result, arguments
    return library
