"""How the other names of an article support what a name may mean: same country, same first-level unit, nearness."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from service.extract.places.gazetteer import NOWHERE, Entry, Kind

NEIGHBOURHOOD_KM = 150.0  # support falls to 1/e at this distance
KM_PER_DEGREE = 111.2
MAX_NEAR = 400  # candidates whose distances are compared; bounds the time on long articles
COUNTED = (Kind.COUNTRY, Kind.DEMONYM, Kind.ADMIN1, Kind.ADMIN2, Kind.SETTLEMENT)
Floats = NDArray[np.float64]

SUPPORT_FEATURES = (
    "place:country_share",
    "place:country_named",
    "place:admin1_share",
    "place:admin1_named",
    "place:near",
)


@dataclass(slots=True)
class Candidates:
    """All candidates of an article's names as one table: those of name i are rows bounds[i] to bounds[i + 1]."""

    names: list[str]
    mentions: list[int]  # of each name
    entries: list[Entry]
    bounds: list[int]
    features: Floats  # rows x PRIOR_FEATURES


def support(table: Candidates, prior: Floats) -> Floats:
    """SUPPORT_FEATURES of each candidate, from the other names' likely places."""
    mentions = np.minimum(np.repeat(table.mentions, np.diff(table.bounds)), 3)
    weight = prior * mentions
    countries = [entry.country if entry.kind in COUNTED else "" for entry in table.entries]
    units = [entry.row if entry.kind == Kind.ADMIN1 else entry.admin1 for entry in table.entries]
    country_share, country_named = _shares(table, countries, weight, "")
    unit_share, unit_named = _shares(table, units, weight, NOWHERE)
    return np.column_stack([country_share, country_named, unit_share, unit_named, _nearness(table, weight)])


def _shares(table: Candidates, groups: list[Any], weight: Floats, none: Any) -> tuple[Floats, Floats]:
    """For each candidate the other names' weight in its group, as a share of all and capped as an amount."""
    totals: dict[Any, float] = defaultdict(float)
    own: dict[tuple[int, Any], float] = defaultdict(float)
    names = np.repeat(np.arange(len(table.names)), np.diff(table.bounds)).tolist()
    for name, group, value in zip(names, groups, weight.tolist(), strict=True):
        if group != none:
            totals[group] += value
            own[name, group] += value
    everything = sum(totals.values())
    others = [
        totals[group] - own[name, group] if group != none else 0.0 for name, group in zip(names, groups, strict=True)
    ]
    amounts = np.array(others)
    return amounts / max(everything, 1e-9), np.minimum(amounts, 3.0) / 3.0


def _nearness(table: Candidates, weight: Floats) -> Floats:
    """How much of the other names' weight lies near each candidate, saturating."""
    size = min(len(table.entries), MAX_NEAR)
    points = np.array([(entry.latitude, entry.longitude) for entry in table.entries[:size]])
    local = np.array([entry.kind in (Kind.SETTLEMENT, Kind.ADMIN1, Kind.ADMIN2) for entry in table.entries[:size]])
    names = np.repeat(np.arange(len(table.names)), np.diff(table.bounds))[:size]
    north = points[:, :1] - points[:, 0]
    east = (points[:, 1:] - points[:, 1]) * np.cos(np.radians(points[:, :1]))
    closeness = np.exp(-KM_PER_DEGREE * np.hypot(north, east) / NEIGHBOURHOOD_KM)
    closeness *= (weight[:size] * local) * (names[:, None] != names)
    near = np.zeros(len(table.entries))
    near[:size] = np.minimum(closeness.sum(axis=1), 3.0) / 3.0
    return near
