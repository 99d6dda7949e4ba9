"""Characters: one form for what outlets write in many."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.clean.characters import comparable, normalise, normalise_line


def test_control_and_bidirectional_characters_are_removed():
    assert normalise("a\x00b\u202ec\u2066d\u200be\ufefff\x07") == "abcdef"


def test_soft_hyphens_are_removed_from_the_middle_of_words():
    assert normalise("re\u00adgion") == "region"


def test_joiners_that_spell_words_stay():
    persian = "می\u200cخواهم"
    assert normalise(persian) == persian


def test_every_kind_of_space_becomes_one_plain_space():
    assert normalise("a\u00a0b\u2003 \t c\u3000d") == "a b c d"


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_every_kind_of_line_ending_becomes_a_line_feed(ending):
    assert normalise(f"one{ending}two") == "one\ntwo"


def test_quotation_marks_become_plain_one_for_one():
    written = "“It’s ‘closed’,” she said; „so ist es“"
    plain = normalise(written)

    assert plain == '"It\'s \'closed\'," she said; "so ist es"'
    assert len(plain) == len(written)


def test_letters_and_marks_are_composed():
    assert normalise("Cafe\u0301") == "Café"


def test_marks_piled_on_one_letter_are_cut_to_nine():
    assert len(normalise("a" + "\u0301\u0316" * 5_000)) <= 10


@pytest.mark.parametrize(
    "text",
    [
        "Жители вернулись домой.",
        "住民は家に戻った。",
        "عاد السكان إلى منازلهم",
        "निवासी घर लौट आए।",
        "ชาวบ้านกลับบ้าน",
        "주민들이 돌아왔다.",
    ],
)
def test_other_scripts_pass_unharmed(text):
    assert normalise(text) == unicodedata.normalize("NFC", text)


def test_a_line_is_stripped_and_joined():
    assert normalise_line("  two\n words\t") == "two words"


def test_comparable_forms_differ_in_words_only():
    assert comparable("The Bridge: Closed!") == comparable("the bridge — closed")
    assert comparable("The bridge") != comparable("A bridge")


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    once = normalise(text)

    assert normalise(once) == once


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_words_without_quotation_marks_are_kept(text):
    letters = [one for one in unicodedata.normalize("NFC", text) if one.isascii() and one.isalnum()]
    kept = [one for one in normalise(text) if one.isascii() and one.isalnum()]

    assert kept == letters
