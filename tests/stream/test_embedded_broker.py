"""The parts that speak to Kafka, on the broker inside the process: the protocol is real, Java is not needed."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest
from service.commands.events import current_events, followed_revisions
from service.commands.failure import CommandFailed
from service.metrics import Metrics
from service.models.article import Article
from service.models.event import EventStatus
from service.models.report import Report
from service.pipeline import Knowledge
from service.settings import Engine, Settings
from service.stream.connection import client_options, wait_for_broker
from service.stream.delivery import Delivery, DeliveryFailed
from service.stream.embedded import embedded_broker, embedded_settings
from service.stream.messages import Message
from service.stream.outgoing import INPUT_OFFSET, Outgoing
from service.stream.reading import read_topic
from service.stream.restore import NOTHING_RECALLED, Recalled, Restorer
from service.stream.sending import RawMessage, send_raw
from service.stream.tally import TooManyDeadLetters
from service.stream.topics import ARTICLES, COPIES, DEAD_LETTERS, EXTRACTED, HISTORY, MENTIONS, RAW, Topic
from service.stream.worker import running_worker
from stream_builders import CountingStage

from article_builders import BRIDGE, MARKET, QUIET, raw_message
from stub_endpoint import AMBUSH, Reply, running_endpoint, telling

PATIENCE_SECONDS = 30.0


@pytest.fixture
def settings() -> Iterator[Settings]:
    """Settings for a broker of the test's own."""
    with embedded_broker() as broker:
        yield embedded_settings(broker, Settings(_env_file=None, ops_port=0, session_timeout_seconds=6))


@pytest.fixture(scope="module")
def shared() -> Iterator[Settings]:
    """Settings for a broker that tests share, each on topics and partitions that no other uses: it takes a second."""
    with embedded_broker() as broker:
        yield embedded_settings(broker, Settings(_env_file=None))


@pytest.fixture
async def delivery(shared) -> AsyncIterator[Delivery]:
    """A connected producer."""
    opened = Delivery(client_options(shared), Metrics())
    await opened.start()
    yield opened
    await opened.stop()


def a_record(value: bytes, topic: Topic = ARTICLES, partition: int | None = 0, **fields) -> Outgoing:
    """A record to publish."""
    return Outgoing(topic, b"k", value, fields.get("headers", ()), fields.get("timestamp_ms", 1_000), partition)


async def everything_on(settings: Settings, topic: Topic) -> list[Message]:
    """All records on the topic."""
    return [message async for message in read_topic(settings, topic)]


async def send(settings: Settings, *values: bytes) -> None:
    """Put raw messages onto the raw topic."""
    async for _ in send_raw(settings, [RawMessage(b"k", value) for value in values]):
        pass


async def until_handled(metrics: Metrics, stage: str, outcome: str, count: int) -> None:
    """Wait until the stage has finished so many messages in that way."""
    labels = {"stage": stage, "outcome": outcome}
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (metrics.registry.get_sample_value("sitrep_messages_handled_total", labels) or 0) < count:
            await asyncio.sleep(0.02)


def test_its_worker_takes_a_free_port_unless_one_was_asked_for():
    assert embedded_settings("here:1", Settings(_env_file=None)).ops_port == 0
    assert embedded_settings("here:1", Settings(_env_file=None, ops_port=9108)).ops_port == 9108


async def test_a_broker_that_is_there_is_not_waited_for(shared):
    await asyncio.wait_for(wait_for_broker(shared, patience_seconds=5), 5)


async def test_delivered_records_are_on_the_topic_in_order(shared, delivery):
    placed = await delivery.deliver([a_record(b"%d" % n, headers=(("h", b"1"), ("h", b"2"))) for n in range(5)])
    messages = await everything_on(shared, ARTICLES)

    assert [record.offset for record in placed] == [0, 1, 2, 3, 4]
    assert [message.value for message in messages] == [b"0", b"1", b"2", b"3", b"4"]
    assert messages[0].headers == (("h", b"1"), ("h", b"2"))


async def test_delivering_nothing_is_nothing(delivery):
    assert await delivery.deliver([]) == []


async def test_an_unknown_topic_is_a_failed_delivery_and_counted(shared):
    metrics = Metrics()
    delivery = Delivery(client_options(shared) | {"request_timeout_ms": 500}, metrics)
    await delivery.start()
    nowhere = Topic("sitrep.nowhere.v1", 1, 1, "delete", 1_000_000, "no such topic")
    try:
        with pytest.raises(DeliveryFailed):
            await delivery.deliver([a_record(b"x", nowhere, partition=7)])
    finally:
        await delivery.stop()

    assert metrics.registry.get_sample_value("sitrep_deliveries_failed_total", {"topic": nowhere.name}) == 1


