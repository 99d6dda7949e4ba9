"""Pronouns and definite nouns mean a party named before; where two could be meant, nobody is."""

from collections.abc import Callable

import pytest
from service.models.mention import EventMention

Report = Callable[..., tuple[EventMention, ...]]
END = "\n\nNobody else has commented.\n\nSchools stay closed."


def acting(text: str, report: Report) -> list[tuple[list[str | None], list[str | None]]]:
    """Names of those who act and those acted on, mention by mention."""
    return [
        ([actor.name for actor in mention.source], [actor.name for actor in mention.target])
        for mention in report(text + END)
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Boko Haram has many camps near Damboa. On Monday the group attacked a convoy of farmers in Gwoza.",
            "Boko Haram",
        ),
        ("Boko Haram has many camps near Damboa. On Monday the militants attacked farmers in Gwoza.", "Boko Haram"),
        (
            "Al-Shabaab sent a statement on the attack. It said it killed nine soldiers near Baidoa on Monday.",
            "Al-Shabaab",
        ),
        ("Gunmen on motorcycles raided a market in Katsina. On Monday they killed four traders.", "Gunmen"),
        (
            "The Nigerian army reported a raid on a camp. On Monday the army killed eleven insurgents in Sambisa.",
            "Nigerian army",
        ),
    ],
)
def test_a_word_that_refers_back_names_who_is_meant(text: str, name: str, report: Report) -> None:
    assert name in [source for sources, _ in acting(text, report) for source in sources]


def test_a_pronoun_can_be_the_target(report: Report) -> None:
    text = "Three journalists covered the march in Lima. On Monday the police arrested them."

    assert (["police"], ["journalists"]) in acting(text, report)


def test_we_in_a_quotation_is_the_speaker(report: Report) -> None:
    (source, _), *_ = acting('"We have signed an agreement with the company," Ahmed Farouk said on Monday.', report)

    assert source == ["Ahmed Farouk"]


def test_nobody_acts_on_himself(report: Report) -> None:
    for source, target in acting("The mayor asked the people of Lima on Monday to help her.", report):
        assert not set(source) & set(target)


@pytest.mark.parametrize(
    "text",
    [
        "Fighters of Boko Haram and of Al-Shabaab were seen. On Monday the group attacked farmers in Gwoza.",
        "Boko Haram has camps near Damboa. On Monday the group of traders attacked a policeman in Gwoza.",
        "Boko Haram has camps near Damboa. On Monday a group attacked farmers in Gwoza.",
        "Boko Haram has camps near Damboa. On Monday it was attacked in Gwoza by drones.",
    ],
)
def test_where_it_is_not_clear_who_is_meant_nobody_is(text: str, report: Report) -> None:
    names = [name for sources, targets in acting(text, report) for name in (*sources, *targets)]

    assert "Boko Haram" not in names


def test_a_pronoun_does_not_reach_far_back(report: Report) -> None:
    text = (
        "Gunmen were seen in Katsina.\n\nThe harvest was good.\n\nPrices fell.\n\nOn Monday they killed four traders."
    )

    assert all("Gunmen" not in sources for sources, _ in acting(text, report))


def test_whose_a_place_is_does_not_make_a_party(report: Report) -> None:
    for source, target in acting("On Monday jets bombed rebel-held villages near Aleppo, killing two farmers.", report):
        assert "rebel" not in (*source, *target)


def test_those_from_whom_a_town_is_taken_are_the_target(report: Report) -> None:
    text = "On Monday the Syrian army captured the town of Morek from Hayat Tahrir al-Sham."

    assert ["Hay'at Tahrir al-Sham"] in [target for _, target in acting(text, report)]
