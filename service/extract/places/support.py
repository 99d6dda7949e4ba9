"""How the other names of an article support what a name may mean: same country, same first-level unit, nearness."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.extract.places.gazetteer import NOWHERE, Entry, Kind

NEIGHBOURHOOD_KM = 150.0  # support falls to 1/e at this distance
BESIDE_POWER = 3  # of that support for names that stand side by side: it falls to 1/e at a third of the distance
KM_PER_DEGREE = 111.2
MAX_NEAR = 200  # candidates whose distances are compared; bounds the time on long articles
MAX_COUNTED = 3.0  # mentions of a name, and support of one kind, that count
COUNTED = (Kind.COUNTRY, Kind.DEMONYM, Kind.ADMIN1, Kind.ADMIN2, Kind.SETTLEMENT)
LOCAL = (Kind.SETTLEMENT, Kind.ADMIN1, Kind.ADMIN2)
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SUPPORT_FEATURES = (
    "place:country_share",
    "place:country_named",
    "place:admin1_share",
    "place:admin1_named",
    "place:near",
    "place:beside",
)


@dataclass(slots=True)
class Candidates:
    """All candidates of an article's names as one table: those of name i are rows bounds[i] to bounds[i + 1]."""

    names: list[str]
    mentions: list[int]  # of each name
    entries: list[Entry]
    bounds: list[int]
    features: Floats  # rows x PRIOR_FEATURES
    beside: list[tuple[int, int]]  # names that stand side by side in the text


@dataclass(slots=True)
class Ground:
    """What support needs of a table whatever its probabilities are."""

    names: Integers  # number of each row's name
    mentions: Floats  # of each row's name, at most MAX_COUNTED
    countries: "_Groups"
    units: "_Groups"
    near: Floats  # rows x rows (the first MAX_NEAR): 1 in the same spot, 0 far away or of the same name
    beside: Floats  # the same for names side by side


@dataclass(slots=True)
class _Groups:
    group: Integers  # of each row, 0 = none
    pair: Integers  # number of each row's (name, group)


def ground_of(table: Candidates) -> Ground:
    """The ground of `table`."""
    counts = np.diff(table.bounds)
    names = np.repeat(np.arange(len(table.names)), counts)
    near, beside = _closeness(table, names)
    return Ground(
        names=names,
        mentions=np.minimum(np.repeat(np.array(table.mentions, dtype=float), counts), MAX_COUNTED),
        countries=_groups(names, [entry.country if entry.kind in COUNTED else "" for entry in table.entries], ""),
        units=_groups(names, [e.row if e.kind == Kind.ADMIN1 else e.admin1 for e in table.entries], NOWHERE),
        near=near,
        beside=beside,
    )


def support(ground: Ground, chances: Floats) -> Floats:
    """SUPPORT_FEATURES of each candidate, from the other names' likely places."""
    weight = chances * ground.mentions
    size = len(ground.near)
    near, beside = np.zeros(len(weight)), np.zeros(len(weight))
    near[:size] = np.einsum("ij,j->i", ground.near, weight[:size])  # not BLAS, whose threads cost more than they save
    beside[:size] = np.einsum("ij,j->i", ground.beside, weight[:size])
    capped = [np.minimum(amount, MAX_COUNTED) / MAX_COUNTED for amount in (near, beside)]
    return np.column_stack([*_shares(ground.countries, weight), *_shares(ground.units, weight), *capped])


def _groups(names: Integers, values: Sequence[Hashable], none: Hashable) -> _Groups:
    numbers: dict[Hashable, int] = {none: 0}
    group = np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)
    return _Groups(group, names * len(numbers) + group)


def _shares(groups: _Groups, weight: Floats) -> tuple[Floats, Floats]:
    """For each candidate the other names' weight in its group, as a share of all and capped as an amount."""
    totals = np.bincount(groups.group, weight)
    own = np.bincount(groups.pair, weight)
    totals[0] = 0.0
    amounts = np.where(groups.group > 0, totals[groups.group] - own[groups.pair], 0.0)
    return amounts / max(totals.sum(), 1e-9), np.minimum(amounts, MAX_COUNTED) / MAX_COUNTED


def _closeness(table: Candidates, names: Integers) -> tuple[Floats, Floats]:
    size = min(len(table.entries), MAX_NEAR)
    entries, names = table.entries[:size], names[:size]
    points = np.array([(entry.latitude, entry.longitude) for entry in entries])
    local = np.array([entry.kind in LOCAL for entry in entries])
    north = points[:, :1] - points[:, 0]
    east = (points[:, 1:] - points[:, 1]) * np.cos(np.radians(points[:, :1]))
    near = np.exp(np.sqrt(north * north + east * east) * (-KM_PER_DEGREE / NEIGHBOURHOOD_KM)) * local
    side_by_side = np.zeros((len(table.names), len(table.names)))
    for one, other in table.beside:
        side_by_side[one, other] = side_by_side[other, one] = 1.0
    beside = near**BESIDE_POWER * side_by_side[np.ix_(names, names)]
    return near * (names[:, None] != names), beside
