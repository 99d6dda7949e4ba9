"""Forests: gradient boosted trees evaluated with numpy, all trees and all rows at once.

After QuickScorer (Lucchese and others, SIGIR 2015): a tree's leaves are the bits of a word; every condition that fails
removes the leaves on its left; the lowest bit that is left is the leaf reached. For each column the failed conditions
are combined beforehand, so that a row needs one line of a table for each column.
"""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

ALL_LEAVES = np.uint16(0xFFFF)  # sixteen leaves a tree at most
ROWS_AT_ONCE = 512  # bounds memory: rows x trees masks are held at a time


@dataclass(frozen=True)
class ColumnTable:
    """One column's conditions: ascending thresholds; line k of `left` = leaves left in each tree above k of them."""

    column: int
    thresholds: NDArray[np.float32]
    left: NDArray[np.uint16]


@dataclass(frozen=True)
class Forest:
    """Trees over rows of numbers. values[tree, leaf] are log odds."""

    tables: tuple[ColumnTable, ...]
    values: NDArray[np.float32]

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """The probability that each row is positive."""
        odds = [self._log_odds(rows[at : at + ROWS_AT_ONCE]) for at in range(0, len(rows), ROWS_AT_ONCE)]
        return (1.0 / (1.0 + np.exp(-np.concatenate(odds)))).astype(np.float32)

    def _log_odds(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        left = np.full((len(rows), len(self.values)), ALL_LEAVES)
        of_column = np.empty_like(left)
        columns = np.ascontiguousarray(rows.T)
        for table in self.tables:
            line = np.searchsorted(table.thresholds, columns[table.column])
            np.take(table.left, line, axis=0, out=of_column, mode="clip")  # the default mode copies `out` first
            left &= of_column
        leaf = np.bitwise_count((left & (~left + np.uint16(1))) - np.uint16(1))
        odds: NDArray[np.float32] = self.values[np.arange(len(self.values)), leaf].sum(axis=1)
        return odds


def read_forest(data: bytes) -> Forest:
    """The forest in an .npz file: one entry a condition (columns, thresholds, trees, lefts), and values."""
    with np.load(BytesIO(data), allow_pickle=False) as arrays:
        columns, thresholds, trees, lefts, values = (
            arrays[name] for name in ("columns", "thresholds", "trees", "lefts", "values")
        )
    tables = []
    for column in np.unique(columns):
        own = np.flatnonzero(columns == column)
        own = own[np.argsort(thresholds[own], kind="stable")]
        left = np.full((len(own) + 1, len(values)), ALL_LEAVES)
        for line, condition in enumerate(own, 1):
            left[line] = left[line - 1]
            left[line, trees[condition]] &= ~lefts[condition]
        tables.append(ColumnTable(int(column), thresholds[own], left))
    return Forest(tuple(tables), values)
