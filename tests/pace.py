"""Limits of processor time that hold on any machine: a slower core, or a busy one, is given as much more."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

LOOPS = 1_000_000
QUIET_SECONDS = 0.05  # of the loop below, on the quiet core that the limits are written for


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fails when the block takes more processor time than `seconds` are on the core that limits are written for."""
    before, started = _slowness(), time.process_time()
    yield
    spent = time.process_time() - started

    assert spent < seconds * max(before, _slowness())


def _slowness() -> float:
    """How many times slower this core is just now, at least 1: limits are not tightened on a faster one."""
    started, total = time.process_time(), 0
    for number in range(LOOPS):
        total += number * number
    return max(1.0, (time.process_time() - started) / QUIET_SECONDS)
