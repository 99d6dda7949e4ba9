"""Second look: once every line has a first probability, a line is judged again by those of the lines around it.

One doubtful line among sure ones belongs to them. The window sums weigh lines by the logarithm of their length.
"""

import numpy as np
from numpy.typing import NDArray

from service.clean.line_shape import FAR, Floats, Shapes, densest_region, shifted, window_sum

NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
REACHES = (3, 8, 20)  # lines above, and below
LINE_COST = 2.0  # what a line that is no body costs the region, in the logarithm of letters


def second_features(rows: Floats, chances: Floats, shapes: Shapes) -> Floats:
    """The first features and what the first probabilities `chances` say of each line's surroundings."""
    weights = np.log1p(shapes.size)
    body = weights * chances
    columns: list[NDArray[np.floating]] = [chances, *(shifted(chances, step) for step in NEIGHBOURS)]
    for reach in REACHES:
        for above, below in ((reach, 0), (0, reach)):
            near = np.maximum(window_sum(weights, above, below), 1e-6)
            columns.append(window_sum(body, above, below) / near)
    total = max(float(body.sum()), 1e-6)
    before = np.cumsum(body) - body
    columns += [before / total, 1 - (before + body) / total, *_region(np.where(chances > 0.5, body, 0))]
    columns += [np.full(len(chances), value) for value in (chances.mean(), (chances > 0.5).sum())]
    return np.column_stack([rows, *columns]).astype(np.float32)


def _region(sure: Floats) -> list[Floats]:
    """Lines to the densest region of sure lines: negative above it, 0 inside."""
    first, last = densest_region(sure.astype(np.float32), LINE_COST)
    at = np.arange(len(sure))
    distance = np.where(at < first, at - first, np.where(at > last, at - last, 0))
    return [np.clip(distance, -FAR, FAR).astype(np.float32)]
