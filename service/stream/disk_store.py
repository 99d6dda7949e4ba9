"""Remembered articles on disk: an SQLite file for each partition, and the index's runs in files without a name.

The file alone must outlive the process. Its transactions end where the remembering topic is known to hold the same
(`settle`), so that whatever happens it stands at an offset of that topic, and says at which.
"""

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from service.dedupe.article_store import StoredArticle, StoreFailed
from service.dedupe.shingle_index import Hold, Packed
from service.stream.stages import Standing

LAYOUT = 1  # of rows, keys and tables; a file of another layout is emptied
_TABLES = """
BEGIN EXCLUSIVE;
CREATE TABLE IF NOT EXISTS articles (
    number INTEGER PRIMARY KEY, article_id TEXT NOT NULL UNIQUE, row BLOB NOT NULL, keys BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS standing (position INTEGER NOT NULL, applied INTEGER NOT NULL);
COMMIT;
"""


class DiskStore:
    """The articles that one partition remembers, in one file, which one process at a time may have open."""

    def __init__(self, path: Path) -> None:
        """Open the file; raises StoreFailed when another process has it open. A damaged file is begun anew."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._database = _opened(path)
        except sqlite3.OperationalError as error:
            raise StoreFailed(f"{path}: {error}") from error
        except sqlite3.DatabaseError:
            for left in path.parent.glob(f"{path.name}*"):
                left.unlink()
            self._database = _opened(path)

    def put(self, stored: StoredArticle) -> None:
        """Put an article in the store."""
        values = (stored.number, stored.article_id, stored.row, stored.keys.tobytes())
        self._run("INSERT INTO articles VALUES (?, ?, ?, ?)", *values)

    def remove(self, number: int) -> None:
        """Take an article from the store."""
        self._run("DELETE FROM articles WHERE number = ?", number)

    def number_of(self, article_id: str) -> int | None:
        """The number of an article; None when it is not in the store."""
        found = self._run("SELECT number FROM articles WHERE article_id = ?", article_id)
        return int(found[0][0]) if found else None

    def row(self, number: int) -> bytes:
        """The row of an article that is in the store."""
        return bytes(self._run("SELECT row FROM articles WHERE number = ?", number)[0][0])

    def left(self) -> Iterator[StoredArticle]:
        """What an earlier process has left in the store, by ascending number."""
        rows = self._database.execute("SELECT number, article_id, row, keys FROM articles ORDER BY number")
        for number, article_id, row, keys in rows:
            yield StoredArticle(number, article_id, row, np.frombuffer(keys, dtype=np.uint32))

    @property
    def standing(self) -> Standing:
        """Where the store stood when it was last settled."""
        found = self._run("SELECT position, applied FROM standing")
        return Standing(*found[0]) if found else Standing()

    def settle(self, standing: Standing) -> None:
        """What the store holds now is what the remembering topic says up to there."""
        self._run("DELETE FROM standing")
        self._run("INSERT INTO standing VALUES (?, ?)", standing.position, standing.applied)
        self._run("COMMIT")

    def forget_unsettled(self) -> None:
        """Go back to what was last settled."""
        self._database.rollback()

    def clear(self) -> None:
        """Forget everything."""
        self._run("DELETE FROM articles")
        self.settle(Standing())

    def close(self) -> None:
        """Let another process open the file; what is not settled is gone."""
        self._database.close()

    def _run(self, statement: str, *values: Any) -> Sequence[Any]:
        try:
            return self._database.execute(statement, values).fetchall()
        except sqlite3.Error as error:  # the disk is full or broken: no fault of any article
            raise StoreFailed(str(error)) from error


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=0)
    database.execute("PRAGMA locking_mode = EXCLUSIVE")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last transactions, never their order
    if database.execute("PRAGMA user_version").fetchone()[0] not in (0, LAYOUT):
        database.executescript("DROP TABLE IF EXISTS articles; DROP TABLE IF EXISTS standing;")
    database.executescript(_TABLES)
    database.execute(f"PRAGMA user_version = {LAYOUT}")
    return database


def hold_on_disk(folder: Path) -> Hold:
    """Keeps arrays in files without a name, which the system reads as they are needed and removes with the process."""

    def hold(parts: Iterator[Packed]) -> Packed:
        with tempfile.TemporaryFile(dir=folder) as file:
            for part in parts:
                file.write(part.tobytes())
            if not file.tell():
                return np.empty(0, dtype=np.uint64)
            file.flush()
            return np.asarray(np.memmap(file, dtype=np.uint64, mode="r"))

    return hold
