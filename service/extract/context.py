"""What a statement takes from the text around it: its date and its places."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from service.extract.assembly import Dated, DayKey, Draft
from service.extract.casualties.cues import Effect
from service.extract.dates import (
    DateCue,
    DateExpression,
    DateKind,
    ReportKind,
    event_date_for,
    is_background,
    publication_guess,
    resolve_date,
    story_date_for,
)
from service.extract.reading.tokens import Tokens, word_set
from service.extract.readings import VIOLENCE, Reading, Statement
from service.models.mention import DateAnchor, DatePrecision, EventDate, Place, PlacePrecision

DAY_AFTER = "a day after"
CRIME_SHARE = 0.2
STORY_SHARE = 0.5  # of an article's statements of one family; a draft with more is the article's story
SINCE_REACH = 12  # words in which "since", "before" or "until" make a date a limit and not the day of the event
CARRY_SENTENCES = 2  # a sentence without a date happens on the day that one of so many before it names
_CRIMES = word_set("gunfire stabbing beating")
_LIMITS = word_set("since before until prior")
_CLAUSE_MARKS = word_set(", ; : . — – --")
_ORDER = {
    PlacePrecision.POINT: 0,
    PlacePrecision.SETTLEMENT: 1,
    PlacePrecision.ADMIN2: 2,
    PlacePrecision.ADMIN1: 3,
    None: 4,
    PlacePrecision.COUNTRY: 5,
}


@dataclass(frozen=True)
class OwnDate:
    """The date that a sentence itself gives; `is_old` when all its dates are history."""

    date: EventDate
    day: DayKey | None = None
    is_old: bool = False
    day_before_from: int | None = None  # the token from which "a day after" dates the sentence's deeds


def own_date(tokens: Tokens, reading: Reading, published_at: datetime | None) -> OwnDate:
    """The day that the sentence names, history and limits ("since Monday's deal") left out."""
    start, end = tokens.span(reading.sentence.first, reading.sentence.end)
    expressions = tuple(date for date in reading.dates if reading.is_short or not _is_limit(tokens, reading, date))
    fresh = tuple(date for date in expressions if reading.is_short or not _is_old(date, published_at))
    if expressions and not fresh:
        return OwnDate(EventDate(), is_old=reading.sentence.number > 0)
    turn = _day_after_at(tokens, reading)
    if turn is not None:
        fresh = tuple(date for date in fresh if not date.start <= tokens.starts[turn] < date.end)
    fresh = tuple(date for date in fresh if reading.is_short or date.cue_before is not DateCue.SPEECH)
    date = event_date_for(tokens.text, start, end, fresh, published_at)
    return OwnDate(date, _day_key(fresh), day_before_from=turn)


def _is_old(date: DateExpression, published_at: datetime | None) -> bool:
    months = date.kind is DateKind.RANGE and date.month is not None and date.day is None
    return months or date.kind is DateKind.MONTH or is_background(date, resolve_date(date, published_at), published_at)


def _is_limit(tokens: Tokens, reading: Reading, date: DateExpression) -> bool:
    """Does the date stand in a clause that says since when or until when?"""
    if date.is_since:
        return False
    position = next(
        (n for n in range(reading.sentence.first, reading.sentence.end) if tokens.starts[n] >= date.start), 0
    )
    for number in range(position - 1, max(reading.sentence.first, position - SINCE_REACH) - 1, -1):
        word = tokens.words[number]
        if word in _CLAUSE_MARKS:
            return False
        if word in _LIMITS:
            return True
    return False


def _day_after_at(tokens: Tokens, reading: Reading) -> int | None:
    """Where "a day after" stands: what follows it happened on the day before the report."""
    words = tokens.words
    for number in range(reading.sentence.first + 1, reading.sentence.end - 1):
        if words[number] == "day" and words[number - 1] in ("a", "one") and words[number + 1] == "after":
            return number
    return None


def day_before(when: OwnDate, statement: Statement, published_at: datetime | None) -> OwnDate:
    """The statement's own date: the day before the report for a deed that follows "a day after"."""
    if when.day_before_from is None or statement.firing.first < when.day_before_from:
        return when
    if published_at is None:
        return OwnDate(EventDate(text=DAY_AFTER, anchor=DateAnchor.UNRESOLVED), (DAY_AFTER,))
    day = published_at.date() - timedelta(days=1)
    anchor = DateAnchor.PUBLISHED_AT
    return OwnDate(
        EventDate(start=day, end=day, precision=DatePrecision.DAY, text=DAY_AFTER, anchor=anchor), (DAY_AFTER,)
    )


