"""What the order of arrival may change, and what it may not."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations
from random import Random
from statistics import fmean

from dedupe_builders import MONDAY, a_report
from hypothesis import given, settings
from hypothesis import strategies as st
from service.dedupe.knowledge import load_dedupe_knowledge
from service.dedupe.resolve import EventState, event_id_of, resolve
from service.models.event import Event, EventStatus
from service.models.mention import Signals
from service.models.report import Report

KNOWLEDGE = load_dedupe_knowledge()
STORIES = ("bridge", "harbour", "market", "stadium", "airport", "quarry")
TOLD = 5  # times, each story

# Pair F1 between the events of two orders of arrival. Of real articles that came up to 200 places late it was .92; of
# these stories, each report of which lacks much, .93 on average over 150 orders, and .73 for the worst.
TOLERANCE = 0.9
ORDERS = 12


def half_told(seed: int) -> list[Report]:
    """Reports of which each leaves out most: three terms in four, a name, the street, the place, the title."""
    random = Random(seed)
    return [_half_told(f"m{number}-{story}", story, random) for number in range(TOLD) for story in STORIES]


def shuffled(seed: int) -> list[Report]:
    """The same reports in another order."""
    reports = half_told(seed)
    Random(seed + 1).shuffle(reports)
    return reports


def _half_told(mention_id: str, story: str, random: Random) -> Report:
    whole = a_report(mention_id, story)
    assert whole.signals is not None
    signals = Signals(
        terms=tuple(random.sample(whole.signals.terms, 5)),
        names=tuple(random.sample(whole.signals.names, 1)),
        streets=whole.signals.streets if random.random() < 0.5 else (),
    )
    left_out = {name: empty for name, empty in (("places", ()), ("title", None)) if random.random() < 0.5}
    return whole.model_copy(update={"signals": signals, **left_out})


def events_of(reports: Iterable[Report]) -> list[Event]:
    """The active events after the reports, one of which comes each hour."""
    state, kept = EventState(window_days=30, max_reports=1_000), dict[str, Event]()
    for hour, report in enumerate(reports):
        at = MONDAY + timedelta(hours=hour)
        kept.update(
            {one.event_id: one for one in resolve(report.model_copy(update={"received_at": at}), state, KNOWLEDGE)}
        )
    return [event for event in kept.values() if event.status is EventStatus.ACTIVE]


def pairs_in(events: Iterable[Event]) -> set[frozenset[str]]:
    """The mentions that are told of as one event, two by two."""
    told = [[report.mention_id for report in event.reports] for event in events]
    return {frozenset(pair) for mentions in told for pair in combinations(mentions, 2)}


def agreement(one: set[frozenset[str]], other: set[frozenset[str]]) -> float:
    """F1 of one set of pairs by the other."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def test_another_order_of_arrival_gives_the_same_events_within_the_tolerance() -> None:
    agreements = [
        agreement(pairs_in(events_of(half_told(one))), pairs_in(events_of(shuffled(one)))) for one in range(ORDERS)
    ]

    assert fmean(agreements) >= TOLERANCE


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.randoms(use_true_random=False))
def test_an_event_has_the_same_id_in_any_order_that_begins_with_the_same_report(seed: int, random: Random) -> None:
    first, *others = half_told(seed)
    late = [first, *sorted(others, key=lambda report: (random.random(), report.mention_id))]

    for events in (events_of([first, *others]), events_of(late)):
        assert [one.event_id for one in events if first.mention_id in _mentions(one)] == [event_id_of(first.mention_id)]


def _mentions(event: Event) -> set[str]:
    return {report.mention_id for report in event.reports}
