"""Which reports may tell of the same event: an inverted index of what they name."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import count
from operator import itemgetter

from service.dedupe.postings import Postings
from service.dedupe.traits import Traits

MAX_READ = 48  # a thing that more reports name leads to none of them: they are reached through rarer things
READ_MOST = 400  # numbers read for one report, the rarest things first: the cost does not grow with what is stored
MAX_CANDIDATES = 20  # reports scored; the right one is among them for 97 % of follow-ups
# Of the likeliest report's votes; one with less is hardly ever of the same event. Of incidents held aside CoNLL stays
# at .918 and pair F1 at .872, at two thirds of the time. Coded reports have few words, and lose .01 by it.
MIN_SHARE = 0.5
NEAR_DAYS = ((0, 3.0), (-1, 2.0), (1, 2.0), (-2, 1.0), (2, 1.0))  # days off, and votes: each day may be off by one
ITS_DAY = ((0, 1.0),)


class Kind(StrEnum):
    """What a report names."""

    ARTICLE = "article"
    TERM = "term"
    NAME = "name"
    STREET = "street"
    TITLE = "title"
    PLACE = "place"
    DAY = "day"
    PLACE_DAY = "place and day"


Key = str | int | tuple[str, int]


class CandidateIndex:
    """The live reports by what they name; each is known by a number."""

    def __init__(self) -> None:
        self._live: dict[int, Traits] = {}
        self._postings = {kind: Postings[Key](self._live) for kind in Kind}
        self._next = count(1)

    def __len__(self) -> int:
        return sum(map(len, self._postings.values()))

    def __getitem__(self, number: int) -> Traits:
        """The report of that number."""
        return self._live[number]

    def add(self, traits: Traits) -> int:
        """Index a report; returns its number."""
        number = next(self._next)
        self._live[number] = traits
        for kind, key, _ in _keys(traits, ITS_DAY):
            self._postings[kind].add(key, number)
        return number

    def remove(self, number: int) -> None:
        """Forget a report."""
        for kind, key, _ in _keys(self._live.pop(number), ITS_DAY):
            self._postings[kind].remove(key, number)

    def holders(self, kind: Kind, key: Key) -> int:
        """How many indexed reports name a thing."""
        return self._postings[kind].count(key)

    def near(self, traits: Traits) -> list[int]:
        """The reports that share most with this one, rarer things counting more; at most MAX_CANDIDATES."""
        votes: dict[int, float] = {}
        read = 0
        for holders, weight, numbers in sorted(self._readable(traits), key=itemgetter(0)):
            vote = weight / (1.0 + holders**0.5)
            for number in numbers:
                votes[number] = votes.get(number, 0.0) + vote
            read += holders
            if read >= READ_MOST:
                break
        return self._likeliest(votes, 0.0 if traits.is_coded else MIN_SHARE)

    def _likeliest(self, votes: Mapping[int, float], min_share: float) -> list[int]:
        """The numbers with most votes, of equals the one whose mention id comes first."""
        if not votes:
            return []
        most = sorted(votes.values(), reverse=True)[:MAX_CANDIDATES]
        least = max(most[-1], most[0] * min_share)
        found = [number for number, vote in votes.items() if vote >= least]
        found.sort(key=lambda number: (-votes[number], self._live[number].mention_id))
        return found[:MAX_CANDIDATES]

    def _readable(self, traits: Traits) -> Iterator[tuple[int, float, Sequence[int]]]:
        """(how many reports name it, what that says, the reports) of each thing that few name."""
        for kind, key, weight in _keys(traits, NEAR_DAYS):
            numbers = self._postings[kind].few(key, MAX_READ)
            if numbers:
                yield len(numbers), weight, numbers


def _keys(traits: Traits, days: Sequence[tuple[int, float]]) -> Iterator[tuple[Kind, Key, float]]:
    """What a report names, each once, its day with so many days added, and how much it says."""
    yield Kind.ARTICLE, traits.root, 1.0
    yield from ((Kind.TERM, term, 1.0) for term in traits.terms)
    yield from ((Kind.NAME, name, 1.0) for name in traits.names)
    yield from ((Kind.STREET, street, 1.0) for street in traits.streets)
    yield from ((Kind.TITLE, word, 1.0) for word in traits.title)
    places = dict.fromkeys(spot.name for spot in traits.spots if spot.name)
    yield from ((Kind.PLACE, place, 1.0) for place in places)
    if traits.first_day is not None:
        for off, weight in days:
            yield Kind.DAY, traits.first_day + off, weight
            yield from ((Kind.PLACE_DAY, (place, traits.first_day + off), weight) for place in places)
