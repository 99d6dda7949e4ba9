"""Wrapping: paragraphs out of lines broken at a column."""

from service.clean.wrapping import unwrapped

WRAPPED = (
    "The bridge over the river was closed on Monday after",
    "engineers found cracks in two of its oldest pillars, the",
    "town said in the evening.",
    "",
    "Buses take the longer road through the valley until the",
    "work is done, and the school opens an hour later than",
    "before, its head told parents.",
)


def test_lines_broken_at_a_column_are_joined():
    first, second = [line for line in unwrapped(WRAPPED) if line]

    assert first.endswith("found cracks in two of its oldest pillars, the town said in the evening.")
    assert second.endswith("an hour later than before, its head told parents.")


def test_paragraphs_stay_as_they_are():
    lines = ["The bridge over the river was closed on Monday.", "", "Buses take the longer road through the valley."]

    assert unwrapped(lines) == lines


def test_headings_and_menus_are_not_joined():
    lines = ["Home", "Sport", "The bridge over the river and the people who live beside it", "Weather", "and culture"]

    assert unwrapped(lines) == lines


def test_no_text_is_no_lines():
    assert unwrapped([]) == []
