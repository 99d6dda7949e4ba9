"""`sitrep dlq` on the screen."""

import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.commands.broker import reach_broker
from service.commands.dead_letters import Selection, as_sent, dead_letter_at, dead_letters, summary_of
from service.commands.dead_letters import replay as replay_dead_letters
from service.commands.failure import CommandFailed, ExitCode
from service.commands.screen import print_table
from service.settings import Settings, Stage
from service.stream.skipping import StageBusy, skip

PATIENCE_SECONDS = 10.0
COLUMNS = ("place", "received", "reason", "stage", "origin", "attempts", "detail")


async def show_list(settings: Settings, selection: Selection, limit: int | None, console: Console) -> None:
    """The selected dead letters as a table."""
    await reach_broker(settings, PATIENCE_SECONDS)
    table = Table(*COLUMNS)
    async for message in dead_letters(settings, selection, limit):
        table.add_row(*(Text(cell) for cell in summary_of(message)))
    print_table(table, console)


async def show_one(settings: Settings, place: str, console: Console) -> None:
    """The headers of one dead letter on the console, its original bytes on standard output."""
    partition, offset = _place(place)
    await reach_broker(settings, PATIENCE_SECONDS)
    message = await dead_letter_at(settings, partition, offset)
    for name, value in message.headers:
        console.print(Text(f"{name}: {value.decode('utf-8', 'replace')}"))
    sys.stdout.buffer.write(message.value or b"")
    sys.stdout.buffer.flush()


async def show_replay(settings: Settings, selection: Selection, limit: int | None, console: Console) -> None:
    """What `replay` would send, and send nothing."""
    await reach_broker(settings, PATIENCE_SECONDS)
    async for message in dead_letters(settings, selection, limit):
        target = as_sent(message)
        place = summary_of(message)[0]
        told = f"would go to {target.topic.name}" if target else "cannot go back: only its hash was kept"
        console.print(Text(f"{place} {told}"))


async def replay(settings: Settings, selection: Selection, limit: int | None, console: Console) -> None:
    """Send the selected dead letters again and say how many."""
    await reach_broker(settings, PATIENCE_SECONDS)
    done = await replay_dead_letters(settings, selection, limit)
    console.print(f"{done.sent} sent again, {done.pointers} cannot be: only their hash was kept")


async def skip_record(settings: Settings, stage: Stage, place: str, console: Console) -> None:
    """Move the stage past a record that cannot be read; only a pointer to it is kept."""
    partition, offset = _place(place)
    await reach_broker(settings, PATIENCE_SECONDS)
    try:
        await skip(settings, stage, partition, offset)
    except StageBusy as busy:
        raise CommandFailed(str(busy), ExitCode.REFUSED) from busy
    console.print(f"stage {stage} goes on behind {place}; the dead letters point at it")


def _place(place: str) -> tuple[int, int]:
    partition, _, offset = place.partition(":")
    if not (partition.isdigit() and offset.isdigit()):
        raise CommandFailed(f"{place!r} is not partition:offset", ExitCode.USAGE)
    return int(partition), int(offset)
