"""Forests: the fast evaluation gives what walking each tree gives."""

from io import BytesIO

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from service.clean.forest import Forest, read_forest


def forest_of(conditions: list[tuple[int, float, int, int]], values: list[list[float]]) -> Forest:
    """A forest of conditions (column, threshold, tree, leaves on the left) and leaf values."""
    columns, thresholds, trees, lefts = zip(*conditions, strict=True)
    file = BytesIO()
    np.savez(
        file,
        columns=np.array(columns, dtype=np.uint16),
        thresholds=np.array(thresholds, dtype=np.float32),
        trees=np.array(trees, dtype=np.uint16),
        lefts=np.array(lefts, dtype=np.uint16),
        values=np.array(values, dtype=np.float32),
    )
    return read_forest(file.getvalue())


# Tree 0: x0 <= 1 ? (x1 <= 2 ? A : B) : C.  Tree 1: x0 <= 5 ? D : E.
FOREST = forest_of([(0, 1.0, 0, 0b011), (1, 2.0, 0, 0b001), (0, 5.0, 1, 0b01)], [[-1.0, 0.5, 2.0], [0.25, -3.0, 0.0]])


def walked(first: float, second: float) -> float:
    """The log odds of a row, by walking the trees."""
    one = (-1.0 if second <= 2 else 0.5) if first <= 1 else 2.0
    return one + (0.25 if first <= 5 else -3.0)


@given(st.lists(st.tuples(*[st.floats(-10, 10, width=32)] * 2), min_size=1, max_size=30))
def test_every_row_reaches_the_leaves_that_its_trees_lead_to(rows):
    odds = np.array([walked(*row) for row in rows])

    found = FOREST.probabilities(np.array(rows, dtype=np.float32))

    np.testing.assert_allclose(found, 1 / (1 + np.exp(-odds)), rtol=1e-5)


def test_a_tree_with_fewer_conditions_than_another_is_walked_to_its_end():
    (right,) = FOREST.probabilities(np.array([[6.0, 0.0]], dtype=np.float32))

    np.testing.assert_allclose(right, 1 / (1 + np.exp(-walked(6.0, 0.0))), rtol=1e-5)


def test_a_value_equal_to_the_threshold_goes_left():
    (left,) = FOREST.probabilities(np.array([[1.0, 2.0]], dtype=np.float32))

    np.testing.assert_allclose(left, 1 / (1 + np.exp(0.75)), rtol=1e-5)


def test_many_rows_are_judged_as_each_alone():
    rows = np.linspace(-5, 10, 3_000, dtype=np.float32).reshape(-1, 2)
    together = FOREST.probabilities(rows)

    np.testing.assert_array_equal(together[::100], [FOREST.probabilities(row[None])[0] for row in rows[::100]])


def test_the_shipped_forests_hold_finite_numbers(knowledge):
    for forest in (knowledge.page_forest, knowledge.text_forest, knowledge.second_forest):
        assert len(forest.values) > 100
        assert np.isfinite(forest.values).all()
        assert all(np.isfinite(one.thresholds).all() for one in forest.conditions)
