"""What the operator is told: lag, state and progress once a second, and from these health and readiness."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence

import faust
from faust.types import TP

from service.metrics import Metrics
from service.settings import Settings
from service.stream.lane import Lane
from service.stream.lanes import Lanes
from service.web.health import Health, HealthLimits, WorkerSnapshot, health_of, readiness_of

TICK_SECONDS = 1.0

Pump = tuple[faust.App, Lanes]


class Vitals:
    """Keeps the gauges up to date from inside the event loop; answers from any thread."""

    def __init__(
        self, settings: Settings, metrics: Metrics, pumps: Sequence[Pump], failure: "asyncio.Future[None]"
    ) -> None:
        self._metrics = metrics
        self._pumps = pumps
        self._failure = failure
        self._limits = HealthLimits(stuck_seconds=settings.stuck_seconds)
        self._started = time.monotonic()
        self._snapshots = [self._snapshot(app, lanes) for app, lanes in pumps]

    def health(self) -> Health:
        """Whether every stage makes progress."""
        return _worst([health_of(snapshot, time.monotonic(), self._limits) for snapshot in self._snapshots])

    def readiness(self) -> Health:
        """Whether every stage is connected, has its partitions and has restored their state."""
        return _worst([readiness_of(snapshot) for snapshot in self._snapshots])

    @contextlib.asynccontextmanager
    async def kept_up(self) -> AsyncIterator[None]:
        """Tick once a second while the block runs."""
        task = asyncio.create_task(self._tick_for_ever(), name="vitals")
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait({task})

    async def _tick_for_ever(self) -> None:
        while True:
            self._snapshots = [self._snapshot(app, lanes) for app, lanes in self._pumps]
            for app, lanes in self._pumps:
                self._report(app, lanes)
                self._watch(app)
            await asyncio.sleep(TICK_SECONDS)

    def _watch(self, app: faust.App) -> None:
        if app.crashed and not self._failure.done():
            reason = app.crash_reason or RuntimeError(f"{app.conf.id} crashed")
            self._failure.set_exception(reason)

    def _report(self, app: faust.App, lanes: Lanes) -> None:
        stage = str(lanes.stage)
        self._metrics.partitions_assigned.labels(stage).set(len(lanes.assigned))
        self._metrics.in_flight.labels(stage).set(lanes.services.budget.messages)
        for gauge in (self._metrics.consumer_lag, self._metrics.state_entries, self._metrics.state_bytes):
            gauge.remove_by_labels({"stage": stage})
        for lane in lanes:
            partition = str(lane.partition)
            entries, size = lane.state_size()
            self._metrics.consumer_lag.labels(stage, partition).set(_lag(app, lanes, lane))
            self._metrics.state_entries.labels(stage, partition).set(entries)
            self._metrics.state_bytes.labels(stage, partition).set(size)

    def _snapshot(self, app: faust.App, lanes: Lanes) -> WorkerSnapshot:
        held = list(lanes)
        return WorkerSnapshot(
            stage=str(lanes.stage),
            last_loop_tick=time.monotonic(),
            last_read=max((lane.progress_at for lane in held), default=self._started),
            last_assignment=lanes.assigned_at,
            assigned=len(held),
            lag=sum(_lag(app, lanes, lane) for lane in held),
            recovering=sum(not lane.restored for lane in held),
            connected=app.started and not app.crashed,
        )


def _lag(app: faust.App, lanes: Lanes, lane: Lane) -> int:
    """Messages of the partition not yet acknowledged, as far as the last fetch told."""
    tp = TP(lanes.topic, lane.partition)
    highwater = app.consumer.highwater(tp)
    # faust keeps the offset committed before this assignment in a private field, and tells it nowhere else
    committed = app.consumer._committed_offset.get(tp)  # type: ignore[attr-defined]
    done = lane.acknowledged_to + 1 if lane.acknowledged_to >= 0 else committed
    if highwater is None or done is None:
        return lane.waiting
    return max(0, int(highwater) - int(done))


def _worst(healths: Sequence[Health]) -> Health:
    reasons = tuple(reason for health in healths for reason in health.reasons)
    return Health(all(health.ok for health in healths), reasons)
