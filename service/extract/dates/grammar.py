"""The rules of the date grammar, in order: each reads one kind of expression that begins at a given word."""

from collections.abc import Callable
from typing import Any

from service.extract.dates.expression import DateExpression, DateKind
from service.extract.dates.words import DateWords

FIRST_YEAR, LAST_YEAR = 1900, 2100
MAX_AMOUNT = 400  # units; more are no date but a quantity
CENTURY_TURN = 50  # a two-digit year from here on is of the 1900s
DAY_SEPARATORS = "-/."

Rule = Callable[[DateWords, int], DateExpression | None]


def build(words: DateWords, first: int, last: int, kind: DateKind, **fields: Any) -> DateExpression:
    """The expression of words [first, last)."""
    start, end = words.starts[first], words.ends[last - 1]
    return DateExpression(start=start, end=end, text=words.text[start:end], kind=kind, **fields)


def iso_day(words: DateWords, at: int) -> DateExpression | None:
    """2017-10-03, 10/3/2017."""
    numbers = [words.digits(at), words.digits(at + 1), words.digits(at + 2)]
    if None in numbers or not _is_tight(words, at, DAY_SEPARATORS):
        return None
    first, second, third = (number or 0 for number in numbers)
    if is_year(first):
        year, month, day = first, second, third
    elif is_year(third):
        year, month, day = (third, first, second) if first <= 12 else (third, second, first)
    else:
        return None
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return build(words, at, at + 3, DateKind.CALENDAR_DAY, year=year, month=month, day=day)


def day_then_month(words: DateWords, at: int) -> DateExpression | None:
    """3 Oct. 2017, 25th of September."""
    day = words.digits(at)
    month_at = at + 2 if words.has(at + 1, "year_cue") and words.words[at + 1] == "of" else at + 1
    month = words.integer(month_at, "month")
    if day is None or month is None or not 1 <= day <= 31 or not words.is_near(month_at):
        return None
    year, last = _year_after(words, month_at + 1)
    return build(words, at, last, DateKind.CALENDAR_DAY, year=year, month=month, day=day)


def month_then_day(words: DateWords, at: int) -> DateExpression | None:
    """October 3, 2017; Oct. 3-5."""
    month, day = words.integer(at, "month"), words.digits(at + 1)
    if month is None or day is None or not 1 <= day <= 31 or not words.is_near(at + 1) or _is_clock(words, at + 1):
        return None
    last_day = words.digits(at + 2)
    if last_day is not None and day < last_day <= 31 and _gap(words, at + 2) in ("-", "–"):
        year, last = _year_after(words, at + 3)
        until = build(words, at + 2, at + 3, DateKind.CALENDAR_DAY, year=year, month=month, day=last_day)
        return build(words, at, last, DateKind.RANGE, year=year, month=month, day=day, until=until)
    year, last = _year_after(words, at + 2)
    return build(words, at, last, DateKind.CALENDAR_DAY, year=year, month=month, day=day)


def month_alone(words: DateWords, at: int) -> DateExpression | None:
    """August, August 2015."""
    month = words.integer(at, "month")
    if month is None or not words.text[words.starts[at]].isupper():
        return None
    year = words.digits(at + 1)
    if year is not None and is_year(year) and words.is_near(at + 1):
        return build(words, at, at + 2, DateKind.MONTH, year=year, month=month)
    led = words.has(at - 1, "year_cue") or words.has(at - 1, "way")
    led = led or words.has(at - 1, "part") or words.has(at - 1, "opens_range")
    if words.has(at, "plain") and not led:
        return None
    return build(words, at, at + 1, DateKind.MONTH, month=month) if led or len(words.words[at]) > 3 else None


def weekday(words: DateWords, at: int) -> DateExpression | None:
    """Sunday, Tuesday night, Monday, October 3."""
    number = words.integer(at, "weekday")
    if number is None or not words.text[words.starts[at]].isupper():
        return None
    if len(words.words[at]) <= 5 and words.words[at][-3:] != "day" and _gap(words, at + 1)[:1] not in (".", ","):
        return None
    if words.is_near(at + 1):
        full = month_then_day(words, at + 1) or day_then_month(words, at + 1)
        if full is not None:
            last = next(i for i in range(at + 1, len(words)) if words.ends[i] >= full.end) + 1
            return build(words, at, last, DateKind.CALENDAR_DAY, year=full.year, month=full.month, day=full.day)
    last = at + 1
    overnight = words.has(at - 1, "overnight") or words.has(last, "overnight")
    while words.has(last, "time") and words.is_near(last) and last < at + 3:
        last += 1
    has_time = last > at + 1
    return build(words, at, last, DateKind.WEEKDAY, weekday=number, is_overnight=overnight, has_time=has_time)


def day_word(words: DateWords, at: int) -> DateExpression | None:
    """yesterday, today, tomorrow."""
    offset = words.integer(at, "day")
    if offset is None:
        return None
    last = at + 2 if words.has(at + 1, "time") and words.is_near(at + 1) else at + 1
    return build(words, at, last, DateKind.OFFSET, offset=offset, has_time=last > at + 1)


def overnight(words: DateWords, at: int) -> DateExpression | None:
    """overnight; with a weekday beside it the weekday's rule reads both."""
    if not words.has(at, "overnight") or words.value(at + 1, "weekday") or words.value(at - 1, "weekday"):
        return None
    return build(words, at, at + 1, DateKind.OFFSET, is_overnight=True)


