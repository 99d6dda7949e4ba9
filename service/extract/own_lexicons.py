"""A user's own lexicons: the files of a folder as checked rows of the shape that the shipped tables have."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from io import StringIO
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from service.extract.own_rows import Row, checked
from service.extract.places.user_gazetteer import GEONAMES, GEONAMES_COLUMNS, PLACES
from service.extract.reading.tokens import tokenize
from service.lexicons.loading import COMMENT, BadLexicon
from service.models.record import MAX_ID_LENGTH, MAX_NAME_LENGTH

ACTORS, ROLES, TRIGGERS = "actors.tsv", "roles.tsv", "triggers.tsv"
FILES = (ACTORS, ROLES, TRIGGERS, PLACES, GEONAMES)
BETWEEN = "|"
EDITION_BYTES = 4
Cell = Annotated[str, Field(max_length=MAX_NAME_LENGTH)]
Needed = Annotated[str, Field(min_length=1, max_length=MAX_NAME_LENGTH)]
Phrases = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True)
class Vocabulary:
    """What the cells of own lexicons may name: what the shipped tables declare."""

    sectors: Collection[str]
    countries: Collection[str]  # ISO 3166 alpha-3
    kinds: Collection[str]  # of events
    classes: Collection[str]  # of words, for the conditions of triggers


@dataclass(frozen=True)
class OwnLexicons:
    """Checked rows of a user's files, in the shape of the shipped tables; `places` and `geonames` are lines.

    edition: a digest of all the files, empty without any.
    """

    actors: tuple[Row, ...] = ()
    roles: tuple[Row, ...] = ()
    triggers: tuple[Row, ...] = ()
    places: tuple[str, ...] = ()
    geonames: tuple[str, ...] = ()
    edition: str = ""


class _Actor(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: Needed
    names: str = ""
    id: Annotated[str, Field(max_length=MAX_ID_LENGTH)] = ""
    country: Cell = ""
    sector: Cell = ""
    kind: Annotated[str, Field(pattern="^(person|organisation|armed_group)$")] = "organisation"


class _Role(BaseModel):
    model_config = ConfigDict(extra="forbid")
    phrase: Needed
    sector: Needed
    side: Annotated[str, Field(pattern="^(state|rebel|armed|civilian|other|)$")] = ""


class _Trigger(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Needed
    form: Annotated[str, Field(pattern="^(verb|noun|word)$")]
    phrases: Phrases
    needs_after: Cell = ""
    needs_before: Cell = ""


def own_lexicons_of(files: Mapping[str, str], vocabulary: Vocabulary) -> OwnLexicons:
    """The lexicons in `files` (name -> text); raises BadLexicon for the first thing that is wrong, with its line."""
    for name in files:
        if name not in FILES:
            raise BadLexicon(name, None, f"no such lexicon; there are {', '.join(FILES)}")
    return OwnLexicons(
        actors=tuple(map(_named, _rows(files, ACTORS, _Actor, lambda row: _check_actor(row, vocabulary)))),
        roles=tuple(_rows(files, ROLES, _Role, lambda row: _check_role(row, vocabulary))),
        triggers=tuple(_rows(files, TRIGGERS, _Trigger, lambda row: _check_trigger(row, vocabulary))),
        places=tuple(StringIO(files.get(PLACES, ""), newline="")),
        geonames=_dump(files),
        edition=_edition(files),
    )


def _edition(files: Mapping[str, str]) -> str:
    told = "\x1f".join(f"{name}\x1f{files[name]}" for name in sorted(files))
    return blake2b(told.encode(), digest_size=EDITION_BYTES).hexdigest() if files else ""


def _named(row: Row) -> Row:
    """An actor without names is found by the one it has."""
    return {**row, "names": row["names"] or row["name"]}


def _dump(files: Mapping[str, str]) -> tuple[str, ...]:
    lines = tuple(files[GEONAMES].split("\n")) if GEONAMES in files else ()
    if GEONAMES in files and not any(line.count("\t") == GEONAMES_COLUMNS - 1 for line in lines):
        raise BadLexicon(GEONAMES, None, f"no line has the {GEONAMES_COLUMNS} columns of a GeoNames dump")
    return lines


def _rows(
    files: Mapping[str, str], name: str, model: type[BaseModel], check: Callable[[Row], Iterator[str]]
) -> Iterator[Row]:
    """The rows of a tab-separated file with a header line, each checked; lines that start with # are comments."""
    heading: list[str] = []
    for number, line in enumerate(files.get(name, "").split("\n"), 1):
        if not line.strip() or line[0] == COMMENT:
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not heading:
            heading = cells
            continue
        if len(cells) > len(heading):
            raise BadLexicon(name, number, f"{len(cells)} cells under {len(heading)} headings")
        row = checked(name, number, dict(zip(heading, cells, strict=False)), model).model_dump()
        for complaint in check(row):
            raise BadLexicon(name, number, complaint)
        yield row


def _check_actor(row: Row, vocabulary: Vocabulary) -> Iterator[str]:
    if row["country"] and row["country"] not in vocabulary.countries:
        yield f"country: {row['country']!r} is no ISO 3166 alpha-3 code"
    if row["sector"]:
        yield from _unknown("sector", row["sector"], vocabulary.sectors)
    yield from _wordless("names", row["names"] or row["name"])


def _check_role(row: Row, vocabulary: Vocabulary) -> Iterator[str]:
    yield from _unknown("sector", row["sector"], vocabulary.sectors)
    yield from _wordless("phrase", row["phrase"])


def _check_trigger(row: Row, vocabulary: Vocabulary) -> Iterator[str]:
    yield from _unknown("kind", row["kind"], vocabulary.kinds)
    for column in ("needs_after", "needs_before"):
        for name in filter(None, row[column].split(BETWEEN)):
            yield from _unknown(column, name, vocabulary.classes)
    yield from _wordless("phrases", row["phrases"])


def _unknown(column: str, word: str, known: Iterable[str]) -> Iterator[str]:
    if word not in known:
        yield f"{column}: no {word!r}; there are {', '.join(sorted(known))}"


def _wordless(column: str, cell: str) -> Iterator[str]:
    """A phrase without a letter or digit can be found in no text."""
    for phrase in cell.split(BETWEEN):
        if not any(word[:1].isalnum() for word in tokenize(phrase).words):
            yield f"{column}: {phrase!r} has no word"
