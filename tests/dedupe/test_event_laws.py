from datetime import timedelta

from dedupe_builders import MONDAY, a_report, a_report_of_both, people
from hypothesis import given, settings
from hypothesis import strategies as st
from service.dedupe.knowledge import load_dedupe_knowledge
from service.dedupe.resolve import EventState, event_id_of, resolve
from service.models.event import Event, EventStatus
from service.models.report import Report, ReportStatus

KNOWLEDGE = load_dedupe_knowledge()
STORIES = ("bridge", "harbour", "market")
REDIRECT_HOURS = 3
# A log of reports: (mention, killed or None, whether it is taken back). The first nine mentions tell of three stories;
# the others of two stories at once, so that events are merged, and parted when those mentions are taken back.
LOGS = st.lists(
    st.tuples(st.integers(0, 12), st.sampled_from([None, 2, 3]), st.sampled_from([False, False, True])), max_size=16
)


def reports_in(log: list[tuple[int, int | None, bool]]) -> list[Report]:
    return [a_report_in(hour, *entry) for hour, entry in enumerate(log)]


def a_report_in(hour: int, number: int, killed: int | None, gone: bool) -> Report:
    fields = {
        "hours": hour,
        "fatalities": None if killed is None else people(killed),
        "status": ReportStatus.WITHDRAWN if gone else ReportStatus.REPORTED,
    }
    if number > 8:
        return a_report_of_both(f"m{number}", **fields)
    return a_report(f"m{number}", story=STORIES[number % len(STORIES)], **fields)


def an_event_state(max_reports: int = 1_000) -> EventState:
    return EventState(window_days=30, max_reports=max_reports, redirect_days=REDIRECT_HOURS / 24)


def play(state: EventState, reports: list[Report]) -> list[Event]:
    return [event for report in reports for event in resolve(report, state, KNOWLEDGE)]


def newest(revisions: list[Event]) -> dict[str, Event]:
    """What a compacted topic keeps, in log order."""
    kept: dict[str, Event] = {}
    for event in revisions:
        kept.pop(event.event_id, None)
        kept[event.event_id] = event
    return kept


@settings(max_examples=40, deadline=None)
@given(LOGS, st.data())
def test_replaying_any_suffix_changes_nothing(log: list[tuple[int, int | None, bool]], data: st.DataObject) -> None:
    reports = reports_in(log)
    state = an_event_state()
    play(state, reports)

    assert play(state, reports[data.draw(st.integers(0, len(reports))) :]) == []


@settings(max_examples=40, deadline=None)
@given(LOGS, st.data())
def test_a_state_rebuilt_from_the_newest_revisions_decides_the_same(
    log: list[tuple[int, int | None, bool]], data: st.DataObject
) -> None:
    reports = reports_in(log)
    cut = data.draw(st.integers(0, len(reports)))
    state, rebuilt = an_event_state(), an_event_state()
    for event in newest(play(state, reports[:cut])).values():
        rebuilt.add(Event.from_json(event.to_json()))

    assert play(rebuilt, reports[cut:]) == play(state, reports[cut:])
    assert rebuilt.take_expired(MONDAY + timedelta(days=9)) == state.take_expired(MONDAY + timedelta(days=9))


@settings(max_examples=40, deadline=None)
@given(LOGS)
def test_no_report_is_in_two_active_events(log: list[tuple[int, int | None, bool]]) -> None:
    kept = newest(play(an_event_state(), reports_in(log)))
    active = [event for event in kept.values() if event.status is EventStatus.ACTIVE]
    told = [report.mention_id for event in active for report in event.reports]

    assert len(told) == len(set(told))


@settings(max_examples=40, deadline=None)
@given(LOGS, st.data())
def test_no_report_is_in_two_active_events_at_any_time(
    log: list[tuple[int, int | None, bool]], data: st.DataObject
) -> None:
    """Between a survivor and the redirect that follows it, whoever reads knows the loser from `absorbed`."""
    revisions = play(an_event_state(), reports_in(log))
    kept = newest(revisions[: data.draw(st.integers(0, len(revisions)))])
    absorbed = {loser for event in kept.values() for loser in event.absorbed}
    active = [event for event in kept.values() if event.status is EventStatus.ACTIVE and event.event_id not in absorbed]
    told = [report.mention_id for event in active for report in event.reports]

    assert len(told) == len(set(told))


@settings(max_examples=40, deadline=None)
@given(LOGS)
def test_adding_a_revision_again_or_an_older_one_changes_nothing(log: list[tuple[int, int | None, bool]]) -> None:
    reports, state, again = reports_in(log), an_event_state(), an_event_state()
    revisions = play(state, reports)
    for event in (*revisions, *revisions):
        again.add(event)

    assert again.size() == state.size()
    assert play(again, [a_report("new", hours=30)]) == play(state, [a_report("new", hours=30)])


@settings(max_examples=40, deadline=None)
@given(LOGS)
def test_every_event_is_named_after_the_first_report_that_opened_it(log: list[tuple[int, int | None, bool]]) -> None:
    only_told = [report for report in reports_in(log) if report.status is ReportStatus.REPORTED]
    for event in play(an_event_state(), only_told):
        assert event.status is EventStatus.MERGED or event.event_id == event_id_of(event.reports[0].mention_id)


@settings(max_examples=40, deadline=None)
@given(LOGS)
def test_a_redirect_precedes_its_only_tombstone_by_the_days_it_stands(log: list[tuple[int, int | None, bool]]) -> None:
    state, merged_at, buried = an_event_state(), {}, []
    for hour, report in enumerate(reports_in(log)):
        for event in resolve(report, state, KNOWLEDGE):
            if event.status is EventStatus.MERGED:
                merged_at[event.event_id] = hour
        for event_id in state.take_expired(report.received_at):
            buried.append(event_id)
            assert merged_at[event_id] + REDIRECT_HOURS <= hour

    assert len(buried) == len(set(buried))
    assert set(buried) | set(state.take_expired(MONDAY + timedelta(days=9))) == set(merged_at)


@settings(max_examples=40, deadline=None)
@given(LOGS)
def test_revisions_of_an_event_count_up_by_one(log: list[tuple[int, int | None, bool]]) -> None:
    last: dict[str, int] = {}
    for event in play(an_event_state(), reports_in(log)):
        assert event.revision == last.get(event.event_id, 0) + 1
        last[event.event_id] = event.revision


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(9)))
def test_clearly_separate_stories_group_alike_in_any_order(order: list[int]) -> None:
    kept = newest(play(an_event_state(), reports_in([(number, None, False) for number in order])))
    groups = {frozenset(report.mention_id for report in event.reports) for event in kept.values()}

    assert groups == {frozenset(f"m{number}" for number in range(first, 9, 3)) for first in range(3)}


def test_the_state_forgets_the_oldest_event_beyond_its_bound() -> None:
    state = an_event_state(max_reports=2)
    play(state, [a_report("m1", "bridge"), a_report("m2", "harbour"), a_report("m3", "market")])

    assert state.event_of("m1") is None
    assert state.size()[0] == 2


def test_the_state_forgets_an_event_that_had_no_report_for_its_window() -> None:
    state = an_event_state()
    play(
        state,
        [a_report("m1", "bridge"), a_report("m2", "harbour", hours=20 * 24), a_report("m3", "market", hours=31 * 24)],
    )

    assert state.event_of("m1") is None
    assert state.event_of("m2") is not None
