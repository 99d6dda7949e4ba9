"""Where a place lies that no gazetteer holds: in the place named with it, or at least in the article's country."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from service.extract.places.candidates import Span
from service.extract.places.gazetteer import NOWHERE, Entry, Kind, lies_in
from service.extract.places.knowledge import PlaceKnowledge

MAX_GAP = 80  # characters between the unknown name and the place it lies in
STREET = "street"  # the form of a span
POSSESSIVES = ("'s ", "’s ", "' ", "’ ")
MAX_BACK = 8  # names looked back over
MIN_SHARE = 0.7  # of the resolved mentions in one country before an unknown name is put there
LINK = re.compile(r"^(?:,|\)|\s*\(|\s+(?:and|in|near|outside|of)\b|[\w\s,'’-]*\bin\b)[^.;:!?\n]*$")
LOCAL_KINDS = (Kind.SETTLEMENT, Kind.ADMIN1, Kind.ADMIN2, Kind.LANDMARK)


class Container(NamedTuple):
    """Where an unlisted place lies: in `entry`, or (not `inside`) somewhere around it."""

    entry: Entry
    inside: bool


def containing_places(
    spans: list[Span], chosen: Mapping[str, Entry], text: str, knowledge: PlaceKnowledge
) -> dict[int, Container]:
    """For the spans (by position in the list) without an entry: the named place they lie in or near."""
    found: dict[int, Container] = {}
    for number, span in enumerate(spans):
        if span.key not in chosen:
            entry = _named_after(number, spans, chosen, text, knowledge)
            container = Container(entry, inside=True) if entry else _named_before(number, spans, chosen, text)
            if container is not None:
                found[number] = container
    return found


def _named_after(
    number: int, spans: list[Span], chosen: Mapping[str, Entry], text: str, knowledge: PlaceKnowledge
) -> Entry | None:
    """The next place of the sentence: "the villages of A, B and C in Idlib"; of a village in a list its unit."""
    span = spans[number]
    for other in spans[number + 1 :]:
        if other.start - span.end > MAX_GAP or not LINK.match(text[span.end : other.start] or "!"):
            return None
        entry = chosen.get(other.key)
        if entry is not None:
            is_listed = other is not spans[number + 1] or text[span.end : other.start] not in (", ", " in ")
            return _unit_of(entry, knowledge) if entry.kind == Kind.SETTLEMENT and is_listed else entry
    return None


def _named_before(number: int, spans: list[Span], chosen: Mapping[str, Entry], text: str) -> Container | None:
    """The town that owns the unknown name ("Cairo's Haram district"), else the local place named last before it.

    Of a state ("Columbus, Ohio") that is the town in it that was named last.
    """
    if spans[number].form == STREET and text[spans[number - 1].end : spans[number].start] not in POSSESSIVES:
        return None  # streets bear the same names everywhere
    unit: Container | None = None
    for other in reversed(spans[max(0, number - MAX_BACK) : number]):
        entry = chosen.get(other.key)
        if entry is not None and entry.kind in LOCAL_KINDS and (unit is None or lies_in(entry, unit.entry)):
            found = Container(entry, inside=text[other.end : spans[number].start] in POSSESSIVES)
            if entry.kind != Kind.ADMIN1 or found.inside:
                return found
            unit = unit or found
    return unit


def _unit_of(entry: Entry, knowledge: PlaceKnowledge) -> Entry:
    return knowledge.gazetteer.entry(entry.admin1) if entry.admin1 != NOWHERE else entry


def main_country(spans: list[Span], chosen: Mapping[str, Entry]) -> str | None:
    """The country (alpha-3) that most local places of the article lie in, when it is clear."""
    counts: Counter[str] = Counter()
    for span in spans:
        entry = chosen.get(span.key)
        if entry is not None and entry.kind in LOCAL_KINDS:
            counts[entry.country] += 1
    country, count = max(counts.items(), key=lambda item: item[1], default=("", 0))
    return country if country and count >= MIN_SHARE * counts.total() else None
