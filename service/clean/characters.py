"""Characters: Unicode, whitespace and quotation marks brought to one form."""

import re
import unicodedata

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n ]+ *| {2,}")  # one plain space is left as it is, which is most of them
_WORD = re.compile(r"\w+")

# Zero-width joiners stay: Persian and the Indic scripts spell with them.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)
# One character for one, so that a rewritten quotation mark moves no offset.
_QUOTES = {"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'}


def normalise(text: str) -> str:
    """`text` in NFC with plain quotation marks and line feeds, without control, bidirectional and invisible characters.

    Runs of other whitespace become one space; lines are kept as they are.
    """
    text = _LINE_BREAKS.sub("\n", unicodedata.normalize("NFC", _DROPPED.sub("", text)))
    for quote, plain in _QUOTES.items():
        text = text.replace(quote, plain)
    return _SPACES.sub(" ", text)


def normalise_line(text: str) -> str:
    """`text` normalised to a single line without outer spaces."""
    return " ".join(normalise(text).split())


def words_of(text: str) -> list[str]:
    """The words of `text`, case-folded, for comparing two wordings."""
    return _WORD.findall(text.casefold())


def comparable(text: str) -> str:
    """`text` as its case-folded words alone: equal for two wordings that differ in case, spacing or punctuation."""
    return " ".join(words_of(text))
