"""Dates: the publication times that pages print or declare, read strictly; what is not surely a date is none."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

FIRST_YEAR, LAST_YEAR = 1990, 2100  # web pages older than the web are misreadings

_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)?"
    r"\s?(Z|UTC|[+-]\d{2}:?\d{2})?)?(?!\d)"
)
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{0,2}(Z|[+-]\d{4})?)?(?!\d)")
_DAY_MONTH_YEAR = re.compile(
    r"(?<![\d.])(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?[ -](?:de |of )?([^\W\d_]{3,12})[.,]?[ -](?:de |del )?(\d{4})(?!\d)"
)
_MONTH_DAY_YEAR = re.compile(r"(?<!\w)([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})(?![\d.])")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,4})[/-](\d{1,2})[/-](\d{1,4})(?![\d/])")
_YEAR_FIRST_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2})(?:[:.h時](\d{2}))(?::\d{2})?分?(?!\.?\d)\s?([ap]\.?m\b\.?)?", re.I)
_HOUR = re.compile(r"(?<![\d:.])(\d{1,2})\s?([ap]\.?m)\b", re.I)
_ZONE = re.compile(r"(?<![A-Za-z])(?:UTC|GMT)?([+-]\d{1,2}(?::?\d{2})?)(?!\d)|(?<![A-Za-z])([A-Z]{2,4})(?![A-Za-z])")


@dataclass(frozen=True)
class Calendar:
    """How dates are written: months by case-folded name, hours east of UTC by the zone's abbreviation."""

    months: dict[str, int]
    zones: dict[str, float]


@dataclass(frozen=True)
class WrittenDate:
    """A date as read, and the span it was read from: UTC where no zone is written, midnight where no clock is."""

    time: datetime
    has_clock: bool
    start: int
    end: int


def read_date(text: str, calendar: Calendar) -> WrittenDate | None:
    """The first full date (day, month, year) in `text`, with the clock time behind it; None when there is none."""
    found = [date for pattern in _PATTERNS if (date := _first(pattern, text, calendar))]
    if not found:
        return None
    date = min(found, key=lambda one: (one.start, -one.end))
    return date if date.has_clock else _with_clock(date, text, calendar)


def read_timestamp(text: str, calendar: Calendar) -> datetime | None:
    """The time that a machine-readable value holds: ISO 8601, compact, RFC 2822 or a written date."""
    text = text.strip()[:80]
    date = read_date(text, calendar) or _first(_COMPACT, text, calendar)
    return date.time if date else None


def _first(pattern: re.Pattern[str], text: str, calendar: Calendar) -> WrittenDate | None:
    for match in pattern.finditer(text):
        read = _read(pattern, match, calendar)
        if read is not None:
            has_clock = pattern in (_ISO, _COMPACT) and match.group(4) is not None
            return WrittenDate(read, has_clock, match.start(), match.end())
    return None


def _read(pattern: re.Pattern[str], match: re.Match[str], calendar: Calendar) -> datetime | None:
    parts = match.groups()
    if pattern in (_ISO, _COMPACT):
        return _moment(parts[0], parts[1], parts[2], parts[3] or 0, parts[4] or 0, _zone_of(parts[5], calendar))
    if pattern is _YEAR_FIRST_CJK:
        return _moment(parts[0], parts[1], parts[2])
    if pattern is _MONTH_DAY_YEAR:
        return _moment(parts[2], calendar.months.get(parts[0].casefold()), parts[1])
    if pattern is _DAY_MONTH_YEAR:
        return _moment(parts[2], calendar.months.get(parts[1].casefold()), parts[0])
    if pattern is _DOTTED:
        return _moment(parts[2] if len(parts[2]) == 4 else f"20{parts[2]}", parts[1], parts[0])
    return _slashed(*parts)


def _slashed(first: str, second: str, third: str) -> datetime | None:
    """A date in slashes, where it can mean one day only: year first, or a number over twelve, or both equal."""
    if len(first) == 4:
        return _moment(first, second, third)
    if len(third) != 4:
        return None
    if int(first) > 12 or first == second:
        return _moment(third, second, first)
    return _moment(third, first, second) if int(second) > 12 else None


def _moment(
    year: str, month: str | int | None, day: str, hour: str | int = 0, minute: str | int = 0, zone: timezone = UTC
) -> datetime | None:
    try:
        read = datetime(int(year), int(month or 0), int(day), int(hour), int(minute), tzinfo=zone)
    except (ValueError, OverflowError):
        return None
    return read if FIRST_YEAR <= read.year < LAST_YEAR else None


def _zone_of(written: str | None, calendar: Calendar) -> timezone:
    """The zone of a written offset or abbreviation; UTC when none is known."""
    if not written or written[0] not in "+-":
        return timezone(timedelta(hours=calendar.zones.get(written or "", 0)))
    digits = written[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 14 or minutes > 59:
        return UTC
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if written[0] == "-" else offset)


MAX_CLOCK_GAP = 24  # characters between a date and its clock time: " at ", ", um ", " | "


def _with_clock(date: WrittenDate, text: str, calendar: Calendar) -> WrittenDate:
    """`date` with the clock time and zone written right behind it."""
    after = text[date.end : date.end + MAX_CLOCK_GAP + 12]
    match = _CLOCK.search(after) or _HOUR.search(after)
    if match is None or match.start() > MAX_CLOCK_GAP:
        return date
    hour, minute = int(match.group(1)), int(match.group(2)) if match.re is _CLOCK else 0
    half = (match.group(match.re.groups) or "").lower()
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    if hour > 23 or minute > 59:
        return date
    end = date.end + match.end()
    zone = _ZONE.match(text[end : end + 12].lstrip(" ("))
    written = (zone.group(1) or zone.group(2)) if zone else None
    time = date.time.replace(hour=hour, minute=minute, tzinfo=_zone_of(written, calendar))
    return WrittenDate(time, has_clock=True, start=date.start, end=end)


_PATTERNS = (_ISO, _YEAR_FIRST_CJK, _DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _DOTTED, _SLASHED)
