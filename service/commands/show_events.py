"""`sitrep events` on the screen: a table, a dump, or every revision as it comes."""

import sys
from datetime import datetime

from rich.console import Console

from service.commands.broker import reach_broker
from service.commands.event_table import print_events
from service.commands.events import current_events, followed_revisions
from service.settings import Settings


async def table(settings: Settings, since: datetime | None, patience_seconds: float | None, console: Console) -> None:
    """The current events as a table."""
    await reach_broker(settings, patience_seconds)
    print_events(await current_events(settings, since), console)


async def dump(settings: Settings, since: datetime | None, patience_seconds: float | None) -> None:
    """The current events as JSONL on standard output."""
    await reach_broker(settings, patience_seconds)
    for event in await current_events(settings, since):
        _write(event.to_json())


async def follow(settings: Settings, since: datetime | None, patience_seconds: float | None) -> None:
    """Every revision as JSONL, until interrupted."""
    await reach_broker(settings, patience_seconds)
    async for event in followed_revisions(settings, since):
        _write(event.to_json())


def _write(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
