"""The grammar of news dates, and the days its expressions mean to someone who reads them on Wednesday, 16 June 2021."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from service.extract.dates import DateKind, DateKnowledge, find_dates, is_background, resolve_date
from service.models.mention import DateAnchor, DatePrecision, EventDate

from pace import within

MAX_SECONDS = 4.0  # processor time for a megabyte


def only_date(text: str, knowledge: DateKnowledge, published_at: datetime | None) -> EventDate:
    (expression,) = find_dates(text, knowledge)
    return resolve_date(expression, published_at)


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("Two men were shot on Tuesday.", "Tuesday", "2021-06-15", "2021-06-15"),
        ("Two men were shot on Wednesday.", "Wednesday", "2021-06-16", "2021-06-16"),
        ("It happened late Sunday night.", "late Sunday night", "2021-06-13", "2021-06-13"),
        ("Jets struck in the early hours of Monday.", "early hours of Monday", "2021-06-14", "2021-06-14"),
        ("They had come earlier.\n\nOn Sunday they left.", "Sunday", "2021-06-13", "2021-06-13"),
        ("They came early. On Sunday they left.", "Sunday", "2021-06-13", "2021-06-13"),
        ("Overnight Saturday, shells fell.", "Overnight Saturday", "2021-06-12", "2021-06-13"),
        ("He was shot last Wednesday.", "last Wednesday", "2021-06-09", "2021-06-09"),
        ("He died yesterday.", "yesterday", "2021-06-15", "2021-06-15"),
        ("He was found earlier today.", "earlier today", "2021-06-16", "2021-06-16"),
        ("Shelling went on last night.", "last night", "2021-06-15", "2021-06-15"),
        ("A bomb went off this morning.", "this morning", "2021-06-16", "2021-06-16"),
        ("Shells fell overnight.", "overnight", "2021-06-16", "2021-06-16"),
        ("Clashes broke out over the weekend.", "weekend", "2021-06-12", "2021-06-13"),
        ("Clashes broke out last weekend.", "last weekend", "2021-06-12", "2021-06-13"),
        ("They met last week.", "last week", "2021-06-07", "2021-06-13"),
        ("They met last month.", "Last month".lower(), "2021-05-01", "2021-05-31"),
        ("They met three days ago.", "three days ago", "2021-06-13", "2021-06-13"),
        ("They met a week ago.", "a week ago", "2021-06-08", "2021-06-10"),
        ("They met about a week ago.", "a week ago", "2021-06-06", "2021-06-12"),
        ("Ten died in the past 48 hours.", "past 48 hours", "2021-06-14", "2021-06-16"),
        ("Ten died in the last three days.", "last three days", "2021-06-13", "2021-06-16"),
        ("The truce began on June 3.", "June 3", "2021-06-03", "2021-06-03"),
        ("The truce began on 3 Oct.", "3 Oct", "2020-10-03", "2020-10-03"),
        ("The truce began on 25th of September 2017.", "25th of September 2017", "2017-09-25", "2017-09-25"),
        ("The truce began on October 3, 2017.", "October 3, 2017", "2017-10-03", "2017-10-03"),
        ("The truce began on Monday, October 3, 2016.", "Monday, October 3, 2016", "2016-10-03", "2016-10-03"),
        ("Reported 2017-10-03.", "2017-10-03", "2017-10-03", "2017-10-03"),
        ("Reported 10/3/2017.", "10/3/2017", "2017-10-03", "2017-10-03"),
        ("Reported 25/3/2017.", "25/3/2017", "2017-03-25", "2017-03-25"),
        ("SAN SALVADOR, 19 APR 89 -- Rebels struck.", "19 APR 89", "1989-04-19", "1989-04-19"),
        ("It began in late April.", "late April", "2021-04-21", "2021-04-30"),
        ("It began in August.", "August", "2020-08-01", "2020-08-31"),
        ("It began in February 2020.", "February 2020", "2020-02-01", "2020-02-29"),
        ("It began in 2015.", "2015", "2015-01-01", "2015-12-31"),
        ("Fighting raged from Friday to Sunday.", "Friday to Sunday", "2021-06-11", "2021-06-13"),
        (
            "It raged between late April and the end of May.",
            "late April and the end of May",
            "2021-04-21",
            "2021-05-31",
        ),
        ("It raged June 3-5.", "June 3-5", "2021-06-03", "2021-06-05"),
        ("Since Monday, the army has advanced.", "Since Monday", "2021-06-14", "2021-06-16"),
        ("Since late April it has advanced.", "Since late April", "2021-04-21", "2021-06-16"),
    ],
)
def test_an_expression_means_its_days(
    date_knowledge: DateKnowledge, a_wednesday: datetime, text: str, words: str, start: str, end: str
):
    found = only_date(text, date_knowledge, a_wednesday)

    assert found.text == words
    assert (str(found.start), str(found.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("On Monday he fled. Two days earlier he had been seen.", "2021-06-12"),
        ("On Monday he fled. He was caught the next day.", "2021-06-15"),
        ("On Monday, a day after the attack, he fled.", "2021-06-13"),
    ],
)
def test_a_date_beside_another_counts_from_it(
    date_knowledge: DateKnowledge, a_wednesday: datetime, text: str, start: str
):
    first, beside = find_dates(text, date_knowledge)
    reference = resolve_date(first, a_wednesday).start

    assert beside.kind is DateKind.BESIDE
    assert str(resolve_date(beside, a_wednesday, reference).start) == start


@pytest.mark.parametrize(
    "text",
    [
        "He may come. They march on. The sun sat low; a second try failed.",
        "It cost 2015 dollars and 48 hours of work.",
        "Call 555-0199 at 5:30.",
        "The May 5:30 train was late.",
        "",
    ],
)
def test_other_words_are_no_dates(date_knowledge: DateKnowledge, text: str):
    assert find_dates(text, date_knowledge) == ()


@pytest.mark.parametrize(
    "text", ["He was shot on Tuesday.", "He was shot yesterday.", "It began in May.", "On June 3."]
)
def test_without_a_publication_day_relative_words_stay_unresolved(date_knowledge: DateKnowledge, text: str):
    found = only_date(text, date_knowledge, None)

    assert (found.start, found.end, found.anchor) == (None, None, DateAnchor.UNRESOLVED)
    assert found.text


def test_a_full_date_needs_no_anchor(date_knowledge: DateKnowledge):
    found = only_date("It began on October 3, 2017.", date_knowledge, None)

    assert (found.start, found.anchor) == (date(2017, 10, 3), DateAnchor.EXPLICIT)


@pytest.mark.parametrize("text", ["On February 31, 2020.", "On 2020-02-30."])
def test_a_day_that_does_not_exist_stays_unresolved(date_knowledge: DateKnowledge, a_wednesday: datetime, text: str):
    assert only_date(text, date_knowledge, a_wednesday).start is None


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("On Tuesday.", DatePrecision.DAY),
        ("They met last week.", DatePrecision.WEEK),
        ("They met last month.", DatePrecision.MONTH),
        ("They met in 2015.", DatePrecision.YEAR),
    ],
)
def test_the_precision_is_as_wide_as_the_words(
    date_knowledge: DateKnowledge, a_wednesday: datetime, text: str, precision: DatePrecision
):
    assert only_date(text, date_knowledge, a_wednesday).precision is precision


def test_the_weekday_six_days_back_is_the_coming_one(date_knowledge: DateKnowledge, a_wednesday: datetime):
    """Because news calls the past one "last Thursday"."""
    assert str(only_date("Talks are set for Thursday.", date_knowledge, a_wednesday).start) == "2021-06-17"


def test_a_coming_date_beside_an_attack_lies_in_the_year_before(date_knowledge: DateKnowledge, a_wednesday: datetime):
    assert str(only_date("She was killed on July 4.", date_knowledge, a_wednesday).start) == "2020-07-04"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The war began in 2011.", True),
        ("Since 2011 many have died.", True),
        ("A deal was struck in September.", True),
        ("Ten years ago he fled.", True),
        ("He was shot on Tuesday.", False),
        ("They met last week.", False),
    ],
)
def test_history_is_told_from_news(date_knowledge: DateKnowledge, a_wednesday: datetime, text: str, expected: bool):
    (expression,) = find_dates(text, date_knowledge)

    assert is_background(expression, resolve_date(expression, a_wednesday), a_wednesday) is expected


PIECES = st.sampled_from(
    [
        "Sunday",
        "last ",
        "May ",
        "3",
        "2017",
        "-",
        "/",
        " and ",
        "from ",
        "to ",
        "early hours of ",
        "\n",
        "’s",
        "a week ago",
        "the day before ",
    ]
)


@settings(max_examples=200, deadline=None)
@given(text=st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_every_date_quotes_the_text_exactly_and_resolves_or_says_so(date_knowledge: DateKnowledge, text: str):
    published_at = datetime.fromisoformat("2021-06-16T12:00:00+00:00")
    for expression in find_dates(text, date_knowledge):
        assert text[expression.start : expression.end] == expression.text != ""
        found = resolve_date(expression, published_at)
        assert (found.start is None) == (found.end is None)
        assert found.start is None or found.end is None or found.start <= found.end


@pytest.mark.parametrize("piece", ["Sunday ", "12 ", "May 3-", "from Monday to ", "the past ", "2015-"])
def test_time_stays_linear_on_hostile_dates(date_knowledge: DateKnowledge, piece: str):
    with within(MAX_SECONDS):
        find_dates(piece * (1_000_000 // len(piece)), date_knowledge)
