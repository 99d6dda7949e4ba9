"""Where a place lies that no gazetteer holds: in the place named with it, or at least in the article's country."""

import re
from collections import Counter
from collections.abc import Mapping

from service.extract.places.candidates import Span
from service.extract.places.gazetteer import NOWHERE, Entry, Kind
from service.extract.places.knowledge import PlaceKnowledge

MAX_GAP = 80  # characters between the unknown name and the place it lies in
MIN_SHARE = 0.7  # of the resolved mentions in one country before an unknown name is put there
LINK = re.compile(r"^(?:,|\)|\s*\(|\s+(?:and|in|near|outside|of)\b|[\w\s,'’-]*\bin\b)[^.;:!?\n]*$")
LOCAL_KINDS = (Kind.SETTLEMENT, Kind.ADMIN1, Kind.ADMIN2, Kind.LANDMARK)


def containing_places(
    spans: list[Span], chosen: Mapping[str, Entry], text: str, knowledge: PlaceKnowledge
) -> dict[int, Entry]:
    """For the spans (by position in the list) without an entry: the place they lie in, as far as the text says."""
    found: dict[int, Entry] = {}
    for number, span in enumerate(spans):
        if span.key not in chosen:
            entry = _named_after(number, spans, chosen, text, knowledge)
            if entry is not None:
                found[number] = entry
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
