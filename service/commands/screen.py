"""Tables on the screen: readable in a narrow window and in a pipe too."""

from rich.console import Console
from rich.table import Table

LEAST_WIDTH = 140  # columns; narrower tables are hard to read, so a pipe or a narrow window gets lines of this length


def print_table(table: Table, console: Console) -> None:
    """The table as wide as the window, and at least LEAST_WIDTH."""
    console.width = max(console.width, LEAST_WIDTH)
    console.print(table)
