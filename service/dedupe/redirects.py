"""The redirects of merged events that no tombstone has removed yet."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import heappop, heappush


class Redirects:
    """Each with the time at which it may go: so many days after the merge, when every consumer has followed it."""

    def __init__(self, days: float) -> None:
        self._kept_for = timedelta(days=days)
        self._until: dict[str, datetime] = {}
        self._by_time: list[tuple[datetime, str]] = []

    def add(self, event_id: str, merged_at: datetime) -> None:
        """A redirect is published; again, it changes nothing."""
        if event_id not in self._until:
            self._until[event_id] = merged_at + self._kept_for
            heappush(self._by_time, (self._until[event_id], event_id))

    def remove(self, event_id: str) -> None:
        """A tombstone is published."""
        self._until.pop(event_id, None)

    def expired(self, at: datetime) -> Iterator[str]:
        """The events whose redirects may go by now, the oldest first; each is told of once."""
        while self._by_time and self._by_time[0][0] <= at:
            due, event_id = heappop(self._by_time)
            if self._until.get(event_id) == due:
                del self._until[event_id]
                yield event_id
