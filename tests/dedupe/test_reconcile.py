from datetime import date
from typing import Any

import pytest
from dedupe_builders import MONDAY, a_day, a_place, a_report, people
from hypothesis import given
from hypothesis import strategies as st
from service.dedupe.reconcile import independent, outlets, reconciled
from service.dedupe.resolve import event_report
from service.models.event import EventReport
from service.models.mention import (
    Actor,
    Claim,
    Count,
    CountSide,
    DatePrecision,
    EventDate,
    Modality,
    Place,
    PlacePrecision,
    SideCount,
)


def told(mention_id: str, **fields: Any) -> EventReport:
    return event_report(a_report(mention_id, **fields))


def test_the_best_count_is_what_most_accounts_say() -> None:
    fields = reconciled([told(f"m{n}", fatalities=people(killed)) for n, killed in enumerate([3, 5, 3])])

    assert (fields["fatalities"].low, fields["fatalities"].best, fields["fatalities"].high) == (3, 3, 5)


def test_of_counts_said_equally_often_the_larger_is_best() -> None:
    fields = reconciled([told("m1", fatalities=people(3)), told("m2", fatalities=people(5))])

    assert fields["fatalities"].best == 5


def test_low_and_high_keep_the_widest_reported_range() -> None:
    fields = reconciled([told("m1", injuries=people(10, low=8)), told("m2", injuries=people(10, high=20))])

    assert (fields["injuries"].low, fields["injuries"].high) == (8, 20)


def test_the_range_holds_what_an_account_has_said_before() -> None:
    reports = [
        told("m1", agency="Reuters", fatalities=people(2)),
        told("m2", agency="Reuters", fatalities=people(4), hours=5),
    ]

    fields = reconciled(reports)

    assert (fields["fatalities"].low, fields["fatalities"].best, fields["fatalities"].high) == (2, 4, 4)


def test_a_figure_of_another_size_is_of_another_event() -> None:
    figures = [3, 3, 165, 0]

    fields = reconciled([told(f"m{n}", fatalities=people(killed)) for n, killed in enumerate(figures)])

    assert (fields["fatalities"].low, fields["fatalities"].high) == (0, 3)


def test_who_counts_the_hurt_alone_says_that_nobody_has_died_so_far() -> None:
    reports = [told("m1", injuries=people(3)), told("m2", injuries=people(2), fatalities=people(1))]

    fields = reconciled(reports)

    assert (fields["fatalities"].low, fields["fatalities"].best, fields["fatalities"].high) == (0, 1, 1)


def test_of_the_hurt_some_may_die_later() -> None:
    fields = reconciled([told("m1", injuries=people(11))])

    assert (fields["fatalities"].low, fields["fatalities"].best, fields["fatalities"].high) == (0, None, 2)


@given(st.lists(st.tuples(st.none() | st.integers(0, 300), st.none() | st.integers(0, 300)), min_size=1, max_size=6))
def test_low_best_and_high_stand_in_order(figures: list[tuple[int | None, int | None]]) -> None:
    reports = [
        told(
            f"m{n}",
            fatalities=None if killed is None else people(killed, low=killed // 2),
            injuries=None if hurt is None else people(hurt, high=hurt + 5),
        )
        for n, (killed, hurt) in enumerate(figures)
    ]

    for count in (reconciled(reports)["fatalities"], reconciled(reports)["injuries"]):
        known = [] if count is None else [end for end in (count.low, count.best, count.high) if end is not None]
        assert known == sorted(known)


def test_no_reported_count_stays_unknown_and_zero_stays_zero() -> None:
    fields = reconciled([told("m1", injuries=people(0))])

    assert fields["fatalities"] is None
    assert fields["injuries"].best == 0


def test_counts_are_kept_for_each_side() -> None:
    one = Count(low=2, best=2, high=2, by_side=(SideCount(side=CountSide.TARGET, low=2, best=2, high=2),))
    other = Count(low=4, best=4, high=4, by_side=(SideCount(side=CountSide.CIVILIAN, low=4, best=4, high=4),))

    fields = reconciled([told("m1", fatalities=one), told("m2", fatalities=other)])

    assert [(side.side, side.best) for side in fields["fatalities"].by_side] == [("target", 2), ("civilian", 4)]


def test_a_copy_has_no_vote_of_its_own() -> None:
    original = told("m1", article_id="a1", fatalities=people(3))
    copies = [told(f"c{n}", article_id=f"c{n}", duplicate_of="a1", fatalities=people(3), hours=1) for n in range(3)]
    others = [told(f"o{n}", fatalities=people(5)) for n in range(2)]

    assert reconciled([original, *copies, *others])["fatalities"].best == 5


def test_copies_and_reports_of_one_wire_story_count_as_one_outlet() -> None:
    reports = [
        told("m1", article_id="a1", outlet="Post"),
        told("m2", outlet="Herald", duplicate_of="a1"),
        told("m3", outlet="Star", agency="Reuters"),
        told("m4", outlet="Globe", agency="REUTERS"),
    ]

    assert outlets(reports) == ("Post", "Star")
    assert len(independent(reports)) == 2


def test_an_account_speaks_with_its_latest_report() -> None:
    reports = [
        told("m1", agency="Reuters", fatalities=people(2)),
        told("m2", agency="Reuters", fatalities=people(4), hours=5),
    ]

    assert reconciled(reports)["fatalities"].best == 4


def test_the_exact_day_wins_over_the_more_often_said_month() -> None:
    month = EventDate(start=date(2026, 2, 1), end=date(2026, 2, 28), precision=DatePrecision.MONTH)
    reports = [
        told("m1", event_date=month),
        told("m2", event_date=month),
        told("m3", event_date=a_day(date(2026, 2, 7))),
    ]

    assert reconciled(reports)["event_date"].start == date(2026, 2, 7)


def test_the_settlement_wins_over_the_province_and_has_no_offsets() -> None:
    province = Place(name="Idlib", country="SYR", precision=PlacePrecision.ADMIN1)
    town = a_place("Saraqib").model_copy(update={"start": 3, "end": 10})

    (place,) = reconciled([told("m1", places=(province,)), told("m2", places=(town,))])["places"]

    assert (place.name, place.start) == ("Saraqib", None)


def test_parties_are_those_that_any_account_names_the_most_named_first() -> None:
    army, rebels = Actor(name="Army"), Actor(name="Rebels")
    reports = [told("m1", source=(rebels,)), told("m2", source=(army,)), told("m3", source=(army,))]

    assert [actor.name for actor in reconciled(reports)["source"]] == ["Army", "Rebels"]


def test_an_asserted_claim_is_preferred_to_a_denial() -> None:
    denied, asserted = Claim(name="Ministry", modality=Modality.DENIED), Claim(name="Observatory")

    fields = reconciled([told("m1", claim=asserted), told("m2", claim=denied)])

    assert fields["claim"] == asserted


def test_two_accounts_are_surer_than_one() -> None:
    fields = reconciled([told("m1", confidence=0.5), told("m2", confidence=0.5)])

    assert fields["confidence"] == pytest.approx(0.75)


def test_the_event_spans_the_publications_of_its_reports() -> None:
    later = told("m2", published_at=MONDAY.replace(day=5))

    fields = reconciled([told("m1"), later])

    assert (fields["first_reported_at"], fields["last_reported_at"]) == (MONDAY, MONDAY.replace(day=5))
