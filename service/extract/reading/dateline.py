"""Datelines: where and when a report was written, before its first words ("KABUL, Jan 8 (AP) - Gunmen ...")."""

import re

from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set

MAX_LENGTH = 100  # characters of a dateline
MAX_WORDS = 6  # of it without its agency
_END = re.compile(r" (?:--?|[–—]) ?|[–—]|: ")
_AGENCY = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|/[^/]*/")
_NOTES = re.compile(r"(?: ?\[[^\[\]]{1,60}\])+")  # "[TEXT]", as monitoring services put after it
_WORD = re.compile(r"[^\W_]+")
_JOINERS = word_set("de la el al of and del das dos y")


def dateline_end(tokens: Tokens, sentence: Sentence, place_starts: frozenset[int]) -> int:
    """The first token of the sentence after its dateline; its first token where there is none.

    News agencies' form: the town in capitals, perhaps its country, the day and the agency in brackets, then a dash or
    colon. A town that is no known place (`place_starts`: offsets at which one begins), or not in capitals, needs day
    or agency beside it.
    """
    start = tokens.starts[sentence.first]
    window = tokens.text[start : start + MAX_LENGTH]
    is_shown = start in place_starts and not tokens.is_upper_case
    ends = (match for match in _END.finditer(window) if _is_dateline(window[: match.start()], match.group(), is_shown))
    end = next(ends, None)
    if end is None:
        return sentence.first
    notes = _NOTES.match(tokens.text, start + end.end())
    after = notes.end() if notes else start + end.end()
    inside = range(sentence.first, sentence.end)
    return next((number for number in inside if tokens.starts[number] >= after), sentence.first)


def _is_dateline(head: str, mark: str, is_known_place: bool) -> bool:
    bare = _AGENCY.sub("", head)
    words = _WORD.findall(bare)
    if not words or len(words) > MAX_WORDS or not all(map(_is_name_or_number, words)):
        return False
    is_dated = bare != head or any(word.isdigit() for word in words)
    in_capitals = words[0].isupper() and is_known_place
    return words[0].isalpha() and (in_capitals or (is_dated and mark != ": "))


def _is_name_or_number(word: str) -> bool:
    return word[0].isupper() or word.isdigit() or word in _JOINERS
