"""The cost of cleaning grows with the length of a body and no faster, up to the longest that is accepted."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))

from clean_cost import GROWING, HOSTILE, MOST, growth, seconds

MOST_TIMES = (
    25  # as much for ten times the length: 9 to 13 on an idle core, 100 and more where cost grows as the square
)
MOST_SECONDS = 6.0  # for 5 MiB: .1 to 1.2 seconds on an idle core; the rest is for busy ones


@pytest.mark.slow
@pytest.mark.parametrize("make", GROWING, ids=lambda make: make.__name__)
def test_ten_times_the_length_costs_about_ten_times_as_much(make, knowledge):
    _, (_, ten), (_, hundred) = growth(make, 30, knowledge, runs=3)

    assert hundred < MOST_TIMES * ten


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_the_longest_hostile_body_is_read_in_seconds(name, knowledge):
    unit, content_type = HOSTILE[name]

    assert seconds((unit * (MOST // len(unit)))[:MOST], content_type, knowledge, runs=1) < MOST_SECONDS
