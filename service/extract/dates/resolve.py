"""Ties a date expression to the calendar."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from service.extract.dates.expression import DateCue, DateExpression, DateKind
from service.models.mention import DateAnchor, DatePrecision, EventDate

COMING_DAYS = 1  # a weekday this many days ahead is read as the coming one, not the one six days back
MAX_AHEAD = 60  # days; a day without a year farther ahead than this lies in the year before
BACKGROUND_DAYS = 31  # an event that ended longer ago than this is background in a news report
UNIT_DAYS = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "year": 365,
    "decade": 3650,
}
PARTS = {"early": (0, 10), "mid": (10, 20), "late": (20, 31)}  # days of a month
Days = tuple[date, date]


def resolve_date(expression: DateExpression, published_at: datetime | None, reference: date | None = None) -> EventDate:
    """The first and last day of `expression`.

    `published_at` anchors relative words; `reference` is the day "two days earlier" counts from (the publication day
    when None). Without an anchor that the words need, the date is unresolved.
    """
    published = published_at.date() if published_at else None
    days = _days(expression, published, reference)
    if days is None:
        return EventDate(text=expression.text, anchor=DateAnchor.UNRESOLVED)
    anchor = DateAnchor.EXPLICIT if _is_explicit(expression) else DateAnchor.PUBLISHED_AT
    precision = _precision(*days)
    return EventDate(start=days[0], end=days[1], precision=precision, text=expression.text, anchor=anchor)


def is_background(expression: DateExpression, resolved: EventDate, published_at: datetime | None) -> bool:
    """Whether the words tell of history rather than news: years, "since 2011", a month long gone."""
    if expression.kind == DateKind.YEAR or (expression.is_since and expression.kind == DateKind.MONTH):
        return True
    if expression.unit in ("year", "decade"):
        return True
    if resolved.end is None or published_at is None:
        return False
    return (published_at.date() - resolved.end).days > BACKGROUND_DAYS


def _is_explicit(expression: DateExpression) -> bool:
    if expression.kind == DateKind.RANGE and expression.until is not None:
        return expression.until.year is not None
    return expression.year is not None and not expression.is_since


def _days(expression: DateExpression, published: date | None, reference: date | None) -> Days | None:
    """Both ends inclusive; None when the anchor is missing or there is no such day."""
    try:
        if expression.kind == DateKind.RANGE:
            return _range(expression, published, reference)
        days = _plain_days(expression, published, reference)
    except (ValueError, OverflowError):  # 31 February, year 0
        return None
    if days is not None and expression.is_since and published is not None and days[0] <= published:
        return days[0], published
    return days


def _plain_days(expression: DateExpression, published: date | None, reference: date | None) -> Days | None:
    if expression.year is not None:
        return _fixed(expression)
    if expression.kind == DateKind.BESIDE:
        return _counted(expression, reference or published)
    return _RELATIVE[expression.kind](expression, published) if published is not None else None


def _fixed(expression: DateExpression) -> Days:
    year, month, day = expression.year or 1, expression.month, expression.day
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return _month(year, month, expression.part)
    return date(year, month, day), date(year, month, day)


def _month(year: int, month: int, part: str | None) -> Days:
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    if part is None:
        return first, last
    low, high = PARTS[part]
    return first + timedelta(low), min(last, first + timedelta(high - 1))


def _day_without_year(expression: DateExpression, published: date) -> Days:
    day = date(published.year, expression.month or 1, expression.day or 1)
    ahead = MAX_AHEAD if DateCue.TRIGGER not in expression.cues[:1] else 0
    if (day - published).days > ahead:
        day = day.replace(year=day.year - 1)
    return day, day


def _month_without_year(expression: DateExpression, published: date) -> Days:
    month = expression.month or 1
    year = published.year if month <= published.month else published.year - 1
    if expression.way == -1 and month == published.month:
        year -= 1
    if expression.way == 1:
        year += 1
    return _month(year, month, expression.part)


def _weekday(expression: DateExpression, published: date) -> Days:
    back = (published.weekday() - (expression.weekday or 0)) % 7
    if expression.way == 1:
        back -= 7
    elif expression.way == -1 and back == 0:
        back = 7
    elif expression.way is None and back >= 7 - COMING_DAYS:
        back -= 7
    day = published - timedelta(back)
    return day, day + timedelta(1 if expression.is_overnight else 0)


def _weekend(expression: DateExpression, published: date) -> Days:
    """The last Saturday and Sunday; on a weekend that very one."""
    saturday = published - timedelta((published.weekday() - 5) % 7)
    if expression.way == 1:
        saturday += timedelta(7)
    return saturday, saturday + timedelta(1)


def _past_span(expression: DateExpression, published: date) -> Days:
    return published + _shift(expression), published


def _shift(expression: DateExpression) -> timedelta:
    return timedelta(round(expression.offset * UNIT_DAYS[expression.unit]))


def _counted(expression: DateExpression, anchor: date | None) -> Days | None:
    """So many units from `anchor`: a day, or the week, month or year the count leads to."""
    if anchor is None:
        return None
    unit, offset = expression.unit, expression.offset
    if unit in ("day", "hour", "minute"):
        day = anchor + _shift(expression)
        slack = timedelta(1 if expression.is_vague else 0)
        return day - slack, day + slack
    if unit == "week" and expression.way is not None:
        monday = anchor - timedelta(anchor.weekday()) + timedelta(7 * offset)
        return monday, monday + timedelta(6)
    if unit in ("week", "fortnight"):
        day, slack = anchor + _shift(expression), timedelta(3 if expression.is_vague else 1)
        return day - slack, day + slack
    months = anchor.year * 12 + anchor.month - 1 + offset * {"month": 1, "year": 12, "decade": 120}[unit]
    if unit == "month":
        return _month(months // 12, months % 12 + 1, expression.part)
    return date(months // 12, 1, 1), date(months // 12, 12, 31)


_RELATIVE: Mapping[DateKind, Callable[[DateExpression, date], Days | None]] = {
    DateKind.CALENDAR_DAY: _day_without_year,
    DateKind.WEEKDAY: _weekday,
    DateKind.OFFSET: _counted,
    DateKind.PAST_SPAN: _past_span,
    DateKind.WEEKEND: _weekend,
    DateKind.MONTH: _month_without_year,
}


def _range(expression: DateExpression, published: date | None, reference: date | None) -> Days | None:
    until = expression.until
    if until is None:
        return None
    last = _days(until, published, reference)
    kind = _kind_of_start(expression)
    start = replace(expression, kind=kind, until=None, year=expression.year or until.year, is_since=False)
    first = _days(start, published, reference)
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def _kind_of_start(expression: DateExpression) -> DateKind:
    if expression.day is not None:
        return DateKind.CALENDAR_DAY
    if expression.month is not None:
        return DateKind.MONTH
    if expression.weekday is not None:
        return DateKind.WEEKDAY
    return DateKind.YEAR if expression.year is not None else DateKind.OFFSET


def _precision(first: date, last: date) -> DatePrecision:
    length = (last - first).days + 1
    if length <= 2:
        return DatePrecision.DAY
    if length <= 10:
        return DatePrecision.WEEK
    return DatePrecision.MONTH if length <= 31 else DatePrecision.YEAR
