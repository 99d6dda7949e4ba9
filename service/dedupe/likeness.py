"""How alike two reports are, as numbers: what the pair score weighs.

Every feature is symmetric. UNKNOWN stands where one of the two does not say: silence is not difference.
"""

from collections.abc import Callable, Collection, Sequence
from math import asin, sqrt

from service.dedupe.candidates import Kind
from service.dedupe.probe import Probe, Shared, cosine, in_common
from service.dedupe.traits import Spot, Traits

EARTH_KM = 6371.0
UNKNOWN = -1.0
FAR_KM = 2_000.0  # beyond this, distance says no more
LONG_DAYS = 400.0
SETTLEMENT_RANK = 3
MAX_COUNT = 50.0  # people; a larger difference or sum says no more
NEAR_SPOTS = 4  # places whose distances are measured, the most specific ones
MAX_HOLDERS = 20  # what more reports name says nothing; no share, so that the score is the same in a full state
RARENESS = (1.0, *(1.0 / sqrt(holders) for holders in range(1, MAX_HOLDERS + 1)))

Holders = Callable[[Kind, str], int]  # how many reports name a thing

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


def likeness(one: Probe, other: Traits, holders: Holders) -> tuple[float, ...]:
    """The features of a pair of reports in the order of FEATURES."""
    own = one.traits
    return (
        *_words(one, other, holders),
        *_shared_few(own.ages, other.ages),
        *_shared_few(own.streets, other.streets),
        *_days(own, other),
        *_places(own, other),
        _equal(own.event_type, other.event_type),
        _equal(own.sub_event, other.sub_event),
        *_counts(own.killed, other.killed),
        *_counts(own.injured, other.injured),
        _overlap(own.source, other.source),
        _overlap(own.target, other.target),
        _overlap({*own.source, *own.target}, {*other.source, *other.target}),
        _equal(own.outlet or None, other.outlet or None),
        float(own.root == other.root),
        float(own.article == other.article),
    )


def _words(one: Probe, other: Traits, holders: Holders) -> tuple[float, ...]:
    names, terms = in_common(one.names, other.names), in_common(one.terms, other.terms)
    title, evidence = in_common(one.title, other.title), in_common(one.evidence, other.evidence)
    rare_names = [_rareness(holders(Kind.NAME, name)) for name, _, _ in names]
    rare_terms = [_rareness(holders(Kind.TERM, term)) for term, _, _ in terms]
    streets = [street for street in other.streets if street in one.traits.streets]
    return (
        sum(rare_names),
        max(rare_names, default=0.0),
        sum(rare_terms),
        max(rare_terms, default=0.0),
        sum([_rareness(holders(Kind.STREET, street)) for street in streets]),
        sum([_rareness(holders(Kind.TITLE, word)) for word, _, _ in title]),
        _cosine(terms, one.terms, other.terms),
        float(len(terms)),
        _least(terms),
        _cosine(title, one.title, other.title),
        sum([weight for _, _, weight in in_common(one.terms, other.title)])
        + sum([weight for _, weight, _ in in_common(one.title, other.terms)]),
        _cosine(evidence, one.evidence, other.evidence),
        _cosine(names, one.names, other.names),
        _least(names),
        float(len(names)) if one.names and other.names else UNKNOWN,
    )


def _rareness(holders: int) -> float:
    """How much a shared thing says by how few reports name it."""
    return RARENESS[holders] if holders <= MAX_HOLDERS else 0.0


def _cosine(common: Sequence[Shared], one: Collection[str], other: Collection[str]) -> float:
    return cosine(common, len(one), len(other)) if one and other else UNKNOWN


def _least(common: Sequence[Shared]) -> float:
    """What is shared, each thing by the smaller of its two weights."""
    return sum([weight if weight < own else own for _, own, weight in common])


def _shared_few(one: Sequence[str] | Sequence[int], other: Sequence[str] | Sequence[int]) -> tuple[float, float]:
    """How many are shared, and as a share of both; UNKNOWN when one is empty."""
    if not one or not other:
        return UNKNOWN, UNKNOWN
    shared = float(len(set(one).intersection(other)))
    return shared, shared / sqrt(len(one) * len(other))


def _overlap(one: Collection[str] | Collection[int], other: Collection[str] | Collection[int]) -> float:
    """Shared members over the geometric mean of the sizes; UNKNOWN when one is empty."""
    if not one or not other:
        return UNKNOWN
    return len(set(one).intersection(other)) / sqrt(len(one) * len(other))


def _equal(one: str | None, other: str | None) -> float:
    return UNKNOWN if one is None or other is None else float(one == other)


def _days(one: Traits, other: Traits) -> tuple[float, ...]:
    """Overlap, number and first of the days named; gap of the event days; event day named; gap of the publications."""
    dates_one, dates_other = set(one.dates), set(other.dates)
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
    gaps = [
        chord for a in one.spots[:NEAR_SPOTS] for b in other.spots[:NEAR_SPOTS] if (chord := square_of_chord(a, b)) >= 0
    ]
    names_one, names_other = _names_of(one, 0), _names_of(other, 0)
    return (
        _along_the_ground(min(gaps, default=UNKNOWN)),
        kilometres(one.spots[0], other.spots[0]),
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
    return _along_the_ground(square_of_chord(one, other))


def square_of_chord(one: Spot, other: Spot) -> float:
    """The square of the straight distance through the globe in radii, which grows as the distance does; or UNKNOWN."""
    if one.point is None or other.point is None:
        return UNKNOWN
    (x, y, z), (u, v, w) = one.point, other.point
    return (x - u) ** 2 + (y - v) ** 2 + (z - w) ** 2


def _along_the_ground(squared: float) -> float:
    return UNKNOWN if squared < 0 else min(FAR_KM, 2 * EARTH_KM * asin(min(1.0, sqrt(squared) / 2)))


def _counts(one: int | None, other: int | None) -> tuple[float, float]:
    """Difference and sum of two counts, each at most MAX_COUNT; UNKNOWN when either is not reported."""
    if one is None or other is None:
        return UNKNOWN, UNKNOWN
    return min(MAX_COUNT, abs(one - other)), min(MAX_COUNT, one + other)
