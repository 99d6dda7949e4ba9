"""One event's fields from all its reports.

Copies of one text speak once: each independent account (an original with its copies, a wire agency) has one vote, its
latest report's. Then:
- event type and date: what most accounts say, the more exact first, the earlier report breaking ties;
- places: those of the account with the most exact and most reported place; parties: all that accounts name, most named
  first;
- counts: best = the figure most accounts give, the larger of equals; low and high = the smallest and the largest figure
  of all reports, those overtaken by a later one included, but for figures too far from the best to be of this event;
  per side likewise. Who counts the hurt and no dead reports that nobody has died so far: low is 0 then, and where no
  report counts any dead, high allows for hurt people who die later;
- claim: the latest one that is asserted, else the latest; confidence: the chance that at least one account is right.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime
from math import ceil
from typing import Any, TypeVar

from service.models.event import EventReport
from service.models.mention import (
    Actor,
    Claim,
    Count,
    CountSide,
    DatePrecision,
    EventDate,
    EventType,
    Modality,
    Place,
    PlacePrecision,
    SideCount,
)

T = TypeVar("T")
H = TypeVar("H", bound=Hashable)
Figures = Sequence[Count] | Sequence[SideCount]

MAX_PARTIES = 20

# The dead of the development incidents lie within low and high for .882 with the figures of the accounts alone, .897
# with those of all reports, .919 with "no dead so far", .932 with deaths to come (halves: .935, .929). Figures beyond
# five times the best, or below a fifth, are those of other events: ten times covers no more.
CREDIBLE = 5  # times
MAY_DIE_LATER = 0.1  # of the hurt, at least one person; a quarter covers no more
_DATE_RANK = {DatePrecision.DAY: 4, DatePrecision.WEEK: 3, DatePrecision.MONTH: 2, DatePrecision.YEAR: 1}
_PLACE_RANK = {
    PlacePrecision.POINT: 4,
    PlacePrecision.SETTLEMENT: 4,
    PlacePrecision.ADMIN2: 3,
    PlacePrecision.ADMIN1: 2,
}


def reconciled(reports: Sequence[EventReport]) -> dict[str, Any]:
    """The event's fields but for its identity; `reports` in the order in which they came."""
    accounts = independent(reports)
    told = [report.published_at or report.received_at for report in reports]
    return {
        "event_type": _event_type(accounts),
        "source": _parties(report.source for report in accounts),
        "target": _parties(report.target for report in accounts),
        "event_date": _event_date(accounts),
        "places": _places(accounts),
        "fatalities": _fatalities(accounts, reports),
        "injuries": _count([one.injuries for one in accounts], [one.injuries for one in reports]),
        "claim": _claim(accounts),
        "confidence": _confidence(accounts),
        "first_reported_at": min(told),
        "last_reported_at": max(told),
        "outlets": outlets(reports),
    }


def independent(reports: Sequence[EventReport]) -> list[EventReport]:
    """The latest report of each independent account, in the order in which the accounts first came."""
    accounts: dict[str, EventReport] = {}
    for report in reports:
        account = account_of(report)
        if account not in accounts or _told_at(report) >= _told_at(accounts[account]):
            accounts[account] = report
    return list(accounts.values())


def account_of(report: EventReport) -> str:
    """Whose account a report is: its wire agency's, else its original's."""
    return f"agency {report.agency.casefold()}" if report.agency else f"text {report.duplicate_of or report.article_id}"


def outlets(reports: Sequence[EventReport]) -> tuple[str, ...]:
    """The independent outlets: for each account the one that told it first; named once each, in order."""
    first: dict[str, str] = {}
    for report in reports:
        name = report.outlet or report.agency
        if name:
            first.setdefault(account_of(report), name)
    return tuple(dict.fromkeys(first.values()))


def _told_at(report: EventReport) -> tuple[datetime, str]:
    """When it was published; the order of arrival must not decide between copies of one time."""
    return report.published_at or report.received_at, report.mention_id


def _most_said(values: Sequence[T], key: Callable[[T], H]) -> T:
    """The value whose key is the most frequent, the first of equals."""
    votes = Counter(key(value) for value in values)
    return max(values, key=lambda value: votes[key(value)])


def _event_type(accounts: Sequence[EventReport]) -> EventType:
    types = [report.event_type for report in accounts]
    typed = [kind for kind in types if kind.plover or kind.acled] or types
    return _most_said(typed, lambda kind: (kind.plover and kind.plover.type, kind.acled and kind.acled.sub_event_type))


