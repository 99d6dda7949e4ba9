"""Events as a table that people want to read.

All text comes from outside: no markup is read from it, and no control character reaches the terminal.
"""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.commands.screen import print_table, printable
from service.commands.wording import UNKNOWN, count_words, date_words, names_words, place_words, type_words
from service.models.event import Event

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
        date_words(event.event_date),
        place_words(event.places),
        type_words(event.event_type),
        f"{names_words(event.source)} → {names_words(event.target)}",
        count_words(event.fatalities),
        count_words(event.injuries),
        _says_who(event),
        str(len(event.reports)),
    )
    return tuple(printable(cell) for cell in cells)


def _says_who(event: Event) -> str:
    names = [event.claim.name] if event.claim else [outlet for outlet in event.outlets if outlet]
    return names[0] if names else UNKNOWN
