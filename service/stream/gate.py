"""The ordered ack gate: Kafka's offsets may only advance past finished messages.

Kafka commits one number a partition, so acknowledging message 7 while 6 is unfinished would lose 6 at the next restart.
A gate belongs to one assignment of one partition; a new assignment gets a new gate, and whatever the old one still
finishes is forgotten (those messages are read again).
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

Acknowledge = Callable[[], object]


class OutOfOrder(Exception):
    """Messages of a partition were started in an order that is not their offsets'."""


@dataclass
class _InFlight:
    offset: int
    acknowledge: Acknowledge
    finished: bool = False


class AckGate:
    """Acknowledges the contiguous finished prefix of what was started, and nothing beyond it."""

    def __init__(self) -> None:
        self._in_flight: deque[_InFlight] = deque()
        self._by_offset: dict[int, _InFlight] = {}
        self._closed = False

    def __len__(self) -> int:
        """Messages started and not yet acknowledged."""
        return len(self._in_flight)

    def start(self, offset: int, acknowledge: Acknowledge) -> None:
        """Take a message in; offsets must ascend. Raises OutOfOrder when they do not."""
        if self._in_flight and offset <= self._in_flight[-1].offset:
            raise OutOfOrder(f"offset {offset} after {self._in_flight[-1].offset}")
        message = _InFlight(offset, acknowledge)
        self._in_flight.append(message)
        self._by_offset[offset] = message

    def finish(self, offset: int) -> int:
        """Mark a started message finished; returns how many messages that let be acknowledged.

        Unknown offsets, and any offset after close, are ignored: finishing twice is harmless.
        """
        message = self._by_offset.get(offset)
        if message is None or self._closed:
            return 0
        message.finished = True
        return self._acknowledge_prefix()

    def close(self) -> None:
        """Acknowledge nothing more: the partition belongs to somebody else now."""
        self._closed = True
        self._in_flight.clear()
        self._by_offset.clear()

    def _acknowledge_prefix(self) -> int:
        acknowledged = 0
        while self._in_flight and self._in_flight[0].finished:
            message = self._in_flight.popleft()
            del self._by_offset[message.offset]
            message.acknowledge()
            acknowledged += 1
        return acknowledged
