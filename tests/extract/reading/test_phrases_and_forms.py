"""Phrases are found by one look-up a word, verbs and nouns in all their forms."""

import pytest
from service.extract.reading.inflection import Form, Verb, noun_forms, plural, verb_forms
from service.extract.reading.phrases import index_of
from service.extract.reading.tokens import tokenize

IRREGULAR = {
    "shoot": Verb("shoot", "shoots", "shot", "shot", "shooting"),
    "take": Verb("take", "takes", "took", "taken", "taking"),
}


def found(text: str, *phrases: str) -> list[str]:
    tokens = tokenize(text)
    index = index_of((phrase, phrase) for phrase in phrases)
    return [tokens.written(hit.first, hit.end) for hit in index.find(tokens, 0, len(tokens))]


def test_the_longest_phrase_wins() -> None:
    assert found("an air strike campaign", "air strike", "strike", "air strike campaign") == ["air strike campaign"]


def test_phrases_do_not_overlap() -> None:
    assert found("car bomb attack", "car bomb", "bomb attack") == ["car bomb"]


def test_a_phrase_is_found_whatever_its_hyphens_and_case() -> None:
    assert found("AIR-STRIKES and air strikes", "air strikes") == ["AIR-STRIKES", "air strikes"]


def test_one_phrase_can_mean_several_things() -> None:
    (hit,) = index_of([("raid", 1), ("raid", 2), ("raid", 1)]).find(tokenize("raid"), 0, 1)

    assert hit.payloads == (1, 2)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("attack", ["attack", "attacks", "attacked", "attacking"]),
        ("seize", ["seize", "seizes", "seized", "seizing"]),
        ("bury", ["bury", "buries", "buried", "burying"]),
        ("deploy", ["deploy", "deploys", "deployed", "deploying"]),
        ("clash", ["clash", "clashes", "clashed", "clashing"]),
        (
            "take control of",
            ["take control of", "takes control of", "took control of", "taken control of", "taking control of"],
        ),
        ("fatally shoot", ["fatally shoot", "fatally shoots", "fatally shot", "fatally shooting"]),
        ("shoot and kill", ["shoot and kill", "shoots and kills", "shot and killed", "shooting and killing"]),
    ],
)
def test_a_verb_phrase_has_all_its_forms(verb: str, forms: list[str]) -> None:
    assert [words for words, _ in verb_forms(verb, IRREGULAR)] == forms


def test_the_form_says_whether_the_verb_is_finite() -> None:
    assert dict(verb_forms("take", IRREGULAR))["taken"] is Form.PARTICIPLE


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("clash", "clashes"), ("body", "bodies"), ("boy", "boys"), ("truce", "truces"), ("forces", "forces")],
)
def test_nouns_have_regular_plurals(noun: str, expected: str) -> None:
    assert plural(noun) == expected


def test_the_last_word_of_a_noun_phrase_is_the_one_that_changes() -> None:
    assert noun_forms("car bomb") == ["car bomb", "car bombs"]
