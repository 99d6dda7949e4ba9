"""Metadata of flattened text: authors, agency and publication time, read from lines around the body only."""

from datetime import datetime

from service.clean.byline import agency_in, agency_of_dateline, names_in_byline, split_names
from service.clean.dateline import date_in_byline, stated_date
from service.clean.knowledge import WordKnowledge
from service.clean.reading import Kept, Role
from service.models.article import LineRole

REACH = 12  # lines above the body and below it that are looked at; farther dates belong to other articles


def authors_of(lines: list[str], roles: list[Role], knowledge: WordKnowledge) -> tuple[str, ...]:
    """The names in the byline nearest above the body, in one line or below one such as "By"; empty when none."""
    first, _ = _span(roles)
    for at in reversed(range(max(0, first - REACH), first)):
        if roles[at] is LineRole.CREDIT and (names := names_in_byline(lines[at], knowledge)):
            return names
        is_opening = lines[at].casefold().rstrip(" :") + " " in knowledge.bylines
        if is_opening and (names := split_names(lines[at + 1], knowledge)):
            return names
    return ()


def agency_of(lines: list[str], roles: list[Role], knowledge: WordKnowledge) -> str | None:
    """The agency in a byline above the body, else in the dateline that opens it."""
    first, _ = _span(roles)
    above = [lines[at] for at in range(max(0, first - REACH), first) if roles[at] is LineRole.CREDIT]
    found = [agency for line in above if (agency := agency_in(line, knowledge))]
    return found[0] if found else agency_of_dateline(lines[first], knowledge)


def stated_time(lines: list[str], roles: list[Role], knowledge: WordKnowledge) -> datetime | None:
    """The time that lines around the body state; an update counts only where no publication is told.

    Never a caption's: only date lines and bylines are read.
    """
    first, last = _span(roles)
    around = [*range(max(0, first - REACH), first), *range(last + 1, min(len(lines), last + 1 + REACH))]
    dates = [stated_date(lines[at], knowledge) for at in around if roles[at] is LineRole.METADATA]
    dates += [date_in_byline(lines[at], knowledge) for at in around if roles[at] is LineRole.CREDIT]
    found = [date for date in dates if date is not None]
    return min(found, key=lambda date: date.is_update).date.time if found else None


def _span(roles: list[Role]) -> tuple[int, int]:
    """First and last line of the body; the whole text when it has none."""
    body = [at for at, role in enumerate(roles) if role is Kept.BODY]
    return (body[0], body[-1]) if body else (0, len(roles) - 1)
