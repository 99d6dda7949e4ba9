"""How much an engine may still spend: tokens by the hour and by the day, and pauses after failures."""

from collections.abc import Callable
from dataclasses import dataclass, field

HOUR, DAY = 3_600.0, 86_400.0  # seconds
MAX_FAILURES = 5  # in a row; then the endpoint is left alone for REST_SECONDS
REST_SECONDS = 60.0
MAX_REST_SECONDS = 600.0  # however long an endpoint asks to be left alone


@dataclass
class _Window:
    """Tokens spent in the running period of `seconds`."""

    seconds: float
    limit: int
    number: int = -1
    spent: int = 0

    def turn(self, now: float) -> None:
        number = int(now // self.seconds)
        if number != self.number:
            self.number, self.spent = number, 0


@dataclass
class Allowance:
    """Counts one process's tokens and failures. `clock` gives seconds that only go forward."""

    tokens_per_hour: int
    tokens_per_day: int
    clock: Callable[[], float]
    _failures: int = 0
    _rests_until: float = 0.0
    _windows: tuple[_Window, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._windows = (_Window(HOUR, self.tokens_per_hour), _Window(DAY, self.tokens_per_day))

    @property
    def is_resting(self) -> bool:
        """Is the endpoint to be left alone?"""
        return self.clock() < self._rests_until

    def take(self, tokens: int) -> bool:
        """Set so many tokens aside; False when they exceed what is left of the hour or the day."""
        for window in self._windows:
            window.turn(self.clock())
        if any(window.spent + tokens > window.limit for window in self._windows):
            return False
        self.correct(tokens)
        return True

    def correct(self, tokens: int) -> None:
        """Count so many tokens more, or fewer when below zero: what was used and not what was set aside."""
        for window in self._windows:
            window.spent = max(0, window.spent + tokens)

    def succeeded(self) -> None:
        """The endpoint answered."""
        self._failures = 0

    def failed(self, rest_seconds: float | None = None) -> bool:
        """Count a failure; True when the endpoint is left alone from now on, also because it asked to be."""
        self._failures += 1
        if rest_seconds is None and self._failures < MAX_FAILURES:
            return False
        self._failures = 0
        self._rests_until = self.clock() + min(rest_seconds or REST_SECONDS, MAX_REST_SECONDS)
        return True
