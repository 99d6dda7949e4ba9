"""How alike two reports are, as numbers: what the pair score weighs."""

from math import asin, cos, radians, sin, sqrt

from service.dedupe.traits import Spot, Traits

EARTH_KM = 6371.0
FAR_KM = 500.0  # beyond this, distance says no more

FEATURES = (
    "terms",
    "title",
    "evidence",
    "names",
    "name_clash",
    "ages",
    "streets",
    "street_clash",
    "dates",
    "day_gap",
    "day_equal",
    "publication_gap",
    "place_name",
    "place_near",
    "place_far",
    "place_missing",
    "type_equal",
    "type_differs",
    "killed_gap",
    "killed_equal",
    "injured_gap",
    "injured_equal",
    "source",
    "target",
    "copy",
    "same_article",
)


def likeness(one: Traits, other: Traits) -> tuple[float, ...]:
    """The features of a pair of reports in the order of FEATURES; symmetric; what is missing on either side is 0."""
    return (
        _overlap(frozenset(one.terms), frozenset(other.terms)),
        _overlap(one.title, other.title),
        _overlap(one.evidence, other.evidence),
        _shared(one.names, other.names),
        _clash(one.names, other.names),
        _shared(one.ages, other.ages),
        _shared(one.streets, other.streets),
        _clash(one.streets, other.streets),
        _overlap(one.dates, other.dates),
        *_days(one, other),
        *_places(one, other),
        *_kinds(one, other),
        *_counts(one.killed, other.killed),
        *_counts(one.injured, other.injured),
        _overlap(one.source, other.source),
        _overlap(one.target, other.target),
        float(one.root == other.root),
        float(one.article == other.article),
    )


def _overlap(one: frozenset[str] | frozenset[int], other: frozenset[str] | frozenset[int]) -> float:
    """Shared members over the geometric mean of the sizes."""
    if not one or not other:
        return 0.0
    return len(one & other) / sqrt(len(one) * len(other))


def _shared(one: frozenset[str] | frozenset[int], other: frozenset[str] | frozenset[int]) -> float:
    return min(3.0, len(one & other)) / 3.0


def _clash(one: frozenset[str], other: frozenset[str]) -> float:
    return float(bool(one) and bool(other) and not one & other)


def _days(one: Traits, other: Traits) -> tuple[float, float, float]:
    """Day gap (0..1, a month or more is 1), whether the days meet, gap between the publications (likewise 0..1)."""
    gap, equal = 0.0, 0.0
    if one.first_day is not None and other.first_day is not None:
        last_one, last_other = one.last_day or one.first_day, other.last_day or other.first_day
        apart = max(0, one.first_day - last_other, other.first_day - last_one)
        gap, equal = min(apart, 30) / 30, float(apart == 0)
    published = 0.0
    if one.published_day is not None and other.published_day is not None:
        published = min(abs(one.published_day - other.published_day), 90) / 90
    return gap, equal, published


def _places(one: Traits, other: Traits) -> tuple[float, float, float, float]:
    """Whether a precise place name is shared; nearness of the most precise places; whether they are far; or missing."""
    if not one.spots or not other.spots:
        return 0.0, 0.0, 0.0, 1.0
    names = {spot.name for spot in one.spots if spot.rank > 1} & {spot.name for spot in other.spots if spot.rank > 1}
    distance = kilometres(one.spots[0], other.spots[0])
    if distance is None:
        return float(bool(names)), 0.0, 0.0, 0.0
    return float(bool(names)), 1.0 / (1.0 + distance / 5.0), min(distance, FAR_KM) / FAR_KM, 0.0


def kilometres(one: Spot, other: Spot) -> float | None:
    """Great-circle distance; None when either has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    north_1, north_2 = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    chord = sin((north_2 - north_1) / 2) ** 2 + cos(north_1) * cos(north_2) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


def _kinds(one: Traits, other: Traits) -> tuple[float, float]:
    if one.event_type is None or other.event_type is None:
        return 0.0, 0.0
    return float(one.event_type == other.event_type), float(one.event_type != other.event_type)


def _counts(one: int | None, other: int | None) -> tuple[float, float]:
    """Relative difference and equality of two counts; zeros when either is not reported."""
    if one is None or other is None:
        return 0.0, 0.0
    return abs(one - other) / max(1, one, other), float(one == other)
