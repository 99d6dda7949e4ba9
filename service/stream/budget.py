"""How much a stage may hold between reading a message and acknowledging it."""

import asyncio


class Budget:
    """Counts messages and bytes in flight; `take` waits while either bound is reached.

    One message is always let in, however large, so that nothing can block for ever.
    """

    def __init__(self, max_messages: int, max_bytes: int) -> None:
        self._max_messages = max_messages
        self._max_bytes = max_bytes
        self._room = asyncio.Event()
        self._room.set()
        self.messages = 0
        self.bytes = 0

    async def take(self, size: int) -> None:
        """Wait for room, then count a message of `size` bytes in."""
        while not self._has_room(size):
            self._room.clear()
            await self._room.wait()
        self.messages += 1
        self.bytes += size

    def give_back(self, size: int) -> None:
        """Count a message out."""
        self.messages -= 1
        self.bytes -= size
        self._room.set()

    def _has_room(self, size: int) -> bool:
        if self.messages == 0:
            return True
        return self.messages < self._max_messages and self.bytes + size <= self._max_bytes
