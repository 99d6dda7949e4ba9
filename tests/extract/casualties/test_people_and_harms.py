"""Who was killed, injured or shot: groups of people, and the words that say what became of them."""

import pytest
from service.extract import ExtractionKnowledge
from service.extract.casualties.cues import Effect, find_cues, find_harms
from service.extract.casualties.groups import find_people
from service.extract.casualties.people import People
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import tokenize


def people_in(text: str, knowledge: ExtractionKnowledge) -> list[People]:
    tokens = tokenize(text)
    return find_people(tokens, Sentence(0, len(tokens), 0, 0), knowledge.events.people)


def harmed(text: str, effect: Effect, knowledge: ExtractionKnowledge) -> list[int]:
    tokens = tokenize(text)
    sentence = Sentence(0, len(tokens), 0, 0)
    harms = find_harms(
        tokens,
        sentence,
        find_people(tokens, sentence, knowledge.events.people),
        find_cues(tokens, sentence, knowledge.events.cues),
    )
    return [harm.people.quantity.best for harm in harms if harm.effect is effect]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("at least six women and four children", [6, 4]),
        ("21 regime and allied forces", [21]),
        ("two of the four victims", [2]),
        ("a 20-year-old man", [1]),
        ("two 4-year-old girls", [2]),
        ("four members of a family and two neighbours", [4, 2]),
        ("45 of their opponents", [45]),
        ("two men between 15 and 20 years old", [2]),
        ("three boys, aged 16 to 18", [3]),
        ("five children between the ages of 11 and 15", [5]),
    ],
)
def test_groups_of_people_are_counted(text: str, counts: list[int], extraction_knowledge: ExtractionKnowledge) -> None:
    assert [group.quantity.best for group in people_in(text, extraction_knowledge)] == counts


@pytest.mark.parametrize(
    "text", ["in 2014 the", "on 11 December the army", "at 9:30 they left", "for $5 in cash", "3 days later"]
)
def test_years_days_hours_and_sums_are_no_people(text: str, extraction_knowledge: ExtractionKnowledge) -> None:
    assert [group for group in people_in(text, extraction_knowledge) if not group.is_named] == []


def test_an_age_is_kept_with_its_person(extraction_knowledge: ExtractionKnowledge) -> None:
    (group,) = people_in("an unarmed 17-year-old boy", extraction_knowledge)

    assert (group.quantity.best, group.age) == (1, 17)


def test_a_name_with_an_age_is_a_person(extraction_knowledge: ExtractionKnowledge) -> None:
    (group,) = people_in("police said Jane B. Doe, 34, was found", extraction_knowledge)

    assert group.is_named
    assert group.age == 34


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Militants killed 21 soldiers near the border.", [21]),
        ("Ten people were killed in the raid.", [10]),
        ("Two killed in shooting", [2]),
        ("Shells hit a market, killing at least six women and four children.", [6, 4]),
        ("A raid killed 10 people, including three children.", [10]),
        ("The clashes left 3 soldiers and 4 militiamen dead.", [3, 4]),
        ("The shelling resulted in the deaths of some 22 fighters.", [22]),
        ("Forty villagers lost their lives.", [40]),
        ("The blast claimed the lives of nine people.", [9]),
        ("The death toll rose to 45.", [45]),
        ("A triple homicide shook the town.", [3]),
        ("Gunmen beat three men to death.", [3]),
        ("The bodies of five farmers were found.", [5]),
        ("Ann Lee, 35; Bo Day, 34; and Cy Roe, 26, died in the fire.", [1, 1, 1]),
        ("He shot his wife dead before killing himself.", [1, 1]),
        ("A woman in her 50s and a teenage girl died.", [1, 1]),
        ("The man then took his own life.", [1]),
        ("Nine citizens were hurt, none fatally.", [0]),
        ("One killed two wounded in shelling", [1]),
        ("Five gunned down at wake", [5]),
        ("Clashes claimed twelve lives.", [12]),
        ("The rescuers saved twelve lives.", []),
        ("UPDATE-At least 50 killed in riot", [50]),
        ("Strike kills 18: doctor", [18]),
        ("The raid killed 4 people in Sona and six more in nearby Bamba.", [4, 6]),
        ("Nine farmers were killed in Sona and 2 in Koro.", [9, 2]),
        ("Two farmers were killed in Sona and 3 in Bamba were wounded.", [2]),
        ("She detonated her vest, killing herself and three guards.", [1, 3]),
        ("The army killed 20 rebels and lost three soldiers.", [20, 3]),
        ("The ruling party lost three seats and two candidates.", []),
        ("Fatalities reported: 4.", [4]),
        ("Five soldiers, three rebels and two villagers were killed.", [5, 3, 2]),
        ("Two villagers, a girl aged 7 and her grandfather, were killed.", [2]),
        ("A mine left behind by IS killed a shepherd and his son.", [1, 1]),
        ("Gunmen in two vans murdered a councilwoman.", [1]),
        ("Four members of the family burned to death.", [4]),
        ("A former rebel was killed, the 12th former fighter to be killed this year.", [1]),
        ("Fourteen people, all members of the Hausa community, were killed.", [14]),
    ],
)
def test_the_killed_are_found_in_every_construction(
    text: str, killed: list[int], extraction_knowledge: ExtractionKnowledge
) -> None:
    assert harmed(text, Effect.KILLED, extraction_knowledge) == killed


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("Three people were wounded.", [3]),
        ("The blast injured 12 passengers.", [12]),
        ("The shooting left three people injured and one person dead.", [3]),
        ("Seven soldiers suffered serious wounds.", [7]),
        ("A woman is in critical condition.", [1]),
    ],
)
def test_the_injured_are_found_in_every_construction(
    text: str, injured: list[int], extraction_knowledge: ExtractionKnowledge
) -> None:
    assert harmed(text, Effect.INJURED, extraction_knowledge) == injured


@pytest.mark.parametrize(
    "text",
    [
        "He was charged with the attempted murder of two men.",
        "The plan could have killed three people.",
        "They did not kill the two hostages.",
    ],
)
def test_what_did_not_happen_is_not_counted(text: str, extraction_knowledge: ExtractionKnowledge) -> None:
    assert sum(harmed(text, Effect.KILLED, extraction_knowledge)) == 0


def test_denied_casualties_are_none_and_not_unknown(extraction_knowledge: ExtractionKnowledge) -> None:
    assert harmed("There were no casualties.", Effect.KILLED, extraction_knowledge) == [0]


def test_shots_hurt_whom_they_hit(extraction_knowledge: ExtractionKnowledge) -> None:
    assert harmed("Five people were shot at a party.", Effect.SHOT, extraction_knowledge) == [5]
    assert harmed("He hit out at Turkey.", Effect.SHOT, extraction_knowledge) == []


def test_a_thing_that_is_shot_leaves_its_shooter_unhurt(extraction_knowledge: ExtractionKnowledge) -> None:
    assert harmed("The suspect shot the dog.", Effect.SHOT, extraction_knowledge) == []
    assert harmed("A suspect shot in the leg", Effect.SHOT, extraction_knowledge) == [1]
