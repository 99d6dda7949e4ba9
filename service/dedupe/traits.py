"""What of a report is compared with other reports, prepared once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import cos, radians, sin
from sys import intern  # one copy of each word: most words of a million reports are the same few thousand

from service.models.event import EventReport
from service.models.mention import Actor, Count, DatePrecision, PlacePrecision, Signals

MAX_TERMS = 40  # heaviest terms that are compared
MAX_NAMES = 30
MAX_OTHERS = 20  # ages, streets and days named
MAX_WORDS = 40  # of a title or of evidence
MAX_TEXT = 2_000  # characters of a title or of evidence that are read
MAX_SPOTS = 8
MAX_PARTIES = 20  # names of one side
_WORD = re.compile(r"\w{4,40}")
_PRECISION_RANK = {
    PlacePrecision.POINT: 4,
    PlacePrecision.SETTLEMENT: 3,
    PlacePrecision.ADMIN2: 2,
    PlacePrecision.ADMIN1: 1,
    PlacePrecision.COUNTRY: 0,
}


Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as resolution sees it: its folded name, its point of the unit globe, a rank of precision (4 a point)."""

    name: str
    point: Point | None
    rank: int
    admin1: str | None


@dataclass(frozen=True, slots=True)
class Traits:
    """The comparable side of one report. Days are proleptic ordinals; words stand heaviest first."""

    mention_id: str
    article: str
    root: str
    outlet: str
    first_day: int | None
    last_day: int | None
    day_known: bool
    published_day: int | None
    spots: tuple[Spot, ...]
    event_type: str | None
    sub_event: str | None
    killed: int | None
    injured: int | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    terms: tuple[str, ...]
    names: tuple[str, ...]
    ages: tuple[int, ...]
    streets: tuple[str, ...]
    dates: tuple[int, ...]
    title: tuple[str, ...]
    evidence: tuple[str, ...]

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
        outlet=intern((report.outlet or "").casefold()),
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
        terms=tuple(map(intern, dict.fromkeys(signals.terms[:MAX_TERMS]))),
        names=tuple(dict.fromkeys(signals.names[:MAX_NAMES])),
        ages=tuple(dict.fromkeys(signals.ages[:MAX_OTHERS])),
        streets=tuple(dict.fromkeys(signals.streets[:MAX_OTHERS])),
        dates=tuple(dict.fromkeys(day.toordinal() for day in signals.dates[:MAX_OTHERS])),
        title=words_of(report.title),
        evidence=words_of(report.evidence.text if report.evidence else None),
    )


def words_of(text: str | None) -> tuple[str, ...]:
    """The first longer words of a text, folded, in order, each once."""
    found = _WORD.findall((text or "")[:MAX_TEXT].casefold())
    return tuple(map(intern, islice(dict.fromkeys(found), MAX_WORDS)))


def point_at(latitude: float | None, longitude: float | None) -> Point | None:
    """The point of the unit globe at these degrees."""
    if latitude is None or longitude is None:
        return None
    north, east = radians(latitude), radians(longitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _best(count: Count | None) -> int | None:
    return count.best if count else None


def _actor_names(actors: Iterable[Actor]) -> tuple[str, ...]:
    names = dict.fromkeys((actor.canonical_id or actor.name).casefold() for actor in actors)
    return tuple(map(intern, islice(names, MAX_PARTIES)))


def _spots(report: EventReport) -> tuple[Spot, ...]:
    return tuple(
        Spot(
            name=intern((place.name or "").casefold()),
            point=point_at(place.latitude, place.longitude),
            rank=_PRECISION_RANK.get(place.precision, 0) if place.precision else 0,
            admin1=intern(place.admin1.casefold()) if place.admin1 else None,
        )
        for place in report.places[:MAX_SPOTS]
    )
