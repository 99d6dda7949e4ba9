"""History, plans, hypotheses, denials, totals and comment are no events of an article."""

from collections.abc import Callable

import pytest
from service.extract import ExtractionKnowledge
from service.extract.events.triggers import find_triggers
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import tokenize
from service.models.mention import EventMention, Modality

Report = Callable[..., tuple[EventMention, ...]]

LEAD = "Gunmen killed five soldiers near Hama on Tuesday, a monitor said.\n\nThe wounded were taken to the city.\n\n"


def evidence_of(text: str, report: Report) -> list[str]:
    return [mention.evidence.text for mention in report(LEAD + text) if mention.evidence]


@pytest.mark.parametrize(
    "text",
    [
        "The war has killed more than 370,000 people since it erupted in 2011.",
        "Between late April and the end of August, jets pounded the region.",
        "More than 160 civilians have been killed since the deal went into effect.",
        "A planned offensive on the province has been held off.",
        "Aid groups warned that an assault on the city could spark a crisis.",
        "Troops invaded the region in 2014.",
        "The army would attack the town if the rebels stayed.",
        "Such raids are often carried out at night.",
        "Turkey launched an invasion in March.",
        "The army did not shell the town.",
    ],
)
def test_background_is_no_event(text: str, report: Report) -> None:
    assert not any(text[:30] in evidence for evidence in evidence_of(text, report))


def test_news_beside_background_is_an_event(report: Report) -> None:
    assert any("Maarat" in evidence for evidence in evidence_of("Jets bombed the town of Maarat on Wednesday.", report))


def test_a_denial_is_kept_as_a_denied_claim(report: Report) -> None:
    mentions = report(LEAD + "A rebel spokesman denied that its forces had withdrawn from the town of Morek.")
    denied = [mention for mention in mentions if mention.claim and mention.claim.modality is Modality.DENIED]

    assert denied


def test_comment_without_a_place_a_day_or_a_victim_has_no_event(report: Report) -> None:
    text = (
        "We must reject violence and terrorism. Peace cannot be built on attacks. Our people want dialogue.\n\n"
        "Our struggle against oppression goes on. You know that the killing must stop.\n\nDemocracy will prevail."
    )

    assert report(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Government forces are in the north.",
        "He wants his money back.",
        "The Strike Force Command met.",
        "Reports say little.",
    ],
)
def test_nouns_and_names_that_look_like_verbs_are_no_triggers(
    text: str, extraction_knowledge: ExtractionKnowledge
) -> None:
    tokens = tokenize(text)
    firings = find_triggers(tokens, Sentence(0, len(tokens), 0, 0), extraction_knowledge.events.triggers)

    assert not {firing.kind for firing in firings} & {"repress", "support", "strike", "air_strike", "attack"}


def test_aircraft_that_only_back_an_army_make_no_air_strike(report: Report) -> None:
    acled = report("The army backed by Russian warplanes launched a ground assault on the town.")[0].event_type.acled

    assert acled is not None
    assert acled.sub_event_type == "Armed clash"
