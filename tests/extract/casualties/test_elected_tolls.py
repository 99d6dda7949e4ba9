"""The toll of a crime: what an article claims, which pairs of numbers that allows, and which of them wins."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.extract import ExtractionKnowledge
from service.extract.casualties.cues import Effect, Harm, find_cues, find_harms
from service.extract.casualties.election import candidates, elect, features
from service.extract.casualties.evidence import Evidence, gather, word_features
from service.extract.casualties.groups import find_people
from service.extract.casualties.people import People, Side
from service.extract.casualties.tolls import Witness
from service.extract.reading.numbers import Quantity
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import tokenize
from tests.extract.conftest import Report


def evidence_in(title: str, sentences: Iterable[str], knowledge: ExtractionKnowledge) -> Evidence:
    return gather([witness(text, number - 1, knowledge) for number, text in enumerate([title, *sentences])])


def witness(text: str, number: int, knowledge: ExtractionKnowledge) -> Witness:
    tokens = tokenize(text)
    sentence = Sentence(0, len(tokens), 0, 0)
    people = find_people(tokens, sentence, knowledge.events.people)
    cues = find_cues(tokens, sentence, knowledge.events.cues)
    return Witness(number, tuple(find_harms(tokens, sentence, people, cues)))


def test_claims_say_how_and_where_a_number_stands(extraction_knowledge: ExtractionKnowledge) -> None:
    told = ["Two men were killed in a bar.", "They killed a waiter and a driver.", "Adam Roe died later."]

    votes = evidence_in("Two killed in bar", told, extraction_knowledge)[Effect.KILLED].votes

    assert dict(votes[2]) == {"bare@title": 1, "counted@first": 1, "several@body": 1}
    assert dict(votes[1]) == {"part_one@body": 2, "named@body": 1}


def test_persons_told_of_one_by_one_are_told_apart(extraction_knowledge: ExtractionKnowledge) -> None:
    told = ["Ann Lee, 35, died at home.", "Bo Day, 34, died there too.", "Lee died at once."]

    claims = evidence_in("Deaths in Ohio", told, extraction_knowledge)[Effect.KILLED]

    assert claims.persons == (2, 2, 0)
    assert not claims.has_attacker


def test_the_shot_may_be_among_the_dead_or_beside_them(extraction_knowledge: ExtractionKnowledge) -> None:
    evidence = evidence_in("One dead", ["Four people were shot.", "One man was killed."], extraction_knowledge)

    assert {(1, 3), (1, 4), (0, 4), (1, 0)} <= set(candidates(evidence))


def test_an_attacker_may_come_on_top_of_his_victims(extraction_knowledge: ExtractionKnowledge) -> None:
    evidence = evidence_in("Man kills wife", ["He killed his wife.", "He later killed himself."], extraction_knowledge)

    assert evidence[Effect.KILLED].has_attacker
    assert (2, 0) in candidates(evidence)


def test_the_weights_decide(extraction_knowledge: ExtractionKnowledge) -> None:
    evidence = evidence_in("Three dead", ["Two people were killed."], extraction_knowledge)

    assert elect(evidence, {}, {"killed:bare@title": 1.0}) == (3, 0)
    assert elect(evidence, {}, {"killed:counted@first": 1.0}) == (2, 0)


def test_words_speak_against_nobody_having_died(extraction_knowledge: ExtractionKnowledge) -> None:
    evidence = evidence_in("Inquest opens", [], extraction_knowledge)
    words = word_features(["fatal", "shooting"], ["the", "coroner"], {"fatal": "death", "coroner": "coroner"})

    assert words == pytest.approx({"title_death": 1.0, "lead_coroner": 1.0, "body_coroner": 0.693}, abs=0.001)
    assert features((0, 0), evidence, words)["none_killed/title_death"] == 1.0
    assert "none_killed/title_death" not in features((1, 0), evidence, words)


@given(st.lists(st.tuples(st.sampled_from(Effect), st.integers(0, 500), st.integers(-1, 80)), max_size=40))
def test_the_elected_numbers_are_always_among_the_candidates(told: list[tuple[Effect, int, int]]) -> None:
    witnesses = [Witness(number, (a_harm(effect, best),)) for effect, best, number in told]
    evidence = gather(witnesses)
    pairs = candidates(evidence)

    elected = elect(evidence, {}, {"killed:share": 1.0, "shot:share": 1.0})

    assert elected[0] in {killed for killed, _ in pairs}
    assert elected[1] in {injured for _, injured in pairs}


def a_harm(effect: Effect, best: int) -> Harm:
    return Harm(effect, People(0, 1, Quantity(0, 1, best, best, best), "people", Side.ANY), 1, 2)


def test_an_article_on_a_shooting_reports_the_elected_toll(report: Report) -> None:
    text = (
        "One teenager is dead and three others are hurt after a shooting at a car wash on Monday.\n\n"
        "Officers said a 15-year-old boy died at the scene. Three people were taken to a hospital.\n\n"
        "Last year two men were killed in the same street."
    )

    main = report(text, title="Teen killed, 3 wounded in car wash shooting")[0]

    assert main.fatalities is not None
    assert main.injuries is not None
    assert (main.fatalities.best, main.injuries.best) == (1, 3)


def test_what_forces_do_is_not_elected(report: Report) -> None:
    text = (
        "Air strikes killed 12 people in the town on Monday.\n\nFour of the dead were shot at earlier.\n\nAid arrived."
    )

    main = report(text, title="Air strikes kill 12")[0]

    assert main.fatalities is not None
    assert main.fatalities.best == 12
