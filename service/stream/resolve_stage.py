"""The resolve stage on the wire: report in, event revisions out.

It remembers through the events topic itself: an event lies on the partition number of its reports, and its newest
revision holds all that resolution needs. A report may lead to several revisions (a merge's survivor and loser); when a
crash cuts such a group in half, the half is not recalled, so that the report, read again, leads to the same revisions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service import pipeline
from service.dedupe.event_state import EventState, reports_within
from service.dedupe.knowledge import DedupeKnowledge
from service.models.dead_letter import DeadLetter
from service.models.event import Event, EventStatus
from service.settings import Settings, Stage
from service.stream.dead_letters import dead_letter_record
from service.stream.messages import Message
from service.stream.outgoing import INPUT_OFFSET, INPUT_PART, MENDED, Outgoing, cloud_event, milliseconds
from service.stream.stages import InMemory, Outputs
from service.stream.topics import EVENTS, HISTORY, Topic


@dataclass(frozen=True)
class Buried:
    """A merged event whose redirect a tombstone has removed."""

    event_id: str


class ResolveStage(InMemory):
    """Tell which event each report of one partition is about."""

    stage = Stage.RESOLVE
    remembers_on: Topic | None = EVENTS

    def __init__(self, settings: Settings, partition: int, knowledge: DedupeKnowledge) -> None:
        self._knowledge = knowledge
        self._settings = settings
        self._partition = partition
        self._state = self._empty_state()
        self._unapplied: list[Event | Buried] = []

    def handle(self, message: Message) -> Outputs:
        """Every new revision, for history and (survivor first) the events topic; nothing for a known report.

        Before them, on the events topic, the tombstones of merged events whose redirects have stood long enough.
        """
        result = pipeline.resolve(message.value, message.key, self._state, self._knowledge)
        if isinstance(result, DeadLetter):
            return Outputs("rejected", publish=(dead_letter_record(result, message),), refused=result)
        history = [_history_record(event, message) for event in result]
        buried = self._state.take_expired(message.at) if result else ()
        return Outputs(
            "resolved" if result else "repeat",
            publish=history,
            remember=self._event_records([*(_tombstone(one, message) for one in buried), *history], message.offset),
            counts=[
                *(("events_published", _change(event), 1) for event in result),
                *([("events_published", "tombstone", len(buried))] if buried else []),
            ],
        )

    def recall(self, record: Message) -> None:
        """Remember an event, or that it is gone, once the last record of its report has come."""
        headers, key = dict(record.headers), (record.key or b"").decode()
        recalled = Buried(key) if record.value is None else Event.from_json(record.value)
        if MENDED in headers:  # alone, out of its group, and unknown only if compaction has taken the first one away
            self._apply(recalled)
            return
        self._unapplied.append(recalled)
        if INPUT_OFFSET in headers:
            for one in self._unapplied:
                self._apply(one)
            self._unapplied = []

    def _apply(self, recalled: Event | Buried) -> None:
        if isinstance(recalled, Buried):
            self._state.bury(recalled.event_id)
        else:
            self._state.add(recalled)

    def forget(self) -> None:
        """Start from nothing."""
        self._state = self._empty_state()
        self._unapplied = []

    def size(self) -> tuple[int, int]:
        """(reports, estimated bytes) remembered."""
        return self._state.size()

    def _empty_state(self) -> EventState:
        settings = self._settings
        max_reports = reports_within(settings.event_max_bytes)
        return EventState(settings.event_window_days, max_reports, settings.event_redirect_days)

    def _event_records(self, history: Sequence[Outgoing], offset: int) -> list[Outgoing]:
        """The last record alone says that the message is applied: a crash before it lets the message be read again."""
        value = str(offset).encode()
        parts = [self._event_record(record, (INPUT_PART, value)) for record in history[:-1]]
        return parts + [self._event_record(record, (INPUT_OFFSET, value)) for record in history[-1:]]

    def _event_record(self, history: Outgoing, place: tuple[str, bytes]) -> Outgoing:
        return replace(history, topic=EVENTS, headers=(*history.headers, place), partition=self._partition)


def _history_record(event: Event, message: Message) -> Outgoing:
    identity = f"{event.event_id}:{event.revision}"
    headers = (*message.origin.signed, *cloud_event("event", identity, message.at))
    return Outgoing(HISTORY, event.event_id.encode(), event.to_json(), headers, milliseconds(message.at))


def _tombstone(event_id: str, message: Message) -> Outgoing:
    return Outgoing(HISTORY, event_id.encode(), None, message.origin.signed, milliseconds(message.at))


def _change(event: Event) -> str:
    if event.status is not EventStatus.ACTIVE:
        return str(event.status)
    return "new" if event.revision == 1 else "updated"
