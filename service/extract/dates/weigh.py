"""What speaks for a date expression being the day of an event, as numeric features of a linear score.

Features of the words alone are weighed once, by find_dates, with weights.tsv; those of the evidence and the calendar by
the constants of choose.py. deploy/build/date_weights.py fits both together.
"""

import math
from collections.abc import Mapping
from datetime import date, datetime

from service.extract.dates.expression import DateExpression, ReportKind
from service.extract.dates.resolve import is_background
from service.models.mention import EventDate

DISTANCE_SCALE = 8.0  # log of about 3,000 characters
AGES = ((0, "age:0"), (1, "age:1"), (3, "age:2_3"), (6, "age:4_6"), (31, "age:7_31"))  # days before the publication
OLDER = "age:older"
PUBLICATION = "publication"
FLAGS = ("has_time", "is_vague", "is_overnight", "is_since")


def word_features(expression: DateExpression) -> dict[str, float]:
    """Features of the words of `expression` and those around it."""
    cues = [cue.value for cue in expression.cues[:2]] or ["none"]
    found = {f"kind:{expression.kind.value}": 1.0, f"cue:{cues[0]}": 1.0}
    if len(cues) > 1:
        found[f"second_cue:{cues[1]}"] = 1.0
    if expression.cue_before:
        found[f"cue_before:{expression.cue_before.value}"] = 1.0
    if expression.cue_after:
        found[f"cue_after:{expression.cue_after.value}"] = 1.0
    found.update((f"cue_in_sentence:{cue.value}", 1.0) for cue in expression.sentence_cues)
    if expression.part:
        found[f"part:{expression.part}"] = 1.0
    found.update((name, 1.0) for name in FLAGS if getattr(expression, name))
    return found


def setting_features(
    expression: DateExpression, resolved: EventDate, evidence: tuple[int, int], published_at: datetime | None
) -> dict[str, float]:
    """Features of the day and of its place in the text, for an event reported in characters `evidence`."""
    start, end = evidence
    found = {f"precision:{resolved.precision.value}": 1.0}
    if start <= expression.start and expression.end <= end:
        found["inside"] = 1.0
    else:
        side = "before" if expression.end <= start else "after"
        distance = max(start - expression.end, expression.start - end, 0)
        found[f"distance:{side}"] = math.log1p(distance) / DISTANCE_SCALE
    found["position"] = math.log1p(expression.start) / DISTANCE_SCALE
    if is_background(expression, resolved, published_at):
        found["background"] = 1.0
    if published_at and resolved.start:
        found[_age(resolved.start, published_at.date())] = 1.0
    return found


def story_features(start: date | None, published_at: datetime | None, report: ReportKind) -> dict[str, float]:
    """Features of a day in a report of charges and trials, which is seldom the one that the report is new on."""
    if report is not ReportKind.COURT or start is None or published_at is None:
        return {}
    return {f"{report.value}:{_age(start, published_at.date())}": 1.0}


def guess_features(report: ReportKind) -> dict[str, float]:
    """Features of the publication day as the day that no words name."""
    found = {PUBLICATION: 1.0}
    if report is ReportKind.COURT:
        found[f"{report.value}:{PUBLICATION}"] = 1.0
    return found


def weighed(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted sum of `features`."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def _age(start: date, published: date) -> str:
    days = (published - start).days
    return next((name for most, name in AGES if days <= most), OLDER)
