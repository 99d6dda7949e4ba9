"""Decides which place each name of an article means.

Every place a name may stand for gets a prior from its own features; then the likely places of the other names
support candidates in the same country, the same first-level unit and the same neighbourhood.
"""

from collections.abc import Mapping

import numpy as np

from service.extract.places.candidates import Span
from service.extract.places.context import Surroundings
from service.extract.places.gazetteer import Entry
from service.extract.places.outlet import Outlet
from service.extract.places.support import SUPPORT_FEATURES, Candidates, Floats, ground_of, support
from service.extract.places.table import HOME, PRIOR_FEATURES, tabulate

PRIOR, STAGES = "prior", ("middle", "final")  # of the weights: without support, then twice with it


def resolve(spans: list[Span], around: Surroundings, outlet: Outlet) -> dict[str, Entry]:
    """The best place of each name (by key) that has any."""
    table = tabulate(spans, around, outlet)
    if not table.entries:
        return {}
    weights, ground = around.knowledge.weights, ground_of(table)
    scores = table.features @ _vector(weights, PRIOR_FEATURES, PRIOR)
    for stage in STAGES:
        found = support(ground, probabilities(table, scores))
        scores = table.features @ _vector(weights, PRIOR_FEATURES, stage)
        scores = scores + found @ _vector(weights, SUPPORT_FEATURES, stage)
    best: dict[str, Entry] = {}
    for number, name in enumerate(table.names):
        start, end = table.bounds[number], table.bounds[number + 1]
        best[name] = table.entries[start + int(np.argmax(scores[start:end]))]
    best.pop(HOME, None)
    return best


def _vector(weights: Mapping[str, float], names: tuple[str, ...], stage: str) -> Floats:
    return np.array([weights.get(f"{stage}/{name}", 0.0) for name in names])


def probabilities(table: Candidates, scores: Floats) -> Floats:
    """Softmax of `scores` within each name."""
    starts = np.array(table.bounds[:-1])
    counts = np.diff(table.bounds)
    highest = np.repeat(np.maximum.reduceat(scores, starts), counts)
    powers = np.exp(scores - highest)
    total: Floats = powers / np.repeat(np.add.reduceat(powers, starts), counts)
    return total
