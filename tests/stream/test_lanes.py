import asyncio

from service.settings import Stage
from service.stream.lanes import Lanes
from stream_builders import TOPIC, Bench, CountingStage, FakeBroker, a_message, until


class Held:
    """Lanes on a fake broker, and the stages that were made for them."""

    def __init__(self) -> None:
        self.broker = FakeBroker()
        self.bench = Bench(CountingStage(), self.broker)
        self.made: list[tuple[int, CountingStage]] = []
        self.acknowledged: list[tuple[int, int]] = []
        self.lanes = Lanes(Stage.DEDUPE, TOPIC, self._new_stage, self.bench.services)

    def _new_stage(self, partition: int) -> CountingStage:
        stage = CountingStage()
        self.made.append((partition, stage))
        return stage

    async def offer(self, partition: int, offset: int, *, current: bool = True) -> None:
        """Hand a message over as the agent does."""
        message = a_message(offset, b"m", partition=partition)
        await self.lanes.offer(message, lambda: self.acknowledged.append((partition, offset)), lambda: current)

    async def settled(self) -> None:
        """Wait until all that was taken in is acknowledged."""
        await until(lambda: self.bench.failures or not any(lane.waiting or not lane.restored for lane in self.lanes))


async def test_each_partition_held_has_a_lane():
    held = Held()
    await held.lanes.assign([2, 0])
    await held.offer(0, 5)
    await held.offer(2, 9)
    await held.settled()
    await held.lanes.revoke()

    assert [partition for partition, _ in held.made] == [0, 2]
    assert sorted(held.acknowledged) == [(0, 5), (2, 9)]


async def test_a_message_of_an_older_generation_is_dropped():
    """It was fetched before the partitions were handed out anew, and will be read again by whoever holds it."""
    held = Held()
    await held.lanes.assign([0])
    await held.offer(0, 5, current=False)
    await held.settled()
    await held.lanes.revoke()

    assert held.acknowledged == []
    assert (held.bench.budget.messages, held.bench.budget.bytes) == (0, 0)


async def test_a_message_that_comes_before_the_assignment_is_told_waits_for_it():
    """Dropped, it would be a hole that nobody fills before the next assignment."""
    held = Held()
    await held.lanes.assign([0])
    await held.lanes.revoke()
    early = asyncio.create_task(held.offer(0, 5))
    await asyncio.sleep(0)
    waits = not early.done()
    await held.lanes.assign([0])
    await early
    await held.settled()
    await held.lanes.revoke()

    assert waits
    assert held.acknowledged == [(0, 5)]


async def test_a_message_of_a_partition_not_held_is_dropped():
    held = Held()
    await held.lanes.assign([0])
    await held.offer(1, 5)
    await held.lanes.revoke()

    assert held.acknowledged == []
    assert held.bench.budget.messages == 0


async def test_a_partition_that_moves_away_is_forgotten():
    held = Held()
    await held.lanes.assign([0, 1])
    await held.lanes.assign([1])
    await held.lanes.assign([0, 1])
    await held.lanes.revoke()

    assert [partition for partition, _ in held.made] == [0, 1, 0]


async def test_a_partition_that_stays_keeps_its_state():
    held = Held()
    await held.lanes.assign([0])
    await held.offer(0, 0)
    await held.settled()
    await held.lanes.assign([0, 1])
    await held.settled()
    await held.lanes.revoke()

    stages = dict(held.made)
    assert stages[0].counted == [b"m"]
    assert stages[0].forgotten == 0
    assert len(held.made) == 2


async def test_nothing_is_held_after_revocation():
    held = Held()
    await held.lanes.assign([0, 1])
    await held.lanes.revoke()

    assert list(held.lanes) == []
    assert held.lanes.assigned == frozenset()


async def test_the_old_acknowledgement_is_silent_after_a_new_assignment():
    held = Held()
    await held.lanes.assign([0])
    await held.offer(0, 3)
    await held.lanes.assign([0])
    await held.settled()
    before = list(held.acknowledged)
    await held.lanes.revoke()

    assert held.acknowledged == before
    assert held.bench.budget.messages == 0


async def test_each_assignment_counts_as_a_rebalance():
    held = Held()
    await held.lanes.assign([0])
    await held.lanes.assign([0, 1])
    await held.lanes.revoke()

    assert held.bench.metrics.registry.get_sample_value("sitrep_rebalances_total", {"stage": "dedupe"}) == 2
