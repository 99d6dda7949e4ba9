"""Captions: told by a credit, or by being printed twice."""

import pytest
from service.clean.captions import has_picture_credit, is_bare_credit, repeat_each_other


@pytest.mark.parametrize(
    "line",
    [
        "A boy looks at the broken bridge in the valley on Sunday (AFP)",
        "A boy looks at the broken bridge [Ann Lee/Anadolu Agency]",
        "The mayor and her councillors prepare to speak. EPA",
        "Foto: Anna Müller",
        "Photo by Ann Lee",
        "The old bridge © Ann Lee",
        "The northern pillar. Picture: Ann Lee (Reuters)",
    ],
)
def test_a_line_with_a_credit_is_a_caption(line, knowledge):
    assert has_picture_credit(line, knowledge)


@pytest.mark.parametrize(
    "line",
    [
        "The bridge was closed on Monday, the town said. (AFP)",
        "He leads the army's northern command (and lives in the north)",
        "The town said the bridge is safe.",
        "Two people were hurt, the agency AFP reported on Monday",
        "x" * 600 + " (AFP)",
    ],
)
def test_a_sentence_is_none_whatever_it_ends_with(line, knowledge):
    assert not has_picture_credit(line, knowledge)


def test_a_line_that_is_only_a_signature_is_a_credit(knowledge):
    assert is_bare_credit("-, AFP", knowledge)
    assert not is_bare_credit("- Soldiers at the gate -", knowledge)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The old bridge over the river", "The old bridge over the river"),
        ("The bridge  the valley's last hope", "The bridge, the valley's last hope"),
        (
            "Men look at the damage after the night's storm in the valley",
            "Men look at the wreckage after the night's storm in the valley",
        ),
        (
            "The mayor's visit to the bridge has been followed by a long sp...",
            "The mayor's visit to the bridge has been followed by a long speech",
        ),
    ],
)
def test_near_repeats_are_one_caption(first, second):
    assert repeat_each_other(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The bridge is closed, they said.", "The bridge is closed, they said."),
        ("The old bridge over the river", "The new school on the hill"),
        ("Read on", "Read on"),
        ("The " + "x" * 500, "The " + "x" * 500),
    ],
)
def test_sentences_labels_and_long_lines_are_not(first, second):
    assert not repeat_each_other(first, second)