def _event_date(accounts: Sequence[EventReport]) -> EventDate:
    finest = max(_DATE_RANK.get(report.event_date.precision, 0) for report in accounts)
    dates = [report.event_date for report in accounts if _DATE_RANK.get(report.event_date.precision, 0) == finest]
    return _most_said(dates, lambda date: (date.start, date.end))


def _places(accounts: Sequence[EventReport]) -> tuple[Place, ...]:
    placed = [report.places for report in accounts if report.places]
    if not placed:
        return ()
    finest = max(_place_rank(places[0]) for places in placed)
    exact = [places for places in placed if _place_rank(places[0]) == finest]
    chosen = _most_said(exact, lambda places: (places[0].name or "").casefold())
    return tuple(place.model_copy(update={"start": None, "end": None}) for place in chosen)


def _place_rank(place: Place) -> int:
    return _PLACE_RANK.get(place.precision, 0) if place.precision else 0


def _parties(sides: Iterable[Sequence[Actor]]) -> tuple[Actor, ...]:
    votes: Counter[str] = Counter()
    parties: dict[str, Actor] = {}
    for actor in (actor for side in sides for actor in side):
        name = (actor.canonical_id or actor.name).casefold()
        votes[name] += 1
        parties.setdefault(name, actor)
    named = (parties[name] for name, _ in votes.most_common(MAX_PARTIES))
    return tuple(actor.model_copy(update={"start": None, "end": None}) for actor in named)


def _fatalities(accounts: Sequence[EventReport], reports: Sequence[EventReport]) -> Count | None:
    counted = _count([one.fatalities for one in accounts], [one.fatalities for one in reports])
    hurt = max((one.injuries.best or 0 for one in reports if one.injuries and not one.fatalities), default=0)
    if not hurt:
        return counted
    if counted is None:
        return Count(low=0, high=ceil(hurt * MAY_DIE_LATER))
    return counted.model_copy(update={"low": 0})


def _count(voting: Sequence[Count | None], reported: Sequence[Count | None]) -> Count | None:
    """All reported counts in one; None when nothing was reported."""
    votes, told = [count for count in voting if count], [count for count in reported if count]
    if not told:
        return None
    low, best, high = _range(votes, told)
    sides = tuple(side for name in CountSide if (side := _side(votes, told, name)) is not None)
    return Count(low=low, best=best, high=high, by_side=sides)


def _side(voting: Sequence[Count], reported: Sequence[Count], name: CountSide) -> SideCount | None:
    votes, told = (
        [side for count in counts for side in count.by_side if side.side is name] for counts in (voting, reported)
    )
    if not told:
        return None
    low, best, high = _range(votes, told)
    return SideCount(side=name, low=low, best=best, high=high)


def _range(voting: Figures, reported: Figures) -> tuple[int | None, int | None, int | None]:
    """(low, best, high): the most voted (the larger of equals) between the ends of all credible figures."""
    bests = Counter(count.best for count in voting if count.best is not None)
    best = max(bests, key=lambda figure: (bests[figure], figure), default=None)
    credible = [count for count in reported if _is_credible(count.best, best)]
    lows = [figure for count in credible if (figure := count.best if count.low is None else count.low) is not None]
    highs = [figure for count in credible if (figure := count.best if count.high is None else count.high) is not None]
    return min(lows, default=None), best, max(highs, default=None)


def _is_credible(figure: int | None, best: int | None) -> bool:
    """Whether a figure may be of the event whose best figure is this; that nobody was is always credible."""
    return not figure or not best or best <= figure * CREDIBLE <= best * CREDIBLE * CREDIBLE


def _claim(accounts: Sequence[EventReport]) -> Claim | None:
    claims = [report.claim for report in accounts if report.claim]
    asserted = [claim for claim in claims if claim.modality is Modality.ASSERTED]
    ordered = asserted or claims
    return ordered[-1] if ordered else None


def _confidence(accounts: Sequence[EventReport]) -> float | None:
    """The chance that at least one account is right, were they independent; None when none is known."""
    doubts = [1.0 - report.confidence for report in accounts if report.confidence is not None]
    if not doubts:
        return None
    all_wrong = 1.0
    for doubt in doubts:
        all_wrong *= doubt
    return round(max(1.0 - all_wrong if len(doubts) > 1 else 1.0 - doubts[0], 0.0), 4)
