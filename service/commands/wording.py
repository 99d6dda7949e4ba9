"""What events and mentions say, in a few words for a person; as it comes from outside, not yet printable."""

from collections.abc import Sequence

from service.models.mention import Actor, Count, EventDate, EventType, Place

UNKNOWN = "–"
MAX_NAMES = 2


def date_words(date: EventDate) -> str:
    """The days, or the words that could not be resolved."""
    if date.start is None:
        return f"({date.text})" if date.text else UNKNOWN
    if date.end is None or date.end == date.start:
        return date.start.isoformat()
    return f"{date.start.isoformat()} to {date.end.isoformat()}"


def place_words(places: Sequence[Place]) -> str:
    """The most exact place, its province and country."""
    if not places:
        return UNKNOWN
    first = places[0]
    parts = (first.text or first.name, first.admin1 if first.admin1 != first.name else None, first.country)
    return ", ".join(part for part in parts if part)


def type_words(kind: EventType) -> str:
    """ACLED's name of what happened, else PLOVER's."""
    if kind.acled is not None:
        return kind.acled.sub_event_type or kind.acled.event_type
    return kind.plover.type.capitalize() if kind.plover else UNKNOWN


def names_words(actors: Sequence[Actor]) -> str:
    """The first names, and how many more there are."""
    names = list(dict.fromkeys(actor.name for actor in actors))
    more = f" +{len(names) - MAX_NAMES}" if len(names) > MAX_NAMES else ""
    return ", ".join(names[:MAX_NAMES]) + more if names else UNKNOWN


def count_words(count: Count | None) -> str:
    """The likeliest number and the range around it."""
    if count is None or count.best is None:
        return UNKNOWN
    if count.low == count.best == count.high:
        return str(count.best)
    if count.high is None:
        return f"{count.best}+"
    return f"{count.best} ({count.low}–{count.high})"