def _day_key(dates: tuple[DateExpression, ...]) -> DayKey | None:
    if not dates:
        return None
    first = dates[0]
    return (first.kind, first.year, first.month, first.day, first.weekday, first.offset)


@dataclass(frozen=True)
class Calendar:
    """What an article says of days: its dates, its publication, and what it is about."""

    dates: tuple[DateExpression, ...]
    published_at: datetime | None
    report: ReportKind


def draft_date(tokens: Tokens, draft: Draft, dated: list[Dated], calendar: Calendar) -> EventDate:
    """The draft's day: a story's by vote of all dates, else its own sentences', the day before them, or a vote."""
    published_at = calendar.published_at
    evidence = tokens.span(*bounds(draft))
    if is_story(draft, dated):
        return story_date_for(evidence, calendar.dates, published_at, calendar.report)
    own = [item for item in draft.items if item.date.start or item.date.text]
    if own:
        return max(own, key=_telling).date
    carried = _carried(draft, dated)
    if carried is not None:
        return carried
    voters = tuple(date for date in calendar.dates if draft.is_short or not _is_old(date, published_at))
    found = event_date_for(tokens.text, *evidence, voters, published_at)
    return found if found.text or draft.is_short else publication_guess(published_at)


def is_story(draft: Draft, dated: list[Dated]) -> bool:
    """Is the article about this one event, so that all its dates may vote? Crimes are told over and over."""
    family = draft.kind.family
    rivals = sum(item.statement.kinds[0].family == family for item in dated)
    share = CRIME_SHARE if draft.kind.name in _CRIMES else STORY_SHARE
    return family == VIOLENCE and not draft.is_short and len(draft.items) >= share * rivals


def bounds(draft: Draft) -> tuple[int, int]:
    """The tokens of the sentence that first reports the draft."""
    sentence = draft.items[0].statement.reading.sentence
    return sentence.first, sentence.end


def _telling(item: Dated) -> tuple[bool, bool]:
    has_deaths = any(harm.effect is Effect.KILLED for harm in item.statement.harms)
    return has_deaths and item.date.precision is DatePrecision.DAY, item.date.precision is DatePrecision.DAY


def _carried(draft: Draft, dated: list[Dated]) -> EventDate | None:
    number = draft.items[0].statement.reading.sentence.number
    before = [item for item in dated if 0 < number - item.statement.reading.sentence.number <= CARRY_SENTENCES]
    return next((item.date for item in reversed(before) if item.date.text and item.day != (DAY_AFTER,)), None)


def draft_places(draft: Draft, dated: list[Dated], places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places of the draft's sentences, the most exact first; without one, the place the text was at."""
    own = [place for item in draft.items for place in item.places]
    if not any(_is_exact(place) for place in own):
        own.extend(_place_before(draft, places))
    unique = {place.name: place for place in reversed(own)}
    return tuple(sorted(unique.values(), key=lambda place: (_ORDER[place.precision], place.start or 0)))


def _place_before(draft: Draft, places: tuple[Place, ...]) -> list[Place]:
    """The nearest place before the draft's evidence, else the first of the text; rather a place than a country."""
    start = (
        min(place.start or 0 for item in draft.items for place in item.places)
        if any(item.places for item in draft.items)
        else None
    )
    exact = [place for place in places if _is_exact(place)]
    before = [place for place in exact if start is None or (place.start or 0) < start]
    if before and start is not None:
        return before[-1:]
    return exact[:1] or list(places[:1])


def _is_exact(place: Place) -> bool:
    return place.precision is not None and place.precision is not PlacePrecision.COUNTRY


def places_in(
    tokens: Tokens, first: int, end: int, places: tuple[Place, ...], capitals: list[tuple[int, int]]
) -> tuple[Place, ...]:
    """The places between two tokens, without capitals that stand for their government."""
    start, stop = tokens.span(first, end)
    inside = (place for place in places if place.start is not None and start <= place.start < stop)
    return tuple(place for place in inside if (place.start, place.end) not in capitals)
