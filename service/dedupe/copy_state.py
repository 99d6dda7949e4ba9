"""The articles that one partition remembers, held in memory."""

import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol

import numpy as np
import orjson

from service.dedupe.copy_record import CopyRecord, KnownArticle, canonical_url
from service.dedupe.fingerprint import Keys
from service.dedupe.shingle_index import Numbers, ShingleIndex

READ_NEWEST = 32  # documents looked at for one shingle; bounds the cost of boilerplate
BYTES_PER_ENTRY = 330  # measured: identifier, number and row of the dictionaries


SIZE_SAMPLE = 100  # rows looked at to estimate the mean size


@dataclass(frozen=True)
class Sightings:
    """Who printed the asked shingles: positions in the keys, documents (newest first for each key), outlets, groups."""

    positions: Numbers
    numbers: Numbers
    outlets: Numbers
    groups: Numbers


class CopyMemory(Protocol):
    """What `judge` asks of a state."""

    @property
    def newest_received_at(self) -> datetime | None:
        """The newest received_at of the partition."""
        ...

    def get(self, article_id: str) -> KnownArticle | None:
        """The article as last judged."""
        ...

    def sightings(self, keys: Keys) -> Sightings:
        """The newest documents that hold each key."""
        ...

    def document(self, number: int) -> KnownArticle:
        """The article under a number of `sightings`."""
        ...


class CopyState:
    """The newest articles of one partition: at most `max_documents`, none received `window_days` before the newest.

    Adding is idempotent, and a corrected article takes the place of its older version. Adding, in log order, only the
    latest record of each article gives a state that decides as this one does: what a state answers depends on the
    records it holds and their order alone. One thing can differ: a shingle that more than 32 corrected versions have
    dropped since may be read less deeply than after a rebuild.
    """

    def __init__(self, window_days: float, max_documents: int) -> None:
        self._window = timedelta(days=window_days)
        self._max_documents = max_documents
        self._index = ShingleIndex()
        self._numbers: dict[str, int] = {}
        self._rows: dict[int, _Row] = {}
        self._next = 0
        self._newest: datetime | None = None

    def size(self) -> tuple[int, int]:
        """(articles, estimated bytes) remembered."""
        rows = list(islice(self._rows.values(), 0, None, max(1, len(self._rows) // SIZE_SAMPLE)))
        mean = sum(len(row.stored) for row in rows) / max(1, len(rows))
        return len(self._rows), self._index.nbytes + int(len(self._rows) * (BYTES_PER_ENTRY + mean))

    @property
    def newest_received_at(self) -> datetime | None:
        """The time of the article added last, which is the newest of all."""
        return self._newest

    def add(self, record: CopyRecord) -> tuple[str, ...]:
        """Remember an article; returns the article ids that had to go to keep within the bounds."""
        known = self._numbers.pop(record.article_id, None)
        if known is not None:
            del self._rows[known]
        number, self._next = self._next, self._next + 1
        self._numbers[record.article_id] = number
        self._rows[number] = _row(record)
        self._index.add(number, keys_of(record))
        self._newest = record.received_at
        return self._evict(record)

    def get(self, article_id: str) -> KnownArticle | None:
        """The article as last judged; None when it is not remembered."""
        number = self._numbers.get(article_id)
        return None if number is None else self.document(number)

    def document(self, number: int) -> KnownArticle:
        """The article under a number of `sightings`."""
        return KnownArticle.from_json(self._rows[number].stored)

    def sightings(self, keys: Keys) -> Sightings:
        """The newest remembered documents that hold each key, at most READ_NEWEST for one."""
        positions, numbers = self._index.find(keys, 2 * READ_NEWEST)
        living = np.fromiter((number in self._rows for number in numbers.tolist()), dtype=bool, count=len(numbers))
        positions, numbers = positions[living], numbers[living]
        starts = np.searchsorted(positions, positions)
        near = np.arange(len(positions)) - starts < READ_NEWEST
        positions, numbers = positions[near], numbers[near]
        rows = [self._rows[number] for number in numbers.tolist()]
        outlets = np.array([row.outlet for row in rows], dtype=np.int64)
        return Sightings(positions, numbers, outlets, np.array([row.group for row in rows], dtype=np.int64))

    def _evict(self, record: CopyRecord) -> tuple[str, ...]:
        gone: list[str] = []
        horizon = (record.received_at - self._window).timestamp()
        while len(self._rows) > 1:
            oldest = next(iter(self._rows))
            if len(self._rows) <= self._max_documents and self._rows[oldest].received >= horizon:
                break
            article_id = self.document(oldest).article_id
            del self._rows[oldest], self._numbers[article_id]
            gone.append(article_id)
        if gone:
            self._index.keep(next(iter(self._rows)))
        return tuple(gone)


@dataclass(frozen=True, slots=True)
class _Row:
    stored: bytes
    outlet: int
    group: int
    received: float


def _row(record: CopyRecord) -> _Row:
    stored = orjson.dumps(record.model_dump(exclude={"fingerprint"}))
    return _Row(stored, key_of(record.outlet or ""), key_of(record.root), record.received_at.timestamp())


def key_of(text: str) -> int:
    """A stable 32 bit number of a text."""
    return zlib.crc32(text.encode())


def keys_of(record: CopyRecord) -> Keys:
    """The keys under which a record is found: its shingles, its content and its address."""
    keys = [*record.fingerprint, *address_keys(record.content_hash, record.url)]
    return np.unique(np.array(keys, dtype=np.uint64)).astype(np.uint32)


def address_keys(content_hash: str, url: str | None) -> tuple[int, ...]:
    """Keys that only the same content or the same page share (their chance collisions are told apart by `judge`)."""
    page = canonical_url(url)
    return (key_of(f"content {content_hash}"), *((key_of(f"page {page}"),) if page else ()))