async def test_every_partition_is_read(shared, delivery):
    await delivery.deliver([a_record(b"%d" % n, HISTORY, n) for n in range(HISTORY.partitions)])

    assert {message.value for message in await everything_on(shared, HISTORY)} == {b"%d" % n for n in range(8)}


async def test_an_empty_topic_is_read_to_its_end(shared):
    assert await everything_on(shared, MENTIONS) == []


async def test_a_restorer_hands_over_what_was_remembered(shared, delivery):
    remembered = [a_record(b"%d" % n, COPIES, 3, headers=((INPUT_OFFSET, b"%d" % (n + 10)),)) for n in range(4)]
    await delivery.deliver([a_record(b"in", EXTRACTED, 3) for _ in range(20)])
    await delivery.deliver([*remembered, a_record(b"other", COPIES, 2)])
    stage = CountingStage()

    recalled = await Restorer(client_options(shared)).recall(stage, EXTRACTED.name, 3, NOTHING_RECALLED)

    assert stage.counted == [b"0", b"1", b"2", b"3"]
    assert (recalled.position, recalled.applied, recalled.input_end) == (4, 13, 20)


async def test_a_restorer_begins_where_it_last_was(shared, delivery):
    await delivery.deliver([a_record(b"%d" % n, COPIES, 5) for n in range(4)])
    stage = CountingStage()

    recalled = await Restorer(client_options(shared)).recall(stage, EXTRACTED.name, 5, Recalled(3, -1, 0))

    assert stage.counted == [b"3"]
    assert (recalled.position, recalled.applied) == (4, -1)


async def test_a_restorer_leaves_out_what_was_remembered_late(shared, delivery):
    """A worker that had lost the partition published it behind its successor's records."""
    offsets = {b"one": b"1", b"two": b"2", b"one again": b"1", b"three": b"3"}
    await delivery.deliver([a_record(v, COPIES, 7, headers=((INPUT_OFFSET, o),)) for v, o in offsets.items()])
    stage = CountingStage()

    recalled = await Restorer(client_options(shared)).recall(stage, EXTRACTED.name, 7, NOTHING_RECALLED)

    assert stage.counted == [b"one", b"two", b"three"]
    assert recalled.applied == 3


async def test_nothing_remembered_is_restored_at_once(shared):
    stage = CountingStage()
    recalled = await Restorer(client_options(shared)).recall(stage, EXTRACTED.name, 6, NOTHING_RECALLED)

    assert (recalled.position, recalled.applied, recalled.input_end, stage.counted) == (0, -1, 0, [])


async def test_sending_counts_what_was_confirmed(shared):
    counted = [sent async for sent in send_raw(shared, (RawMessage(b"k", b"%d" % n) for n in range(450)))]

    assert counted == [(200, 0), (200, 0), (50, 0)]
    assert len([m for m in await everything_on(shared, RAW) if m.value.isdigit()]) == 450


async def test_a_message_too_large_is_refused_alone(shared):
    huge = RawMessage(b"k", b"x" * (17 * 1024 * 1024))
    small = RawMessage(b"k", b"small")
    counted = [sent async for sent in send_raw(shared, [small, huge, small])]

    assert counted == [(2, 1)]


@pytest.mark.slow
async def test_an_article_passes_all_stages(settings, knowledge: Knowledge):
    metrics = Metrics()
    async with running_worker(settings, knowledge, metrics) as worker:
        await send(settings, raw_message("a1"), raw_message("a2"), raw_message("a3", QUIET), b"no article")
        await until_handled(metrics, "dedupe", "events", 1)
        await until_handled(metrics, "dedupe", "copy", 1)
        await until_handled(metrics, "dedupe", "no_event", 1)
        await until_handled(metrics, "read", "rejected", 1)
        await until_handled(metrics, "resolve", "resolved", len(await everything_on(settings, MENTIONS)))
        assert not worker.failure.done()
    events = await current_events(settings, None)
    articles = [Article.from_json(message.value) for message in await everything_on(settings, ARTICLES)]

    assert {article.article_id for article in articles} == {"a1", "a2", "a3"}
    assert [article.duplicate_of for article in articles].count(None) == 2
    assert {report.article_id for event in events for report in event.reports} == {"a1", "a2"}
    assert [message.value for message in await everything_on(settings, DEAD_LETTERS)] == [b"no article"]


