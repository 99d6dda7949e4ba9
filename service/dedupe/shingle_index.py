"""Which documents hold a shingle: sorted runs of packed (shingle, document) pairs, merged as they grow.

Eight bytes for each pair, and a look-up costs the logarithm of what is stored.
"""

import numpy as np
import numpy.typing as npt

from service.dedupe.fingerprint import Keys

Packed = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]

FRESH_DOCUMENTS = 128  # documents gathered before they become a sorted run
MAX_RUN = 1 << 25  # pairs in one run (256 MiB); bounds the time of one merge
MERGE_RATIO = 4  # few runs make cheap look-ups; a pair is rewritten about thirty times on its way to a million articles
_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_NOTHING: Numbers = np.empty(0, dtype=np.int64)


class ShingleIndex:
    """Shingles of documents, each document under an ascending number below 2**32."""

    def __init__(self) -> None:
        self._runs: list[Packed] = []
        self._fresh: dict[int, list[int]] = {}
        self._fresh_documents = 0

    @property
    def nbytes(self) -> int:
        """Bytes of the sorted runs, and an estimate for what is not sorted yet."""
        return sum(run.nbytes for run in self._runs) + 200 * len(self._fresh)

    def add(self, number: int, keys: Keys) -> None:
        """Remember that the document holds these shingles."""
        for key in keys.tolist():
            self._fresh.setdefault(key, []).append(number)
        self._fresh_documents += 1
        if self._fresh_documents >= FRESH_DOCUMENTS:
            self._seal()

    def find(self, keys: Keys, newest: int) -> tuple[Numbers, Numbers]:
        """Pairs (position in keys, document number), for each run at most `newest` documents of a shingle."""
        found = [_in_run(run, keys, newest) for run in self._runs] + [self._in_fresh(keys, newest)]
        positions = np.concatenate([positions for positions, _ in found])
        numbers = np.concatenate([numbers for _, numbers in found])
        order = np.lexsort((-numbers, positions))
        return positions[order], numbers[order]

    def keep(self, oldest: int) -> None:
        """Let go of runs that hold only documents before `oldest`."""
        self._runs = [run for run in self._runs if not run.size or int((run & _LOW).max()) >= oldest]

    def _in_fresh(self, keys: Keys, newest: int) -> tuple[Numbers, Numbers]:
        hits = [(at, n) for at, key in enumerate(keys.tolist()) for n in self._fresh.get(key, ())[-newest:]]
        pairs = np.array(hits, dtype=np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def _seal(self) -> None:
        """Turn the fresh documents into a sorted run and merge runs of like size, so that few runs remain."""
        keys = np.fromiter((key for key, numbers in self._fresh.items() for _ in numbers), dtype=np.uint64)
        numbers = np.fromiter((n for numbers in self._fresh.values() for n in numbers), dtype=np.uint64)
        self._runs.append(np.sort((keys << _SHIFT) | numbers))
        self._fresh, self._fresh_documents = {}, 0
        while len(self._runs) > 1 and _worth_merging(self._runs[-2], self._runs[-1]):
            self._runs[-2:] = [np.sort(np.concatenate(self._runs[-2:]), kind="stable")]


def _worth_merging(older: Packed, newer: Packed) -> bool:
    return older.size < MERGE_RATIO * newer.size and older.size + newer.size <= MAX_RUN


def _in_run(run: Packed, keys: Keys, newest: int) -> tuple[Numbers, Numbers]:
    """The newest documents of each key in one run: the pairs of a shingle lie side by side, the newest last."""
    wide = keys.astype(np.uint64) << _SHIFT
    ends = np.searchsorted(run, wide | _LOW, side="right")
    starts = np.searchsorted(run, wide)
    if np.array_equal(starts, ends):
        return _NOTHING, _NOTHING
    counts = np.minimum(ends - starts, newest)
    positions = np.repeat(np.arange(len(keys)), counts)
    back = np.arange(len(positions)) - np.repeat(np.cumsum(counts) - counts, counts)
    return positions, (run[ends[positions] - 1 - back] & _LOW).astype(np.int64)