def way_and_period(words: DateWords, at: int) -> DateExpression | None:
    """last week, this morning, last September, last Friday, the past three days."""
    way = words.integer(at, "way")
    if way is None or not words.is_near(at + 1):
        return None
    number = words.integer(at + 1, "number") or words.digits(at + 1)
    unit = words.value(at + 2, "unit")
    if number is not None and unit is not None and way < 0 and number <= MAX_AMOUNT:
        return build(words, at, at + 3, DateKind.PAST_SPAN, offset=-number, unit=unit)
    named = _way_and_name(words, at, way) if not words.has(at, "other_way") else None  # "following Thursday's attack"
    return named or _way_and_unit(words, at, way)


def _way_and_name(words: DateWords, at: int, way: int) -> DateExpression | None:
    if (month := words.integer(at + 1, "month")) is not None and words.digits(at + 2) is None:
        return build(words, at, at + 2, DateKind.MONTH, month=month, way=way)
    if (number := words.integer(at + 1, "weekday")) is not None:
        return build(words, at, at + 2, DateKind.WEEKDAY, weekday=number, way=way)
    if words.has(at + 1, "time") and words.has(at, "way_of_time"):
        return build(words, at, at + 2, DateKind.OFFSET, offset=way, has_time=True)
    return None


def _way_and_unit(words: DateWords, at: int, way: int) -> DateExpression | None:
    unit = words.value(at + 1, "unit")
    if unit is None or unit in ("hour", "minute"):
        return None
    if unit == "weekend":
        return build(words, at, at + 2, DateKind.WEEKEND, way=way)
    if unit == "day":
        if words.has(at, "not_of_days"):
            return None
        return build(words, at, at + 2, DateKind.BESIDE, offset=way)
    if words.has(at, "span_way"):
        return build(words, at, at + 2, DateKind.PAST_SPAN, offset=-1, unit=unit)
    return build(words, at, at + 2, DateKind.OFFSET, offset=way, unit=unit, way=way)


def amount_and_direction(words: DateWords, at: int) -> DateExpression | None:
    """a week ago, two days earlier, the day before."""
    number, unit = _amount(words, at), words.value(at + 1, "unit")
    if number is None or unit in (None, "weekend") or not words.is_near(at + 1):
        return None
    vague = words.has(at, "vague") or words.has(at - 1, "approximate")
    if words.words[at] != "the" and words.has(at + 2, "ago"):
        return build(words, at, at + 3, DateKind.OFFSET, offset=-number, unit=unit, is_vague=vague)
    direction = words.integer(at + 2, "beside")
    if direction is None:
        return None
    if words.has(at + 2, "conjunction") and words.is_near(at + 3):
        direction = -direction  # "two days after the attack": the attack lies before the day spoken of
    return build(words, at, at + 3, DateKind.BESIDE, offset=direction * number, unit=unit, is_vague=vague)


def _amount(words: DateWords, at: int) -> int | None:
    """The number that word `at` counts units with; "the" counts one day, "a few" is read from "few"."""
    if words.has(at, "article") and words.has(at + 1, "number"):
        return None
    if words.words[at] == "the":
        return 1 if words.value(at + 1, "unit") == "day" else None
    number = words.integer(at, "number") or words.digits(at)
    return number if number is not None and 0 < number <= MAX_AMOUNT else None


def weekend(words: DateWords, at: int) -> DateExpression | None:
    """over the weekend."""
    if words.value(at, "unit") != "weekend" or not words.has(at - 1, "leads_weekend"):
        return None
    return build(words, at, at + 1, DateKind.WEEKEND)


def year_alone(words: DateWords, at: int) -> DateExpression | None:
    """in 2015, since 2011."""
    year = words.digits(at)
    if year is None or not is_year(year) or words.words[at] != str(year) or not words.has(at - 1, "year_cue"):
        return None
    return build(words, at, at + 1, DateKind.YEAR, year=year) if words.is_near(at) else None


RULES: tuple[Rule, ...] = (  # the first that fits wins, so the longer patterns stand first
    iso_day,
    day_then_month,
    amount_and_direction,
    month_then_day,
    way_and_period,
    month_alone,
    weekday,
    day_word,
    overnight,
    weekend,
    year_alone,
)


def is_year(number: int) -> bool:
    """Whether the number is written as years are in news."""
    return FIRST_YEAR <= number <= LAST_YEAR


def _year_after(words: DateWords, at: int) -> tuple[int | None, int]:
    """(year, word after it) when a year follows, else (None, at)."""
    year = words.digits(at)
    if year is None or not words.is_near(at):
        return None, at
    if is_year(year):
        return year, at + 1
    is_short = CENTURY_TURN <= year <= 99 and len(words.words[at]) == 2 and _gap(words, at) == " "
    return (1900 + year, at + 1) if is_short else (None, at)


def _gap(words: DateWords, at: int) -> str:
    """The characters before word `at`."""
    if not 0 < at < len(words):
        return words.text[words.ends[-1] :] if at == len(words) and at else ""
    return words.text[words.ends[at - 1] : words.starts[at]]


def _is_tight(words: DateWords, at: int, separators: str) -> bool:
    first, second = _gap(words, at + 1), _gap(words, at + 2)
    return first == second and len(first) == 1 and first in separators


def _is_clock(words: DateWords, at: int) -> bool:
    """Whether the number is an hour: "at 5:30"."""
    return _gap(words, at + 1) == ":"
