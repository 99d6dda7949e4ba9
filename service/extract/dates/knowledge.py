"""Loads the words of the date grammar."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from service.lexicons.loading import read_table

FOLDER = "dates/"


@dataclass(frozen=True, slots=True)
class DateKnowledge:
    """Lower-case words with their classes and values. Immutable."""

    words: Mapping[str, Mapping[str, str]]  # word -> class -> value
    cues: Mapping[str, str]  # word -> DateCue value
    weights: Mapping[str, float]  # of word_features


def load_date_knowledge() -> DateKnowledge:
    """The knowledge that ships with the package."""
    words: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_table(FOLDER + "words.tsv"):
        words[row["word"]][row["class"]] = row["value"]
    cues = {row["word"]: row["cue"] for row in read_table(FOLDER + "cues.tsv")}
    weights = {row["feature"]: float(row["weight"]) for row in read_table(FOLDER + "weights.tsv")}
    return DateKnowledge(dict(words), cues, weights)
