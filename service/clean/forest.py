"""Forests: gradient boosted trees evaluated with numpy, all trees and all rows at once.

After QuickScorer (Lucchese and others, SIGIR 2015): a tree's leaves are the bits of a word; every condition that fails
removes the leaves on its left; the lowest bit that is left is the leaf reached. No condition waits for another, so the
first condition of every tree is looked at together, then the second of every tree, and so on.
"""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

ROWS_AT_ONCE = 512  # bounds memory: a condition of every tree is held for so many rows at a time


@dataclass(frozen=True)
class Conditions:
    """One condition of every tree: column <= threshold, else the tree's `lefts` are removed (bits of 16 leaves)."""

    columns: NDArray[np.intp]
    thresholds: NDArray[np.float32]
    lefts: NDArray[np.uint16]


@dataclass(frozen=True)
class Forest:
    """Trees over rows of numbers. values[tree, leaf] are log odds."""

    conditions: tuple[Conditions, ...]
    values: NDArray[np.float32]

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """The probability that each row is positive."""
        odds = [self._log_odds(rows[at : at + ROWS_AT_ONCE]) for at in range(0, len(rows), ROWS_AT_ONCE)]
        return (1.0 / (1.0 + np.exp(-np.concatenate(odds)))).astype(np.float32)

    def _log_odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        columns = np.ascontiguousarray(rows.T)
        removed = np.zeros((len(self.values), len(rows)), np.uint16)
        for one in self.conditions:
            fails = columns.take(one.columns, axis=0) > one.thresholds[:, None]
            removed |= fails * one.lefts[:, None]
        removed = np.ascontiguousarray(removed.T)
        leaf = np.bitwise_count(removed & ~(removed + np.uint16(1)))  # the lowest bit left: as many below it are gone
        trees, leaves = self.values.shape
        odds: NDArray[np.float32] = self.values.ravel().take(leaf + leaves * np.arange(trees)).sum(axis=1)
        return odds


def read_forest(data: bytes) -> Forest:
    """The forest in an .npz file: one entry a condition (columns, thresholds, trees, lefts), and values."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        columns, thresholds, trees, lefts, values = (
            arrays[name] for name in ("columns", "thresholds", "trees", "lefts", "values")
        )
    counts = np.bincount(trees)
    shape = (int(counts.max()), len(values))  # a tree with fewer conditions gets ones that remove nothing
    of_steps = Conditions(np.zeros(shape, np.intp), np.zeros(shape, np.float32), np.zeros(shape, np.uint16))
    own = np.argsort(trees, kind="stable")
    place = (np.concatenate([np.arange(count) for count in counts]), trees[own])
    of_steps.columns[place], of_steps.thresholds[place] = columns[own], thresholds[own]
    of_steps.lefts[place] = lefts[own]
    steps = zip(of_steps.columns, of_steps.thresholds, of_steps.lefts, strict=True)
    return Forest(tuple(Conditions(*step) for step in steps), values)
