"""A date as a text words it, before it is tied to the calendar."""

from dataclasses import dataclass
from enum import StrEnum


class DateKind(StrEnum):
    """How the words point at a day."""

    CALENDAR_DAY = "calendar_day"  # 3 October, with or without a year
    WEEKDAY = "weekday"  # Sunday
    OFFSET = "offset"  # yesterday, a week ago, last month: counted from the publication day
    BESIDE = "beside"  # two days earlier, the previous day: counted from another date of the text
    PAST_SPAN = "past_span"  # in the past 48 hours
    WEEKEND = "weekend"
    MONTH = "month"  # late April, in August 2015
    YEAR = "year"
    RANGE = "range"  # from Friday to Sunday


class DateCue(StrEnum):
    """What the words around say happened on the date."""

    TRIGGER = "trigger"
    CLOCK = "clock"
    DEATH = "death"  # somebody died, perhaps of what happened before
    SPEECH = "speech"
    JUSTICE = "justice"
    HISTORY = "history"
    STAMP = "stamp"  # Posted, Updated, "(Aug. 28, 2015) –": the page's own time


class ReportKind(StrEnum):
    """What an article is about, as far as it says which of its days is the event's."""

    NEWS = "news"
    COURT = "court"  # arrests, charges, trials: the event lies before what is new


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Characters [start, end) and what they say; a field is None when the words leave it open."""

    start: int
    end: int
    text: str
    kind: DateKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  # 0 = Monday
    offset: int = 0  # in `unit`s from the anchor, negative = past
    unit: str = "day"  # minute, hour, day, week, fortnight, month, year, decade
    part: str | None = None  # early, mid or late in the period
    way: int | None = None  # -1 last, 0 this, 1 next
    has_time: bool = False  # night, morning
    is_vague: bool = False  # "about", "several"
    is_overnight: bool = False
    is_since: bool = False  # the event began then and went on
    until: "DateExpression | None" = None  # the other end of a range
    cues: tuple[DateCue, ...] = ()  # those within a few words, nearest first
    cue_before: DateCue | None = None  # the first in the sentence on each side
    cue_after: DateCue | None = None
    sentence_cues: tuple[DateCue, ...] = ()
    merit: float = 0.0  # how much the words speak for the day of an event: fitted log-odds
