"""Dates: the date expressions of a text, their days, and the day of an event.

words -> grammar -> find (cues, weigh) -> resolve -> choose
"""

from service.extract.dates.choose import event_date_for, publication_guess, story_date_for
from service.extract.dates.cues import report_kind
from service.extract.dates.expression import DateCue, DateExpression, DateKind, ReportKind
from service.extract.dates.find import find_dates
from service.extract.dates.knowledge import DateKnowledge, load_date_knowledge
from service.extract.dates.resolve import is_background, resolve_date

__all__ = [
    "DateCue",
    "DateExpression",
    "DateKind",
    "DateKnowledge",
    "ReportKind",
    "event_date_for",
    "find_dates",
    "is_background",
    "load_date_knowledge",
    "publication_guess",
    "report_kind",
    "resolve_date",
    "story_date_for",
]
