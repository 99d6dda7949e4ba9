"""What of a report is compared with other reports, prepared once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from service.models.event import EventReport
from service.models.mention import Actor, Count, DatePrecision, PlacePrecision, Signals

MAX_TERMS = 40  # heaviest terms that are compared
MAX_NAMES = 30
MAX_WORDS = 60  # of a title or of evidence
LAST_WEIGHT = 0.25
_WORD = re.compile(r"\w{4,40}")
Weighted = Mapping[str, float]  # what a report names, each with how much it says when shared
_PRECISION_RANK = {
    PlacePrecision.POINT: 4,
    PlacePrecision.SETTLEMENT: 3,
    PlacePrecision.ADMIN2: 2,
    PlacePrecision.ADMIN1: 1,
    PlacePrecision.COUNTRY: 0,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as resolution sees it: its folded name, coordinates in degrees, and a rank of precision (4 a point)."""

    name: str
    latitude: float | None
    longitude: float | None
    rank: int
    admin1: str | None


@dataclass(frozen=True, slots=True)
class Traits:
    """The comparable side of one report. Days are proleptic ordinals."""

    mention_id: str
    article: str
    root: str
    outlet: str
    agency: str
    first_day: int | None
    last_day: int | None
    day_known: bool
    published_day: int | None
    spots: tuple[Spot, ...]
    event_type: str | None
    sub_event: str | None
    killed: int | None
    injured: int | None
    source: frozenset[str]
    target: frozenset[str]
    terms: Weighted
    names: Weighted
    ages: frozenset[int]
    streets: frozenset[str]
    dates: tuple[int, ...]
    title: Weighted
    evidence: Weighted

    @property
    def is_coded(self) -> bool:
        """Whether the report was coded elsewhere and comes without text."""
        return not self.evidence and not self.names


def traits_of(report: EventReport) -> Traits:
    """The comparable side of a report; what it lacks is None or empty."""
    signals = report.signals or Signals()
    when, kind = report.event_date, report.event_type
    return Traits(
        mention_id=report.mention_id,
        article=report.article_id,
        root=report.duplicate_of or report.article_id,
        outlet=(report.outlet or "").casefold(),
        agency=(report.agency or "").casefold(),
        first_day=_ordinal(when.start),
        last_day=_ordinal(when.end or when.start),
        day_known=when.precision is DatePrecision.DAY,
        published_day=report.published_at.toordinal() if report.published_at else None,
        spots=_spots(report),
        event_type=kind.plover.type if kind.plover else None,
        sub_event=(kind.acled.sub_event_type or kind.acled.event_type) if kind.acled else None,
        killed=_best(report.fatalities),
        injured=_best(report.injuries),
        source=_actor_names(report.source),
        target=_actor_names(report.target),
        terms=weighted(signals.terms[:MAX_TERMS]),
        names=weighted(signals.names[:MAX_NAMES]),
        ages=frozenset(signals.ages),
        streets=frozenset(signals.streets),
        dates=tuple(day.toordinal() for day in signals.dates),
        title=weighted(words_of(report.title)),
        evidence=weighted(words_of(report.evidence.text if report.evidence else None)),
    )


def weighted(ordered: Sequence[str]) -> Weighted:
    """Each member with a weight that falls from 1 at the first (the heaviest) to LAST_WEIGHT at the fortieth."""
    step = (1.0 - LAST_WEIGHT) / MAX_TERMS
    return {member: max(LAST_WEIGHT, 1.0 - step * place) for place, member in enumerate(ordered)}


def words_of(text: str | None) -> list[str]:
    """The longer words of a text, folded, in order."""
    return list(dict.fromkeys(_WORD.findall((text or "").casefold())))[:MAX_WORDS]


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _best(count: Count | None) -> int | None:
    return count.best if count else None


def _actor_names(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset((actor.canonical_id or actor.name).casefold() for actor in actors)


def _spots(report: EventReport) -> tuple[Spot, ...]:
    return tuple(
        Spot(
            name=(place.name or "").casefold(),
            latitude=place.latitude,
            longitude=place.longitude,
            rank=_PRECISION_RANK.get(place.precision, 0) if place.precision else 0,
            admin1=place.admin1.casefold() if place.admin1 else None,
        )
        for place in report.places
    )
