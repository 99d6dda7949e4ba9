"""Related links: headlines of other articles."""

import pytest
from service.clean.related import is_read_more, is_spoken_headline, points_elsewhere


@pytest.mark.parametrize(
    "line",
    ["Read: Mayor denies all", "READ ALSO: Mayor denies all", "Lesen Sie auch: Die Brücke", "Lire aussi : Le pont"],
)
def test_words_of_pointing_open_a_link(line, knowledge):
    assert points_elsewhere(line, knowledge)


def test_reading_is_no_pointing(knowledge):
    assert not points_elsewhere("Reading the letter, she wept.", knowledge)


@pytest.mark.parametrize("line", ["Read More »", "Weiterlesen", "› Leer más", "read more"])
def test_read_more_stands_alone(line, knowledge):
    assert is_read_more(line, knowledge)


@pytest.mark.parametrize(
    "line",
    ["Envoy: Town should allow boats under the old bridge", "Rights group: 11 families lost their homes this year"],
)
def test_a_speaker_and_what_he_says_is_a_headline(line):
    assert is_spoken_headline(line)


@pytest.mark.parametrize(
    "line",
    [
        "The town does not usually say what a repair has cost",
        "The mayor said: We will open the bridge again before the first snow.",
        "Note: bring a lamp",
        "Turkish operation",
        "- 'Open the bridge'? -",
    ],
)
def test_sentences_and_sub_heads_are_not(line):
    assert not is_spoken_headline(line)
