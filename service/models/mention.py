"""EventMention: one article's report of one event (contract section 3)."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from service.models.record import (
    MAX_LIST_LENGTH,
    CountryCode,
    Identifier,
    Name,
    Offset,
    Quote,
    Record,
)


def _read_day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_read_day)]  # ISO 8601 in JSON


class Quad(StrEnum):
    """The quad class: verbal or material, cooperation or conflict."""

    VERBAL_COOPERATION = "verbal_cooperation"
    MATERIAL_COOPERATION = "material_cooperation"
    VERBAL_CONFLICT = "verbal_conflict"
    MATERIAL_CONFLICT = "material_conflict"


class Plover(Record):
    """A PLOVER event type (capitals), its mode and contexts."""

    type: Name
    mode: Name | None = None
    context: tuple[Name, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)


class Acled(Record):
    """An ACLED event type and sub-event type, named as in its codebook."""

    event_type: Name
    sub_event_type: Name | None = None


class EventType(Record):
    """What happened, in four code books projected from one neutral record; a projection without a value is null."""

    plover: Plover | None = None
    quad: Quad | None = None
    acled: Acled | None = None
    cameo_root: Name | None = None


class Actor(Record):
    """A party: `name` resolved, `text` as written at [start, end) of the article's text."""

    name: Name
    text: Quote | None = None
    start: Offset | None = None
    end: Offset | None = None
    canonical_id: Identifier | None = None
    country: CountryCode | None = None
    sector: Name | None = None


class DatePrecision(StrEnum):
    """How exactly the date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class DateAnchor(StrEnum):
    """What the date was resolved against."""

    PUBLISHED_AT = "published_at"
    EXPLICIT = "explicit"
    UNRESOLVED = "unresolved"


class EventDate(Record):
    """When it happened: first and last day, both inclusive, and the words it was read from."""

    start: Day | None = None
    end: Day | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    text: Quote | None = None
    anchor: DateAnchor | None = None


class PlacePrecision(StrEnum):
    """What the coordinates stand for."""

    POINT = "point"
    SETTLEMENT = "settlement"
    ADMIN2 = "admin2"
    ADMIN1 = "admin1"
    COUNTRY = "country"


class Place(Record):
    """A resolved place: `name` from the gazetteer, `text` as written at [start, end). Degrees are WGS84.

    `name` is null only in reports coded elsewhere that give coordinates alone.
    """

    name: Name | None = None
    text: Quote | None = None
    start: Offset | None = None
    end: Offset | None = None
    country: CountryCode | None = None
    admin1: Name | None = None
    admin2: Name | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    gazetteer_id: Identifier | None = None
    precision: PlacePrecision | None = None


class CountSide(StrEnum):
    """Whose people a count is of."""

    SOURCE = "source"
    TARGET = "target"
    CIVILIAN = "civilian"
    UNKNOWN = "unknown"


PersonCount = Annotated[int, Field(ge=0, le=100_000_000)]


class SideCount(Record):
    """People of one side."""

    side: CountSide
    low: PersonCount | None = None
    best: PersonCount | None = None
    high: PersonCount | None = None


class Count(Record):
    """Reported people killed or injured; low <= best <= high, an open end is null.

    The record is null when nothing was reported.
    """

    low: PersonCount | None = None
    best: PersonCount | None = None
    high: PersonCount | None = None
    by_side: tuple[SideCount, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    text: Quote | None = None


class Modality(StrEnum):
    """How the claim is made."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"


class Claim(Record):
    """Who says so."""

    name: Name
    text: Quote | None = None
    modality: Modality = Modality.ASSERTED


class Evidence(Record):
    """The sentence or sentences the mention was read from: `article.text[start:end] == text`."""

    text: Quote
    start: Offset
    end: Offset


class Signals(Record):
    """What resolution needs beside the public fields. Internal: consumers ignore it.

    country: that of most places of the article; terms: heaviest terms of the article, heaviest first;
    names, ages, streets: as written, folded; dates: days the article mentions.
    """

    country: CountryCode | None = None
    terms: tuple[Name, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    names: tuple[Name, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    ages: tuple[int, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    streets: tuple[Name, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    dates: tuple[Day, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)


class EventMention(Record):
    """One article's report of one event. An article's mentions are ordered by prominence, its main event first."""

    mention_id: Identifier
    article_id: Identifier
    event_type: EventType
    source: tuple[Actor, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    target: tuple[Actor, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    event_date: EventDate = EventDate()
    places: tuple[Place, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    fatalities: Count | None = None
    injuries: Count | None = None
    claim: Claim | None = None
    evidence: Evidence | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    signals: Signals | None = None
