"""A long stream of reports made of a short one: told again and again, each time of other people, places and days.

The words that name people, streets and places change places with each other, so that a telling's names are as frequent
as names are, and no telling is the event of another; the other words stay, as they do in news.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from service.commands.extract import MentionsLine
from service.models.mention import Place
from service.models.report import Report, ReportStatus

T = TypeVar("T", date, datetime)
START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS_BETWEEN = 7  # days from one telling of the stream to the next: years of news lie in one another
STEP = 7_919  # places that a name moves in the list of names from one telling to the next
WORD = re.compile(r"\w+")


def reports_in(lines: Iterable[bytes]) -> list[Report]:
    """The reports in the output of `sitrep extract --stage mentions`."""
    told = [MentionsLine.from_json(line) for line in lines if line.strip() and not line.startswith(b'{"error"')]
    return [report for line in told for report in _reports_of(line)]


def _reports_of(line: MentionsLine) -> Iterator[Report]:
    shared = {name: getattr(line, name) for name in MentionsLine.model_fields if name != "mentions"}
    for mention in line.mentions:
        yield Report.model_construct(
            **{**dict(mention), **shared}, received_at=START, language=None, status=ReportStatus.REPORTED
        )


class Retelling:
    """A stream of so many reports, one a second, the given ones first."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports
        self._names = sorted({word for report in reports for word in _proper_words(report)})
        self._place_of = {word: place for place, word in enumerate(self._names)}

    def first(self, amount: int) -> Iterator[Report]:
        """So many reports."""
        for number in range(amount):
            telling, place = divmod(number, len(self._reports))
            yield self._retold(self._reports[place], telling).model_copy(
                update={"received_at": START + timedelta(seconds=number)}
            )

    def _retold(self, report: Report, telling: int) -> Report:
        signals, proper = report.signals, frozenset(_proper_words(report))
        if telling == 0 or signals is None:
            return report

        def renamed(text: str) -> str:
            return WORD.sub(lambda word: self._moved(word[0], proper, telling), text)

        return report.model_copy(
            update={
                "mention_id": f"{report.mention_id}-{telling}",
                "article_id": f"{report.article_id}-{telling}",
                "duplicate_of": f"{report.duplicate_of}-{telling}" if report.duplicate_of else None,
                "published_at": _later(report.published_at, telling),
                "title": renamed(report.title) if report.title else None,
                "evidence": report.evidence
                and report.evidence.model_copy(update={"text": renamed(report.evidence.text)}),
                "event_date": report.event_date.model_copy(
                    update={side: _later(getattr(report.event_date, side), telling) for side in ("start", "end")}
                ),
                "places": tuple(_elsewhere(place, renamed(place.name or ""), telling) for place in report.places),
                "signals": signals.model_copy(
                    update={
                        "terms": tuple(map(renamed, signals.terms)),
                        "names": tuple(map(renamed, signals.names)),
                        "streets": tuple(map(renamed, signals.streets)),
                        "dates": tuple(_later(day, telling) for day in signals.dates),
                    }
                ),
            }
        )

    def _moved(self, word: str, proper: frozenset[str], telling: int) -> str:
        if word.casefold() not in proper:
            return word
        return self._names[(self._place_of[word.casefold()] + STEP * telling) % len(self._names)]


def _proper_words(report: Report) -> Iterator[str]:
    """The words of the names, streets and places of a report, folded."""
    signals = report.signals
    named = (*signals.names, *signals.streets) if signals else ()
    for text in (*named, *(place.name or "" for place in report.places)):
        yield from WORD.findall(text.casefold())


def _later(day: T | None, telling: int) -> T | None:
    return day + timedelta(days=DAYS_BETWEEN * telling) if day else None


def _elsewhere(place: Place, name: str, telling: int) -> Place:
    """A place of another name, up to five degrees away."""
    if place.latitude is None or place.longitude is None:
        return place.model_copy(update={"name": name or None})
    latitude = max(-90.0, min(90.0, place.latitude + 37 * telling % 100 / 10 - 5))
    return place.model_copy(update={"name": name or None, "latitude": latitude})
