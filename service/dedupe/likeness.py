"""How alike two reports are, as numbers: what the pair score weighs.

Every feature is symmetric. UNKNOWN stands where one of the two does not say: silence is not difference.
"""

from collections.abc import Callable, Mapping
from math import asin, cos, radians, sin, sqrt

from service.dedupe.traits import Spot, Traits, Weighted

EARTH_KM = 6371.0
UNKNOWN = -1.0
FAR_KM = 2_000.0  # beyond this, distance says no more
LONG_DAYS = 400.0
SETTLEMENT_RANK = 3
MAX_HOLDERS = (
    20  # what more reports name says nothing; an absolute number, so that the score is the same in a full state
)

FEATURES = (
    "rare_names",
    "rarest_name",
    "rare_terms",
    "rarest_term",
    "rare_streets",
    "rare_title",
    "terms_cosine",
    "terms_shared",
    "terms_shared_weight",
    "title_cosine",
    "title_in_terms",
    "evidence_cosine",
    "names_cosine",
    "names_shared_weight",
    "names_shared",
    "ages_shared",
    "ages_overlap",
    "streets_shared",
    "streets_overlap",
    "dates_overlap",
    "dates_shared",
    "first_date_gap",
    "day_gap",
    "day_in_dates",
    "publication_gap",
    "nearest_km",
    "first_km",
    "first_place_equal",
    "places_overlap",
    "precise_places_shared",
    "admin1_equal",
    "coarsest_rank",
    "type_equal",
    "sub_event_equal",
    "killed_gap",
    "killed_sum",
    "injured_gap",
    "injured_sum",
    "source_overlap",
    "target_overlap",
    "parties_overlap",
    "same_outlet",
    "same_root",
    "same_article",
)


def likeness(one: Traits, other: Traits, holders: Callable[[str], int]) -> tuple[float, ...]:
    """The features of a pair of reports in the order of FEATURES; `holders` tells how many reports name a thing."""
    return (
        *_rare(one, other, holders),
        *_terms(one, other),
        *_names(one, other),
        float(len(one.ages & other.ages)) if one.ages and other.ages else UNKNOWN,
        _overlap(one.ages, other.ages),
        float(len(one.streets & other.streets)) if one.streets and other.streets else UNKNOWN,
        _overlap(one.streets, other.streets),
        *_days(one, other),
        *_places(one, other),
        _equal(one.event_type, other.event_type),
        _equal(one.sub_event, other.sub_event),
        *_counts(one.killed, other.killed),
        *_counts(one.injured, other.injured),
        _overlap(one.source, other.source),
        _overlap(one.target, other.target),
        _overlap(one.source | one.target, other.source | other.target),
        _equal(one.outlet or None, other.outlet or None),
        float(one.root == other.root),
        float(one.article == other.article),
    )


def _rare(one: Traits, other: Traits, holders: Callable[[str], int]) -> tuple[float, ...]:
    """What both name, each thing by how few reports name it: sums and largest."""
    names = [_rareness(holders(f"name {name}")) for name in one.names if name in other.names]
    terms = [_rareness(holders(f"term {term}")) for term in one.terms if term in other.terms]
    streets = [_rareness(holders(f"street {street}")) for street in one.streets if street in other.streets]
    title = [_rareness(holders(f"title {word}")) for word in one.title if word in other.title]
    return sum(names), max(names, default=0.0), sum(terms), max(terms, default=0.0), sum(streets), sum(title)


def _rareness(holders: int) -> float:
    return 1.0 / sqrt(max(1, holders)) if holders <= MAX_HOLDERS else 0.0


def cosine(one: Weighted, other: Weighted) -> float:
    """The cosine of two weighted sets; UNKNOWN when one is empty."""
    if not one or not other:
        return UNKNOWN
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    return shared / sqrt(max(_square(one) * _square(other), 1e-9))


def _square(weighted: Weighted) -> float:
    return sum(weight * weight for weight in weighted.values())


