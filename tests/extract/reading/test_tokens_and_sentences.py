"""Words keep their places, whatever the text; sentences end where a reader ends them."""

from hypothesis import given
from hypothesis import strategies as st
from service.extract.reading.sentences import MAX_SENTENCE_TOKENS, split_sentences
from service.extract.reading.tokens import Tokens, fold, tokenize, word_set


def sentences_of(text: str) -> list[str]:
    tokens = tokenize(text)
    return [tokens.written(one.first, one.end) for one in split_sentences(tokens, 100)]


@given(st.text(max_size=400))
def test_every_token_stands_where_it_says(text: str) -> None:
    tokens = tokenize(text)

    assert len(tokens.words) == len(tokens.starts) == len(tokens.ends)
    for number in range(len(tokens)):
        start, end = tokens.span(number, number + 1)
        assert 0 <= start < end <= len(text)
        assert number == 0 or tokens.ends[number - 1] <= start


@given(st.text(alphabet="Aa .!?\n\"'1,", max_size=400))
def test_sentences_cover_all_tokens_in_order(text: str) -> None:
    tokens = tokenize(text)
    sentences = split_sentences(tokens, 1_000)

    assert [one.first for one in sentences] == [0, *(one.end for one in sentences[:-1])][: len(sentences)]
    assert not len(tokens) or sentences[-1].end == len(tokens)
    assert [one.number for one in sentences] == list(range(len(sentences)))


def test_a_possessive_is_a_token_of_its_own() -> None:
    assert tokenize("Syria's army").words == ["syria", "'s", "army"]


def test_apostrophes_and_accents_inside_names_are_folded_away() -> None:
    assert tokenize("Ma'arrat José").words == ["maarrat", "jose"]
    assert fold("Ḥalfāyā") == "halfaya"


def test_hyphens_part_words_so_that_spellings_agree() -> None:
    assert tokenize("cease-fire air-strike").words == ["cease", "fire", "air", "strike"]


def test_numbers_keep_their_separators() -> None:
    assert tokenize("370,000 died at 9.5").words == ["370,000", "died", "at", "9.5"]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert sentences_of("Lt. Smith of St. Louis was shot. He died.") == [
        "Lt. Smith of St. Louis was shot.",
        "He died.",
    ]


def test_a_quotation_mark_after_the_stop_belongs_to_the_sentence_before() -> None:
    assert sentences_of('He said: "We left." They stayed.') == ['He said: "We left."', "They stayed."]


def test_a_quotation_mark_after_a_space_opens_the_next_sentence() -> None:
    assert sentences_of('He left. "We ran," she said. "It was loud." He fell.') == [
        "He left.",
        '"We ran," she said.',
        '"It was loud."',
        "He fell.",
    ]


def test_a_blank_line_ends_a_sentence_without_a_stop() -> None:
    assert sentences_of("Shelling in the north\n\nTwo people died") == ["Shelling in the north", "Two people died"]


def test_a_list_without_stops_is_cut_so_that_rules_stay_linear() -> None:
    tokens = tokenize("word " * (MAX_SENTENCE_TOKENS * 3))

    assert [one.end - one.first for one in split_sentences(tokens, 100)] == [MAX_SENTENCE_TOKENS] * 3


def test_only_as_many_sentences_as_asked_for_are_read() -> None:
    assert len(split_sentences(tokenize("One. Two. Three. Four."), 2)) == 2


def test_a_text_in_capitals_says_so() -> None:
    assert tokenize("GUERRILLAS ATTACKED THE TOWN").is_upper_case
    assert not tokenize("Guerrillas attacked the town").is_upper_case
    assert not Tokens("").is_upper_case


def test_a_word_set_is_the_words_of_its_text() -> None:
    assert word_set("in at  near") == {"in", "at", "near"}
