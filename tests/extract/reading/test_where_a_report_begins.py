"""Where a dateline ends and the report begins."""

import pytest
from service.extract.reading.dateline import dateline_end
from service.extract.reading.sentences import split_sentences
from service.extract.reading.tokens import tokenize

AT_THE_START = frozenset((0,))


def told(text: str, place_starts: frozenset[int] = AT_THE_START) -> str:
    """The first sentence without its dateline."""
    tokens = tokenize(text)
    sentence = split_sentences(tokens, 1)[0]
    return tokens.written(dateline_end(tokens, sentence, place_starts), sentence.end)


@pytest.mark.parametrize(
    "dateline",
    [
        "QUETTA, Pakistan (Reuters) - ",
        "BEIRUT, Jan 8 (AP) — ",
        "NAIROBI - ",
        "GENEVA— ",
        "KARACHI: ",
        "Lima, 12 Mar 89 (EFE) -- [Text] ",
        "NEW DELHI, July 11 /Newswire/ -- ",
        "WASHINGTON, D.C. — ",
    ],
)
def test_town_day_and_agency_are_no_part_of_the_report(dateline: str) -> None:
    assert told(f"{dateline}A bomb went off near the market.") == "A bomb went off near the market."


@pytest.mark.parametrize(
    "text",
    [
        "Police said - on Monday - that a bomb went off.",
        "John Smith - who was shot - died.",
        "Beirut was quiet - for once - on Monday.",
        "BOMB KILLS THREE -- POLICE SAY SO.",
        "Monday: a bomb went off.",
    ],
)
def test_other_dashes_and_colons_end_no_dateline(text: str) -> None:
    assert told(text, frozenset()) == text


def test_capitals_that_are_no_place_are_no_dateline() -> None:
    assert told("ISIS: A bomb went off near us.", frozenset()) == "ISIS: A bomb went off near us."
    assert told("GORJAKA, May 3 (AP) - A bomb went off.", frozenset()) == "A bomb went off."
