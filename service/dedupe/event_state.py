"""The events that one partition remembers, held in memory."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from service.dedupe.candidates import CandidateIndex
from service.dedupe.traits import Traits, traits_of
from service.models.event import Event, EventReport, EventStatus

BYTES_PER_REPORT = 6_000  # measured: a report with its signals, its comparable side and its index entries
FIRST_MEMBERS = 2
LATEST_MEMBERS = 3


class EventMemory(Protocol):
    """What `decide` asks of a state."""

    def get(self, event_id: str) -> Event | None:
        """The newest revision of an event."""
        ...

    def holds(self, event_id: str) -> bool:
        """Whether the identifier is taken: by a remembered event or by one that it absorbed."""
        ...

    def event_of(self, mention_id: str) -> Event | None:
        """The event that holds a mention's report, active or retracted."""
        ...

    def members(self, event_id: str) -> Sequence[Traits]:
        """The comparable sides of the reports that stand for an active event, in the order of its reports."""
        ...

    def near(self, traits: Traits) -> Sequence[str]:
        """Active events whose reports share most with these traits, the likeliest first."""
        ...

    def holders(self, key: str) -> int:
        """How many reports name a thing (a key of `index_keys`)."""
        ...


class EventState:
    """The newest revision of each event of one partition, bounded in reports and in days since an event's last report.

    Adding, in log order, the newest revision of every event gives a state that decides as this one does; adding an
    older revision, or one twice, changes nothing. The event whose newest revision is the oldest leaves first: when it
    had no report for `window_days`, or beyond `max_reports` reports.
    """

    def __init__(self, window_days: float, max_reports: int) -> None:
        self._window = timedelta(days=window_days)
        self._max_reports = max_reports
        self._events: OrderedDict[str, Event] = OrderedDict()
        self._members: dict[str, tuple[Traits, ...]] = {}
        self._of_mention: dict[str, str] = {}
        self._absorbed: dict[str, str] = {}
        self._index = CandidateIndex()
        self._reports = 0
        self._newest: datetime | None = None

    def size(self) -> tuple[int, int]:
        """(reports, estimated bytes) remembered."""
        return self._reports, self._reports * BYTES_PER_REPORT

    def add(self, event: Event) -> None:
        """Remember a revision; merged events are known by the survivor's `absorbed` alone."""
        known = self._events.get(event.event_id)
        if known is not None and known.revision >= event.revision:
            return
        self._drop(event.event_id)
        for loser in event.absorbed:
            self._drop(loser)
            self._absorbed[loser] = event.event_id
        if event.status is not EventStatus.MERGED and event.event_id not in self._absorbed:
            self._keep(event)
            self._evict(event)

    def get(self, event_id: str) -> Event | None:
        """The newest revision of an event; None when it is not remembered or was absorbed."""
        return self._events.get(event_id)

    def holds(self, event_id: str) -> bool:
        """Whether the identifier is taken."""
        return event_id in self._events or event_id in self._absorbed

    def event_of(self, mention_id: str) -> Event | None:
        """The event that holds a mention's report."""
        event_id = self._of_mention.get(mention_id)
        return None if event_id is None else self._events[event_id]

    def members(self, event_id: str) -> Sequence[Traits]:
        """The comparable sides of the reports that stand for an active event."""
        return self._members.get(event_id, ())

    def near(self, traits: Traits) -> Sequence[str]:
        """Active events whose reports share most with these traits."""
        return tuple(dict.fromkeys(self._of_mention[mention_id] for mention_id in self._index.near(traits)))

    def holders(self, key: str) -> int:
        """How many reports name a thing."""
        return self._index.holders(key)

    def _keep(self, event: Event) -> None:
        self._events[event.event_id] = event
        self._reports += len(event.reports)
        active = event.status is EventStatus.ACTIVE
        for report in event.reports:
            if active or report.mention_id not in self._of_mention:
                self._of_mention[report.mention_id] = event.event_id
        if active:
            self._members[event.event_id] = tuple(traits_of(report) for report in representatives(event.reports))
            for traits in self._members[event.event_id]:
                self._index.add(traits)

    def _drop(self, event_id: str) -> None:
        event = self._events.pop(event_id, None)
        if event is None:
            return
        self._reports -= len(event.reports)
        for traits in self._members.pop(event_id, ()):
            self._index.remove(traits)
        for report in event.reports:
            if self._of_mention.get(report.mention_id) == event_id:
                del self._of_mention[report.mention_id]

    def _evict(self, added: Event) -> None:
        self._newest = max(_last_received(added), self._newest or _last_received(added))
        while len(self._events) > 1:
            event_id, event = next(iter(self._events.items()))
            if self._reports <= self._max_reports and _last_received(event) >= self._newest - self._window:
                break
            self._drop(event_id)


def representatives(reports: Sequence[EventReport]) -> Sequence[EventReport]:
    """The reports that stand for an event when another is compared with it: the first and the latest ones."""
    if len(reports) <= FIRST_MEMBERS + LATEST_MEMBERS:
        return reports
    return (*reports[:FIRST_MEMBERS], *reports[-LATEST_MEMBERS:])


def _last_received(event: Event) -> datetime:
    return max(report.received_at for report in event.reports)
