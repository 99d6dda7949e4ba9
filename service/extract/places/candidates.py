"""Finds the spans of a text that are in the gazetteer, longest first, with every place each may stand for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.extract.places.folding import key_hash
from service.extract.places.gazetteer import Entry, Kind
from service.extract.places.knowledge import PlaceKnowledge
from service.extract.places.tokens import Tokens, is_joined

MAX_NAME_WORDS = 7
MIN_ABBREVIATION = 4  # letters of a state's abbreviation that needs no comma before it: "Calif."
ARTICLE, JOINER = "article", "joiner"


@dataclass(slots=True)
class Span:
    """Words [first, last) of the text, characters [start, end), and the places they may name.

    `form` says how the span was built: "name" from the gazetteer, "abbreviation", "street", "landform" and so on.
    """

    first: int
    last: int
    start: int
    end: int
    key: str
    entries: list[Entry]
    form: str = "name"


def find_spans(tokens: Tokens, knowledge: PlaceKnowledge) -> list[Span]:
    """The longest known names in text order; no two overlap."""
    options = list(_options(tokens, knowledge))
    known = look_up(dict.fromkeys(key for _, _, key in options), knowledge)
    spans: list[Span] = []
    free = 0
    for first, last, key in options:  # by first word, longest first
        if first < free:
            continue
        if key in knowledge.never_places:
            free = last
            continue
        span = _written(tokens, first, last, knowledge)
        if span is None and (entries := known.get(key)):
            span = make_span(tokens, first, last, entries)
        if span is not None:
            spans.append(span)
            free = last
    return spans


def make_span(tokens: Tokens, first: int, last: int, entries: list[Entry], form: str = "name") -> Span:
    """The span of words [first, last)."""
    key = " ".join(tokens.folded[first:last])
    return Span(first, last, tokens.starts[first], tokens.ends[last - 1], key, entries, form)


def look_up(keys: Iterable[str], knowledge: PlaceKnowledge) -> dict[str, list[Entry]]:
    """The places of each folded name."""
    ordered = list(keys)
    found = knowledge.gazetteer.lookup([key_hash(key) for key in ordered])
    return {key: _together(knowledge.names.get(key, ()), entries) for key, entries in zip(ordered, found, strict=True)}


def _together(own: Sequence[Entry], compiled: list[Entry]) -> list[Entry]:
    """What a name may mean: a demonym or region is never a hamlet of that name, a country may be a state (Georgia)."""
    if not own:
        return compiled
    entries = list(dict.fromkeys([*own, *compiled]))
    kinds = {entry.kind for entry in own}
    if Kind.SETTLEMENT in kinds:  # a user's town stands for the compiled ones of its name and country
        theirs = {entry.country for entry in own if entry.kind == Kind.SETTLEMENT}
        compiled_towns = {entry for entry in compiled if entry.kind == Kind.SETTLEMENT and entry.country in theirs}
        entries = [entry for entry in entries if entry not in compiled_towns]
    if Kind.DEMONYM in kinds:
        return [entry for entry in entries if entry.kind in (Kind.DEMONYM, Kind.COUNTRY)]
    if kinds & {Kind.REGION, Kind.LANDMARK}:
        units = [entry for entry in compiled if entry.kind == Kind.ADMIN1]
        countries = {entry.country for entry in own} - {""}
        if countries:  # Gaza is no province of Mozambique
            entries = [entry for entry in entries if entry.kind != Kind.ADMIN1 or entry.country in countries]
        elif len(units) == 1:  # the Sahel is not one province of it
            entries = [entry for entry in entries if entry.kind != Kind.ADMIN1]
        return [entry for entry in entries if entry.kind not in (Kind.SETTLEMENT, Kind.ADMIN2)]
    return entries


def _options(tokens: Tokens, knowledge: PlaceKnowledge) -> Iterator[tuple[int, int, str]]:
    """(first word, word after the last, folded name) of everything that has the shape of a name."""
    names = tokens.capital
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
    if not tokens.words[number][0].islower() or tokens.is_name_like(number):
        return True
    roles = knowledge.roles.get(tokens.folded[number])
    return roles is not None and JOINER in roles


def _written(tokens: Tokens, first: int, last: int, knowledge: PlaceKnowledge) -> Span | None:
    """A name that counts only when written just so: US, D.C., Calif."""
    dotted = all(gap[:1] == "." for gap in tokens.gaps[first : last - 1])
    if not dotted or last - first > MAX_ABBREVIATED_WORDS:
        return None
    written = ".".join(tokens.words[first:last])
    entries = knowledge.exact_names.get(written)
    if entries is None and _is_led(tokens, first, last):
        entries = knowledge.abbreviations.get(written)
    if not entries:
        return None
    span = make_span(tokens, first, last, list(entries), "abbreviation")
    if tokens.gaps[last - 1][:1] == "." and not (last - first == 1 and written.isupper()):
        span.end += 1  # an abbreviation's point belongs to it
    return span


MAX_ABBREVIATED_WORDS = 4


def _is_led(tokens: Tokens, first: int, last: int) -> bool:
    """Whether what stands here can be a state's abbreviation: after "City, " or "D-", or too long for another."""
    if first and tokens.gaps[first - 1][:1] in (",", "-") and tokens.is_name_like(first - 1):
        return True
    return (last - first > 1 or len(tokens.words[first]) >= MIN_ABBREVIATION) and tokens.gaps[last - 1][:1] == "."
