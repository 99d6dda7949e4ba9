"""Which event does a report tell of?

A report joins the event that it fits best; when it fits two events, and they each other, they become one. Two mentions
of one article stay two events: the extractor has joined what it takes for one. Times are the reports' own.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from itertools import islice
from typing import Any

from service.dedupe.event_state import EventMemory, EventState
from service.dedupe.knowledge import DedupeKnowledge
from service.dedupe.linkage import are_told_apart, fits, linkage_for
from service.dedupe.parting import parts_without
from service.dedupe.probe import Probe
from service.dedupe.reconcile import reconciled
from service.dedupe.traits import Traits, traits_of
from service.models.event import MAX_REPORTS, Event, EventReport, EventStatus
from service.models.report import Report, ReportStatus

MAX_EVENTS = 4  # events compared with a report; the right one is among them for 96 % of follow-ups (of eight: 97 %)

# Of events that fit nearly as well, the one with more reports: articles tell of their main event first, so the main
# events of a story meet in one event although its side events resemble them.
NEARLY_BEST = 0.5

__all__ = ["EventState", "decide", "resolve"]


def resolve(report: Report, state: EventState, knowledge: DedupeKnowledge) -> tuple[Event, ...]:
    """The new revisions of events in publishing order, remembered in `state`; empty when nothing changed."""
    revisions = decide(report, state, knowledge)
    for event in revisions:
        state.add(event)
    return revisions


def decide(report: Report, state: EventMemory, knowledge: DedupeKnowledge) -> tuple[Event, ...]:
    """The new revisions in publishing order: a survivor of a merge before the event that it absorbed."""
    told = event_report(report)
    holder = state.event_of(report.mention_id)
    if holder is None:
        return () if report.status is ReportStatus.WITHDRAWN else _placed(told, state, knowledge)
    known = next(one for one in holder.reports if one.mention_id == report.mention_id)
    if report.status is ReportStatus.WITHDRAWN:
        return _withdrawn(holder, known, report, state, knowledge)
    if told.received_at < known.received_at or _same_content(told, known):
        return ()
    if holder.status is EventStatus.RETRACTED:
        return _placed(told, state, knowledge)
    return (_revised(holder, tuple(told if one is known else one for one in holder.reports)),)


def event_report(report: Report) -> EventReport:
    """The report as an event keeps it."""
    return EventReport.model_construct(**{name: getattr(report, name) for name in EventReport.model_fields})


def event_id_of(mention_id: str) -> str:
    """The identifier of the event that this mention is the first to report."""
    return f"e-{blake2b(mention_id.encode(), digest_size=12).hexdigest()}"


def _same_content(one: EventReport, other: EventReport) -> bool:
    return one.model_copy(update={"received_at": other.received_at}) == other


def _placed(told: EventReport, state: EventMemory, knowledge: DedupeKnowledge) -> tuple[Event, ...]:
    """The report in the event that it tells of, or in a new one."""
    traits = traits_of(told)
    fitting = _fitting(traits, state, knowledge)
    if not fitting:
        return (_opened(told, state),)
    joined, *others = fitting
    members = (*state.members(joined.event_id), traits)
    for other in others:
        if len(joined.reports) + len(other.reports) < MAX_REPORTS and _are_one(members, other, state, knowledge):
            return _merged(joined, other, told)
    return (_revised(joined, (*joined.reports, told)),)


def _fitting(traits: Traits, state: EventMemory, knowledge: DedupeKnowledge) -> list[Event]:
    """The events that the report fits well enough to join, the best first."""
    probe = Probe(traits)
    likely = list(islice(_likely(traits, state), MAX_EVENTS))
    groups = [[(probe, member) for member in state.members(event_id)] for event_id in likely]
    joinable = [
        (chance, event)
        for event_id, pairs, chance in zip(likely, groups, fits(groups, state, knowledge), strict=True)
        if chance >= linkage_for(pairs).join_at and (event := state.get(event_id)) and len(event.reports) < MAX_REPORTS
    ]
    nearly_best = NEARLY_BEST * max((chance for chance, _ in joinable), default=0.0)
    ranked = sorted(joinable, key=lambda fit: (fit[0] < nearly_best, -len(fit[1].reports), -fit[0], fit[1].event_id))
    return [event for _, event in ranked]


def _likely(traits: Traits, state: EventMemory) -> Iterator[str]:
    """The events that share most with the report and are not told apart from it, the likeliest first."""
    for event_id in state.near(traits):
        if not are_told_apart([(traits, member) for member in state.members(event_id)]):
            yield event_id


def _are_one(members: Sequence[Traits], other: Event, state: EventMemory, knowledge: DedupeKnowledge) -> bool:
    """Whether an event with these members, the report that joins it among them, is one with another that it fits.

    Without that report, whether two events meet would hang on whether it came before the second was opened or after.
    """
    pairs = [(probe, there) for probe in map(Probe, members) for there in state.members(other.event_id)]
    if not pairs or are_told_apart([(here.traits, there) for here, there in pairs]):
        return False
    return fits([pairs], state, knowledge)[0] >= linkage_for(pairs).merge_at


def _opened(told: EventReport, state: EventMemory) -> Event:
    """A new event; a mention withdrawn and made again revives its event, or opens one under another name."""
    event_id = event_id_of(told.mention_id)
    former = state.get(event_id)
    if former is not None and former.status is EventStatus.RETRACTED:
        return _revised(former, (told,))
    if state.holds(event_id):
        event_id = event_id_of(f"{told.mention_id} {told.received_at.isoformat()}")
    return Event(event_id=event_id, revision=1, reports=(told,), **reconciled((told,)))


def _revised(event: Event, reports: tuple[EventReport, ...], **changes: Any) -> Event:
    """The next revision of an event with these reports."""
    fields = {"reports": reports, "status": EventStatus.ACTIVE, **reconciled(reports), **changes}
    changed = tuple(name for name, value in fields.items() if value != getattr(event, name))
    return event.model_copy(update={**fields, "revision": event.revision + 1, "changed": changed})


def _merged(one: Event, other: Event, told: EventReport) -> tuple[Event, Event]:
    """The survivor (the event told of first) with all reports, then the loser with none."""
    survivor, loser = sorted((one, other), key=lambda event: (event.reports[0].received_at, event.event_id))
    absorbed = (*survivor.absorbed, *loser.absorbed, loser.event_id)
    return _revised(survivor, (*survivor.reports, *loser.reports, told), absorbed=absorbed), redirect(
        loser, survivor.event_id, told.received_at
    )


def redirect(loser: Event, survivor_id: str, merged_at: datetime) -> Event:
    """The last revision of an absorbed event: it points at the survivor and holds no report."""
    return loser.model_copy(
        update={
            "revision": loser.revision + 1,
            "status": EventStatus.MERGED,
            "merged_into": survivor_id,
            "merged_at": merged_at,
            "reports": (),
            "changed": ("status", "merged_into", "merged_at", "reports"),
        }
    )


def _withdrawn(
    holder: Event, known: EventReport, report: Report, state: EventMemory, knowledge: DedupeKnowledge
) -> tuple[Event, ...]:
    """The event without the report; what hung on that report alone, as events of their own; the report, retracted.

    The report is kept so that a late repeat of it stays withdrawn.
    """
    if holder.status is EventStatus.RETRACTED or report.received_at < known.received_at:
        return ()
    kept = tuple(one for one in holder.reports if one is not known)
    if not kept:
        return (_revised(holder, holder.reports, status=EventStatus.RETRACTED),)
    first, *others = parts_without(known, kept, state, knowledge)
    names = [f"{part[0].mention_id} without {known.mention_id} {report.received_at.isoformat()}" for part in others]
    parted = [_new_event(name, part, EventStatus.ACTIVE) for name, part in zip(names, others, strict=True)]
    retracted = _new_event(f"withdrawn {known.mention_id}", (known,), EventStatus.RETRACTED)
    return _revised(holder, first), *parted, retracted


def _new_event(name: str, reports: tuple[EventReport, ...], status: EventStatus) -> Event:
    return Event(event_id=event_id_of(name), revision=1, status=status, reports=reports, **reconciled(reports))
