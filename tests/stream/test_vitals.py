import asyncio
from types import SimpleNamespace

import pytest
from faust.types import TP
from service.metrics import Metrics
from service.settings import Settings, Stage
from service.stream.agents import _hand_over
from service.stream.lanes import Lanes
from service.stream.vitals import Vitals
from stream_builders import TOPIC, Bench, CountingStage, FakeBroker, a_message, until


class FakeConsumer:
    """What faust's consumer knows of partition 0."""

    def __init__(self) -> None:
        self.highwaters: dict[int, int] = {}
        self._committed_offset: dict[TP, int] = {}

    def highwater(self, tp: TP) -> int | None:
        """The end of the partition as the last fetch told it."""
        return self.highwaters.get(tp.partition)


class Held:
    """Lanes on a fake broker under a fake app, and their vitals."""

    def __init__(self, **settings) -> None:
        self.bench = Bench(CountingStage(), FakeBroker())
        self.lanes = Lanes(Stage.DEDUPE, TOPIC, lambda partition: CountingStage(), self.bench.services)
        self.app = SimpleNamespace(started=True, crashed=False, crash_reason=None, consumer=FakeConsumer())
        self.app.conf = SimpleNamespace(id="sitrep.dedupe")
        self.failure = asyncio.get_running_loop().create_future()
        self.metrics: Metrics = self.bench.metrics
        given = Settings(_env_file=None, **settings)
        self.vitals = Vitals(given, self.metrics, [(self.app, self.lanes)], self.failure)

    async def tick(self) -> None:
        """Let the vitals look once."""
        async with self.vitals.kept_up():
            await asyncio.sleep(0)

    async def offer(self, *offsets: int) -> None:
        """Messages of partition 0."""
        for offset in offsets:
            await self.lanes.offer(a_message(offset, b"m"), lambda: None, lambda: True)

    def gauge(self, name: str, **labels: str) -> float | None:
        """A gauge's value for the stage."""
        return self.metrics.registry.get_sample_value(name, {"stage": "dedupe", **labels})


async def test_a_worker_without_partitions_is_not_ready_and_not_yet_unhealthy():
    held = Held()
    await held.tick()

    assert held.vitals.health().ok
    assert held.vitals.readiness().reasons == ("dedupe: no partitions assigned",)


async def test_a_worker_whose_memory_is_restored_is_ready():
    held = Held()
    await held.lanes.assign([0])
    await until(lambda: all(lane.restored for lane in held.lanes))
    await held.tick()
    readiness = held.vitals.readiness()
    await held.lanes.revoke()

    assert readiness.ok


async def test_a_worker_without_partitions_for_too_long_is_unhealthy():
    held = Held(stuck_seconds=0.000_001)
    await held.tick()

    assert not held.vitals.health().ok


async def test_an_app_that_crashed_fails_the_worker():
    held = Held()
    held.app.crashed, held.app.crash_reason = True, RuntimeError("coordinator")
    await held.tick()

    with pytest.raises(RuntimeError, match="coordinator"):
        held.failure.result()
    assert "dedupe: not connected to a broker" in held.vitals.readiness().reasons


async def test_lag_counts_what_is_not_acknowledged():
    held = Held()
    held.app.consumer.highwaters[0] = 10
    held.app.consumer._committed_offset[TP(TOPIC, 0)] = 2
    await held.lanes.assign([0])
    await held.tick()
    assert held.gauge("sitrep_consumer_lag_messages", partition="0") == 8

    await held.offer(2, 3)
    await until(lambda: not any(lane.waiting for lane in held.lanes))
    await held.tick()
    assert held.gauge("sitrep_consumer_lag_messages", partition="0") == 6
    await held.lanes.revoke()


async def test_gauges_tell_what_is_held_and_remembered():
    held = Held()
    await held.lanes.assign([0, 3])
    await held.offer(0, 1)
    await until(lambda: not any(lane.waiting or not lane.restored for lane in held.lanes))
    await held.tick()

    assert held.gauge("sitrep_partitions_assigned") == 2
    assert held.gauge("sitrep_in_flight_messages") == 0
    assert held.gauge("sitrep_state_entries", partition="0") == 2
    assert held.gauge("sitrep_state_bytes", partition="3") == 0
    await held.lanes.revoke()


async def test_gauges_of_partitions_that_moved_away_are_gone():
    """Two workers that both report a partition would double its lag."""
    held = Held()
    await held.lanes.assign([0, 1])
    await held.tick()
    assert held.gauge("sitrep_state_entries", partition="0") == 0
    await held.lanes.assign([1])
    await held.tick()

    assert held.gauge("sitrep_state_entries", partition="0") is None
    assert held.gauge("sitrep_state_entries", partition="1") == 0
    await held.lanes.revoke()


def an_event(offset: int, generation: int, acknowledged: list[int]) -> SimpleNamespace:
    """A message as faust hands it to an agent."""
    message = SimpleNamespace(
        topic=TOPIC,
        partition=0,
        offset=offset,
        key=b"k",
        value=b"m",
        headers=[("traceparent", b"00-1")],
        timestamp=1_700_000_000.0,
        generation_id=generation,
    )
    return SimpleNamespace(message=message, ack=lambda: acknowledged.append(offset))


async def test_an_agent_hands_a_message_to_its_lane_and_acknowledges_nothing_itself():
    held, acknowledged = Held(), []
    held.app.consumer_generation_id = 4
    await held.lanes.assign([0])
    await _hand_over(held.app, an_event(0, 4, acknowledged), held.lanes)
    assert acknowledged == []

    await until(lambda: acknowledged)
    await held.lanes.revoke()
    assert acknowledged == [0]


async def test_an_agent_drops_what_was_fetched_before_the_last_assignment():
    held, acknowledged = Held(), []
    held.app.consumer_generation_id = 5
    await held.lanes.assign([0])
    await _hand_over(held.app, an_event(0, 4, acknowledged), held.lanes)
    await held.lanes.revoke()

    assert acknowledged == []
    assert held.bench.failures == []


async def test_whatever_goes_wrong_in_an_agent_stops_the_worker_and_does_not_escape():
    """Faust acknowledges a message whose agent raised."""
    held, acknowledged = Held(), []
    held.app.consumer_generation_id = 4
    await held.lanes.assign([0])
    for offset in (5, 5):
        await _hand_over(held.app, an_event(offset, 4, acknowledged), held.lanes)
    await held.lanes.revoke()

    assert [type(failure).__name__ for failure in held.bench.failures] == ["OutOfOrder"]
