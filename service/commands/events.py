"""`sitrep events`: the events topic for people (a table) and for programs (JSONL)."""

from collections.abc import AsyncIterator
from datetime import datetime

from service.models.event import Event, EventStatus
from service.settings import Settings
from service.stream.outgoing import milliseconds
from service.stream.reading import follow_topic, read_topic
from service.stream.topics import EVENTS


async def current_events(settings: Settings, since: datetime | None) -> list[Event]:
    """The active events as a consumer that upserts by event_id holds them, by date; `since`: published from then on."""
    newest: dict[str, Event] = {}
    async for message in read_topic(settings, EVENTS, milliseconds(since) if since else None):
        if message.value is not None:
            upsert(newest, Event.from_json(message.value))
    active = [event for event in newest.values() if event.status is EventStatus.ACTIVE]
    return sorted(active, key=lambda event: (str(event.event_date.start or ""), event.event_id))


async def followed_revisions(settings: Settings, since: datetime | None) -> AsyncIterator[Event]:
    """Every revision on the topic and every one that comes, one by one."""
    async for message in follow_topic(settings, EVENTS, milliseconds(since) if since else None):
        if message.value is not None:
            yield Event.from_json(message.value)


def upsert(newest: dict[str, Event], event: Event) -> None:
    """Keep the highest revision of each event."""
    known = newest.get(event.event_id)
    if known is None or known.revision < event.revision:
        newest[event.event_id] = event
