"""Decides which place each name means, from size, kind, the places named after it and the article's other places."""

import math
from collections import Counter
from dataclasses import dataclass, field

from service.extract.places.candidates import Span
from service.extract.places.gazetteer import NOWHERE, Entry, Kind
from service.extract.places.knowledge import PlaceKnowledge
from service.extract.places.tokens import Tokens

SMALLEST_POPULATION = 100.0  # stands for an unknown one
CERTAIN_KINDS = (Kind.COUNTRY, Kind.DEMONYM, Kind.ADMIN1)
KIND_FEATURE = {kind: f"candidate:{kind.name.lower()}" for kind in Kind}


@dataclass(slots=True)
class Support:
    """How often the article names a country or first-level unit, or something inside it."""

    countries: Counter[str] = field(default_factory=Counter)
    admin1: Counter[int] = field(default_factory=Counter)

    def add(self, entry: Entry, weight: float = 1.0) -> None:
        """Count one mention."""
        if entry.country:
            self.countries[entry.country] += weight
        unit = entry.row if entry.kind == Kind.ADMIN1 else entry.admin1
        if unit != NOWHERE:
            self.admin1[unit] += weight


def resolve(spans: list[Span], tokens: Tokens, knowledge: PlaceKnowledge, prior: Support) -> list[Entry]:
    """The best entry of each span: once by what is certain, then again by the places the first round found."""
    for span in spans:
        if len({entry.country for entry in span.entries if entry.kind in CERTAIN_KINDS}) == 1:
            certain = next(entry for entry in span.entries if entry.kind in CERTAIN_KINDS)
            prior.add(certain)
    chosen = [_best(span, number, spans, tokens, knowledge, prior) for number, span in enumerate(spans)]
    support = Support(Counter(prior.countries), Counter(prior.admin1))
    for entry in chosen:
        support.add(entry, 0.5)
    return [_best(span, number, spans, tokens, knowledge, support) for number, span in enumerate(spans)]


def _best(
    span: Span, number: int, spans: list[Span], tokens: Tokens, knowledge: PlaceKnowledge, support: Support
) -> Entry:
    above = _place_above(span, number, spans, tokens)
    followed = tokens.folded[span.last] if span.last < len(tokens) and tokens.gaps[span.last - 1] == " " else ""
    admin_word = "admin" in knowledge.roles.get(followed, ())
    weights = knowledge.weights
    most = max(support.countries.values(), default=1), max(support.admin1.values(), default=1)

    def score(entry: Entry) -> float:
        total = weights["candidate:population"] * math.log10(max(entry.population, SMALLEST_POPULATION))
        total += weights["candidate:seat"] * entry.seat + weights.get(KIND_FEATURE[Kind(entry.kind)], 0.0)
        total += weights["candidate:alternate"] * entry.alternate
        total += weights["candidate:country_support"] * support.countries[entry.country] / most[0]
        unit = entry.row if entry.kind == Kind.ADMIN1 else entry.admin1
        total += weights["candidate:admin1_support"] * support.admin1[unit] / most[1]
        if above is not None and any(_lies_in(entry, upper) for upper in above.entries):
            total += weights["candidate:hierarchy"]
        if admin_word and entry.kind in (Kind.ADMIN1, Kind.ADMIN2):
            total += weights["candidate:admin_word"]
        return total

    return max(span.entries, key=score)


def _place_above(span: Span, number: int, spans: list[Span], tokens: Tokens) -> Span | None:
    """The name after a comma ("Paris, Texas") that may say where this one lies."""
    if number + 1 == len(spans) or spans[number + 1].first != span.last:
        return None
    return spans[number + 1] if tokens.gaps[span.last - 1].startswith(",") else None


def _lies_in(entry: Entry, upper: Entry) -> bool:
    if upper.kind == Kind.COUNTRY:
        return entry.country == upper.country and entry.kind not in (Kind.COUNTRY, Kind.DEMONYM)
    return upper.row in (entry.admin1, entry.admin2) if upper.kind in (Kind.ADMIN1, Kind.ADMIN2) else False
