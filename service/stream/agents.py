"""The faust apps: one a stage, each the pump of that stage's input topic.

Faust brings partition assignment, fetching and committing. Its agents move bytes to the lanes and decide nothing: they
acknowledge nothing themselves (the gate does), never raise (faust acknowledges a message whose agent raised), and yield
nothing (faust would format a log line for every value, wanted or not). One app a stage gives each stage its own
consumer group, so that scaling one moves no partition of another.
"""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import faust
from faust.types import EventT, StreamT

from service.settings import Settings
from service.stream.connection import REQUEST_TIMEOUT_SECONDS, faust_broker_urls, faust_credentials
from service.stream.lanes import Lanes
from service.stream.messages import message_of
from service.stream.topics import MAX_RECORD_BYTES

logger = logging.getLogger(__name__)

BUFFERED_MESSAGES = 64  # in faust's own queue, ahead of the budget: each may be a large article


class _Pump(faust.App):
    logger = logging.getLogger("faust.app")  # faust would name it after this module, whose level is ours

    def on_init_dependencies(self) -> Iterable[Any]:
        """Without faust's own statistics: they cost every message something, and nobody reads them."""
        dependencies = super().on_init_dependencies()
        self.sensors.remove(self.monitor)
        return dependencies


def build_app(settings: Settings, lanes: Lanes, folder: Path) -> faust.App:
    """The app that pumps `lanes.topic` into the lanes; faust wants a folder of its own for its files."""
    app = _new_app(settings, lanes, folder)
    topic = app.topic(lanes.topic, key_serializer="raw", value_serializer="raw")

    @app.agent(topic, concurrency=1, name=f"{lanes.stage}")
    async def pump(stream: StreamT[bytes]) -> None:
        async for event in cast("faust.Stream[bytes]", stream).noack().events():
            await _hand_over(app, event, lanes)

    async def assigned(_: Any, *partitions: Any, **__: Any) -> None:
        await lanes.assign(tp.partition for tp in partitions[0] if tp.topic == lanes.topic)

    async def revoked(_: Any, *__: Any, **___: Any) -> None:
        await lanes.revoke()

    cast("Any", app.on_partitions_assigned).connect(assigned, weak=False)
    cast("Any", app.on_partitions_revoked).connect(revoked, weak=False)
    return app


async def _hand_over(app: faust.App, event: EventT[bytes], lanes: Lanes) -> None:
    try:
        message = message_of(event.message, event.message.timestamp * 1000)
        generation = event.message.generation_id
        await lanes.offer(message, event.ack, lambda: generation == app.consumer_generation_id)
    except Exception as error:  # escaping, it would be acknowledged; the worker stops instead and reads it again
        lanes.services.fail(error)


def _new_app(settings: Settings, lanes: Lanes, folder: Path) -> faust.App:
    return _Pump(
        f"{settings.group}.{lanes.stage}",
        broker=faust_broker_urls(settings),
        broker_credentials=faust_credentials(settings),
        broker_request_timeout=REQUEST_TIMEOUT_SECONDS,
        broker_session_timeout=settings.session_timeout_seconds,
        broker_heartbeat_interval=settings.session_timeout_seconds / 4,
        broker_commit_interval=settings.commit_interval_seconds,
        broker_max_poll_records=BUFFERED_MESSAGES,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=MAX_RECORD_BYTES,
        stream_buffer_maxsize=BUFFERED_MESSAGES,
        stream_wait_empty=False,  # the gate makes leaving early safe; waiting would block rebalances without limit
        topic_allow_declare=False,
        topic_disable_leader=True,
        producer_acks=-1,
        store="memory://",
        datadir=folder / str(lanes.stage),
        web_enabled=False,
        loghandlers=[],
    )
