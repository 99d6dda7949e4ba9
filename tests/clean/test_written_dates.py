"""Dates: read strictly, or not at all."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.clean import CleaningKnowledge
from service.clean.dates import read_date, read_timestamp


def day(text: str, knowledge: CleaningKnowledge) -> str | None:
    """The day read in `text`."""
    date = read_date(text, knowledge.calendar)
    return date.time.date().isoformat() if date else None


@pytest.mark.parametrize(
    "text",
    [
        "March 4, 2019",
        "Mar. 4, 2019",
        "4 March 2019",
        "4th of March 2019",
        "Monday, 4 March 2019",
        "4. März 2019",
        "4 mars 2019",
        "4 de marzo de 2019",
        "4 marzo 2019",
        "4 марта 2019",
        "4 Mart 2019",
        "04.03.2019",
        "4.3.19",
        "2019-03-04",
        "2019/03/04",
        "2019年3月4日",
        "2019년 3월 4일",
    ],
)
def test_one_day_is_read_in_many_languages(text, knowledge):
    assert day(text, knowledge) == "2019-03-04"


def test_slashes_are_read_where_they_can_mean_one_day_only(knowledge):
    assert day("25/12/2018", knowledge) == "2018-12-25"
    assert day("12/25/2018", knowledge) == "2018-12-25"


def test_slashes_that_can_mean_two_days_are_not_read(knowledge):
    assert day("04/03/2019", knowledge) is None


@pytest.mark.parametrize(
    "text",
    [
        "March 2019",
        "4 March",
        "the year 2019",
        "31.02.2019",
        "99 March 2019",
        "4 Smarch 2019",
        "1.2.3.2019",
        "",
        "1850-01-01",
    ],
)
def test_what_is_no_full_date_is_none(text, knowledge):
    assert day(text, knowledge) is None


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("March 4, 2019 02:01 AM", 2, 1),
        ("December 18, 2017 at 12:26 pm", 12, 26),
        ("18 December 2017, 12:05 am", 0, 5),
        ("4. März 2019, 17.45 Uhr", 17, 45),
        ("4 mars 2019 à 18h05", 18, 5),
        ("Mar 4, 2019, 6 p.m.", 18, 0),
    ],
)
def test_the_clock_time_behind_a_date_is_read(text, hour, minute, knowledge):
    date = read_date(text, knowledge.calendar)

    assert date.has_clock
    assert (date.time.hour, date.time.minute) == (hour, minute)


def test_a_zone_is_read_where_it_is_written(knowledge):
    assert read_date("4 March 2019 10:00 EST", knowledge.calendar).time.utcoffset().total_seconds() == -5 * 3600
    assert read_date("4 March 2019 10:00 GMT+3", knowledge.calendar).time.utcoffset().total_seconds() == 3 * 3600
    assert read_date("4 March 2019 10:00", knowledge.calendar).time.tzinfo is UTC


def test_a_clock_time_far_behind_belongs_to_something_else(knowledge):
    assert not read_date("4 March 2019, and the play begins on the stage at 20:00", knowledge.calendar).has_clock


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2019-03-04T02:01:00Z", datetime(2019, 3, 4, 2, 1, tzinfo=UTC)),
        ("2019-03-04T02:01:00.123+02:00", datetime(2019, 3, 4, 0, 1, tzinfo=UTC)),
        ("2019-03-04T02:01:00+0200", datetime(2019, 3, 4, 0, 1, tzinfo=UTC)),
        ("2019-03-04 02:01", datetime(2019, 3, 4, 2, 1, tzinfo=UTC)),
        ("20190304", datetime(2019, 3, 4, tzinfo=UTC)),
        ("Mon, 04 Mar 2019 02:01:00 GMT", datetime(2019, 3, 4, 2, 1, tzinfo=UTC)),
    ],
)
def test_machine_readable_times_keep_their_zone(value, instant, knowledge):
    assert read_timestamp(value, knowledge.calendar) == instant


def test_the_first_of_two_dates_is_read(knowledge):
    assert day("4 March 2019, updated 2019-03-06", knowledge) == "2019-03-04"


@given(st.text(alphabet="0123456789-/.: TZ+apmMarchJun,年月日", max_size=60))
def test_odd_digits_never_raise(knowledge, text):
    read_date(text, knowledge.calendar)
    read_timestamp(text, knowledge.calendar)


def test_a_second_date_is_no_clock_time(knowledge: CleaningKnowledge):
    date = read_date("04.03.2019 - updated: 05.03.2019", knowledge.calendar)

    assert date is not None
    assert (date.time, date.has_clock) == (datetime(2019, 3, 4, tzinfo=UTC), False)