@pytest.mark.slow
async def test_an_endpoint_is_asked_first_and_the_rules_read_what_it_does_not_answer(settings, knowledge: Knowledge):
    told = {**AMBUSH, "evidence": "Rebel fighters killed 12 soldiers"}
    metrics = Metrics()
    with running_endpoint() as endpoint:
        endpoint.reply = lambda request: telling(told) if BRIDGE[:20] in str(request) else Reply(waits=True)
        asking = {"engine": Engine.ENDPOINT, "engine_url": endpoint.url, "engine_model": "tiny"}
        asking |= {"engine_timeout_seconds": 1.0}
        async with running_worker(settings.model_copy(update=asking), knowledge, metrics) as worker:
            await send(settings, raw_message("a1", BRIDGE), raw_message("a2", MARKET), raw_message("a3", BRIDGE))
            await until_handled(metrics, "dedupe", "events", 2)
            await until_handled(metrics, "dedupe", "copy", 1)
            assert not worker.failure.done()
    mentions = [Report.from_json(message.value) for message in await everything_on(settings, MENTIONS)]

    assert {one.article_id for one in mentions if one.confidence is None} == {"a1", "a3"}
    assert any(one.article_id == "a2" for one in mentions)
    counted = {name: _asked(metrics, name) for name in ("answered", "timeout")}
    assert counted == {"answered": 2, "timeout": 1}


def _asked(metrics: Metrics, outcome: str) -> float | None:
    return metrics.registry.get_sample_value("sitrep_engine_articles_total", {"outcome": outcome})


@pytest.mark.slow
async def test_a_second_worker_goes_on_where_the_first_stopped(settings, knowledge: Knowledge):
    first, second = Metrics(), Metrics()
    async with running_worker(settings, knowledge, first):
        await send(settings, raw_message("a1"))
        await until_handled(first, "dedupe", "events", 1)
        await until_handled(first, "resolve", "resolved", len(await everything_on(settings, MENTIONS)))
    before = await current_events(settings, None)

    async with running_worker(settings, knowledge, second):
        await send(settings, raw_message("a2"))
        await until_handled(second, "dedupe", "copy", 1)
        mentions = len(await everything_on(settings, MENTIONS))
        await until_handled(second, "resolve", "resolved", mentions // 2)
    after = await current_events(settings, None)

    assert [event.event_id for event in after] == [event.event_id for event in before]
    assert all({report.article_id for report in event.reports} == {"a1", "a2"} for event in after)
    handled = second.registry.get_sample_value(
        "sitrep_messages_handled_total", {"stage": "read", "outcome": "extracted"}
    )
    assert handled == 1, "what the first acknowledged is not read again"


@pytest.mark.slow
async def test_a_corrected_article_is_taken_back_from_its_event(settings, knowledge: Knowledge):
    metrics = Metrics()
    async with running_worker(settings, knowledge, metrics):
        await send(settings, raw_message("a1", MARKET), raw_message("a1", QUIET))
        await until_handled(metrics, "dedupe", "no_event", 1)
        await until_handled(metrics, "resolve", "resolved", len(await everything_on(settings, MENTIONS)))
    assert await current_events(settings, None) == []
    revisions = followed_revisions(settings, None)
    seen = [await asyncio.wait_for(anext(revisions), PATIENCE_SECONDS) for _ in range(2)]
    await revisions.aclose()

    assert {event.status for event in seen} <= {EventStatus.ACTIVE, EventStatus.RETRACTED}


@pytest.mark.slow
async def test_a_worker_that_refuses_too_much_stops(settings, knowledge: Knowledge):
    strict = settings.model_copy(update={"dead_letter_max_run": 5})
    async with running_worker(strict, knowledge, Metrics()) as worker:
        await send(strict, *[b"no article"] * 20)
        with pytest.raises(TooManyDeadLetters):
            await asyncio.wait_for(worker.failure, PATIENCE_SECONDS)


async def test_the_demo_refuses_more_than_the_embedded_broker_holds(tmp_path):
    from rich.console import Console
    from service.commands.demo import demo_messages

    (tmp_path / "empty").mkdir()
    (tmp_path / "long.jsonl").write_bytes(b"\n".join(raw_message(f"a{n}", BRIDGE * 2_000) for n in range(6)))

    with pytest.raises(CommandFailed, match="too many for the embedded broker"):
        demo_messages([str(tmp_path)], Console(quiet=True))
    with pytest.raises(CommandFailed, match="no articles"):
        demo_messages([str(tmp_path / "empty")], Console(quiet=True))
