"""event_date_for: the day of the event that a stretch of text reports."""

from collections import defaultdict
from datetime import date, datetime

from service.extract.dates.expression import DateCue, DateExpression
from service.extract.dates.resolve import is_background, resolve_date
from service.models.mention import EventDate

CUE_WEIGHTS = {
    DateCue.TRIGGER: 1.5,
    DateCue.CLOCK: 1.3,
    DateCue.SPEECH: 0.4,
    DateCue.JUSTICE: 0.15,
    DateCue.HISTORY: 0.1,
    DateCue.STAMP: 0.0,
}
INSIDE_WEIGHT = 4.0  # of a date inside the evidence against one at its edge
HALF_DISTANCE = 300  # characters from the evidence at which a date counts half
BACKGROUND_WEIGHT = 0.05


def event_date_for(
    text: str,
    evidence_start: int,
    evidence_end: int,
    dates: tuple[DateExpression, ...],
    published_at: datetime | None,
) -> EventDate:
    """The date that `dates` give the event reported in characters [evidence_start, evidence_end) of `text`.

    Dates vote for their days: those inside the evidence most, others by nearness, less beside "said" or "charged".
    Unresolved, with the words of the best date, when there is nothing to resolve against; empty when no date fits.
    """
    votes: dict[tuple[date | None, date | None], float] = defaultdict(float)
    best: dict[tuple[date | None, date | None], tuple[float, EventDate]] = {}
    for expression in dates:
        resolved = resolve_date(expression, published_at)
        weight = _weight(expression, resolved, evidence_start, evidence_end, published_at)
        key = (resolved.start, resolved.end)
        votes[key] += weight
        if weight > 0 and (key not in best or weight > best[key][0]):
            best[key] = (weight, resolved)
    if not best:
        return EventDate()
    winner = max(best, key=lambda key: (votes[key], best[key][0]))
    return best[winner][1]


def _weight(
    expression: DateExpression, resolved: EventDate, start: int, end: int, published_at: datetime | None
) -> float:
    if published_at and resolved.start and resolved.start > published_at.date():
        return 0.0
    distance = max(start - expression.end, expression.start - end, 0)
    inside = start <= expression.start and expression.end <= end
    weight = INSIDE_WEIGHT if inside else HALF_DISTANCE / (HALF_DISTANCE + distance)
    weight *= CUE_WEIGHTS[expression.cues[0]] if expression.cues else 1.0
    return weight * (BACKGROUND_WEIGHT if is_background(expression, resolved, published_at) else 1.0)
