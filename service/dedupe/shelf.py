"""Where the newest revisions of remembered events lie: those used last at hand, the others packed."""

import zlib
from collections import OrderedDict

from service.models.event import Event

AT_HAND = 4_000  # reports of the events that lie unpacked, about 15 kB each
FAST = 1  # zlib's level: half the time of its default for a tenth more bytes


class Shelf:
    """Events by id. What is read from it does not depend on what lies packed."""

    def __init__(self) -> None:
        self._at_hand: OrderedDict[str, Event] = OrderedDict()
        self._reports_at_hand = 0
        self._packed: dict[str, bytes] = {}

    def put(self, event: Event) -> None:
        """Keep this revision in place of any other."""
        self.remove(event.event_id)
        self._lay_at_hand(event)

    def get(self, event_id: str) -> Event:
        """The event; raises KeyError when it is not kept."""
        event = self._at_hand.get(event_id)
        if event is None:
            event = Event.from_json(zlib.decompress(self._packed.pop(event_id)))
            self._lay_at_hand(event)
        else:
            self._at_hand.move_to_end(event_id)
        return event

    def at_hand(self, event_id: str) -> Event | None:
        """The event if it lies unpacked."""
        return self._at_hand.get(event_id)

    def remove(self, event_id: str) -> None:
        """Keep the event no longer."""
        self._packed.pop(event_id, None)
        event = self._at_hand.pop(event_id, None)
        if event is not None:
            self._reports_at_hand -= len(event.reports)

    def _lay_at_hand(self, event: Event) -> None:
        self._at_hand[event.event_id] = event
        self._reports_at_hand += len(event.reports)
        while self._reports_at_hand > AT_HAND and len(self._at_hand) > 1:
            event_id, oldest = self._at_hand.popitem(last=False)
            self._reports_at_hand -= len(oldest.reports)
            self._packed[event_id] = zlib.compress(oldest.to_json(), FAST)
