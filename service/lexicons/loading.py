"""Reads the package's data files, and those that settings name. Other modules receive what they hold as arguments."""

import csv
import gzip
from importlib.resources import files
from pathlib import Path

COMMENT = "#"


def lexicon_path(name: str) -> Path:
    """Where the data file `name` (a path below this folder) lies; for files that are memory-mapped."""
    return Path(str(files("service.lexicons").joinpath(name)))


def read_bytes(name: str) -> bytes:
    """The bytes of a data file, unpacked when its name ends in .gz."""
    data = lexicon_path(name).read_bytes()
    return gzip.decompress(data) if name.endswith(".gz") else data


def read_operators_file(path: Path) -> str:
    """The text of a file that lies outside the package, named by a setting."""
    return path.read_text(encoding="utf-8")


class BadLexicon(ValueError):
    """A user's file says something that cannot be; `line` counts from 1, None when it is about the whole file."""

    def __init__(self, name: str, line: int | None, complaint: str) -> None:
        super().__init__(f"{name}, line {line}: {complaint}" if line else f"{name}: {complaint}")


def read_operators_folder(folder: Path) -> dict[str, str]:
    """The text of each file in a folder by its name; hidden files and .md are left out. Raises BadLexicon."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.name[0] != "." and path.suffix != ".md")
        return {path.name: path.read_text(encoding="utf-8-sig") for path in paths}
    except (OSError, UnicodeDecodeError) as error:
        raise BadLexicon(str(folder), None, str(error)) from error


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a tab-separated file with a header line; lines that start with # are comments."""
    lines = [line for line in read_bytes(name).decode("utf-8").splitlines() if line.strip() and line[0] != COMMENT]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_words(name: str) -> tuple[str, ...]:
    """One entry a line, in file order; blank lines and lines that start with # are left out."""
    lines = (line.strip() for line in read_bytes(name).decode("utf-8").splitlines())
    return tuple(line for line in lines if line and line[0] != COMMENT)
