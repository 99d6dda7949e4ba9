"""Which partition: what must meet must have the same key."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from service.models.article import Article
from service.models.mention import EventType, Place, Signals

UNKNOWN_LANGUAGE = "und"  # BCP 47: undetermined
UNPLACED = "unplaced"


class Placed(Protocol):
    """What tells where a mention or a report belongs."""

    @property
    def places(self) -> tuple[Place, ...]: ...
    @property
    def event_type(self) -> EventType: ...
    @property
    def signals(self) -> Signals | None: ...


def language_key(article: Article) -> str:
    """The key under which copies meet: the primary language subtag; copies do not change the language."""
    return (article.language or UNKNOWN_LANGUAGE).split("-")[0].lower()


def country_key(mention: Placed) -> str:
    """The key under which reports of one event meet: the country that most of its places lie in, else its article's.

    A report without a country has a key of its own kind, by PLOVER type, so that such reports still meet.
    """
    own = prevailing_country(mention.places)
    country = own or (mention.signals.country if mention.signals else None)
    plover = mention.event_type.plover
    return country or (f"{UNPLACED}/{plover.type}" if plover else UNPLACED)


def prevailing_country(places: Iterable[Place]) -> str | None:
    """The country that most of the places lie in, the first named among equals; None without any."""
    counts = Counter(place.country for place in places if place.country)
    return max(counts, key=lambda country: counts[country]) if counts else None
