"""Events as a table that people want to read.

All text comes from outside: no markup is read from it, and no control character reaches the terminal.
"""

import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.commands.screen import print_table
from service.models.event import Event
from service.models.mention import Actor, Count, EventDate, Place

UNKNOWN = "–"
MAX_NAMES = 2

# heading, least width in characters, share of the room left over
COLUMNS = (
    ("date", 10, 1),
    ("place", 16, 3),
    ("what", 14, 3),
    ("who → whom", 24, 6),
    ("killed", 6, 1),
    ("injured", 7, 1),
    ("says who", 12, 3),
    ("reports", 7, 1),
)

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def print_events(events: Iterable[Event], console: Console) -> None:
    """The events as one table."""
    table = Table(header_style="bold", row_styles=("", "dim"))
    for heading, width, share in COLUMNS:
        table.add_column(heading, min_width=width, ratio=share, overflow="fold")
    for event in events:
        table.add_row(*(Text(cell) for cell in row_of(event)))
    print_table(table, console)


def row_of(event: Event) -> Sequence[str]:
    """The event's cells, in the order of COLUMNS, free of control characters."""
    cells = (
        _date(event.event_date),
        _place(event.places),
        _what(event),
        f"{_names(event.source)} → {_names(event.target)}",
        _count(event.fatalities),
        _count(event.injuries),
        _says_who(event),
        str(len(event.reports)),
    )
    return tuple(_CONTROL.sub(" ", cell) for cell in cells)


def _date(date: EventDate) -> str:
    if date.start is None:
        return f"({date.text})" if date.text else UNKNOWN
    if date.end is None or date.end == date.start:
        return date.start.isoformat()
    return f"{date.start.isoformat()} to {date.end.isoformat()}"


def _place(places: Sequence[Place]) -> str:
    if not places:
        return UNKNOWN
    first = places[0]
    parts = (first.text or first.name, first.admin1 if first.admin1 != first.name else None, first.country)
    return ", ".join(part for part in parts if part)


def _what(event: Event) -> str:
    if event.event_type.acled is not None:
        return event.event_type.acled.sub_event_type or event.event_type.acled.event_type
    return event.event_type.plover.type.capitalize() if event.event_type.plover else UNKNOWN


def _names(actors: Sequence[Actor]) -> str:
    names = list(dict.fromkeys(actor.name for actor in actors))
    more = f" +{len(names) - MAX_NAMES}" if len(names) > MAX_NAMES else ""
    return ", ".join(names[:MAX_NAMES]) + more if names else UNKNOWN


def _count(count: Count | None) -> str:
    if count is None or count.best is None:
        return UNKNOWN
    if count.low == count.best == count.high:
        return str(count.best)
    if count.high is None:
        return f"{count.best}+"
    return f"{count.best} ({count.low}–{count.high})"


def _says_who(event: Event) -> str:
    names = [event.claim.name] if event.claim else [outlet for outlet in event.outlets if outlet]
    return names[0] if names else UNKNOWN
