"""One toll from all that an article says: sides are summed, repeated figures are not."""

from collections.abc import Callable

import pytest
from service.models.mention import EventMention

Report = Callable[..., tuple[EventMention, ...]]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        (
            "Militants stormed a police post. Eight officers and four attackers were killed; 20 others were wounded.",
            12,
            20,
        ),
        ("Gunmen killed five civilians, including two women, in the village of Tilla.", 5, None),
        ("Fighting killed 11 soldiers and six rebels, an official said.", 17, None),
        ("A bomb exploded near the station. There were no casualties.", 0, None),
        ("Dozens of rebels were killed in an army operation.", 12, None),
        ("Five people were shot at a party on Friday. Two of them died, police said.", 2, 3),
        ("A man was shot on Elm Street. He died at a hospital.", 1, None),
        ("The death toll of the bombing rose to 30 after two men died in hospital.", 30, None),
        ("Dozens were killed, with the mayor putting the toll at 50.", 50, None),
        ("An attack on the convoy killed five soldiers. Four of the assailants were also killed.", 9, None),
        ("Between 20 and 25 people were killed in the raid.", 20, None),
        ("A clash killed six fighters, four on one side and two on the other.", 6, None),
        ("Three youths were shot dead in a raid. A fourth died of his wounds.", 4, None),
        ("Gunmen killed two officers in Sona. A trader also died from a stray bullet.", 3, None),
        ("Rebels raided Sona. They looted shops and burned houses. Four villagers were hacked to death.", 4, None),
        ("Farmers resumed the blockade in which three people died last year.", None, None),
    ],
)
def test_a_report_of_one_event_has_its_toll(text: str, killed: int | None, injured: int | None, report: Report) -> None:
    mention = report(text)[0]

    assert (mention.fatalities and mention.fatalities.best) == killed
    assert (mention.injuries and mention.injuries.best) == injured


def test_a_headline_and_its_lead_are_counted_once(report: Report) -> None:
    mention = report(
        "Three men were killed in a shooting in Springfield on Monday, police said.", "3 killed in Springfield"
    )[0]

    assert mention.fatalities is not None
    assert mention.fatalities.best == 3


def test_both_sides_are_summed_and_told_apart(report: Report) -> None:
    text = (
        "A militant group killed 21 soldiers on Sunday near Idlib, a monitor said.\n\n"
        "Five militants were also killed, the monitor said.\n\n"
        "The attack was the deadliest in months."
    )
    fatalities = report(text)[0].fatalities

    assert fatalities is not None
    assert fatalities.best == 26
    assert sorted(side.best or 0 for side in fatalities.by_side) == [5, 21]


def test_a_rough_total_gives_way_to_the_sum_of_its_sides(report: Report) -> None:
    text = (
        "Two days of clashes between government forces and rebels in Idlib have killed almost 100, a monitor said on"
        " Monday.\n\n"
        "Fifty-one pro-government fighters had been killed over 48 hours, while 45 of their opponents had also lost"
        " their lives, the monitor said.\n\n"
        "Villagers fled to the north."
    )
    fatalities = report(text)[0].fatalities

    assert fatalities is not None
    assert fatalities.best == 96


def test_unknown_and_none_differ(report: Report) -> None:
    assert report("Jets bombed the town of Saraqib.")[0].fatalities is None


def test_low_is_never_above_best_nor_best_above_high(report: Report) -> None:
    for text in (
        "Up to 30 people were killed in a blast.",
        "At least 30 people were killed in a blast.",
        "Scores died in the attack.",
    ):
        count = report(text)[0].fatalities
        assert count is not None
        assert count.best is not None
        assert (count.low or 0) <= count.best <= (count.high or count.best)
