"""Sentences about one event are one mention; other days, places, means or parties make another."""

from collections.abc import Callable
from datetime import date

import pytest
from service.models.mention import EventMention

Report = Callable[..., tuple[EventMention, ...]]


def violent(mentions: tuple[EventMention, ...]) -> list[EventMention]:
    return [
        mention for mention in mentions if mention.event_type.plover and mention.event_type.plover.type == "ASSAULT"
    ]


def test_sentences_on_one_event_are_one_mention(report: Report) -> None:
    text = (
        "Gunmen killed five farmers in Zamfara on Monday, police said.\n\n"
        "The attack began at dawn, the police spokesman said.\n\n"
        "Two other farmers were wounded in the attack."
    )
    mentions = violent(report(text))

    assert len(mentions) == 1
    assert mentions[0].fatalities is not None
    assert mentions[0].injuries is not None
    assert (mentions[0].fatalities.best, mentions[0].injuries.best) == (5, 2)


@pytest.mark.parametrize(
    "second",
    [
        "On Sunday, gunmen killed two herders.",
        "In Kano state, gunmen killed two herders.",
        "Separately, gunmen killed two herders.",
    ],
)
def test_another_day_place_means_or_word_is_another_event(second: str, report: Report) -> None:
    text = f"Gunmen shot dead five farmers in Zamfara on Monday, police said.\n\n{second}\n\nNo group claimed it."

    assert len(violent(report(text))) == 2


def test_shelling_and_bombing_are_two_events(report: Report) -> None:
    text = "Shelling killed five farmers in Zamfara on Monday.\n\nJets bombed a forest.\n\nNo group claimed it."

    assert len(violent(report(text))) == 2


def test_the_attack_points_back_even_when_it_names_a_closer_place(report: Report) -> None:
    text = (
        "A militant group killed 21 soldiers on Sunday near Idlib, a monitor said.\n\n"
        "Sunday's attack was carried out in the village of Masasna in Hama, the monitor said.\n\n"
        "The group is small."
    )

    assert len(violent(report(text))) == 1


def test_strikes_at_two_hours_of_a_day_are_two(report: Report) -> None:
    text = (
        "On Sunday morning, jets bombed rebels in Saraqib, a correspondent said.\n\n"
        "Air strikes on Sunday afternoon hit rebel areas far from the front.\n\n"
        "The front was quiet."
    )

    assert len(violent(report(text))) == 2


def test_the_deadliest_early_event_stands_first(report: Report) -> None:
    text = (
        "The government renewed its bombing campaign around Idlib over the weekend.\n\n"
        "On Friday, shelling of the village of Halfaya killed 22 fighters.\n\n"
        "On Saturday, jets bombed the town of Morek."
    )
    first = report(text)[0]

    assert first.fatalities is not None
    assert first.fatalities.best == 22


def test_a_sentence_without_a_day_happens_on_the_day_the_text_is_at(report: Report) -> None:
    text = (
        "Rebels left the town of Saraqib on Tuesday, a monitor said.\n\n"
        "On Monday, a Turkish military convoy crossed the border into Idlib.\n\n"
        "An air strike targeted the convoy, Ankara said."
    )
    strike = next(
        mention for mention in violent(report(text)) if "strike" in (mention.evidence.text if mention.evidence else "")
    )

    assert strike.event_date.start == date(2021, 6, 14)


def test_a_day_after_dates_what_it_follows_to_the_day_before(report: Report) -> None:
    text = (
        "Turkey warned Damascus a day after a Syrian air strike hit a convoy in Idlib.\n\nThe road was cut.\n\n"
        "It is open now."
    )
    strike = violent(report(text))[0]

    assert strike.event_date.start == date(2021, 6, 15)


def test_without_a_publication_day_weekdays_stay_unresolved(report: Report) -> None:
    mention = report("Jets bombed the town of Saraqib on Monday.", published_at=None)[0]

    assert mention.event_date.start is None
    assert mention.event_date.text == "Monday"


def test_a_title_alone_can_report_an_event(report: Report) -> None:
    mention = report("Close Get email notifications daily!", "3 killed, 2 wounded in shooting at apartment")[0]

    assert mention.evidence is None
    assert mention.fatalities is not None
    assert mention.fatalities.best == 3


def test_a_text_without_events_has_no_mentions(report: Report) -> None:
    assert report("The library opens at nine. Bread is sold at the corner.", "Opening hours") == ()
    assert report("", None) == ()


def test_a_crime_is_one_event_though_victims_and_police_stand_first(report: Report) -> None:
    text = (
        "One person is dead and four others are injured after a shooting early Sunday.\n\n"
        "City police received reports of gunshots on Main Street.\n\nThe road is closed."
    )

    assert len(violent(report(text))) == 1
