"""Decides which spans are places, by a linear score of their features and of the other mentions of the same name."""

from collections import defaultdict

from service.extract.places.candidates import Span
from service.extract.places.context import Surroundings, span_features

OWN_SHARE = 0.3  # of a mention's own score; the rest is the mean over all mentions of the name (fitted: .26 to .74)
LED_FORMS = ("tolerant", "introduced")  # found by the words before them, which the features were not fitted on
LED_SCORE = 1.0  # logit of these; they give way to surer names they overlap
LONG_SCORE = 6.0  # logit of a tolerant match of several words
MIN_SCORE = -0.6  # logit; best span F1 on the development articles, swept -1 to 0 in steps of 0.2


def accept(spans: list[Span], around: Surroundings) -> list[Span]:
    """The spans that are places, in text order; of overlapping ones the best."""
    scores = [span_score(span, around) for span in spans]
    means = _means(spans, scores)
    total = [OWN_SHARE * score + (1 - OWN_SHARE) * means[span.key] for span, score in zip(spans, scores, strict=True)]
    order = sorted(range(len(spans)), key=lambda number: (-total[number], number))
    taken: set[int] = set()
    chosen = []
    for number in order:
        words = range(spans[number].first, spans[number].last)
        if total[number] < MIN_SCORE:
            break
        if taken.isdisjoint(words):
            taken.update(words)
            chosen.append(spans[number])
    return sorted(chosen, key=lambda span: span.first)


def span_score(span: Span, around: Surroundings) -> float:
    """The logit of the span being a place, by its own features."""
    if span.form in LED_FORMS:
        return LONG_SCORE if span.entries and span.last - span.first > 1 else LED_SCORE
    weights = around.knowledge.weights
    return sum(weights.get(name, 0.0) * value for name, value in span_features(span, around).items())


def _means(spans: list[Span], scores: list[float]) -> dict[str, float]:
    groups: dict[str, list[float]] = defaultdict(list)
    for span, score in zip(spans, scores, strict=True):
        groups[span.key].append(score)
    return {key: sum(group) / len(group) for key, group in groups.items()}
