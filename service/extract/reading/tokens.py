"""Words and punctuation marks of a text, with their places."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?:[^\W\d_]{1,2}\b)?"  # 370,000, 9.5, 48th
    r"|[^\W_]+(?:['’ʼ][^\W\d_]+)*"  # words, with what an apostrophe joins
    r"|[,;:.!?()\"“”\[\]…]|--|—|–"
)
_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_SILENT = re.compile("['’‘`´ʿʾʻʼ]")
_MAX_WORD_LENGTH = 64  # characters; no entry of a lexicon has a longer word
CAPITALS_READ = 500  # characters that show whether a text is written in capitals
POSSESSIVE = "'s"


@dataclass(frozen=True)
class Tokens:
    """The tokens of `text`. `words` are folded: lower case, without accents and apostrophes.

    A possessive is a token of its own.

    starts, ends: offsets of each token in `text`, end exclusive.
    """

    text: str
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, end: int) -> tuple[int, int]:
        """The offsets of the tokens from `first` to before `end`, which must not be empty."""
        return self.starts[first], self.ends[end - 1]

    def written(self, first: int, end: int) -> str:
        """The tokens from `first` to before `end` as the text writes them."""
        return self.text[self.starts[first] : self.ends[end - 1]] if end > first else ""

    def is_capitalised(self, number: int) -> bool:
        """Does the token begin with a capital letter?"""
        return self.text[self.starts[number]].isupper()

    @cached_property
    def is_upper_case(self) -> bool:
        """Is the text written in capitals, so that capitals say nothing about names?"""
        letters = [char for char in self.text[:CAPITALS_READ] if char.isalpha()]
        return bool(letters) and sum(char.isupper() for char in letters) > len(letters) * 0.7


def word_set(text: str) -> frozenset[str]:
    """The words of `text`, for the small closed classes of words that a rule names."""
    return frozenset(text.split())


def fold(word: str) -> str:
    """`word` in lower case without accents and apostrophes."""
    lower = word.lower()
    if not lower.isascii():
        lower = "".join(char for char in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(char))
    return _SILENT.sub("", lower) if "'" in lower or not lower.isascii() else lower


def tokenize(text: str) -> Tokens:
    """The tokens of `text`."""
    tokens = Tokens(text)
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        tail = _POSSESSIVE.search(word) if len(word) > 2 and word[-1] in "sS" else None
        cut = start + tail.start() if tail else end
        words.append(fold(text[start : min(cut, start + _MAX_WORD_LENGTH)]))
        starts.append(start)
        ends.append(cut)
        if tail:
            words.append(POSSESSIVE)
            starts.append(cut)
            ends.append(end)
    return tokens
