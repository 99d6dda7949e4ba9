"""The events that one partition remembers, held in memory."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from service.dedupe.candidates import Key, Kind
from service.dedupe.members import Members
from service.dedupe.redirects import Redirects
from service.dedupe.shelf import Shelf
from service.dedupe.traits import Traits
from service.models.event import Event, EventStatus

BYTES_PER_REPORT = 5_000  # by which a process grows at 100,000 to 1,000,000 reports (tests/bench/resolve_curve.py)


def reports_within(max_bytes: int) -> int:
    """How many reports a state of so many bytes holds."""
    return max(1, max_bytes // BYTES_PER_REPORT)


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

    def holders(self, kind: Kind, key: Key) -> int:
        """How many of the reports that stand for events name a thing."""
        ...


@dataclass(frozen=True, slots=True)
class _Held:
    """What stays at hand of a remembered event."""

    revision: int
    mention_ids: tuple[str, ...]
    absorbed: tuple[str, ...]
    last_received: datetime


class EventState:
    """The newest revision of each event of one partition, bounded in reports and in days since an event's last report.

    Adding, in log order, the newest revision of every event gives a state that decides as this one does; adding an
    older revision, or one twice, changes nothing. The event whose newest revision is the oldest leaves first: when it
    had no report for `window_days`, or beyond `max_reports` reports.
    """

    def __init__(self, window_days: float, max_reports: int, redirect_days: float = 30.0) -> None:
        self._window = timedelta(days=window_days)
        self._max_reports = max_reports
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._shelf = Shelf()
        self._members = Members()
        self._redirects = Redirects(redirect_days)
        self._of_mention: dict[str, str] = {}
        self._absorbed: dict[str, str] = {}
        self._reports = 0
        self._newest: datetime | None = None

    def size(self) -> tuple[int, int]:
        """(reports, estimated bytes) remembered."""
        return self._reports, self._reports * BYTES_PER_REPORT

    def add(self, event: Event) -> None:
        """Remember a revision; merged events are known by the survivor's `absorbed` alone."""
        known = self._held.get(event.event_id)
        if known is not None and known.revision >= event.revision:
            return
        if event.status is EventStatus.MERGED or event.event_id in self._absorbed:
            self._drop(event.event_id)
            if event.merged_at is not None:
                self._redirects.add(event.event_id, event.merged_at)
            return
        if event.status is EventStatus.ACTIVE:
            replaced = (self._shelf.at_hand(event_id) for event_id in (event.event_id, *event.absorbed))
            self._members.put(event, [one for one in replaced if one is not None])
        else:
            self._members.drop(event.event_id)
        self._keep(event)
        self._evict(self._held[event.event_id].last_received)

    def bury(self, event_id: str) -> None:
        """A tombstone has removed the redirect of a merged event."""
        self._redirects.remove(event_id)

    def take_expired(self, at: datetime) -> tuple[str, ...]:
        """The merged events whose redirects are to be removed by now, each told of once; `at` is a report's time."""
        return tuple(self._redirects.expired(at))

    def get(self, event_id: str) -> Event | None:
        """The newest revision of an event; None when it is not remembered or was absorbed."""
        return self._shelf.get(event_id) if event_id in self._held else None

    def holds(self, event_id: str) -> bool:
        """Whether the identifier is taken."""
        return event_id in self._held or event_id in self._absorbed

    def event_of(self, mention_id: str) -> Event | None:
        """The event that holds a mention's report."""
        event_id = self._of_mention.get(mention_id)
        return None if event_id is None else self._shelf.get(event_id)

    def members(self, event_id: str) -> Sequence[Traits]:
        """The comparable sides of the reports that stand for an active event."""
        return self._members.of(event_id)

    def near(self, traits: Traits) -> Sequence[str]:
        """Active events whose reports share most with these traits."""
        return self._members.near(traits)

    def holders(self, kind: Kind, key: Key) -> int:
        """How many of the reports that stand for events name a thing."""
        return self._members.holders(kind, key)

    def _keep(self, event: Event) -> None:
        for event_id in (event.event_id, *event.absorbed):
            self._forget(event_id)
        self._absorbed.update(dict.fromkeys(event.absorbed, event.event_id))
        self._shelf.put(event)
        mention_ids = tuple(report.mention_id for report in event.reports)
        last_received = max(report.received_at for report in event.reports)
        self._held[event.event_id] = _Held(event.revision, mention_ids, event.absorbed, last_received)
        self._reports += len(mention_ids)
        for mention_id in mention_ids:
            if event.status is EventStatus.ACTIVE or mention_id not in self._of_mention:
                self._of_mention[mention_id] = event.event_id

    def _drop(self, event_id: str) -> None:
        self._members.drop(event_id)
        self._forget(event_id)

    def _forget(self, event_id: str) -> None:
        held = self._held.pop(event_id, None)
        if held is None:
            return
        self._shelf.remove(event_id)
        self._reports -= len(held.mention_ids)
        for mention_id in held.mention_ids:
            if self._of_mention.get(mention_id) == event_id:
                del self._of_mention[mention_id]
        for loser in held.absorbed:
            self._absorbed.pop(loser, None)

    def _evict(self, received: datetime) -> None:
        self._newest = max(received, self._newest or received)
        while len(self._held) > 1:
            event_id, held = next(iter(self._held.items()))
            if self._reports <= self._max_reports and held.last_received >= self._newest - self._window:
                break
            self._drop(event_id)
