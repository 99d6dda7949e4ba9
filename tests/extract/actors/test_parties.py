"""Names, nations with a role, and roles alone are parties; one of them acts and another is acted on."""

from collections.abc import Callable

import pytest
from service.extract import ExtractionKnowledge
from service.extract.actors.parties import Party, PartyKind, find_parties
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import tokenize
from service.models.mention import EventMention

Report = Callable[..., tuple[EventMention, ...]]


def parties_in(text: str, knowledge: ExtractionKnowledge) -> list[Party]:
    tokens = tokenize(text)
    return find_parties(tokens, Sentence(0, len(tokens), 0, 0), knowledge.actors)


def sides(text: str, report: Report) -> tuple[list[str | None], list[str | None]]:
    mention = report(text)[0]
    return [actor.text for actor in mention.source], [actor.text for actor in mention.target]


@pytest.mark.parametrize(
    "spelling",
    [
        "Hayat Tahrir al-Sham",
        "Hayaat Tahrir Al-Shaam",
        "Hay'at Tahrir al-Sham",
        "HTS",
        "Syria's former al-Qaeda affiliate",
    ],
)
def test_spellings_of_one_group_are_one_actor(spelling: str, extraction_knowledge: ExtractionKnowledge) -> None:
    party = parties_in(f"Fighters of {spelling} left.", extraction_knowledge)[-1]

    assert (party.name, party.country, party.side) == ("Hay'at Tahrir al-Sham", "SYR", "rebel")


def test_a_nation_and_a_role_are_one_party(extraction_knowledge: ExtractionKnowledge) -> None:
    (party,) = parties_in("the Russian warplanes", extraction_knowledge)

    assert (party.name, party.country, party.sector, party.side) == ("Russian warplanes", "RUS", "military", "state")


def test_a_capital_can_stand_for_its_government(extraction_knowledge: ExtractionKnowledge) -> None:
    (party,) = parties_in("a warning from Ankara", extraction_knowledge)

    assert (party.kind, party.country, party.sector) == (PartyKind.CAPITAL, "TUR", "government")


def test_short_names_must_be_written_in_capitals(extraction_knowledge: ExtractionKnowledge) -> None:
    assert not any(party.kind is PartyKind.NAMED for party in parties_in("it is what un means", extraction_knowledge))
    assert parties_in("the fighters of IS", extraction_knowledge)[-1].name == "Islamic State"


def test_days_and_first_words_are_no_names(extraction_knowledge: ExtractionKnowledge) -> None:
    assert parties_in("On Sunday We Meanwhile", extraction_knowledge) == []


def test_forces_of_an_unknown_name_need_not_be_a_states(extraction_knowledge: ExtractionKnowledge) -> None:
    assert parties_in("the Zorgian forces", extraction_knowledge)[0].side == "armed"


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Taliban militants attacked Afghan soldiers.", ["Taliban militants"], ["Afghan soldiers"]),
        ("Afghan soldiers were attacked by Taliban militants.", ["Taliban militants"], ["Afghan soldiers"]),
        ("Russian air strikes killed ten women.", ["Russian"], ["women"]),
        ("An attack by Al Shabaab on Kenyan troops was repelled.", ["Al Shabaab"], ["Kenyan troops"]),
        ("Clashes between government forces and rebels continued.", ["government forces"], ["rebels"]),
    ],
)
def test_voice_and_prepositions_tell_who_acts(text: str, source: list[str], target: list[str], report: Report) -> None:
    assert sides(text, report) == (source, target)


def test_the_people_killed_are_the_target(report: Report) -> None:
    assert sides("Shelling of the village killed 22 fighters belonging to the Sham Legion.", report)[1] == [
        "Sham Legion"
    ]


def test_a_place_after_a_preposition_is_no_target(report: Report) -> None:
    assert sides("Gunmen opened fire in Bajaur.", report)[1] == []


@pytest.mark.parametrize(
    "text", ["Thousands of workers protested in Athens on Monday.", "Workers rioted near the port."]
)
def test_those_who_protest_act(text: str, report: Report) -> None:
    (mention, *_) = report(text)

    assert [actor.name.lower() for actor in mention.source] == ["workers"]
    assert mention.target == ()
