"""Splits a text into the words that place names are made of."""

import re
from dataclasses import dataclass
from itertools import islice

from service.extract.places.folding import fold

_WORD = re.compile(r"[^\W_]+(?:['’‘`ʿʾʻʼ][^\W_]+)*")
MAX_WORDS = 30_000  # of a text; a hundred times an article's length, past it names are not looked for
ELISIONS = ("'", "’")


@dataclass(slots=True)
class Tokens:
    """Parallel columns of the words of a text; a possessive "'s" is no part of its word."""

    text: str
    words: list[str]
    folded: list[str]
    starts: list[int]
    ends: list[int]
    capital: list[bool]
    gaps: list[str]  # the characters between a word and the next one; gaps[-1] runs to the end of the text

    def __len__(self) -> int:
        return len(self.words)

    def is_name_like(self, number: int) -> bool:
        """Whether word `number` begins with a capital letter, an elided article left out: d'Ivoire."""
        return self.capital[number]


def tokenize(text: str) -> Tokens:
    """The first MAX_WORDS words of `text` in order."""
    words, folded, starts, ends, capital = [], [], [], [], []
    for match in islice(_WORD.finditer(text), MAX_WORDS):
        word, end = match.group(), match.end()
        if not word.isalnum() and len(word) > 2 and word[-1] in "sS" and word[-2] in ELISIONS:
            word, end = word[:-2], end - 2
        words.append(word)
        folded.append(word.lower() if word.isascii() and word.isalnum() else fold(word))
        capital.append(word[0].isupper() or (word[1:2] in ELISIONS and word[2:3].isupper()))
        starts.append(match.start())
        ends.append(end)
    gaps = [text[end:start] for end, start in zip(ends, [*starts[1:], len(text)], strict=True)] if words else []
    return Tokens(text, words, folded, starts, ends, capital, gaps)


def is_joined(tokens: Tokens, number: int) -> bool:
    """Whether word `number` and the next may be of one name: a space, hyphen or abbreviation's point between them."""
    gap = tokens.gaps[number]
    if gap in (" ", "-", "\u2010", "\u2011", "\u00a0"):
        return True
    if gap in (". ", "."):
        return len(tokens.words[number]) <= 2 and tokens.is_name_like(number)
    return False
