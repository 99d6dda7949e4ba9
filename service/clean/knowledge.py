"""What cleaning knows: word lists read once from the data files and handed to the pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from service.clean.dates import Calendar
from service.lexicons.loading import read_table, read_words
from service.models.article import LineRole


class LanguageGuesser(Protocol):
    """Names a text's language."""

    def classify(self, instance: str) -> tuple[str, float]:
        """The code of the likeliest language and its probability."""


@dataclass(frozen=True)
class CleaningKnowledge:
    """Words that pages print around articles, in every language we know them in; all keys are case-folded.

    agencies: name of each signature, as written. date_labels: True where the label
    tells of an update. furniture: role of each line that is never body.
    """

    calendar: Calendar
    bylines: tuple[str, ...]
    agencies: dict[str, str]
    caption_words: frozenset[str]
    caption_agencies: frozenset[str]
    related_openings: tuple[str, ...]
    related_alone: frozenset[str]
    furniture: dict[str, LineRole]
    glued_labels: tuple[str, ...]
    date_labels: dict[str, bool]
    languages: LanguageGuesser

    @cached_property
    def signatures(self) -> dict[str, str]:
        """Agencies by their case-folded signature."""
        return {written.casefold(): name for written, name in self.agencies.items()}


def load_cleaning_knowledge() -> CleaningKnowledge:
    """Everything `clean` needs, read from the package's data files."""
    captions = read_table("clean/captions.tsv")
    related = read_table("clean/related.tsv")
    return CleaningKnowledge(
        calendar=_load_calendar(),
        bylines=_longest_first(row["word"] for row in read_table("clean/bylines.tsv")),
        agencies={row["written"]: row["agency"] for row in read_table("clean/agencies.tsv")},
        caption_words=frozenset(row["word"] for row in captions if row["kind"] == "word"),
        caption_agencies=frozenset(row["word"] for row in captions if row["kind"] == "agency"),
        related_openings=_longest_first(row["words"] for row in related if row["place"] == "opens"),
        related_alone=frozenset(row["words"] for row in related if row["place"] == "alone"),
        furniture={row["line"]: LineRole(row["role"]) for row in read_table("clean/furniture.tsv")},
        glued_labels=_longest_first(read_words("clean/glued_labels.txt")),
        date_labels={row["words"]: row["kind"] == "updated" for row in read_table("clean/date_labels.tsv")},
        languages=LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True),
    )


def _load_calendar() -> Calendar:
    return Calendar(
        months={row["name"]: int(row["month"]) for row in read_table("clean/months.tsv")},
        zones={row["zone"]: float(row["hours"]) for row in read_table("clean/zones.tsv")},
    )


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """`words` so ordered that the first that fits is the longest."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))
