"""What the command line reads: JSONL (also gzipped), text and HTML files, folders of them, standard input."""

import codecs
import gzip
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import orjson

from service.commands.failure import CommandFailed, ExitCode
from service.ingest.files import raw_article_of_file
from service.models.dead_letter import Rejected

STANDARD_INPUT = "-"
LINE_ENDINGS = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz", ".json")
TEXT_ENDINGS = (".txt", ".html", ".htm")


@dataclass(frozen=True)
class InputLine:
    """One record as bytes, with where it stands. refusal: it could not even be read as a record."""

    source: str
    number: int
    value: bytes
    refusal: Rejected | None = None


def input_lines(paths: Iterable[str]) -> Iterator[InputLine]:
    """Every record of the paths, in order; `-` is standard input. Raises CommandFailed for a path that is not there."""
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _lines("standard input", sys.stdin.buffer)
        elif Path(path).is_dir():
            yield from _folder(Path(path))
        elif Path(path).is_file():
            yield from _file(Path(path))
        else:
            raise CommandFailed(f"{path}: no such file or folder", ExitCode.USAGE)


def _folder(folder: Path) -> Iterator[InputLine]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name.endswith(LINE_ENDINGS + TEXT_ENDINGS):
            yield from _file(path)


def _file(path: Path) -> Iterator[InputLine]:
    try:
        if path.name.endswith(TEXT_ENDINGS):
            yield _document(path)
        elif path.name.endswith(".json"):
            yield from _json(path)
        elif path.name.endswith(".gz"):
            with gzip.open(path, "rb") as lines:
                yield from _lines(str(path), lines)
        else:
            with path.open("rb") as lines:
                yield from _lines(str(path), lines)
    except (OSError, EOFError, zlib.error) as error:
        raise CommandFailed(f"{path}: {error}", ExitCode.USAGE) from error


def _lines(source: str, lines: IO[bytes] | Iterable[bytes]) -> Iterator[InputLine]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield InputLine(source, number, line.rstrip(b"\r\n"))


def _json(path: Path) -> Iterator[InputLine]:
    """The records of a file that is one JSON value over many lines, a list or an object; else its lines."""
    data = path.read_bytes()
    try:
        found = orjson.loads(data.removeprefix(codecs.BOM_UTF8))
    except orjson.JSONDecodeError:
        yield from _lines(str(path), data.splitlines())
        return
    for number, record in enumerate(found if isinstance(found, list) else [found], 1):
        yield InputLine(str(path), number, orjson.dumps(record))


def _document(path: Path) -> InputLine:
    try:
        return InputLine(str(path), 1, raw_article_of_file(path.name, path.read_bytes()).to_json())
    except Rejected as refusal:
        return InputLine(str(path), 1, b"", refusal)
