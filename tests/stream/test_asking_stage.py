"""The read stage asks an engine first, without blocking; what gets no answer is read by the rules."""

import asyncio
from functools import partial

import orjson
import pytest
from service.engines.outcome import EngineUnavailable
from service.extract import extract
from service.metrics import Metrics
from service.models.article import Article
from service.models.extracted import ExtractedArticle
from service.models.mention import EventMention, EventType
from service.pipeline import Knowledge
from service.settings import Settings
from service.stream.asking_stage import AskingReadStage, read_stages
from service.stream.outgoing import Outgoing
from service.stream.read_stage import ReadStage
from service.stream.stages import Outputs, PreparingStage
from service.stream.topics import DEAD_LETTERS, EXTRACTED
from stream_builders import Bench, FakeBroker, a_message

from article_builders import BRIDGE, MARKET, raw_message
from stub_endpoint import AMBUSH, StubEndpoint, running_endpoint, telling


def told(article: Article) -> tuple[EventMention, ...]:
    return (EventMention(mention_id="told", article_id=article.article_id, event_type=EventType()),)


class FakeEngine:
    """Answers every article but those whose ids are in `silent_on`."""

    at_once = 2

    def __init__(self, *silent_on: str) -> None:
        self.asked: list[str] = []
        self.silent_on = silent_on
        self.closed = False

    async def mentions(self, article: Article) -> tuple[EventMention, ...] | None:
        self.asked.append(article.article_id)
        await asyncio.sleep(0)
        return None if article.article_id in self.silent_on else told(article)

    async def aclose(self) -> None:
        self.closed = True


def a_stage(knowledge: Knowledge, engine: FakeEngine) -> AskingReadStage:
    return AskingReadStage(knowledge, partial(extract, knowledge=knowledge.extraction), engine)


def mentions_in(outputs: Outputs | Outgoing) -> list[str]:
    """The ids of the mentions in what is published."""
    record = outputs.publish[0] if isinstance(outputs, Outputs) else outputs
    return [mention.mention_id for mention in ExtractedArticle.from_json(record.value or b"").mentions]


async def test_an_answer_is_what_is_read(knowledge: Knowledge):
    stage, message = a_stage(knowledge, FakeEngine()), a_message(value=raw_message("a1"))

    assert await stage.prepare([message]) == 1
    assert mentions_in(stage.handle(message)) == ["told"]


async def test_without_an_answer_the_rules_read(knowledge: Knowledge):
    stage, message = a_stage(knowledge, FakeEngine("a1")), a_message(value=raw_message("a1"))
    await stage.prepare([message])

    assert mentions_in(stage.handle(message)) == mentions_in(ReadStage(knowledge).handle(message)) != []


async def test_no_more_messages_are_made_ready_than_are_asked_about_at_once(knowledge: Knowledge):
    engine = FakeEngine()
    messages = [a_message(number, raw_message(f"a{number}")) for number in range(3)]

    assert await a_stage(knowledge, engine).prepare(messages) == 2
    assert engine.asked == ["a0", "a1"]


async def test_one_article_in_two_messages_is_asked_about_once_and_two_versions_twice(knowledge: Knowledge):
    engine = FakeEngine()
    stage = a_stage(knowledge, engine)
    await stage.prepare([a_message(0, raw_message("a1")), a_message(1, raw_message("a1"))])
    await stage.prepare([a_message(2, raw_message("a1")), a_message(3, raw_message("a1", MARKET))])

    assert engine.asked == ["a1"] * 3


async def test_a_message_that_is_refused_is_not_asked_about(knowledge: Knowledge):
    engine = FakeEngine()
    stage, message = a_stage(knowledge, engine), a_message(value=b"no json")
    await stage.prepare([message])

    assert engine.asked == []
    assert stage.handle(message).publish[0].topic == DEAD_LETTERS


async def test_a_lane_handles_every_message_in_order_few_at_a_time(knowledge: Knowledge):
    engine = FakeEngine("a3")
    bench = Bench(a_stage(knowledge, engine), FakeBroker())
    await bench.run(*(a_message(number, raw_message(f"a{number}")) for number in range(5)))

    assert bench.failures == []
    assert bench.acknowledged == [0, 1, 2, 3, 4]
    published = [ExtractedArticle.from_json(value or b"") for value in bench.broker.values(EXTRACTED)]
    assert [one.article.article_id for one in published] == [f"a{number}" for number in range(5)]
    assert [one.mentions[0].mention_id == "told" for one in published] == [True, True, True, False, True]


def test_only_a_stage_that_asks_is_waited_for(knowledge: Knowledge):
    assert isinstance(a_stage(knowledge, FakeEngine()), PreparingStage)
    assert not isinstance(ReadStage(knowledge), PreparingStage)


def endpoint_settings(endpoint: StubEndpoint) -> Settings:
    return Settings(engine="endpoint", engine_url=endpoint.url, engine_model="tiny", engine_timeout_seconds=20)


async def test_the_settings_engine_is_asked_over_http_and_counted(knowledge: Knowledge):
    evidence = "Rebel fighters killed 12 soldiers"
    event = {**AMBUSH, "evidence": evidence, "killed": {"words": "12 soldiers", "low": 12, "best": 12, "high": 12}}
    metrics, message = Metrics(), a_message(value=raw_message("a1", BRIDGE))
    with running_endpoint() as endpoint:
        endpoint.reply = lambda request: telling(event)
        async with read_stages(endpoint_settings(endpoint), knowledge, metrics) as new_stage:
            stage = new_stage(0)
            assert isinstance(stage, AskingReadStage)
            await stage.prepare([message])
            (record,) = stage.handle(message).publish

    (mention,) = ExtractedArticle.from_json(record.value or b"").mentions
    assert mention.evidence
    assert mention.evidence.text == evidence
    assert mention.signals
    assert metrics.registry.get_sample_value("sitrep_engine_articles_total", {"outcome": "answered"}) == 1
    assert metrics.registry.get_sample_value("sitrep_engine_tokens_total") == 700


async def test_the_event_loop_goes_on_while_the_endpoint_thinks(knowledge: Knowledge):
    """The endpoint answers only once the loop has turned: had the stage blocked it, both would wait for ever."""
    turned = asyncio.Event()
    loop = asyncio.get_running_loop()
    with running_endpoint() as endpoint:

        def reply(request: dict) -> object:
            asyncio.run_coroutine_threadsafe(turn(), loop).result(10)
            return telling()

        async def turn() -> None:
            turned.set()

        endpoint.reply = reply
        async with read_stages(endpoint_settings(endpoint), knowledge, Metrics()) as new_stage:
            stage, message = new_stage(0), a_message(value=raw_message())
            await stage.prepare([message])

    assert turned.is_set()
    assert orjson.loads(stage.handle(message).publish[0].value)["mentions"] == []


async def test_the_rules_alone_wait_for_nothing(knowledge: Knowledge):
    async with read_stages(Settings(), knowledge, Metrics()) as new_stage:
        assert type(new_stage(0)) is ReadStage


async def test_settings_without_an_address_make_no_stage(knowledge: Knowledge):
    with pytest.raises(EngineUnavailable):
        async with read_stages(Settings(engine="endpoint"), knowledge, Metrics()):
            pass
