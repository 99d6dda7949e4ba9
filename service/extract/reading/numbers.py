"""Reads numbers and vague quantities: digits, words, and what the words beside them say of the bounds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from service.extract.reading.phrases import PhraseIndex
from service.extract.reading.tokens import Tokens

MAX_PEOPLE = 20_000_000  # a larger number beside "people" is a population or an error
_BETWEEN, _RANGE_JOINTS = "between", ("to", "and")
VAGUE_SPREAD = 3  # "dozens" (12) is read as 12 to 36


class Bound(StrEnum):
    """What the words beside a number say of it."""

    EXACT = "exact"
    LOW = "low"
    HIGH = "high"
    ABOUT = "about"
    MORE = "more"


@dataclass(frozen=True)
class NumberWord:
    """A word's part in a number."""

    kind: str
    value: int


@dataclass(frozen=True)
class Quantity:
    """A number of people at the tokens from `first` to before `end`. low <= best <= high, an open end is None."""

    first: int
    end: int
    low: int | None
    best: int
    high: int | None
    is_vague: bool = False
    is_more: bool = False
    is_singular: bool = False  # "a man", "the victim": one person by grammar, not by a number
    is_about: bool = False
    is_multiple: bool = False  # "a triple homicide"


@dataclass(frozen=True)
class NumberKnowledge:
    """Number words and qualifiers."""

    words: Mapping[str, NumberWord]
    qualifiers: PhraseIndex[Bound]


def find_quantities(tokens: Tokens, first: int, end: int, knowledge: NumberKnowledge) -> list[Quantity]:
    """The numbers between two tokens, with their qualifiers taken in."""
    found, position = [], first
    while position < end:
        quantity = _number_at(tokens, position, end, knowledge)
        if quantity is None:
            position += 1
            continue
        quantity = _ranged(tokens, quantity, first, end, knowledge)
        found.append(_qualified(tokens, quantity, first, knowledge))
        position = quantity.end
    return found


def _ranged(tokens: Tokens, lower: Quantity, first: int, end: int, knowledge: NumberKnowledge) -> Quantity:
    """ "Between 20 and 25" and "20 to 25" as one number of people, whose best is the lower end (ACLED codebook)."""
    joint, is_between = lower.end, lower.first > first and tokens.words[lower.first - 1] == _BETWEEN
    if joint + 1 >= end or tokens.words[joint] not in (_RANGE_JOINTS if is_between else _RANGE_JOINTS[:1]):
        return lower
    upper = _number_at(tokens, joint + 1, end, knowledge)
    if upper is None or upper.best <= lower.best or lower.is_vague or lower.is_multiple or upper.is_vague:
        return lower
    return replace(lower, first=lower.first - is_between, end=upper.end, high=upper.best)


def _number_at(tokens: Tokens, position: int, end: int, knowledge: NumberKnowledge) -> Quantity | None:
    word = tokens.words[position]
    if word[0].isdigit():
        return _digits_at(tokens, position, end, knowledge)
    entry = knowledge.words.get(word)
    if entry is None:
        return None
    if entry.kind == "multiple":
        return Quantity(position, position + 1, entry.value, entry.value, entry.value, is_multiple=True)
    if entry.kind == "vague":
        return _vague(position, position + 1, entry.value)
    if entry.kind == "scale" and position and tokens.words[position - 1][0].isdigit():
        return None  # the rest of a number too large for people
    return _words_at(tokens, position, end, knowledge)


def _digits_at(tokens: Tokens, position: int, end: int, knowledge: NumberKnowledge) -> Quantity | None:
    digits = tokens.words[position].replace(",", "")
    if not digits.isdecimal() or len(digits) > 9:
        return None
    value, stop = int(digits), position + 1
    scale = knowledge.words.get(tokens.words[stop]) if stop < end else None
    if scale is not None and scale.kind == "scale":
        value, stop = value * scale.value, stop + 1
    return _exact(position, stop, value)


def _words_at(tokens: Tokens, position: int, end: int, knowledge: NumberKnowledge) -> Quantity | None:
    total = part = 0
    stop, last = position, ""
    while stop < end:
        word = tokens.words[stop]
        entry = knowledge.words.get(word)
        if (
            entry is None
            or entry.kind in ("vague", "multiple")
            or (entry.kind == "unit" and last == "unit")
            or (entry.kind == "ten" and last in ("unit", "ten"))
        ):
            if word == "and" and last == "scale" and stop + 1 < end and tokens.words[stop + 1] in knowledge.words:
                stop += 1
                continue
            break
        if entry.kind == "scale":
            part = max(part, 1) * entry.value
            if entry.value >= 1000:
                total, part = total + part, 0
        else:
            part += entry.value
        last, stop = entry.kind, stop + 1
        if total + part > MAX_PEOPLE:
            return None
    return _exact(position, stop, total + part)


def _exact(first: int, end: int, value: int) -> Quantity | None:
    return Quantity(first, end, value, value, value) if value <= MAX_PEOPLE else None


def _vague(first: int, end: int, value: int) -> Quantity:
    return Quantity(first, end, value, value, value * VAGUE_SPREAD, is_vague=True)


def _qualified(tokens: Tokens, quantity: Quantity, first: int, knowledge: NumberKnowledge) -> Quantity:
    hits = knowledge.qualifiers.find(tokens, max(first, quantity.first - 4), quantity.first)
    for hit in reversed(hits):
        if hit.end != quantity.first:
            break
        quantity = _bounded(replace(quantity, first=hit.first), hit.payloads[0])
    return quantity


def _bounded(quantity: Quantity, bound: Bound) -> Quantity:
    if bound is Bound.LOW:
        return replace(quantity, low=quantity.best, high=None)
    if bound is Bound.HIGH:
        return replace(quantity, low=None, high=quantity.best, is_about=True)
    if bound is Bound.ABOUT:
        return replace(quantity, is_about=True)
    return replace(quantity, is_more=True)
