"""What comes in: bytes with their place in the log, before anyone believes them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Protocol

from service.stream.outgoing import Headers, Origin, origin_of

LATEST_MS = 253_402_300_799_000  # the end of the year 9999; a sender may claim anything


@dataclass(frozen=True)
class Message:
    """One record of an input topic. at: its broker timestamp, aware."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    at: datetime

    @property
    def size(self) -> int:
        """Bytes of key and value."""
        return len(self.key or b"") + len(self.value or b"")

    @cached_property
    def origin(self) -> Origin:
        """The raw message it comes from: the one its headers name, else itself."""
        return origin_of(self.headers, Origin(self.topic, self.partition, self.offset))

    @property
    def as_origin(self) -> Origin:
        """Itself as the origin of what follows: a raw message's headers are its sender's and have no say in this."""
        return Origin(self.topic, self.partition, self.offset, self.origin.trace)


class KafkaRecord(Protocol):
    """What faust's messages and aiokafka's records have in common."""

    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def key(self) -> bytes | None: ...
    @property
    def value(self) -> bytes | None: ...
    @property
    def headers(self) -> object: ...


def message_of(record: KafkaRecord, timestamp_ms: float) -> Message:
    """The record as a message; its headers keep their order and repeats, and null header values are dropped."""
    pairs = record.headers if isinstance(record.headers, list | tuple) else ()
    headers = tuple((str(name), bytes(value)) for name, value in pairs if value is not None)
    at = datetime.fromtimestamp(min(max(timestamp_ms, 0), LATEST_MS) / 1000, UTC)
    return Message(record.topic, record.partition, record.offset, record.key, record.value, headers, at)
