"""The read stage with an engine that is asked over the network, before the rules, without blocking the other lanes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from functools import partial

from service import pipeline
from service.engines.choice import Asked, asked_of, extractor_of
from service.engines.outcome import EngineOutcome
from service.extract.extractor import Extractor
from service.metrics import Metrics
from service.models.article import Article
from service.models.dead_letter import DeadLetter
from service.models.mention import EventMention
from service.settings import Settings
from service.stream.messages import Message
from service.stream.read_stage import ReadStage

Version = tuple[str, str, str | None]


class AskingReadStage(ReadStage):
    """Reads what the engine answered, and by `extractor` what it did not.

    An article is cleaned twice, once to be asked about: a few milliseconds beside an answer's seconds.
    """

    def __init__(self, knowledge: pipeline.Knowledge, extractor: Extractor, engine: Asked) -> None:
        super().__init__(knowledge, self._answered)
        self._otherwise = extractor
        self._engine = engine
        self._answers: dict[Version, tuple[EventMention, ...]] = {}

    async def prepare(self, messages: Sequence[Message]) -> int:
        """Ask about the first messages, as many as the engine is asked about at once; how many these are."""
        ready = messages[: self._engine.at_once]
        articles: dict[Version, Article] = {}
        for message in ready:
            article = pipeline.article_or_refusal(message.value, message.key, self._knowledge)
            if not isinstance(article, DeadLetter):
                articles[_version(article)] = article
            await asyncio.sleep(0)
        answers = await asyncio.gather(*(self._engine.mentions(article) for article in articles.values()))
        self._answers = {
            version: answer for version, answer in zip(articles, answers, strict=True) if answer is not None
        }
        return len(ready)

    def _answered(self, article: Article) -> tuple[EventMention, ...]:
        answer = self._answers.get(_version(article))
        return self._otherwise(article) if answer is None else answer


@contextlib.asynccontextmanager
async def read_stages(
    settings: Settings, knowledge: pipeline.Knowledge, metrics: Metrics
) -> AsyncIterator[Callable[[int], ReadStage]]:
    """What makes the read stage of each partition, with the engine that the settings ask for, closed at the end.

    Raises EngineUnavailable when there can be no such engine.
    """
    extractor = extractor_of(settings, knowledge.extraction)
    engine = asked_of(settings, knowledge.extraction, partial(_count, metrics))
    if engine is None:
        yield lambda partition: ReadStage(knowledge, extractor)
        return
    async with contextlib.aclosing(engine):
        yield lambda partition: AskingReadStage(knowledge, extractor, engine)


def _count(metrics: Metrics, outcome: EngineOutcome, tokens: int) -> None:
    metrics.engine_articles.labels(outcome).inc()
    metrics.engine_tokens.inc(tokens)


def _version(article: Article) -> Version:
    return article.article_id, article.content_hash, article.title
