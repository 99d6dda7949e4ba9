"""What is shown on the screen: tables that are readable in a pipe too, and text from outside made harmless."""

import re

from rich.console import Console
from rich.table import Table

LEAST_WIDTH = 140  # columns; narrower tables are hard to read, so a pipe or a narrow window gets lines of this length

# what moves the cursor, colours, or turns the direction of writing
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def print_table(table: Table, console: Console) -> None:
    """The table as wide as the window, and at least LEAST_WIDTH."""
    console.width = max(console.width, LEAST_WIDTH)
    console.print(table)


def printable(text: str) -> str:
    """The text free of control characters and marks of direction, each run of them a blank."""
    return _CONTROL.sub(" ", text)
