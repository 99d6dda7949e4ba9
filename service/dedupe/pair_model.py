"""The pair score: a small ensemble of decision trees over numeric features, evaluated with numpy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

Row = Mapping[str, str]

MAX_LEAVES = 16  # of one tree: a bit each
ALL_LEAVES = np.uint16(2**MAX_LEAVES - 1)


@dataclass(frozen=True)
class PairModel:
    """All inner nodes of all trees, tree by tree; a row goes right where its feature is above the threshold.

    The leaves of a tree are numbered from left to right. reachable: for each node, as bits, the leaves that are still
    reachable for a row that goes right there. first: where each tree's nodes begin. values: for each tree and leaf.
    """

    feature: npt.NDArray[np.int64]
    threshold: npt.NDArray[np.float64]
    reachable: npt.NDArray[np.uint16]
    first: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]

    def probabilities(self, rows: Sequence[Sequence[float]]) -> npt.NDArray[np.float64]:
        """For each row of features the probability that its two reports tell of one event.

        A row ends in the leftmost leaf that none of its turns to the right has cut off (Lucchese and others, 2015,
        QuickScorer): three passes over all nodes at once, where walking takes one for each level of the deepest tree.
        """
        table = np.asarray(rows, dtype=np.float64)
        turns = table[:, self.feature] > self.threshold
        left = np.bitwise_and.reduceat(np.where(turns, self.reachable, ALL_LEAVES), self.first, axis=1)
        leaves = np.log2(left & (~left + np.uint16(1))).astype(np.int64)
        score = self.values[np.arange(len(self.first)), leaves].sum(axis=1)
        probabilities: npt.NDArray[np.float64] = 1.0 / (1.0 + np.exp(-score))
        return probabilities


def read_pair_model(rows: Sequence[Row], features: Sequence[str]) -> PairModel:
    """The model in a table of nodes (tree, node, feature, threshold, left, right, value), nodes in order in each tree.

    A node without a feature is a leaf. Raises ValueError for a tree of one leaf or of more than MAX_LEAVES.
    """
    numbers = {name: number for number, name in enumerate(features)}
    trees = [list(tree) for _, tree in groupby(rows, key=lambda row: row["tree"])]
    inner = [row for tree in trees for row in tree if row["feature"]]
    return PairModel(
        feature=np.array([numbers[row["feature"]] for row in inner]),
        threshold=np.array([float(row["threshold"]) for row in inner]),
        reachable=np.array([bits for tree in trees for bits in _reachable(tree)], np.uint16),
        first=np.cumsum([0, *(sum(row["feature"] != "" for row in tree) for tree in trees[:-1])]),
        values=np.array([_values(tree) for tree in trees]),
    )


def _reachable(tree: Sequence[Row]) -> list[int]:
    """For each inner node the leaves, as bits, that turning right there leaves: all but those to its left."""
    below, leaves = _leaves_below(tree), _leaves_below(tree)[0]
    return [
        int(ALL_LEAVES) - sum(1 << leaves.index(leaf) for leaf in below[int(row["left"])])
        for row in tree
        if row["feature"]
    ]


def _values(tree: Sequence[Row]) -> list[float]:
    leaves = _leaves_below(tree)[0]
    if not 1 < len(leaves) <= MAX_LEAVES:
        raise ValueError(f"a tree of {len(leaves)} leaves")
    return [float(tree[leaf]["value"]) for leaf in leaves] + [0.0] * (MAX_LEAVES - len(leaves))


def _leaves_below(tree: Sequence[Row]) -> list[list[int]]:
    """For each node the leaves below it, from left to right; a node comes before those below it."""
    below: list[list[int]] = [[] for _ in tree]
    for place in reversed(range(len(tree))):
        row = tree[place]
        below[place] = below[int(row["left"])] + below[int(row["right"])] if row["feature"] else [place]
    return below
