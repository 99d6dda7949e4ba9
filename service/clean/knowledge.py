"""What cleaning knows: word lists read once from the data files and handed to the pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from service.clean.blocks import Hints
from service.clean.characters import bare
from service.clean.dates import Calendar
from service.clean.forest import Forest, read_forest
from service.clean.line_shape import character_classes
from service.clean.outlet_lines import OutletLines, outlet_lines_in
from service.lexicons.loading import read_bytes, read_operators_file, read_table, read_words
from service.models.article import LineRole


class LanguageGuesser(Protocol):
    """Names a text's language."""

    def classify(self, instance: str) -> tuple[str, float]:
        """The code of the likeliest language and its probability."""


@dataclass(frozen=True)
class WordKnowledge:
    """Words that pages print around articles, in every language we know them in; all keys are case-folded.

    agencies: name of each signature, as written. date_labels: True where the label
    tells of an update. furniture: role of each line that is never body.
    """

    calendar: Calendar
    bylines: tuple[str, ...]
    agencies: dict[str, str]
    caption_words: frozenset[str]
    caption_openings: tuple[str, ...]
    caption_agencies: frozenset[str]
    related_openings: tuple[str, ...]
    related_alone: frozenset[str]
    furniture: dict[str, LineRole]
    tag_openings: tuple[str, ...]
    promotion_openings: tuple[str, ...]
    glued_labels: tuple[str, ...]
    date_labels: dict[str, bool]
    name_stops: frozenset[str]
    furniture_words: frozenset[str]
    hints: Hints
    page_fields: dict[str, tuple[str, ...]]
    character_classes: NDArray[np.uint8]
    languages: LanguageGuesser

    @cached_property
    def signatures(self) -> dict[str, str]:
        """Agencies by their case-folded signature."""
        return {written.casefold(): name for written, name in self.agencies.items()}


@dataclass(frozen=True)
class CleaningKnowledge(WordKnowledge):
    """The word lists, and the models that tell body from boilerplate: among blocks of a page, among lines of
    text, and among those again once each has a first probability.

    outlet_lines: for an outlet, digests of the lines that many of its articles print; empty until they are learned.
    """

    page_forest: Forest
    text_forest: Forest
    second_forest: Forest
    outlet_lines: OutletLines


def load_cleaning_knowledge(outlet_lines: Path | None = None) -> CleaningKnowledge:
    """Everything `clean` needs, read from the package's data files, and from the operator's file of outlet lines.

    Raises OSError or ValueError when that file cannot be read.
    """
    return CleaningKnowledge(
        **vars(load_word_knowledge()),
        page_forest=read_forest(read_bytes("clean/page_forest.npz")),
        text_forest=read_forest(read_bytes("clean/text_forest.npz")),
        second_forest=read_forest(read_bytes("clean/second_forest.npz")),
        outlet_lines=outlet_lines_in(read_operators_file(outlet_lines)) if outlet_lines else {},
    )


def load_word_knowledge() -> WordKnowledge:
    """The word lists alone: what the models' features need."""
    captions = read_table("clean/captions.tsv")
    related = read_table("clean/related.tsv")
    return WordKnowledge(
        calendar=_load_calendar(),
        bylines=_longest_first(row["word"] + " " for row in read_table("clean/bylines.tsv")),
        agencies={row["written"]: row["agency"] for row in read_table("clean/agencies.tsv")},
        caption_words=frozenset(row["word"] for row in captions if row["kind"] == "word"),
        caption_openings=_longest_first(row["word"] + " " for row in captions if row["kind"] == "word"),
        caption_agencies=frozenset(row["word"] for row in captions if row["kind"] == "agency"),
        related_openings=_longest_first(row["words"] for row in related if row["place"] == "opens"),
        related_alone=frozenset(row["words"] for row in related if row["place"] == "alone"),
        furniture={bare(row["line"]): LineRole(row["role"]) for row in read_table("clean/furniture.tsv")},
        tag_openings=read_words("clean/tag_openings.txt"),
        promotion_openings=read_words("clean/promotion_openings.txt"),
        glued_labels=_longest_first(read_words("clean/glued_labels.txt")),
        date_labels={row["words"]: row["kind"] == "updated" for row in read_table("clean/date_labels.tsv")},
        name_stops=frozenset(read_words("clean/name_stops.txt")),
        furniture_words=frozenset(read_words("clean/furniture_words.txt")),
        hints=_load_hints(),
        page_fields=_load_page_fields(),
        character_classes=character_classes(),
        languages=LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True),
    )


def _load_calendar() -> Calendar:
    return Calendar(
        months={row["name"]: int(row["month"]) for row in read_table("clean/months.tsv")},
        zones={row["zone"]: float(row["hours"]) for row in read_table("clean/zones.tsv")},
    )


def _load_hints() -> Hints:
    rows = read_table("clean/hints.tsv")
    names = tuple(dict.fromkeys(row["hint"] for row in rows))
    number = {name: at for at, name in enumerate(names)}
    elements = read_table("clean/elements.tsv")
    return Hints(
        inline=frozenset(row["element"] for row in elements if row["kind"] == "inline"),
        skipped=frozenset(row["element"] for row in elements if row["kind"] == "skipped"),
        names=names,
        of_tag={row["word"]: number[row["hint"]] for row in rows if row["kind"] == "tag"},
        of_word={row["word"]: number[row["hint"]] for row in rows if row["kind"] == "class"},
    )


def _load_page_fields() -> dict[str, tuple[str, ...]]:
    rows = read_table("clean/page_fields.tsv")
    return {row["field"]: tuple(one["value"] for one in rows if one["field"] == row["field"]) for row in rows}


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """`words` so ordered that the first that fits is the longest."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
