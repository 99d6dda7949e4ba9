"""A worker: one process that runs the stages it is told to, until it is stopped or something fails."""

import asyncio
import contextlib
import logging
import signal
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import faust

from service.metrics import Metrics
from service.pipeline import Knowledge
from service.settings import Settings, Stage
from service.stream.admin import require_topics
from service.stream.agents import build_app
from service.stream.asking_stage import read_stages
from service.stream.budget import Budget
from service.stream.connection import client_options, wait_for_broker
from service.stream.dead_letters import DeadLetterLimit
from service.stream.dedupe_stage import DedupeStage
from service.stream.delivery import Delivery
from service.stream.lane_services import LaneServices
from service.stream.lanes import Lanes, StageFactory
from service.stream.read_stage import reading_version
from service.stream.resolve_stage import ResolveStage
from service.stream.restore import Restorer
from service.stream.suspension import SuspensionWatch
from service.stream.topics import INPUTS
from service.stream.vitals import Vitals
from service.web.operations import serve

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class RunningWorker:
    """A worker at work: its lanes by stage, and the port its operations pages are on."""

    lanes: Sequence[Lanes]
    ops_port: int
    failure: "asyncio.Future[None]"


@contextlib.asynccontextmanager
async def running_worker(settings: Settings, knowledge: Knowledge, metrics: Metrics) -> AsyncIterator[RunningWorker]:
    """A worker that runs while the block does. `failure` gets an exception when the worker must stop for it."""
    failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    metrics.build.info({"version": reading_version(knowledge)})
    async with contextlib.AsyncExitStack() as stack:
        delivery = Delivery(client_options(settings), metrics, settings.linger_seconds)
        stack.push_async_callback(delivery.stop)
        await delivery.start()
        watch = SuspensionWatch(settings.session_timeout_seconds)
        watch.start()
        stack.callback(watch.close)
        read_stage = await stack.enter_async_context(read_stages(settings, knowledge, metrics))
        shared = _Shared(metrics, delivery, watch, failure, read_stage)
        all_lanes = [_lanes(stage, settings, knowledge, shared) for stage in settings.stages]
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sitrep-")))
        apps = [build_app(settings, lanes, folder) for lanes in all_lanes]
        vitals = Vitals(settings, metrics, list(zip(apps, all_lanes, strict=True)), failure)
        server = serve(settings.ops_host, settings.ops_port, vitals.health, vitals.readiness, metrics.registry)
        stack.callback(server.close)
        await stack.enter_async_context(vitals.kept_up())
        for app, lanes in zip(apps, all_lanes, strict=True):
            stack.push_async_callback(_stop, app, lanes)
        await asyncio.gather(*(app.start() for app in apps))
        yield RunningWorker(all_lanes, server.port, failure)


async def run_worker(settings: Settings, load: Callable[[], Knowledge]) -> None:
    """Run until SIGTERM or SIGINT; raises what made the worker stop otherwise."""
    knowledge = load()
    await wait_for_broker(settings)
    await require_topics(settings)
    stopped = _stop_signal()
    async with running_worker(settings, knowledge, Metrics()) as worker:
        stages = ", ".join(settings.stages)
        logger.info("worker runs %s; operations pages on port %d", stages, worker.ops_port)
        await asyncio.wait({stopped, worker.failure}, return_when=asyncio.FIRST_COMPLETED)
        if worker.failure.done():
            worker.failure.result()
        logger.info("stopping: what was begun is finished, the rest will be read again")


def _stop_signal() -> "asyncio.Future[None]":
    loop = asyncio.get_running_loop()
    stopped: asyncio.Future[None] = loop.create_future()

    def stop() -> None:
        if not stopped.done():
            stopped.set_result(None)

    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop)
    return stopped


async def _stop(app: faust.App, lanes: Lanes) -> None:
    """Finish what is begun, commit what is acknowledged, leave the group."""
    await lanes.revoke()
    started = time.monotonic()
    await app.stop()
    logger.debug("stage %s stopped in %.1f s", lanes.stage, time.monotonic() - started)


@dataclass(frozen=True)
class _Shared:
    """What the stages of one process share."""

    metrics: Metrics
    delivery: Delivery
    watch: SuspensionWatch
    failure: "asyncio.Future[None]"
    read_stage: StageFactory

    def fail(self, error: BaseException) -> None:
        if not self.failure.done():
            self.failure.set_exception(error)


def _lanes(stage: Stage, settings: Settings, knowledge: Knowledge, shared: _Shared) -> Lanes:
    services = LaneServices(
        settings=settings,
        metrics=shared.metrics,
        delivery=shared.delivery,
        restorer=Restorer(client_options(settings)),
        budget=Budget(settings.max_in_flight, settings.max_in_flight_bytes),
        limit=DeadLetterLimit(settings.dead_letter_max_share, settings.dead_letter_max_run),
        watch=shared.watch,
        fail=shared.fail,
    )
    return Lanes(stage, INPUTS[stage].name, _factory(stage, settings, knowledge, shared), services)


def _factory(stage: Stage, settings: Settings, knowledge: Knowledge, shared: _Shared) -> StageFactory:
    if stage is Stage.READ:
        return shared.read_stage
    if stage is Stage.DEDUPE:
        return lambda partition: DedupeStage(settings, partition)
    return lambda partition: ResolveStage(settings, partition, knowledge.dedupe)
