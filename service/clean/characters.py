"""Characters: Unicode, whitespace and quotation marks brought to one form."""

import re
import unicodedata

# Patterns that begin with one class of characters or with letters: others are tried at every character of a text.
_LINE_BREAKS = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_OTHER_SPACES = re.compile(r"[^\S\n ]")
_SPACES = re.compile("  +")
_EDGES = " \t*•·|»›>«‹<-–—:.…#"
_WORD = re.compile(r"\w+")

# Zero-width joiners stay: Persian and the Indic scripts spell with them.
_DROPPED_ASCII = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_DROPPED_ANY = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)
# Sorting the marks over one letter takes time that grows with the square of their number; no language writes ten.
_MARK = (
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed\u0730-\u074a\u07eb-\u07f3"
    "\u0816-\u082d\u0859-\u085b\u08d3-\u08ff\u093c\u094d\u0e38-\u0e3a\u0e48-\u0e4b\u0eb8-\u0ecb\u0f18-\u0f39\u0f71-\u0f87"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ua66f-\ua67d\ufe20-\ufe2f]"
)
MAX_MARKS = 9  # over one letter
_MARK_PILE = re.compile(f"{_MARK}{_MARK}{{{MAX_MARKS},}}")
# One character for one, so that a rewritten quotation mark moves no offset.
_QUOTES = {"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'}


def normalise(text: str) -> str:
    """`text` in NFC with plain quotation marks and line feeds, without control, bidirectional and invisible characters.

    Runs of other whitespace become one space; lines are kept as they are.
    """
    if text.isascii():
        text = _DROPPED_ASCII.sub("", text)
    else:
        text = _MARK_PILE.sub(lambda pile: pile.group()[:MAX_MARKS], _DROPPED_ANY.sub("", text))
        text = unicodedata.normalize("NFC", text)
    text = _LINE_BREAKS.sub("\n", text.replace("\r\n", "\n"))
    for quote, plain in _QUOTES.items():
        text = text.replace(quote, plain)
    return _SPACES.sub(" ", _OTHER_SPACES.sub(" ", text))


def normalise_line(text: str) -> str:
    """`text` normalised to a single line without outer spaces."""
    return " ".join(normalise(text).split())


def words_of(text: str) -> list[str]:
    """The words of `text`, case-folded, for comparing two wordings."""
    return _WORD.findall(text.casefold())


def comparable(text: str) -> str:
    """`text` as its case-folded words alone: equal for two wordings that differ in case, spacing or punctuation."""
    return " ".join(words_of(text))


def bare(line: str) -> str:
    """`line` case-folded, without bullets, arrows and colons at its ends: the form the word lists hold."""
    return line.strip(_EDGES).casefold()
