"""Decides which place each name of an article means.

Every place a name may stand for gets a prior from its own features; then the likely places of the other names
support candidates in the same country, the same first-level unit and the same neighbourhood.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from service.extract.places.candidates import Span
from service.extract.places.context import Surroundings
from service.extract.places.gazetteer import NOWHERE, Entry, Kind, lies_in
from service.extract.places.support import SUPPORT_FEATURES, Candidates, Floats, support

SMALLEST_POPULATION = 100  # stands for an unknown one
LARGEST_LOG_POPULATION = 7.5  # log10
GENERIC_COUNTRY = "USA"  # where most outlets of generic domains are
MIN_DOMAIN_LETTERS = 5  # of a name looked for in an outlet's domain
MIN_CUES = 2  # words that hint at a country before a capital's name may mean a place there
CAPITAL, CAPITAL_POPULATION = 4, 300_000  # seat and people of a capital that its bare name means
MAX_MENTIONS = 20  # of one name whose neighbours are read; bounds the time on hostile text
MAX_CANDIDATES = 60  # of one name, largest first

PRIOR_FEATURES = (
    "place:population",
    "place:seat",
    "place:largest",
    "place:alternate",
    *(f"place:{kind.name.lower()}" for kind in Kind),
    "place:hierarchy",
    "place:admin_word",
    "place:settlement_word",
    "place:outlet_country",
    "place:outlet_generic",
    "place:outlet_name",
    "place:cue_share",
    "place:cues",
    "place:preferred",
    "place:country_main",
    "place:country_absent",
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """What an outlet's domain says: its country (alpha-3), its letters, and whether its ending is of no country."""

    country: str | None
    domain: str
    is_generic: bool


def resolve(spans: list[Span], around: Surroundings, outlet: Outlet) -> dict[str, Entry]:
    """The best place of each name (by key) that has any."""
    table = tabulate(spans, around, outlet)
    if not table.entries:
        return {}
    weights = around.knowledge.weights
    prior = probabilities(table, table.features @ _vector(weights, PRIOR_FEATURES, "prior"))
    scores = table.features @ _vector(weights, PRIOR_FEATURES, "final")
    scores = scores + support(table, prior) @ _vector(weights, SUPPORT_FEATURES, "final")
    best = {}
    for number, name in enumerate(table.names):
        start, end = table.bounds[number], table.bounds[number + 1]
        best[name] = table.entries[start + int(np.argmax(scores[start:end]))]
    return best


def _vector(weights: Mapping[str, float], names: tuple[str, ...], stage: str) -> Floats:
    return np.array([weights.get(f"{stage}/{name}", 0.0) for name in names])


def tabulate(spans: list[Span], around: Surroundings, outlet: Outlet) -> Candidates:
    """The candidates of all names of `spans` with their prior features."""
    groups: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        if span.entries:
            groups[span.key].append(span)
    table = Candidates([], [], [], [0], np.zeros((0, len(PRIOR_FEATURES))))
    rows: list[list[float]] = []
    for name, group in groups.items():
        context = _context(name, group, around, outlet)
        entries = sorted(_plausible(group[0].entries, context), key=lambda entry: -entry.population)[:MAX_CANDIDATES]
        largest = max(entry.population for entry in entries)
        rows += [_prior_features(entry, largest, context) for entry in entries]
        table.names.append(name)
        table.mentions.append(len(group))
        table.entries += entries
        table.bounds.append(len(table.entries))
    table.features = np.array(rows).reshape(len(rows), len(PRIOR_FEATURES))
    return table


@dataclass(slots=True)
class _Context:
    above: list[Entry]  # what the names after a comma may stand for
    admin_word: bool
    settlement_word: bool
    outlet: Outlet
    in_domain: bool  # the name is part of the outlet's domain
    cues: Counter[str]
    preferred: int | None  # row of the usual sense
    named: Counter[str]  # alpha-3 of the countries named beside this name, demonyms too
    main_country: str | None  # the one named most