def _shared_weight(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(weight for word, weight in one.items() if word in other)


def _terms(one: Traits, other: Traits) -> tuple[float, ...]:
    shared = float(sum(term in other.terms for term in one.terms))
    in_terms = _shared_weight(one.title, other.terms) + _shared_weight(other.title, one.terms)
    return (
        cosine(one.terms, other.terms),
        shared,
        _shared_weight(one.terms, other.terms),
        cosine(one.title, other.title),
        in_terms,
        cosine(one.evidence, other.evidence),
    )


def _names(one: Traits, other: Traits) -> tuple[float, ...]:
    shared = float(sum(name in other.names for name in one.names))
    return (
        cosine(one.names, other.names),
        _shared_weight(one.names, other.names),
        shared if one.names and other.names else UNKNOWN,
    )


def _overlap(one: frozenset[str] | frozenset[int], other: frozenset[str] | frozenset[int]) -> float:
    """Shared members over the geometric mean of the sizes; UNKNOWN when one is empty."""
    if not one or not other:
        return UNKNOWN
    return len(one & other) / sqrt(len(one) * len(other))


def _equal(one: str | None, other: str | None) -> float:
    return UNKNOWN if one is None or other is None else float(one == other)


def _days(one: Traits, other: Traits) -> tuple[float, ...]:
    """Overlap, number and first of the days named; gap of the event days; event day named; gap of the publications."""
    dates_one, dates_other = frozenset(one.dates), frozenset(other.dates)
    first = _gap(one.dates[0] if one.dates else None, other.dates[0] if other.dates else None)
    named = UNKNOWN
    if (one.first_day and other.dates) or (other.first_day and one.dates):
        named = float(one.first_day in dates_other) + float(other.first_day in dates_one)
    return (
        _overlap(dates_one, dates_other),
        float(len(dates_one & dates_other)),
        first,
        _day_gap(one, other),
        named,
        _gap(one.published_day, other.published_day),
    )


def _gap(one: int | None, other: int | None) -> float:
    return UNKNOWN if one is None or other is None else min(float(abs(one - other)), LONG_DAYS)


def _day_gap(one: Traits, other: Traits) -> float:
    """Days between the two periods, 0 when they meet."""
    if one.first_day is None or other.first_day is None:
        return UNKNOWN
    last_one, last_other = one.last_day or one.first_day, other.last_day or other.first_day
    return min(float(max(0, one.first_day - last_other, other.first_day - last_one)), LONG_DAYS)


def _places(one: Traits, other: Traits) -> tuple[float, ...]:
    """Distances in kilometres, shared names, and how exact the less exact report is."""
    if not one.spots or not other.spots:
        return (UNKNOWN,) * 7
    distances = [kilometres(a, b) for a in one.spots[:4] for b in other.spots[:4]]
    names_one, names_other = _names_of(one, 0), _names_of(other, 0)
    return (
        min((distance for distance in distances if distance >= 0), default=UNKNOWN),
        distances[0],
        float(one.spots[0].name == other.spots[0].name),
        _overlap(names_one, names_other),
        float(len(_names_of(one, SETTLEMENT_RANK) & _names_of(other, SETTLEMENT_RANK))),
        _equal(one.spots[0].admin1, other.spots[0].admin1),
        float(min(one.spots[0].rank, other.spots[0].rank)),
    )


def _names_of(traits: Traits, rank: int) -> frozenset[str]:
    return frozenset(spot.name for spot in traits.spots if spot.rank >= rank and spot.name)


def kilometres(one: Spot, other: Spot) -> float:
    """Great-circle distance, at most FAR_KM; UNKNOWN when either has no coordinates."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return UNKNOWN
    north_1, north_2 = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    chord = sin((north_2 - north_1) / 2) ** 2 + cos(north_1) * cos(north_2) * sin(east / 2) ** 2
    return min(FAR_KM, 2 * EARTH_KM * asin(min(1.0, sqrt(chord))))


def _counts(one: int | None, other: int | None) -> tuple[float, float]:
    """Difference and sum of two counts, each at most 50; UNKNOWN when either is not reported."""
    if one is None or other is None:
        return UNKNOWN, UNKNOWN
    return min(50.0, abs(one - other)), min(50.0, one + other)
