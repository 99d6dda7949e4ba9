"""The lanes of one stage: which partitions this worker holds now, and what to do when that changes."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator

from service.settings import Stage
from service.stream.lane import Lane
from service.stream.lane_services import LaneServices
from service.stream.messages import Message
from service.stream.stages import PartitionStage

StageFactory = Callable[[int], PartitionStage]


class Lanes:
    """One lane a partition held. A lane outlives a rebalance that gives its partition back, and with it its state."""

    def __init__(self, stage: Stage, topic: str, new_stage: StageFactory, services: LaneServices) -> None:
        self.stage = stage
        self.topic = topic
        self.services = services
        self.assigned: frozenset[int] = frozenset()
        self.assigned_at = time.monotonic()
        self._new_stage = new_stage
        self._lanes: dict[int, Lane] = {}
        self._settled = asyncio.Event()

    def __iter__(self) -> Iterator[Lane]:
        """The lanes of the partitions held now."""
        return iter([self._lanes[partition] for partition in sorted(self.assigned)])

    async def assign(self, partitions: Iterable[int]) -> None:
        """Hold exactly these partitions from now on."""
        await self.revoke()
        self.assigned = frozenset(partitions)
        self.assigned_at = time.monotonic()
        self.services.metrics.rebalances.labels(self.stage).inc()
        for partition in set(self._lanes) - self.assigned:
            self._lanes.pop(partition).close()
        for partition in sorted(self.assigned):
            if partition not in self._lanes:
                self._lanes[partition] = self._new_lane(partition)
            self._lanes[partition].start()
        self._settled.set()

    async def revoke(self) -> None:
        """Hold nothing: finish the batches in hand and give the rest back."""
        self._settled.clear()
        held, self.assigned = self.assigned, frozenset()
        drain = self.services.settings.drain_seconds
        await asyncio.gather(*(self._lanes[partition].stop(drain) for partition in held))

    async def offer(self, message: Message, acknowledge: Callable[[], object], is_current: Callable[[], bool]) -> None:
        """Hand a message to its lane once there is room; a message that is no longer this worker's is dropped.

        Faust may fetch before it tells what this worker holds now. Such a message waits: dropped, it would not come
        again, and what follows it would be acknowledged.
        """
        await self.services.budget.take(message.size)
        await self._settled.wait()
        if message.partition not in self.assigned or not is_current():
            self.services.budget.give_back(message.size)
            return
        self._lanes[message.partition].offer(message, acknowledge)

    def _new_lane(self, partition: int) -> Lane:
        return Lane(self._new_stage(partition), self.topic, partition, self.services)
