"""What an engine may still spend."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.engines.allowance import DAY, HOUR, MAX_FAILURES, MAX_REST_SECONDS, REST_SECONDS, Allowance


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_tokens_of_an_hour_come_back_with_the_next_and_those_of_a_day_do_not(clock: Clock):
    allowance = Allowance(100, 150, clock)

    assert allowance.take(100)
    assert not allowance.take(1)
    clock.now += HOUR
    assert not allowance.take(60)
    assert allowance.take(50)
    clock.now += HOUR
    assert not allowance.take(1)
    clock.now += DAY
    assert allowance.take(100)


def test_what_was_not_used_comes_back(clock: Clock):
    allowance = Allowance(100, 1_000, clock)
    allowance.take(90)
    allowance.correct(-60)

    assert allowance.take(70)
    assert not allowance.take(1)


def test_nothing_is_spent_without_tokens(clock: Clock):
    assert not Allowance(0, 10, clock).take(1)


def test_it_rests_after_failures_in_a_row_only(clock: Clock):
    allowance = Allowance(1, 1, clock)
    for _ in range(MAX_FAILURES - 1):
        assert not allowance.failed()
    allowance.succeeded()
    assert not allowance.failed()
    assert not allowance.is_resting
    assert [allowance.failed() for _ in range(MAX_FAILURES - 1)][-1]
    assert allowance.is_resting
    clock.now += REST_SECONDS
    assert not allowance.is_resting


def test_a_rest_that_is_asked_for_is_given_within_reason(clock: Clock):
    allowance = Allowance(1, 1, clock)

    assert allowance.failed(rest_seconds=10_000_000)
    clock.now += MAX_REST_SECONDS - 1
    assert allowance.is_resting
    clock.now += 1
    assert not allowance.is_resting


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 2_000)), max_size=40))
def test_no_hour_spends_more_than_it_may(steps: list[tuple[int, int]]):
    clock = Clock()
    allowance = Allowance(100, 10_000, clock)
    spent: dict[int, int] = {}
    for tokens, seconds in steps:
        clock.now += seconds
        if allowance.take(tokens):
            hour = int(clock.now // HOUR)
            spent[hour] = spent.get(hour, 0) + tokens

    assert all(total <= 100 for total in spent.values())
