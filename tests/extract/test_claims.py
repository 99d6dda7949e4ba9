"""Who says so, and whether it is asserted or alleged."""

from collections.abc import Callable

import pytest
from service.models.mention import EventMention, Modality

Report = Callable[..., tuple[EventMention, ...]]


@pytest.mark.parametrize(
    ("text", "name", "modality"),
    [
        (
            "Jets bombed the town, the Syrian Observatory for Human Rights said.",
            "Syrian Observatory",
            Modality.ASSERTED,
        ),
        ("According to the AMN website, rebels attacked the base.", "AMN website", Modality.ASSERTED),
        ("Rebels attacked the base, according to witnesses.", "witnesses", Modality.ASSERTED),
        ("Ankara alleged an air strike had targeted its troops.", "Ankara", Modality.ALLEGED),
        ("Ten soldiers were killed, a war monitor said on Tuesday.", "war monitor", Modality.ASSERTED),
        (
            "Captain Ali Hassan, spokesman for the brigade, yesterday confirmed that his group attacked the base.",
            "Captain Ali Hassan",
            Modality.ASSERTED,
        ),
    ],
)
def test_the_claimant_is_named(text: str, name: str, modality: Modality, report: Report) -> None:
    claim = report(text)[0].claim

    assert claim is not None
    assert name in (claim.text or "")
    assert claim.modality is modality


def test_without_a_claimant_there_is_no_claim(report: Report) -> None:
    assert report("Jets bombed the town on Monday.")[0].claim is None
