"""The articles that one partition remembers: in memory, or on a store that outlives the process."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import numpy as np

from service.dedupe.article_store import ArticleStore, MemoryStore, StoredArticle
from service.dedupe.copy_record import CopyRecord, KnownArticle, canonical_url
from service.dedupe.fingerprint import Keys
from service.dedupe.register import Register
from service.dedupe.shingle_index import Hold, Numbers, ShingleIndex, hold_in_memory

READ_NEWEST = 12  # documents looked at for one shingle; 8 to 32 decide alike on development data, 6 do not
BYTES_AN_ARTICLE = 280  # measured: identifier, number and row in the dictionaries, and the line of the register
BYTES_A_KEY = 10  # measured: a pair of the index, its share of the tables, and pairs that are still to be let go


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
    """The newest articles of one partition: of at most `max_bytes`, none received `window_days` before the newest.

    Adding is idempotent, and a corrected article takes the place of its older version. Adding, in log order, only the
    latest record of each article gives a state that decides as this one does: what a state answers, and what it
    forgets, depends on the records it holds and their order alone. One thing can differ: a shingle that more than
    READ_NEWEST corrected versions have dropped since may be read less deeply than after a rebuild.
    """

    def __init__(
        self, window_days: float, max_bytes: int, store: ArticleStore | None = None, hold: Hold = hold_in_memory
    ) -> None:
        self._window = timedelta(days=window_days)
        self._max_bytes = max_bytes
        self._store = store or MemoryStore()
        self._index = ShingleIndex(hold)
        self._register = Register()
        self._newest: datetime | None = None

    def take_up(self) -> Iterator[int]:
        """Take up what an earlier process has left in the store; tells each number, so that others may have a turn."""
        for stored in self._store.left():
            record = KnownArticle.of_row(stored.row)
            self._register.begin_at(stored.number)
            self._enter(record, stored.row, stored.keys)
            yield stored.number

    def size(self) -> tuple[int, int]:
        """(articles, bytes) remembered; an article's bytes are an estimate that depends on the article alone."""
        return len(self._register), self._register.nbytes

    @property
    def newest_received_at(self) -> datetime | None:
        """The time of the article added last, which is the newest of all."""
        return self._newest

    def add(self, record: CopyRecord) -> None:
        """Remember an article; the oldest go to keep within the bounds."""
        known = self._store.number_of(record.article_id)
        if known is not None:
            self._forget(known)
        row, keys = record.as_row(), keys_of(record)
        number = self._enter(record, row, keys)
        self._store.put(StoredArticle(number, record.article_id, row, keys))
        self._evict(record.received_at)

    def get(self, article_id: str) -> KnownArticle | None:
        """The article as last judged; None when it is not remembered."""
        number = self._store.number_of(article_id)
        return None if number is None else self.document(number)

    def document(self, number: int) -> KnownArticle:
        """The article under a number of `sightings`."""
        return KnownArticle.of_row(self._store.row(number))

    def sightings(self, keys: Keys) -> Sightings:
        """The newest remembered documents that hold each key, at most READ_NEWEST for one."""
        positions, numbers = self._index.find(keys)
        living = self._register.are_living(numbers)
        positions, numbers = positions[living], numbers[living]
        near = np.arange(len(positions)) - np.searchsorted(positions, positions) < READ_NEWEST
        positions, numbers = positions[near], numbers[near]
        facts = self._register.facts(numbers)
        return Sightings(positions, numbers, facts["outlet"].astype(np.int64), facts["group"].astype(np.int64))

    def _enter(self, known: KnownArticle, row: bytes, keys: Keys) -> int:
        nbytes = BYTES_AN_ARTICLE + len(row) + BYTES_A_KEY * len(keys)
        received = known.received_at.timestamp()
        number = self._register.enter(key_of(known.outlet or ""), key_of(known.root), received, nbytes)
        self._index.add(number, keys)
        self._newest = known.received_at
        return number

    def _evict(self, newest: datetime) -> None:
        horizon = (newest - self._window).timestamp()
        oldest = before = self._register.oldest()
        while len(self._register) > 1:
            if self._register.nbytes <= self._max_bytes and self._register.received(oldest) >= horizon:
                break
            self._forget(oldest)
            oldest = self._register.oldest()
        if oldest > before:
            self._index.keep(oldest)

    def _forget(self, number: int) -> None:
        self._store.remove(number)
        self._register.strike(number)


def key_of(text: str) -> int:
    """A stable 32 bit number of a text."""
    return zlib.crc32(text.encode())


def keys_of(record: CopyRecord) -> Keys:
    """The keys under which a record is found: its shingles, its content and its address."""
    return np.array([*record.fingerprint, *address_keys(record.content_hash, record.url)], dtype=np.uint32)


def address_keys(content_hash: str, url: str | None) -> tuple[int, ...]:
    """Keys that only the same content or the same page share (their chance collisions are told apart by `judge`)."""
    page = canonical_url(url)
    return (key_of(f"content {content_hash}"), *((key_of(f"page {page}"),) if page else ()))
