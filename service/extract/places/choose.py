"""Small choices over the places of an article."""

from collections import Counter
from collections.abc import Iterable

from service.extract.places.folding import fold
from service.extract.places.gazetteer import Kind
from service.extract.places.knowledge import PlaceKnowledge
from service.models.mention import Place, PlacePrecision

SPECIFIC_ORDER = (
    PlacePrecision.POINT,
    PlacePrecision.SETTLEMENT,
    PlacePrecision.ADMIN2,
    PlacePrecision.ADMIN1,
    None,  # regions and natural features
    PlacePrecision.COUNTRY,
)


def most_specific_first(places: Iterable[Place]) -> tuple[Place, ...]:
    """`places` from points to countries; located ones before those without coordinates, else in the given order."""
    return tuple(sorted(places, key=lambda place: (place.latitude is None, SPECIFIC_ORDER.index(place.precision))))


def places_between(places: Iterable[Place], start: int, end: int) -> tuple[Place, ...]:
    """The places whose text lies within characters [start, end)."""
    return tuple(
        place
        for place in places
        if place.start is not None and place.end is not None and start <= place.start and place.end <= end
    )


def is_demonym(place: Place, knowledge: PlaceKnowledge) -> bool:
    """Whether the place is written as its people or as an adjective ("Syrian"): it tells the country, hardly where."""
    entries = knowledge.names.get(fold(place.text or ""), ())
    return any(entry.kind == Kind.DEMONYM for entry in entries)


def article_country(places: Iterable[Place]) -> str | None:
    """The country (alpha-3) most of the article's places lie in, the first named among equals; None without any."""
    counts = Counter(place.country for place in places if place.country)
    return max(counts, key=lambda country: counts[country]) if counts else None
