"""A lane's memory: how far its stage's state goes, and how it is recalled and forgotten."""

import asyncio
import time
from collections.abc import Collection, Sequence

from aiokafka.structs import RecordMetadata

from service.stream.lane_services import LaneServices
from service.stream.restore import Recalled
from service.stream.stages import PartitionStage, Standing

TURN_SECONDS = 0.01  # taking up for longer, a lane lets the others, the timers and the consumer have their turn


class Memory:
    """What the stage of one partition remembers, rebuilt from its topic whenever it is in doubt."""

    def __init__(self, stage: PartitionStage, topic: str, partition: int, services: LaneServices) -> None:
        self.restored = False
        self._stage = stage
        self._topic = topic
        self._partition = partition
        self._services = services
        self._applied = -1  # the newest input offset whose outcome is remembered
        self._recalled_to = 0  # the remembering topic's offset up to which the state has been recalled
        self._has_taken_up = False

    @property
    def is_kept(self) -> bool:
        """Whether the stage remembers anything at all."""
        return self._stage.remembers_on is not None

    def holds(self, offset: int) -> bool:
        """Whether the outcome of this input message is remembered already."""
        return offset <= self._applied

    def note_applied(self, offset: int) -> None:
        """The outcome of this input message is remembered now."""
        self._applied = max(self._applied, offset)

    def note_own(self, delivered: Sequence[RecordMetadata]) -> None:
        """What this lane remembered itself need not be recalled, as long as nobody else wrote in between."""
        for record in delivered:
            if record.offset == self._recalled_to:
                self._recalled_to += 1

    def settle(self) -> None:
        """All that the state holds is confirmed: the stage may leave it to another process."""
        self._stage.settle(Standing(self._recalled_to, self._applied))

    def forget(self) -> None:
        """Drop the state: it may be ahead of what is remembered."""
        self._stage.forget()
        self.restored = self._has_taken_up = False

    async def recall(self) -> None:
        """Bring the state up to what is remembered; raises TimeoutError when that takes too long."""
        started = time.monotonic()
        await self._take_up()
        since = Recalled(self._recalled_to, self._applied, 0)
        recall = self._services.restorer.recall(self._stage, self._topic, self._partition, since)
        recalled = await asyncio.wait_for(recall, self._services.settings.restore_seconds)
        self._applied = recalled.applied if recalled.applied < recalled.input_end else -1
        self._recalled_to = recalled.position
        await self._mend(recalled.overtaken)
        self.settle()
        self._services.metrics.restore_seconds.labels(self._stage.stage).observe(time.monotonic() - started)
        self.restored = True

    async def _take_up(self) -> None:
        """Begin with what an earlier process has left, letting the other lanes have their turn."""
        if self._has_taken_up:
            return
        turn = time.monotonic()
        for _ in self._stage.take_up():
            if time.monotonic() - turn > TURN_SECONDS:
                await asyncio.sleep(0)
                turn = time.monotonic()
        standing = self._stage.standing
        self._recalled_to, self._applied = standing.position, standing.applied
        self._has_taken_up = True

    async def _mend(self, overtaken: Collection[bytes | None]) -> None:
        """Put the newest record of each overtaken key behind the old one that was published late."""
        if overtaken and self._stage.remembers_on is not None:
            newest = await self._services.restorer.newest(self._stage.remembers_on, self._partition, overtaken)
            await self._services.delivery.deliver(newest)
