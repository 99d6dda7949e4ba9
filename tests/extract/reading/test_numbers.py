"""Numbers in digits and words, vague quantities, and the bounds that the words beside them set."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.extract.knowledge import load_numbers
from service.extract.reading.numbers import NumberKnowledge, Quantity, find_quantities
from service.extract.reading.tokens import tokenize


@pytest.fixture(scope="module")
def numbers() -> NumberKnowledge:
    return load_numbers()


def only(text: str, numbers: NumberKnowledge) -> Quantity:
    tokens = tokenize(text)
    (quantity,) = find_quantities(tokens, 0, len(tokens), numbers)
    return quantity


@pytest.mark.parametrize(
    ("text", "low", "best", "high"),
    [
        ("21 fighters", 21, 21, 21),
        ("Fifty-one fighters", 51, 51, 51),
        ("two hundred and six people", 206, 206, 206),
        ("370,000 people", 370_000, 370_000, 370_000),
        ("3 thousand men", 3_000, 3_000, 3_000),
        ("at least six women", 6, 6, None),
        ("more than 160 civilians", 160, 160, None),
        ("up to 30 people", None, 30, 30),
        ("almost 100 men", None, 100, 100),
        ("dozens of people", 12, 12, 36),
        ("hundreds of people", 100, 100, 300),
        ("several men", 3, 3, 9),
        ("between 20 and 25 people", 20, 20, 25),
        ("three to five men", 3, 3, 5),
    ],
)
def test_a_quantity_has_a_best_value_and_bounds(
    text: str, low: int | None, best: int, high: int | None, numbers: NumberKnowledge
) -> None:
    quantity = only(text, numbers)

    assert (quantity.low, quantity.best, quantity.high) == (low, best, high)


def test_another_marks_people_beside_those_already_told_of(numbers: NumberKnowledge) -> None:
    assert only("another 20 soldiers", numbers).is_more


def test_some_marks_a_rough_figure(numbers: NumberKnowledge) -> None:
    assert only("some 22 fighters", numbers).is_about


def test_two_numbers_beside_each_other_stay_two(numbers: NumberKnowledge) -> None:
    tokens = tokenize("two four-year-old girls")

    assert [quantity.best for quantity in find_quantities(tokens, 0, len(tokens), numbers)] == [2, 4]


def test_a_number_too_large_for_people_is_none(numbers: NumberKnowledge) -> None:
    tokens = tokenize("900 million dollars and 99999999999 more")

    assert find_quantities(tokens, 0, len(tokens), numbers) == []


@given(st.text(alphabet="0123456789,. onetwhundradmilps", max_size=200))
def test_bounds_are_never_out_of_order(text: str) -> None:
    tokens = tokenize(text)
    for quantity in find_quantities(tokens, 0, len(tokens), load_numbers_once()):
        assert quantity.low is None or 0 <= quantity.low <= quantity.best
        assert quantity.high is None or quantity.best <= quantity.high


def load_numbers_once(cache: list[NumberKnowledge] = []) -> NumberKnowledge:  # noqa: B006
    """The number words, loaded at the first example."""
    if not cache:
        cache.append(load_numbers())
    return cache[0]
