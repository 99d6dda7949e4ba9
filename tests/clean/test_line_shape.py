"""Line shape: what lines look like, in any script."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.clean.line_shape import (
    COMMA,
    DIGIT,
    FAR,
    STOP,
    UPPER,
    densest_region,
    shape_features,
    shapes_of,
    shifted,
    window_features,
    window_sum,
)

LINES = st.lists(
    st.text(min_size=1, max_size=60).filter(lambda line: "\n" not in line and line.strip()), min_size=1, max_size=20
)


def test_characters_are_counted_by_class(knowledge):
    shapes = shapes_of(["Two Men, 12 boats.", "x"], knowledge.character_classes)

    assert shapes.counts[0, [UPPER, DIGIT, COMMA, STOP]].tolist() == [2, 2, 1, 1]
    assert shapes.counts[1].sum() == 1


@pytest.mark.parametrize("line", ["It ends.", 'He said: "It ends."', "終わった。", "انتهى؟", "It ends…)", "वह गया।"])
def test_sentences_end_in_many_scripts(line, knowledge):
    assert shapes_of([line], knowledge.character_classes).ends[0] == 1


@pytest.mark.parametrize("line", ["Home", "It goes on,", "A heading:", "(more)"])
def test_other_lines_do_not(line, knowledge):
    assert shapes_of([line], knowledge.character_classes).ends[0] == 0


def test_prose_is_a_sentence_of_some_length(knowledge):
    shapes = shapes_of(
        ["Short.", "A sentence that is long enough to be a part of some article."], knowledge.character_classes
    )

    assert shapes.prose[0] == 0
    assert shapes.prose[1] > 0


def test_windows_leave_the_line_itself_out():
    values = np.array([1, 2, 4, 8], dtype=np.float32)

    assert window_sum(values, 2, 0).tolist() == [0, 1, 3, 6]
    assert window_sum(values, 0, 1).tolist() == [2, 4, 8, 0]


@pytest.mark.parametrize(("step", "moved"), [(-1, [-1, 1, 2]), (1, [2, 3, -1]), (-5, [-1, -1, -1]), (5, [-1, -1, -1])])
def test_neighbours_beyond_the_page_are_minus_one(step, moved):
    assert shifted(np.array([1, 2, 3], dtype=np.float32), step).tolist() == moved


def test_the_densest_region_bridges_short_gaps_only():
    prose = np.array([0, 90, 0, 90, 0, 0, 0, 0, 0, 0, 50, 0], dtype=np.float32)

    assert densest_region(prose, 20.0) == (1, 3)


def test_the_distance_to_prose_is_far_where_there_is_none(knowledge):
    assert FAR in window_features(shapes_of(["a", "b"], knowledge.character_classes))


@given(LINES)
def test_every_line_has_one_row_of_finite_numbers(knowledge, lines):
    shapes = shapes_of(lines, knowledge.character_classes)

    for rows in (shape_features(shapes), window_features(shapes)):
        assert len(rows) == len(lines)
        assert np.isfinite(rows).all()
