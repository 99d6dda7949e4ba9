"""A quote is found in the text whatever its marks and blanks, and only as whole words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.engines.alignment import QuotedText

from pace import within

TEXT = "“Rebels’ fighters”  killed five —\nsaid Zoë ÉCOLE. This is in the Isle; IS denied it."


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("Rebels' fighters", "Rebels’ fighters"),
        ('"Rebels\' fighters" killed', "Rebels’ fighters”  killed"),
        ("killed five - said", "killed five —\nsaid"),
        ("  KILLED   FIVE.  ", "killed five"),
        ("zoë école", "Zoë ÉCOLE"),
        ("IS denied it", "IS denied it"),
    ],
)
def test_a_quote_is_found(quote: str, words: str):
    found = QuotedText(TEXT).find(quote, 100)

    assert found
    assert TEXT[slice(*found)] == words


@pytest.mark.parametrize("quote", ["", " … ", "bels", "killed six", "Rebels fighters killed"])
def test_what_does_not_stand_there_is_not_found(quote: str):
    assert QuotedText(TEXT).find(quote, 100) is None


def test_a_word_is_not_found_inside_another():
    start = TEXT.index("is in")

    assert QuotedText(TEXT).find("is", 100) == (start, start + 2)


def test_a_quote_can_be_looked_for_in_a_part():
    text = "Five fled. Five died."

    assert QuotedText(text).find("five", 100, 5) == (11, 15)
    assert QuotedText(text).find("five", 100, 5, 14) is None


def test_invisible_characters_do_not_hide_a_quote():
    text = "Gun\u200bmen \u202ekilled five"

    assert QuotedText(text).find("Gunmen killed", 100) == (0, len("Gun\u200bmen \u202ekilled"))


@given(st.text(alphabet="aB ’'\n—İß\u200b.é", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_what_is_found_lies_in_the_text(text: str, start: int, length: int):
    found = QuotedText(text).find(text[start : start + length], 100)

    assert found is None or 0 <= found[0] < found[1] <= len(text)


@given(st.lists(st.sampled_from(["five", "rebels", "fled", "İzmir", "“ya”", "état"]), min_size=1, max_size=20))
def test_words_of_a_text_are_found_in_it(words: list[str]):
    text = "  ".join(words)

    assert QuotedText(text).find(words[-1], 100) is not None


def test_words_that_the_text_spreads_too_far_are_not_found():
    assert QuotedText("five" + " " * 200 + "fled").find("five fled", 100) is None


def test_a_hostile_text_takes_linear_time():
    with within(5.0):
        QuotedText("a " * 500_000).find("a " * 9_000 + "b", 20_000)
        QuotedText("xa" * 500_000).find("a", 100)
