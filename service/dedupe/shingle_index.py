"""Which documents hold a shingle: sorted runs of packed (shingle, document) pairs, merged as they grow.

About nine bytes for each pair. Shingles are hashes and lie evenly, so that a table of their first bits leads to the few
pairs among which a shingle must be: a look-up in a run costs the same whatever its size.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

from service.dedupe.fingerprint import Keys

Packed = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]

FRESH_DOCUMENTS = 256  # documents gathered before they become a sorted run
MAX_RUN = (
    1 << 25
)  # pairs in one run (a quarter of a gigabyte); bounds the time of one merge, and how long pairs outlive
MERGE_RATIO = 4  # few runs make cheap look-ups; a pair is rewritten about thirty times on its way to a million articles
MAX_HOLDERS = 24  # of one shingle in one run, the newest; more are boilerplate, and would make a look-up long
MERGE_PARTS = 16  # a power of two
PAIRS_A_BUCKET = 8  # the table costs half a byte a pair, and a look-up reads two cache lines
BYTES_A_FRESH_SHINGLE = 110  # measured: key and entry in the dictionary, and the pair
_SPREAD = np.uint32(0x9E3779B1)  # odd, so that no two shingles become one: fingerprints keep small hashes above all
MAX_NUMBER = 0xFFFFFFFF
_SHIFT = np.uint64(32)
_LOW = np.uint64(MAX_NUMBER)


@dataclass(frozen=True)
class _Run:
    """Ascending pairs, and where the pairs of each bucket begin: bucket b holds the shingles with b as first bits."""

    pairs: Packed
    starts: npt.NDArray[np.uint32]
    bucket_shift: int
    newest: int

    @property
    def nbytes(self) -> int:
        return self.pairs.nbytes + self.starts.nbytes


# Makes one array of ascending parts and keeps it, wherever that is.
Hold = Callable[[Iterator[Packed]], Packed]


def hold_in_memory(parts: Iterator[Packed]) -> Packed:
    """The parts as one array in memory."""
    return np.concatenate(list(parts))


class _Fresh:
    """The documents since the last run was made. Most shingles have one holder: these cost one entry and no list."""

    def __init__(self) -> None:
        self.documents: list[Packed] = []
        self._newest: dict[int, int] = {}
        self._older: dict[int, list[int]] = {}

    @property
    def nbytes(self) -> int:
        return BYTES_A_FRESH_SHINGLE * len(self._newest)

    def add(self, number: int, spread: Keys) -> None:
        keys = spread.tolist()
        for key in self._newest.keys() & set(keys):
            self._older.setdefault(key, []).append(self._newest[key])
        self._newest.update(zip(keys, repeat(number), strict=False))
        self.documents.append((spread.astype(np.uint64) << _SHIFT) | np.uint64(number))

    def find(self, spread: Keys) -> tuple[Numbers, Numbers]:
        places = {key: place for place, key in enumerate(spread.tolist())}
        held = [(places[key], key) for key in self._newest.keys() & places.keys()]
        hits = [(place, self._newest[key]) for place, key in held]
        hits += [(place, n) for place, key in held for n in self._older.get(key, ())[-MAX_HOLDERS:]]
        pairs = np.array(hits, dtype=np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]


class ShingleIndex:
    """Shingles of documents, each document under an ascending number below 2**32."""

    def __init__(self, hold: Hold) -> None:
        self._hold = hold
        self._runs: list[_Run] = []
        self._fresh = _Fresh()
        self._oldest = 0

    @property
    def nbytes(self) -> int:
        """Bytes of the sorted runs, and an estimate for what is not sorted yet."""
        return sum(run.nbytes for run in self._runs) + self._fresh.nbytes

    def add(self, number: int, keys: Keys) -> None:
        """Remember that the document holds these shingles."""
        self._fresh.add(number, keys * _SPREAD)
        if len(self._fresh.documents) >= FRESH_DOCUMENTS:
            self._seal(number)

    def find(self, keys: Keys) -> tuple[Numbers, Numbers]:
        """Pairs (position in keys, document number): newest first, at least the newest MAX_HOLDERS of each shingle."""
        spread = keys * _SPREAD
        found = [_in_run(run, spread) for run in self._runs] + [self._fresh.find(spread)]
        positions = np.concatenate([positions for positions, _ in found])
        numbers = np.concatenate([numbers for _, numbers in found])
        newest_first = np.sort((positions << 32) | (MAX_NUMBER - numbers))
        return newest_first >> 32, MAX_NUMBER - (newest_first & MAX_NUMBER)

    def keep(self, oldest: int) -> None:
        """Let go of documents before `oldest`: of whole runs at once, of the others when their run is merged."""
        self._oldest = oldest
        self._runs = [run for run in self._runs if run.newest >= oldest]

    def _seal(self, newest: int) -> None:
        """Turn the fresh documents into a sorted run, merged with runs of like size, so that few runs remain."""
        merged = [np.sort(np.concatenate(self._fresh.documents))]
        size = merged[0].size
        while self._runs and self._runs[-1].pairs.size < min(MERGE_RATIO * size, MAX_RUN - size):
            merged.insert(0, self._runs.pop().pairs)
            size += merged[0].size
        self._fresh = _Fresh()
        self._runs.append(_run_of(self._hold(_merge(merged, self._oldest)), newest))


def _merge(runs: Sequence[Packed], oldest: int) -> Iterator[Packed]:
    """The pairs of all runs from `oldest` on, ascending, in parts, so that little is in memory at a time."""
    bounds = np.arange(1, MERGE_PARTS, dtype=np.uint64) * np.uint64(2**64 // MERGE_PARTS)
    cuts = [[0, *np.searchsorted(run, bounds).tolist(), run.size] for run in runs]
    for part in range(MERGE_PARTS):
        pairs = np.concatenate([run[cut[part] : cut[part + 1]] for run, cut in zip(runs, cuts, strict=True)])
        yield _newest_holders(np.sort(pairs[(pairs & _LOW) >= oldest], kind="stable"))


def _newest_holders(pairs: Packed) -> Packed:
    """The pairs without those that MAX_HOLDERS newer documents of the same shingle follow."""
    if pairs.size <= MAX_HOLDERS:
        return pairs
    shingles = pairs >> _SHIFT
    kept = np.ones(pairs.size, dtype=bool)
    kept[:-MAX_HOLDERS] = shingles[:-MAX_HOLDERS] != shingles[MAX_HOLDERS:]
    return pairs[kept]


def _run_of(pairs: Packed, newest: int) -> _Run:
    bits = max(1, (pairs.size // PAIRS_A_BUCKET).bit_length())
    firsts = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
    starts = np.append(np.searchsorted(pairs, firsts), pairs.size).astype(np.uint32)
    return _Run(pairs, starts, 32 - bits, newest)


def _in_run(run: _Run, spread: Keys) -> tuple[Numbers, Numbers]:
    """All documents of each shingle in one run: its whole bucket is looked through."""
    buckets = (spread >> np.uint32(run.bucket_shift)).astype(np.int64)
    starts = run.starts[buckets].astype(np.int64)
    widths = run.starts[buckets + 1] - starts
    ends = np.cumsum(widths)
    positions = np.repeat(np.arange(len(spread)), widths)
    pairs = run.pairs[np.arange(len(positions)) + np.repeat(starts - ends + widths, widths)]
    held = (pairs >> _SHIFT) == spread[positions]
    return positions[held], (pairs[held] & _LOW).astype(np.int64)
