"""Finds the spans of a text that are in the gazetteer, longest first, with every place each may stand for."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.extract.places.folding import key_hash
from service.extract.places.gazetteer import Entry
from service.extract.places.knowledge import PlaceKnowledge
from service.extract.places.tokens import Tokens, is_joined

MAX_NAME_WORDS = 6
ARTICLE, JOINER = "article", "joiner"


@dataclass(slots=True)
class Span:
    """Words [first, last) of the text, characters [start, end), and the places they may name."""

    first: int
    last: int
    start: int
    end: int
    key: str
    entries: list[Entry]


def find_spans(tokens: Tokens, knowledge: PlaceKnowledge) -> list[Span]:
    """The longest known names in text order; no two overlap."""
    options = list(_options(tokens, knowledge))
    known = _look_up({key for _, _, key in options}, knowledge)
    spans: list[Span] = []
    free = 0
    for first, last, key in options:  # by first word, longest first
        if first >= free and (entries := _exact(tokens, first, last, knowledge) or known.get(key)):
            start, end = tokens.starts[first], _end(tokens, first, last)
            spans.append(Span(first, last, start, end, key, entries))
            free = last
    return spans


def _options(tokens: Tokens, knowledge: PlaceKnowledge) -> Iterator[tuple[int, int, str]]:
    """(first word, word after the last, folded name) of everything that has the shape of a name."""
    names = [word[0].isupper() for word in tokens.words]
    for first in range(len(tokens)):
        if not (names[first] or _opens_name(tokens, first, knowledge)):
            continue
        limit = min(first + MAX_NAME_WORDS, len(tokens))
        last = first + 1
        while last < limit and is_joined(tokens, last - 1) and _may_follow(tokens, last, knowledge):
            last += 1
        for stop in range(last, first, -1):
            if names[stop - 1] or tokens.words[stop - 1][0].isdigit():
                yield first, stop, " ".join(tokens.folded[first:stop])


def _opens_name(tokens: Tokens, number: int, knowledge: PlaceKnowledge) -> bool:
    """A lower-case Arabic article before a capital: al-Bab."""
    roles = knowledge.roles.get(tokens.folded[number])
    if roles is None or ARTICLE not in roles or tokens.gaps[number] != "-":
        return False
    return number + 1 < len(tokens) and tokens.is_name_like(number + 1)


def _may_follow(tokens: Tokens, number: int, knowledge: PlaceKnowledge) -> bool:
    if not tokens.words[number][0].islower():
        return True
    roles = knowledge.roles.get(tokens.folded[number])
    return roles is not None and JOINER in roles


def _look_up(keys: set[str], knowledge: PlaceKnowledge) -> dict[str, list[Entry]]:
    ordered = sorted(keys)
    found = knowledge.gazetteer.lookup([key_hash(key) for key in ordered])
    return {key: [*knowledge.names.get(key, ()), *entries] for key, entries in zip(ordered, found, strict=True)}


def _exact(tokens: Tokens, first: int, last: int, knowledge: PlaceKnowledge) -> list[Entry]:
    """Names that count only when written just so: US, D.C., Calif."""
    written = "".join(tokens.words[first:last])
    if last - first > 1 and not all(gap.startswith(".") for gap in tokens.gaps[first : last - 1]):
        return []
    entries = knowledge.exact_names.get(written, ())
    if not entries and _follows_comma(tokens, first):
        entries = knowledge.abbreviations.get(written, ())
    return list(entries)


def _follows_comma(tokens: Tokens, first: int) -> bool:
    return first > 0 and tokens.gaps[first - 1].startswith(",") and tokens.is_name_like(first - 1)


def _end(tokens: Tokens, first: int, last: int) -> int:
    """The end of the name: an abbreviation's point belongs to it."""
    end = tokens.ends[last - 1]
    dotted = last - first > 1 and tokens.gaps[first].startswith(".") and len(tokens.words[last - 1]) == 1
    abbreviated = last - first == 1 and _follows_comma(tokens, first) and len(tokens.words[first]) <= 5
    if tokens.gaps[last - 1].startswith(".") and (dotted or abbreviated):
        return end + 1
    return end
