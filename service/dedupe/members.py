"""The reports that stand for the active events, and how other reports find them."""

from collections.abc import Iterable, Sequence

from service.dedupe.candidates import CandidateIndex, Key, Kind
from service.dedupe.traits import Traits, traits_of
from service.models.event import Event, EventReport

FIRST_MEMBERS = 2
LATEST_MEMBERS = 3


class Members:
    """Of each active event the comparable sides of its representative reports, indexed by what they name."""

    def __init__(self) -> None:
        self._index = CandidateIndex()
        self._numbers: dict[str, tuple[int, ...]] = {}
        self._event_of: dict[int, str] = {}

    def of(self, event_id: str) -> Sequence[Traits]:
        """The comparable sides of an event's representatives, in the order of its reports."""
        return [self._index[number] for number in self._numbers.get(event_id, ())]

    def near(self, traits: Traits) -> Sequence[str]:
        """The events whose representatives share most with these traits, the likeliest first."""
        return tuple(dict.fromkeys(self._event_of[number] for number in self._index.near(traits)))

    def holders(self, kind: Kind, key: Key) -> int:
        """How many representatives name a thing."""
        return self._index.holders(kind, key)

    def put(self, event: Event, former: Iterable[Event]) -> None:
        """Index an active event. Reports that represented `former` events, which it replaces, are not indexed anew."""
        known = {
            id(report): number
            for one in former
            for report, number in zip(representatives(one.reports), self._numbers.get(one.event_id, ()), strict=False)
        }
        numbers = tuple(
            known.get(id(report)) or self._index.add(traits_of(report)) for report in representatives(event.reports)
        )
        for event_id in (event.event_id, *event.absorbed):
            self.drop(event_id, kept=numbers)
        self._numbers[event.event_id] = numbers
        self._event_of.update(dict.fromkeys(numbers, event.event_id))

    def drop(self, event_id: str, kept: Sequence[int] = ()) -> None:
        """Forget an event's representatives, but for those that stand for another event now."""
        for number in self._numbers.pop(event_id, ()):
            del self._event_of[number]
            if number not in kept:
                self._index.remove(number)


def representatives(reports: Sequence[EventReport]) -> Sequence[EventReport]:
    """The reports that stand for an event when another is compared with it: the first and the latest ones."""
    if len(reports) <= FIRST_MEMBERS + LATEST_MEMBERS:
        return reports
    return (*reports[:FIRST_MEMBERS], *reports[-LATEST_MEMBERS:])
