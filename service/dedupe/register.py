"""What is known of each remembered document at a glance, in columns by number, so that many are looked at at once."""

import numpy as np
import numpy.typing as npt

Facts = npt.NDArray[np.void]

_FACTS = np.dtype([("outlet", "u4"), ("group", "u4"), ("received", "f8"), ("nbytes", "u4"), ("living", "?")])
_FIRST_ROOM = 1024


class Register:
    """Facts of documents under ascending numbers; those before the oldest living one may be let go."""

    def __init__(self) -> None:
        self._facts: Facts = np.zeros(_FIRST_ROOM, dtype=_FACTS)
        self._first = 0  # the number of the first fact
        self._next = 0
        self._oldest = 0  # nothing before it lives
        self._living = 0
        self._nbytes = 0

    def __len__(self) -> int:
        """Documents that live."""
        return self._living

    @property
    def nbytes(self) -> int:
        """Bytes of the documents that live, as they were entered."""
        return self._nbytes

    def enter(self, outlet: int, group: int, received: float, nbytes: int) -> int:
        """Enter a document: whose it is, when it was received (seconds since 1970) and its size; returns its number."""
        if self._next - self._first == len(self._facts):
            self._make_room()
        number, self._next = self._next, self._next + 1
        self._facts[number - self._first] = (outlet, group, received, nbytes, True)
        self._living += 1
        self._nbytes += nbytes
        return number

    def begin_at(self, number: int) -> None:
        """Let the next document have this number; the numbers skipped never live."""
        if not self._living:
            self._first = self._next = self._oldest = number
        while self._next < number:
            self.strike(self.enter(0, 0, 0.0, 0))

    def strike(self, number: int) -> None:
        """Strike out a living document."""
        self._facts["living"][number - self._first] = False
        self._living -= 1
        self._nbytes -= int(self._facts["nbytes"][number - self._first])

    def oldest(self) -> int:
        """The smallest number that lives; the next one to be given when none does."""
        living = self._facts["living"]
        while self._oldest < self._next and not living[self._oldest - self._first]:
            self._oldest += 1
        return self._oldest

    def received(self, number: int) -> float:
        """When a document was received, in seconds since 1970."""
        return float(self._facts["received"][number - self._first])

    def are_living(self, numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Which of the numbers live."""
        living = self._facts["living"][np.maximum(numbers - self._first, 0)]
        return living & (numbers >= self._first)

    def facts(self, numbers: npt.NDArray[np.int64]) -> Facts:
        """The facts of living documents."""
        return self._facts[numbers - self._first]

    def _make_room(self) -> None:
        """Let go of what lies before the oldest living document; twice its size remains."""
        oldest = self.oldest()
        kept = self._facts[oldest - self._first : self._next - self._first]
        facts = np.zeros(max(_FIRST_ROOM, 2 * len(kept)), dtype=_FACTS)
        facts[: len(kept)] = kept
        self._facts, self._first = facts, oldest
