"""What speaks for a date expression being the day of an event: numeric features, weighed linearly."""

import math
from collections.abc import Mapping
from datetime import date, datetime

from service.extract.dates.expression import DateExpression
from service.extract.dates.resolve import is_background
from service.models.mention import EventDate

DISTANCE_SCALE = 8.0  # log of about 3,000 characters
AGES = ((0, "0"), (1, "1"), (3, "2_3"), (6, "4_6"), (31, "7_31"))  # days between the date and the publication
OLDER = "older"


def date_features(
    expression: DateExpression, resolved: EventDate, evidence: tuple[int, int], published_at: datetime | None
) -> dict[str, float]:
    """Numeric features of `expression` as the day of the event reported in characters `evidence` of the text."""
    start, end = evidence
    found = {f"kind:{expression.kind.value}": 1.0, f"precision:{resolved.precision.value}": 1.0}
    inside = start <= expression.start and expression.end <= end
    cue = expression.cues[0].value if expression.cues else "none"
    found[f"cue:{cue}"] = 1.0
    if len(expression.cues) > 1:
        found[f"second_cue:{expression.cues[1].value}"] = 1.0
    if inside:
        found["inside"] = 1.0
        found[f"inside:{cue}"] = 1.0
    else:
        side = "before" if expression.end <= start else "after"
        distance = max(start - expression.end, expression.start - end, 0)
        found[f"distance:{side}"] = math.log1p(distance) / DISTANCE_SCALE
        found[f"side:{side}"] = 1.0
    found["position"] = math.log1p(expression.start) / DISTANCE_SCALE
    for name in ("has_time", "is_vague", "is_overnight", "is_since"):
        found[name] = float(getattr(expression, name))
    if expression.part:
        found[f"part:{expression.part}"] = 1.0
    found["background"] = float(is_background(expression, resolved, published_at))
    if published_at and resolved.start:
        found[f"age:{_age(resolved.start, published_at.date())}"] = 1.0
    return found


def date_score(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted sum of `features`."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def _age(start: date, published: date) -> str:
    days = (published - start).days
    return next((name for most, name in AGES if days <= most), OLDER)
