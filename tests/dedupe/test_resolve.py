from datetime import timedelta
from itertools import permutations

import pytest
from dedupe_builders import MONDAY, a_report, a_report_of_both, people
from service.dedupe.knowledge import load_dedupe_knowledge
from service.dedupe.resolve import EventState, event_id_of, resolve
from service.models.event import Event, EventStatus
from service.models.report import Report, ReportStatus

KNOWLEDGE = load_dedupe_knowledge()


def an_event_state() -> EventState:
    return EventState(window_days=30, max_reports=1_000)


def tell(state: EventState, *reports: Report) -> tuple[Event, ...]:
    """The revisions that the last report made."""
    revisions: tuple[Event, ...] = ()
    for report in reports:
        revisions = resolve(report, state, KNOWLEDGE)
    return revisions


def test_the_first_report_opens_an_event_named_after_its_mention():
    (event,) = tell(an_event_state(), a_report("m1"))

    assert (event.event_id, event.revision, event.status) == (event_id_of("m1"), 1, EventStatus.ACTIVE)


def test_a_second_report_of_the_story_makes_a_second_revision():
    (event,) = tell(an_event_state(), a_report("m1"), a_report("m2", hours=2))

    assert event.revision == 2
    assert [report.mention_id for report in event.reports] == ["m1", "m2"]
    assert "reports" in event.changed


def test_another_story_is_another_event():
    (event,) = tell(an_event_state(), a_report("m1"), a_report("m2", story="harbour"))

    assert event.event_id == event_id_of("m2")


def test_a_repeat_changes_nothing():
    assert tell(an_event_state(), a_report("m1"), a_report("m1", hours=3)) == ()


def test_a_changed_mention_is_updated_in_place():
    (event,) = tell(an_event_state(), a_report("m1"), a_report("m1", hours=3, fatalities=people(4)))

    assert event.revision == 2
    assert event.fatalities is not None
    assert event.fatalities.best == 4
    assert len(event.reports) == 1


def test_an_older_version_of_a_mention_changes_nothing():
    assert tell(an_event_state(), a_report("m1", hours=3, fatalities=people(4)), a_report("m1")) == ()


def test_a_withdrawn_report_leaves_the_event_and_is_split_off_retracted():
    state = an_event_state()
    taken_back = a_report("m2", hours=4, status=ReportStatus.WITHDRAWN)

    event, split = tell(state, a_report("m1"), a_report("m2", hours=1), taken_back)

    assert [report.mention_id for report in event.reports] == ["m1"]
    assert split.status is EventStatus.RETRACTED


def test_an_event_whose_only_report_is_withdrawn_is_retracted():
    (event,) = tell(an_event_state(), a_report("m1"), a_report("m1", hours=1, status=ReportStatus.WITHDRAWN))

    assert (event.event_id, event.status, event.revision) == (event_id_of("m1"), EventStatus.RETRACTED, 2)


def test_a_late_repeat_of_a_withdrawn_report_stays_withdrawn():
    taken_back = a_report("m1", hours=1, status=ReportStatus.WITHDRAWN)

    assert tell(an_event_state(), a_report("m1"), taken_back, a_report("m1")) == ()


def test_a_withdrawn_mention_that_is_made_again_revives_its_event():
    taken_back = a_report("m1", hours=1, status=ReportStatus.WITHDRAWN)

    (event,) = tell(an_event_state(), a_report("m1"), taken_back, a_report("m1", hours=2, fatalities=people(2)))

    assert (event.event_id, event.status, event.revision) == (event_id_of("m1"), EventStatus.ACTIVE, 3)


def test_withdrawing_what_was_never_said_changes_nothing():
    assert tell(an_event_state(), a_report("m1", status=ReportStatus.WITHDRAWN)) == ()


def merged_stories(state: EventState) -> tuple[Event, ...]:
    """Two stories told apart, then as one."""
    return tell(state, a_report("m1"), a_report("m2", story="harbour", hours=1), a_report_of_both("b1", hours=2))


def test_two_events_that_reports_tell_of_as_one_are_merged_the_survivor_first():
    survivor, loser = merged_stories(an_event_state())

    assert survivor.event_id == event_id_of("m1")
    assert {report.mention_id for report in survivor.reports} == {"m1", "m2", "b1"}
    assert survivor.absorbed == (loser.event_id,) == (event_id_of("m2"),)
    assert (loser.status, loser.merged_into, loser.reports) == (EventStatus.MERGED, survivor.event_id, ())


@pytest.mark.parametrize("order", list(permutations(("m1", "m2", "b1"))), ids=" ".join)
def test_a_report_that_fits_two_stories_makes_them_one_whenever_it_comes(order):
    told = {"m1": a_report("m1"), "m2": a_report("m2", story="harbour"), "b1": a_report_of_both("b1")}
    state = an_event_state()
    tell(
        state,
        *(told[name].model_copy(update={"received_at": MONDAY + timedelta(hours=at)}) for at, name in enumerate(order)),
    )

    event = state.event_of("b1")

    assert event is not None
    assert {report.mention_id for report in event.reports} == {"m1", "m2", "b1"}
    assert event.event_id == event_id_of(order[0])


def test_a_redirect_is_buried_once_when_its_days_are_over():
    state = EventState(window_days=30, max_reports=1_000, redirect_days=1)
    _, loser = merged_stories(state)
    assert loser.merged_at is not None

    assert state.take_expired(loser.merged_at + timedelta(hours=23)) == ()
    assert state.take_expired(loser.merged_at + timedelta(hours=24)) == (loser.event_id,)
    assert state.take_expired(loser.merged_at + timedelta(hours=25)) == ()


def test_an_event_that_a_withdrawn_report_held_together_falls_apart():
    state = an_event_state()
    merged_stories(state)

    event, parted, retracted = tell(state, a_report_of_both("b1", hours=9, status=ReportStatus.WITHDRAWN))

    assert (event.event_id, [report.mention_id for report in event.reports]) == (event_id_of("m1"), ["m1"])
    assert (parted.status, [report.mention_id for report in parted.reports]) == (EventStatus.ACTIVE, ["m2"])
    assert parted.event_id != event_id_of("m2")  # a redirect stands under that name
    assert [report.mention_id for report in retracted.reports] == ["b1"]


def test_an_event_holds_together_without_a_report_that_was_not_its_only_link():
    state = an_event_state()
    merged_stories(state)
    tell(state, a_report_of_both("b2", hours=3))

    event, retracted = tell(state, a_report_of_both("b2", hours=9, status=ReportStatus.WITHDRAWN))

    assert [report.mention_id for report in event.reports] == ["m1", "m2", "b1"]
    assert retracted.status is EventStatus.RETRACTED
