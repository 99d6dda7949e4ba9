"""Which reports may tell of the same event: an inverted index of what they name."""

from collections import defaultdict
from collections.abc import Iterator

from service.dedupe.traits import Traits

READ_NEWEST = 48  # reports read for one key; older ones of a common key are reached through rarer keys
MAX_CANDIDATES = 20  # reports scored; the right one is among them for 97 % of follow-ups


class CandidateIndex:
    """Keys of reports, each report under its mention id, in order of arrival."""

    def __init__(self) -> None:
        self._holders: dict[str, dict[str, None]] = {}

    def __len__(self) -> int:
        return len(self._holders)

    def add(self, traits: Traits) -> None:
        """Index a report."""
        for key in index_keys(traits):
            self._holders.setdefault(key, {})[traits.mention_id] = None

    def remove(self, traits: Traits) -> None:
        """Forget a report, given as it was indexed."""
        for key in index_keys(traits):
            holders = self._holders.get(key)
            if holders is not None:
                holders.pop(traits.mention_id, None)
                if not holders:
                    del self._holders[key]

    def holders(self, key: str) -> int:
        """How many indexed reports have a key."""
        return len(self._holders.get(key, ()))

    def near(self, traits: Traits) -> list[str]:
        """The mention ids that share most with the report, rarer keys counting more; at most MAX_CANDIDATES."""
        votes: defaultdict[str, float] = defaultdict(float)
        for key in index_keys(traits):
            holders = self._holders.get(key, {})
            for mention_id, _ in zip(reversed(holders), range(READ_NEWEST), strict=False):
                votes[mention_id] += 1.0 / (1.0 + len(holders) ** 0.5)
        votes.pop(traits.mention_id, None)
        return sorted(votes, key=lambda mention_id: (-votes[mention_id], mention_id))[:MAX_CANDIDATES]


def index_keys(traits: Traits) -> Iterator[str]:
    """The keys under which a report is found, without repeats."""
    yield f"article {traits.root}"
    yield from (f"term {term}" for term in traits.terms)
    yield from (f"name {name}" for name in traits.names)
    yield from (f"street {street}" for street in sorted(traits.streets))
    yield from (f"title {word}" for word in traits.title)
    yield from dict.fromkeys(_day_keys(traits))


def _day_keys(traits: Traits) -> Iterator[str]:
    """Places, and days with their neighbours: a report's day is often off by one."""
    places = [spot.name for spot in traits.spots if spot.name]
    yield from (f"place {place}" for place in places)
    if traits.first_day is not None:
        for day in (traits.first_day - 1, traits.first_day, traits.first_day + 1):
            yield f"day {day}"
            yield from (f"day {day} {place}" for place in places)
