"""A process that was suspended longer than the session time-out has lost its partitions without knowing it yet.

What it had in hand another worker has done meanwhile. Publishing it late would put an old revision behind a newer one,
and compaction would keep the old. So a lane asks before it publishes, and the worker stops instead.
(A pause between the question and the publishing, a few milliseconds, remains; only the broker could fence that.)
"""

import threading
import time

TICK_SECONDS = 0.5


class Suspended(Exception):
    """The process stood still longer than the broker waits for a worker."""


class SuspensionWatch:
    """A thread that looks at the clock twice a second: a long gap between two looks means that the process stood still.

    A lane that computes for long does not disturb it, since threads have their turn meanwhile.
    """

    def __init__(self, limit_seconds: float) -> None:
        self._limit = limit_seconds
        self._looked_at = time.monotonic()
        self._resumed_at = float("-inf")
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="suspension", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._looked_at = time.monotonic()
        self._thread.start()

    def close(self) -> None:
        """Look no more."""
        self._stop.set()

    def require_no_pause_since(self, moment: float) -> None:
        """Raises Suspended when the process stood still after `moment` (monotonic seconds)."""
        self.look(time.monotonic())
        if self._resumed_at > moment:
            raise Suspended(f"the process stood still for over {self._limit:.0f} s: its partitions are another's now")

    def look(self, now: float) -> None:
        """Note that the process is alive at `now`, and whether it had stood still before."""
        if now - self._looked_at > self._limit:
            self._resumed_at = now
        self._looked_at = now

    def _watch(self) -> None:
        while not self._stop.wait(TICK_SECONDS):
            self.look(time.monotonic())
