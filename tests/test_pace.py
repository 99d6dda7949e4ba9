"""Limits of time are kept and broken."""

import pytest

from pace import within


def test_a_block_within_its_limit_passes_and_one_beyond_it_fails():
    with within(60.0):
        sum(range(1_000))
    with pytest.raises(AssertionError), within(0.0):
        sum(range(100_000))
