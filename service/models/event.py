"""Event: what happened, after deduplication, with every report of it (contract section 4)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from service.models.mention import Actor, Claim, Count, EventDate, EventType, Evidence, Place, Signals
from service.models.record import MAX_LIST_LENGTH, Identifier, Name, Record, Time, Url

MAX_REPORTS = 2_000  # an event with more would not fit one message; the next report then opens a new event


class EventStatus(StrEnum):
    """Whether the event stands."""

    ACTIVE = "active"
    MERGED = "merged"
    RETRACTED = "retracted"


class EventReport(Record):
    """One article's report within an event.

    First the contract's fields, then what resolution compares; consumers may ignore the latter.
    """

    article_id: Identifier
    mention_id: Identifier
    url: Url | None = None
    outlet: Name | None = None
    published_at: Time | None = None
    duplicate_of: Identifier | None = None
    fatalities: Count | None = None
    injuries: Count | None = None
    claim: Claim | None = None
    evidence: Evidence | None = None

    received_at: Time
    agency: Name | None = None
    title: Name | None = None
    event_type: EventType
    source: tuple[Actor, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    target: tuple[Actor, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    event_date: EventDate = EventDate()
    places: tuple[Place, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    signals: Signals | None = None


class Event(Record):
    """What happened. Consumers upsert by `event_id` and keep the highest `revision`.

    merged_at: the received_at of the report that showed this event to be another one; a tombstone follows days later.
    absorbed: the events merged into this one; with it the compacted topic alone rebuilds the state.
    changed: what this revision changed, in field names.
    """

    event_id: Identifier
    revision: Annotated[int, Field(ge=1)]
    status: EventStatus = EventStatus.ACTIVE
    merged_into: Identifier | None = None
    event_type: EventType
    source: tuple[Actor, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    target: tuple[Actor, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    event_date: EventDate = EventDate()
    places: tuple[Place, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    fatalities: Count | None = None
    injuries: Count | None = None
    claim: Claim | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    first_reported_at: Time
    last_reported_at: Time
    outlets: tuple[Name, ...] = Field(default=(), max_length=MAX_REPORTS)
    reports: tuple[EventReport, ...] = Field(default=(), max_length=MAX_REPORTS)
    merged_at: Time | None = None
    absorbed: tuple[Identifier, ...] = Field(default=(), max_length=MAX_REPORTS)
    changed: tuple[Name, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
