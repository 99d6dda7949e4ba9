"""What a stage wants published, and the headers that all records share."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from importlib.metadata import version
from itertools import chain

from service.stream.topics import Topic

Headers = tuple[tuple[str, bytes], ...]

ORIGIN = ("sitrep-origin-topic", "sitrep-origin-partition", "sitrep-origin-offset")
VERSION = "sitrep-version"
OUTCOME = "sitrep-outcome"
INPUT_OFFSET = "sitrep-input-offset"  # on the last record of a message: the message is applied
MENDED = "sitrep-mended"  # on a record published again, because an older one had been published behind it
INPUT_PART = "sitrep-input-part"  # on the records before it, if one message leads to several
TRACE = ("traceparent", "tracestate")
HEADER_FRAMING_BYTES = 10  # two lengths of a header, at most five bytes each
RECORD_FRAMING_BYTES = 128  # a batch's 61 bytes and a record's own lengths and deltas

_NUMBER = re.compile(r"[0-9]{1,19}")  # Kafka's offsets have 63 bits


@dataclass(frozen=True)
class Origin:
    """The raw message that a record comes from, and the trace it belongs to."""

    topic: str
    partition: int
    offset: int
    trace: Headers = ()

    @cached_property
    def headers(self) -> Headers:
        """The headers by which an audit follows an article from topic to topic."""
        values = (self.topic, str(self.partition), str(self.offset))
        return tuple((name, value.encode()) for name, value in zip(ORIGIN, values, strict=True)) + self.trace

    @cached_property
    def signed(self) -> Headers:
        """The headers, and the version of the code that writes them."""
        return (*self.headers, (VERSION, code_version().encode()))

    @property
    def address(self) -> str:
        """`partition:offset` of the raw message."""
        return f"{self.partition}:{self.offset}"


@dataclass(frozen=True)
class Outgoing:
    """A record to publish; partition None lets the key decide. timestamp in ms since 1970."""

    topic: Topic
    key: bytes | None
    value: bytes | None
    headers: Headers
    timestamp_ms: int
    partition: int | None = None

    @property
    def fits(self) -> bool:
        """Whether the record is within its topic's limit, as far as can be told without the broker."""
        headers = sum(map(len, chain.from_iterable(self.headers))) + HEADER_FRAMING_BYTES * len(self.headers)
        size = len(self.key or b"") + len(self.value or b"") + headers
        return size + RECORD_FRAMING_BYTES <= self.topic.max_message_bytes


@cache  # looking it up reads the installation's files: 0.2 ms, for every record
def code_version() -> str:
    """The installed version of the service."""
    return version("sitrep")


def origin_of(headers: Headers, otherwise: Origin) -> Origin:
    """The origin that the headers name, or `otherwise` when they name none; the trace is the headers' in any case."""
    named = dict(headers)
    trace = tuple((name, named[name]) for name in TRACE if name in named)
    topic, partition, offset = (named.get(name, b"").decode("utf-8", "replace") for name in ORIGIN)
    if not (topic and _NUMBER.fullmatch(partition) and _NUMBER.fullmatch(offset)):
        return Origin(otherwise.topic, otherwise.partition, otherwise.offset, trace)
    return Origin(topic, int(partition), int(offset), trace)


def cloud_event(kind: str, identity: str, at: datetime) -> Headers:
    """CloudEvents 1.0, Kafka binding in binary mode: type, id and time as headers, the plain record as value."""
    return (*_constant_headers(kind), ("ce_id", identity.encode()), ("ce_time", at.isoformat().encode()))


@cache
def _constant_headers(kind: str) -> Headers:
    return (
        ("ce_specversion", b"1.0"),
        ("ce_source", b"sitrep"),
        ("ce_type", f"sitrep.{kind}.v1".encode()),
        ("ce_dataschema", f"schemas/{kind}.json".encode()),
        ("content-type", b"application/json"),
    )


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970, as Kafka counts."""
    return round(moment.timestamp() * 1000)
