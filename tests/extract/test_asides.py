"""What only describes, names or sets the scene, or tells who wrote and who saw it, is no event and no actor of one."""

from collections.abc import Callable

import pytest
from service.models.mention import EventMention

Report = Callable[..., tuple[EventMention, ...]]
MORE = "\n\nA council spokeswoman gave no details.\n\nThe road is closed."


def types(mentions: tuple[EventMention, ...]) -> list[str | None]:
    return [mention.event_type.plover.type if mention.event_type.plover else None for mention in mentions]


def names(mention: EventMention) -> tuple[list[str | None], list[str | None]]:
    return [actor.name for actor in mention.source], [actor.name for actor in mention.target]


def test_a_capital_in_a_dateline_acts_on_nobody(report: Report) -> None:
    (mention,) = report("NAIROBI - Police shot dead five traders in Kisumu on Tuesday." + MORE)

    assert names(mention)[0] == ["Police"]


def test_a_protest_at_which_a_bomb_goes_off_is_no_event_of_its_own(report: Report) -> None:
    (mention,) = report(
        "A suicide bomber blew himself up at a party rally in Quetta on Tuesday, killing 14 people." + MORE
    )

    assert mention.event_type.plover is not None
    assert mention.event_type.plover.mode == "suicide-attack"


def test_police_who_fire_at_a_rally_are_the_event(report: Report) -> None:
    assert types(report("Police opened fire at a rally in Quetta on Tuesday, killing four protesters." + MORE)) == [
        "ASSAULT"
    ]


def test_the_blast_is_the_bombers(report: Report) -> None:
    lead = "A suicide bomber blew himself up in a market in Quetta on Tuesday, killing 14 people."
    second = "The blast tore through the fruit stalls at noon, police official Usman Ali said."

    assert types(report(f"{lead}\n\n{second}{MORE}")) == ["ASSAULT"]


def test_a_witness_has_not_done_it(report: Report) -> None:
    lead = "A bomb killed 14 people in Quetta on Tuesday."
    second = '"We have received 14 bodies," said Dr Wasim Baig of the Civil Hospital.'
    (mention,) = report(f"{lead}\n\n{second}{MORE}")

    assert "Wasim Baig" not in names(mention)[0]


def test_words_of_a_name_report_nothing(report: Report) -> None:
    assert types(report("Amnesty International Kenya accused the police of taking bribes." + MORE)) == ["ACCUSE"]


@pytest.mark.parametrize("title", ["Boko Haram Kills Three Farmers in Borno", "Boko Haram Kills 20, Borno"])
def test_a_verb_in_capitals_is_no_part_of_the_name_before_it(title: str, report: Report) -> None:
    assert types(report(title)) == ["ASSAULT"]


def test_who_condemns_the_attack_has_not_made_it(report: Report) -> None:
    lead = "Gunmen killed four farmers in Kaduna on Tuesday."
    mentions = report(f"{lead}\n\nPresident Bola Tinubu condemned the attack.{MORE}")

    assert types(mentions) == ["ASSAULT", "ACCUSE"]
    assert names(mentions[0])[0] == ["Gunmen"]


def test_naming_the_dead_is_no_second_killing(report: Report) -> None:
    lead = "An Israeli air strike killed a Hezbollah commander in Tyre on Monday."

    assert types(report(f"{lead}\n\nHezbollah identified the dead man as Wissam al-Tawil.{MORE}")) == ["ASSAULT"]


def test_a_release_is_not_the_kidnapping_before_it(report: Report) -> None:
    text = "The National Liberation Army (ELN) released two soldiers it had kidnapped in February in Arauca."

    assert types(report(text + MORE)) == ["RETREAT"]


@pytest.mark.parametrize("place", ["Mombasa", "Kisumu"])
def test_a_town_is_no_target(place: str, report: Report) -> None:
    mentions = report(
        f"Thousands of people took to the streets in Nairobi and {place} to protest against taxes." + MORE
    )

    assert [names(mention)[1] for mention in mentions] == [[]]


def test_a_toll_of_the_past_day_is_news(report: Report) -> None:
    (mention,) = report("In Gaza, 249 people were killed in the past 24 hours, the health ministry said." + MORE)

    assert mention.fatalities is not None
    assert mention.fatalities.best == 249


def test_a_capital_in_a_dateline_is_no_scene_where_the_report_names_one(report: Report) -> None:
    text = "PORT-AU-PRINCE, Oct 4 - Gang members killed 70 people in the town of Pont-Sondé early on Thursday."
    (mention,) = report(text + MORE)

    assert "Port-au-Prince" not in [place.name for place in mention.places]


def test_a_capital_in_a_dateline_is_the_scene_where_the_report_names_none(report: Report) -> None:
    (mention,) = report("NAIROBI - Police shot dead five traders on Tuesday." + MORE)

    assert [place.name for place in mention.places] == ["Nairobi"]


def test_forces_of_a_capital_do_not_fight_in_it(report: Report) -> None:
    (mention,) = report("Kyiv's forces shelled a market in Donetsk on Tuesday, wounding two people." + MORE)

    assert mention.places[0].name == "Donetsk"
    assert "Kyiv" not in [place.name for place in mention.places]


def test_an_army_that_said_it_had_done_it_has_done_it(report: Report) -> None:
    (mention,) = report("Sudan's army said on Saturday it had recaptured Wad Madani from the rebels." + MORE)

    assert names(mention)[0] == ["Sudan's army"]


def test_the_other_sides_losses_in_the_clash_belong_to_it(report: Report) -> None:
    lead = "Fano militiamen ambushed Ethiopian soldiers in Amhara on Saturday, killing 12 soldiers."
    (mention,) = report(f"{lead}\n\nThe army said it had killed 20 Fano fighters in the clash.{MORE}")

    assert mention.fatalities is not None
    assert mention.fatalities.best == 32


@pytest.mark.parametrize(
    "lead", ["A strike killed four people in Rafah on Monday.", "Israeli strikes in Rafah on Monday killed four."]
)
def test_a_strike_that_kills_is_no_work_stoppage(lead: str, report: Report) -> None:
    (mention,) = report(lead + MORE)

    assert mention.event_type.plover is not None
    assert (mention.event_type.plover.type, mention.event_type.plover.mode) == ("ASSAULT", "aerial")


@pytest.mark.parametrize(
    "lead", ["A strike by nurses closed hospitals in Nairobi.", "A strike paralysed Lima on Monday."]
)
def test_a_strike_of_those_who_work_is_a_protest(lead: str, report: Report) -> None:
    assert types(report(lead + MORE)) == ["PROTEST"]


def test_what_the_attack_damaged_is_part_of_it(report: Report) -> None:
    lead = "Russian missiles struck the port of Odesa on Tuesday, killing one person."

    assert types(report(f"{lead}\n\nThe attack damaged a grain terminal and several houses.{MORE}")) == ["ASSAULT"]
