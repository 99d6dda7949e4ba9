"""Which partition: what must meet must have the same key."""

from service.models.article import Article
from service.models.mention import EventMention

UNKNOWN_LANGUAGE = "und"  # BCP 47: undetermined
UNPLACED = "unplaced"


def language_key(article: Article) -> str:
    """The key under which copies meet: the primary language subtag; copies do not change the language."""
    return (article.language or UNKNOWN_LANGUAGE).split("-")[0].lower()


def country_key(mention: EventMention) -> str:
    """The key under which reports of one event meet: the country of its first place that has one.

    A mention without a country has a key of its own kind, by PLOVER type, so that such reports still meet.
    """
    for place in mention.places:
        if place.country:
            return place.country
    plover = mention.event_type.plover
    return f"{UNPLACED}/{plover.type}" if plover else UNPLACED
