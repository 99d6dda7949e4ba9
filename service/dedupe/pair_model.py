"""The pair score: a small ensemble of decision trees over numeric features, evaluated with numpy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class PairModel:
    """Nodes of all trees in one table: a row goes left when its feature is at most the threshold.

    A leaf leads to itself and holds a value; roots: the first node of each tree; depth: of the deepest tree.
    """

    feature: npt.NDArray[np.int64]
    threshold: npt.NDArray[np.float64]
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    value: npt.NDArray[np.float64]
    roots: npt.NDArray[np.int64]
    depth: int

    def probabilities(self, rows: Sequence[Sequence[float]]) -> npt.NDArray[np.float64]:
        """For each row of features the probability that its two reports tell of one event."""
        table = np.asarray(rows, dtype=np.float64)
        nodes = np.broadcast_to(self.roots, (len(table), len(self.roots))).copy()
        across = np.arange(len(table))[:, None]
        for _ in range(self.depth):
            feature = self.feature[nodes]
            goes_left = table[across, feature] <= self.threshold[nodes]
            nodes = np.where(goes_left, self.left[nodes], self.right[nodes])
        probabilities: npt.NDArray[np.float64] = 1.0 / (1.0 + np.exp(-self.value[nodes].sum(axis=1)))
        return probabilities


def read_pair_model(rows: Sequence[Mapping[str, str]], features: Sequence[str]) -> PairModel:
    """The model in a table of nodes (tree, node, feature, threshold, left, right, value), nodes in order in each tree.

    A leaf leads to itself, so that every path can be walked to the depth of the deepest tree.
    """
    numbers = {name: number for number, name in enumerate(features)}
    trees = np.array([int(row["tree"]) for row in rows])
    roots = np.flatnonzero(np.diff(trees, prepend=-1))
    starts = roots[trees]
    places = np.arange(len(rows))
    leaf = np.array([row["feature"] == "" for row in rows])
    left = np.where(leaf, places, starts + np.array([int(row["left"] or 0) for row in rows]))
    right = np.where(leaf, places, starts + np.array([int(row["right"] or 0) for row in rows]))
    return PairModel(
        feature=np.array([numbers[row["feature"]] if row["feature"] else 0 for row in rows]),
        threshold=np.array([float(row["threshold"] or 0) for row in rows]),
        left=left,
        right=right,
        value=np.array([float(row["value"] or 0) for row in rows]),
        roots=roots,
        depth=_depth(left, right, roots),
    )


def _depth(left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], roots: npt.NDArray[np.int64]) -> int:
    depth, level = 0, set(roots.tolist())
    while level := {int(child) for node in level for child in (left[node], right[node]) if child != node}:
        depth += 1
    return depth
