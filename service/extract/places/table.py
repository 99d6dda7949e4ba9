"""The table of all that the names of an article may mean, each place with its own features."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from service.extract.places.candidates import Span
from service.extract.places.context import Surroundings
from service.extract.places.folding import key_hash
from service.extract.places.gazetteer import Entry, Kind, lies_in
from service.extract.places.outlet import Outlet
from service.extract.places.plausible import Context, capital_of, context_of, plausible
from service.extract.places.support import Candidates

SMALLEST_POPULATION = 100  # stands for an unknown one
LARGEST_LOG_POPULATION = 7.5  # log10
GENERIC_COUNTRY = "USA"  # where most outlets of generic domains are
HOME, HOME_MENTIONS = "", 2  # the outlet's home, as if the article named it
LIST_LINKS = (", ", " and ", ", and ", " & ", " or ")
MAX_GAP = 80  # characters between names that stand side by side
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
    "place:under_country",
    "place:under_capital",
)


def tabulate(spans: list[Span], around: Surroundings, outlet: Outlet) -> Candidates:
    """The candidates of all names of `spans` with their prior features."""
    groups: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        if span.entries:
            groups[span.key].append(span)
    table = Candidates([], [], [], [0], np.zeros((0, len(PRIOR_FEATURES))), [])
    rows: list[list[float]] = []
    listed = _listed_units(spans, around)
    for name, group in groups.items():
        context = context_of(name, group, around, outlet)
        context.admin_word |= name in listed
        entries = [*group[0].entries, *listed.get(name, ())]
        rows += _enter(table, name, len(group), plausible(entries, context), context)
    if rows and outlet.home and outlet.home[0] not in table.entries:  # an article's own mentions say more
        rows += _enter(table, HOME, HOME_MENTIONS, list(outlet.home), context_of(HOME, [], around, outlet))
    numbers = {name: number for number, name in enumerate(table.names)}
    table.beside = [
        (numbers[one.key], numbers[other.key])
        for one, other in pairwise(spans)
        if _stand_side_by_side(one, other, numbers)
    ]
    table.features = np.array(rows).reshape(len(rows), len(PRIOR_FEATURES))
    return table


def _listed_units(spans: list[Span], around: Surroundings) -> dict[str, list[Entry]]:
    """The units of a list that ends with the word for them: "Clark, Warren and Butler counties"."""
    words: dict[str, str] = {}  # name -> "county"
    for span, after in zip(reversed(spans), [None, *reversed(spans)], strict=False):
        plural = around.tokens.folded[span.last] if "admin" in around.roles(span.last) else ""
        if plural.endswith("s") and around.gap(span.last - 1) == " ":
            words[span.key] = plural.removesuffix("s") if not plural.endswith("ies") else plural[:-3] + "y"
        elif after is not None and after.key in words and _is_listed_with(span, after, around):
            words[span.key] = words[after.key]
    keys = [key_hash(f"{name} {word}") for name, word in words.items()]
    found = around.knowledge.gazetteer.lookup(keys) if keys else []
    return {name: [e for e in entries if e.kind == Kind.ADMIN2] for name, entries in zip(words, found, strict=True)}


def _is_listed_with(span: Span, after: Span, around: Surroundings) -> bool:
    between = around.tokens.text[span.end : after.start]
    return between in LIST_LINKS


def _enter(
    table: Candidates, name: str, mentions: int, entries: list[Entry], context: Context
) -> Iterator[list[float]]:
    """Put a name and its largest places into the table; yields their prior features."""
    entries = sorted(entries, key=lambda entry: -entry.population)[:MAX_CANDIDATES]
    if entries:
        table.names.append(name)
        table.mentions.append(mentions)
        table.entries += entries
        table.bounds.append(len(table.entries))
    peers = _Peers(
        largest=max((entry.population for entry in entries if entry.kind == Kind.SETTLEMENT), default=0),
        has_country=any(entry.kind == Kind.COUNTRY for entry in entries),
        capital=capital_of(entries),
    )
    yield from (_prior_features(entry, peers, context) for entry in entries)


def _stand_side_by_side(one: Span, other: Span, names: Mapping[str, int]) -> bool:
    return one.key != other.key and one.key in names and other.key in names and other.start - one.end <= MAX_GAP


class _Peers(NamedTuple):
    """What the places of one name say of each other."""

    largest: int  # people of the largest town
    has_country: bool
    capital: Entry | None


def _prior_features(entry: Entry, peers: _Peers, context: Context) -> list[float]:
    kind = entry.kind
    kinds = [0.0] * len(Kind)
    kinds[kind] = 1.0
    is_unit = kind in (Kind.ADMIN1, Kind.ADMIN2)
    return [
        math.log10(max(entry.population, SMALLEST_POPULATION)) / LARGEST_LOG_POPULATION,
        entry.seat / 4,
        float(kind == Kind.SETTLEMENT and entry.population == peers.largest),
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
        float(peers.has_country and kind not in (Kind.COUNTRY, Kind.DEMONYM)),
        float(peers.capital is not None and entry.country != peers.capital.country),
    ]
