"""Where a partition's remembered articles lie: a row of bytes each, by number and by article id."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from service.dedupe.fingerprint import Keys


class StoreFailed(Exception):
    """A store could not be read or written: the world has failed, not the article that was at hand."""


@dataclass(frozen=True)
class StoredArticle:
    """An article in the store: its number, its row, and the keys it is found under."""

    number: int
    article_id: str
    row: bytes
    keys: Keys


class ArticleStore(Protocol):
    """Articles under ascending numbers."""

    def put(self, stored: StoredArticle) -> None:
        """Put an article in the store; neither its number nor its id is there."""
        ...

    def remove(self, number: int) -> None:
        """Take an article from the store."""
        ...

    def number_of(self, article_id: str) -> int | None:
        """The number of an article; None when it is not in the store."""
        ...

    def row(self, number: int) -> bytes:
        """The row of an article that is in the store."""
        ...

    def left(self) -> Iterator[StoredArticle]:
        """What an earlier process has left in the store, by ascending number."""
        ...


class MemoryStore:
    """A store in memory, which no process leaves to another. The keys are in the index alone."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._rows: dict[int, tuple[str, bytes]] = {}

    def put(self, stored: StoredArticle) -> None:
        """Put an article into the store."""
        self._numbers[stored.article_id] = stored.number
        self._rows[stored.number] = (stored.article_id, stored.row)

    def remove(self, number: int) -> None:
        """Take an article from the store."""
        article_id, _ = self._rows.pop(number)
        del self._numbers[article_id]

    def number_of(self, article_id: str) -> int | None:
        """The number of an article."""
        return self._numbers.get(article_id)

    def row(self, number: int) -> bytes:
        """The row of an article."""
        return self._rows[number][1]

    def left(self) -> Iterator[StoredArticle]:
        """Nothing."""
        return iter(())