def _context(name: str, group: list[Span], around: Surroundings, outlet: Outlet) -> _Context:
    above: list[Entry] = []
    words: set[str] = set()
    for span in group[:MAX_MENTIONS]:
        upper = around.upper_of(span)
        if upper is not None:
            above += upper.entries
        if around.gap(span.last - 1) == " ":
            words |= around.roles(span.last)
        if "of" in around.roles(span.first - 1):
            words |= around.roles(span.first - 2)
    own = {entry.country for entry in group[0].entries if entry.kind in (Kind.COUNTRY, Kind.DEMONYM)}
    named = Counter({country: count for country, count in around.countries.items() if country not in own})
    usual = around.knowledge.preferred.get(name)
    preferred = [
        entry.row for entry in group[0].entries if usual and around.knowledge.identifier_of(entry.row) == usual
    ]
    return _Context(
        above=above,
        admin_word="admin" in words,
        settlement_word="settlement" in words,
        outlet=outlet,
        in_domain=len(name) >= MIN_DOMAIN_LETTERS and name.replace(" ", "") in outlet.domain,
        cues=around.cues,
        preferred=preferred[0] if preferred else None,
        named=named,
        main_country=max(named, key=lambda country: named[country]) if named else None,
    )


def _plausible(entries: list[Entry], context: _Context) -> list[Entry]:
    """`entries` as far as the text lets them: "Lebanon, Tenn." lies in Tennessee, a bare "Turkey" is the country."""
    kinds = {entry.kind for entry in entries}
    if not context.admin_word:
        entries = [entry for entry in entries if not (entry.kind == Kind.ADMIN2 and _has_seat(entry, entries))]
    if Kind.COUNTRY in kinds:
        states = [upper for upper in context.above if upper.kind == Kind.ADMIN1]
        inside = [entry for entry in entries if any(lies_in(entry, upper) for upper in states)]
        if inside or context.settlement_word or context.in_domain:
            return inside or entries
        return [entry for entry in entries if entry.kind in (Kind.COUNTRY, Kind.DEMONYM, Kind.ADMIN1)]
    uppers = [upper for upper in context.above if upper.kind == Kind.COUNTRY or Kind.ADMIN1 not in kinds]
    inside = [entry for entry in entries if any(lies_in(entry, upper) for upper in uppers)]
    return inside or _with_capital(entries, context)


def _with_capital(entries: list[Entry], context: _Context) -> list[Entry]:
    """`entries`, or those of its country alone when the largest of them is a capital and nothing says otherwise.

    "Lima" is not in Ohio for want of Peru's name, nor "San Salvador" a district of the Bahamas.
    """
    largest = max(entries, key=lambda entry: entry.population)
    is_capital = largest.seat >= CAPITAL and largest.population >= CAPITAL_POPULATION
    if not is_capital or context.in_domain or _plays_elsewhere(largest.country, context):
        return entries
    return [entry for entry in entries if entry.country == largest.country]


def _plays_elsewhere(country: str, context: _Context) -> bool:
    """Whether the article's words hint at another country and it never names this one."""
    others = context.cues.total() - context.cues[country]
    return others >= MIN_CUES and country not in context.named


def _has_seat(unit: Entry, entries: list[Entry]) -> bool:
    """Whether a settlement of the same name lies in the same first-level unit as a second-level one."""
    return any(entry.kind == Kind.SETTLEMENT and entry.admin1 == unit.admin1 != NOWHERE for entry in entries)


def _prior_features(entry: Entry, largest: int, context: _Context) -> list[float]:
    kind = entry.kind
    kinds = [0.0] * len(Kind)
    kinds[kind] = 1.0
    is_unit = kind in (Kind.ADMIN1, Kind.ADMIN2)
    return [
        math.log10(max(entry.population, SMALLEST_POPULATION)) / LARGEST_LOG_POPULATION,
        entry.seat / 4,
        float(kind == Kind.SETTLEMENT and entry.population == largest),
        float(entry.alternate),
        *kinds,
        float(any(lies_in(entry, upper) for upper in context.above)),
        float(context.admin_word and is_unit),
        float(context.settlement_word and kind == Kind.SETTLEMENT),
        float(entry.country == context.outlet.country),
        float(context.outlet.is_generic and entry.country == GENERIC_COUNTRY),
        float(context.in_domain and entry.country == (context.outlet.country or GENERIC_COUNTRY)),
        context.cues[entry.country] / max(context.cues.total(), 1),
        min(context.cues[entry.country], 4) / 4,
        float(entry.row == context.preferred),
        float(bool(context.named) and entry.country == context.main_country),
        float(bool(context.named) and entry.country not in context.named),
    ]


def probabilities(table: Candidates, scores: Floats) -> Floats:
    """Softmax of `scores` within each name."""
    starts = np.array(table.bounds[:-1])
    counts = np.diff(table.bounds)
    highest = np.repeat(np.maximum.reduceat(scores, starts), counts)
    powers = np.exp(scores - highest)
    total: Floats = powers / np.repeat(np.add.reduceat(powers, starts), counts)
    return total
