"""Which reports hold a word: sets of numbers, eight bytes each, that lose a member at no cost of their size."""

from array import array
from collections.abc import Container, Hashable, Sequence
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

SMALL = 64  # numbers; in a longer list a number that leaves is only counted, and taken out with others later


class Postings(Generic[K]):
    """For each word the numbers of the live reports that hold it; `live` has the numbers of all live reports.

    What it answers depends on the live reports alone, not on the order in which they came and left.
    """

    def __init__(self, live: Container[int]) -> None:
        self._live = live
        self._numbers: dict[K, int | array[int]] = {}  # most words stand in one report: its bare number
        self._left: dict[K, int] = {}  # how many numbers of a list are of reports that have left

    def __len__(self) -> int:
        return len(self._numbers)

    def add(self, word: K, number: int) -> None:
        """A live report holds a word."""
        known = self._numbers.get(word)
        if known is None:
            self._numbers[word] = number
        elif isinstance(known, int):
            self._numbers[word] = array("Q", (known, number))
        else:
            known.append(number)

    def remove(self, word: K, number: int) -> None:
        """A report that held a word is no longer live."""
        known = self._numbers[word]
        if isinstance(known, int):
            del self._numbers[word]
        elif len(known) > SMALL:
            self._count_out(word, known)
        else:
            known.remove(number)
            self._settle(word, known)

    def count(self, word: K) -> int:
        """How many live reports hold a word."""
        known = self._numbers.get(word)
        if known is None:
            return 0
        return 1 if isinstance(known, int) else len(known) - self._left.get(word, 0)

    def few(self, word: K, most: int) -> Sequence[int]:
        """The live reports that hold a word, in no order; empty when they are more than `most`."""
        known = self._numbers.get(word)
        if known is None:
            return ()
        if isinstance(known, int):
            return (known,)
        left = self._left.get(word)
        if left is None:
            return known if len(known) <= most else ()
        return [number for number in known if number in self._live] if len(known) - left <= most else ()

    def _count_out(self, word: K, known: "array[int]") -> None:
        left = self._left.get(word, 0) + 1
        self._left[word] = left
        if left * 2 > len(known):
            del self._left[word]
            kept = array("Q", (number for number in known if number in self._live))
            self._numbers[word] = kept
            self._settle(word, kept)

    def _settle(self, word: K, known: "array[int]") -> None:
        if not known:
            del self._numbers[word]
        elif len(known) == 1:
            self._numbers[word] = known[0]
