"""The words of a text as the date grammar sees them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_EMPTY: Mapping[str, str] = {}
MAX_DIGITS = 4  # longer numbers are no part of a date


@dataclass(slots=True)
class DateWords:
    """Parallel columns of words; `classes` says which grammar classes a word has."""

    text: str
    words: list[str]  # lower case, without a possessive
    starts: list[int]
    ends: list[int]
    classes: list[Mapping[str, str]]
    numbers: list[int | None]  # what a word writes in digits, an ordinal ending left out

    def __len__(self) -> int:
        return len(self.words)

    def value(self, number: int, kind: str) -> str | None:
        """The value of word `number` in class `kind`; None when it has none or lies outside the text."""
        return self.classes[number].get(kind) if 0 <= number < len(self.words) else None

    def has(self, number: int, kind: str) -> bool:
        """Whether word `number` is in class `kind`."""
        return 0 <= number < len(self.words) and kind in self.classes[number]

    def integer(self, number: int, kind: str) -> int | None:
        """The same as a number."""
        value = self.value(number, kind)
        return int(value) if value else None

    def digits(self, number: int) -> int | None:
        """The number that word `number` writes in digits, an ordinal ending left out."""
        return self.numbers[number] if 0 <= number < len(self.numbers) else None

    def is_near(self, number: int) -> bool:
        """Whether the word before `number` is in the same phrase: at most a comma, point or hyphen between."""
        if not 0 < number < len(self.words):
            return False
        gap = self.text[self.ends[number - 1] : self.starts[number]]
        return (
            len(gap) <= 2 and "\n" not in gap and not (gap == ". " and len(self.words[number - 1]) > MAX_ABBREVIATION)
        )


MAX_ABBREVIATION = 5  # letters before the point of "Sept."


def read_date_words(text: str, vocabulary: Mapping[str, Mapping[str, str]]) -> DateWords:
    """The words of `text` with their grammar classes."""
    words, starts, ends, classes = [], [], [], []
    for match in _WORD.finditer(text):
        word, end = match.group().lower(), match.end()
        if word.endswith(("'s", "’s")):
            word, end = word[:-2], end - 2
        words.append(word)
        starts.append(match.start())
        ends.append(end)
        classes.append(vocabulary.get(word, _EMPTY))
    numbers = [_number(word) if word[0].isdigit() else None for word in words]
    return DateWords(text, words, starts, ends, classes, numbers)


def _number(word: str) -> int | None:
    bare = word[:-2] if word.endswith(("st", "nd", "rd", "th")) else word
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= MAX_DIGITS else None
