"""Date lines: lines that state when the page was published."""

import pytest
from service.clean.dateline import is_labelled, stated_date


@pytest.mark.parametrize(
    "line",
    [
        "December 18, 2017 at 12:26 pm",
        "Published: 4 March 2019",
        "Mon, 4 March 2019 | 3 min read",
        "Veröffentlicht am 4. März 2019",
    ],
)
def test_a_line_that_says_nothing_else_states_a_date(line, knowledge):
    date = stated_date(line, knowledge)

    assert date is not None
    assert not date.is_update


@pytest.mark.parametrize(
    "line", ["Updated: March 4, 2019 02:01 AM", "Aktualisiert am 4. März 2019", "Mis à jour le 4 mars 2019"]
)
def test_an_update_is_known_as_one(line, knowledge):
    assert stated_date(line, knowledge).is_update


@pytest.mark.parametrize(
    "line",
    [
        "A nurse carries a child from the hospital in the east of the town on 25 September 2017",
        "The law of 4 March 2019 was never applied to the farmers of the valley, the court said.",
        "No date at all",
        "x" * 500 + " 4 March 2019",
    ],
)
def test_a_line_that_mentions_a_date_states_none(line, knowledge):
    assert stated_date(line, knowledge) is None


def test_words_for_publishing_open_a_labelled_line(knowledge):
    assert is_labelled("Published on Monday", knowledge)
    assert not is_labelled("The book was published on Monday", knowledge)
