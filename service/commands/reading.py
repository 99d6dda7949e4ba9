"""What reads mentions for a command: the rules, or the engine that the settings ask for, one article after another."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from service.commands.failure import CommandFailed, ExitCode
from service.engines.choice import Asked, asked_of, extractor_of
from service.engines.outcome import EngineOutcome, EngineUnavailable
from service.extract.extractor import Extractor
from service.models.article import Article
from service.models.mention import EventMention
from service.pipeline import Knowledge
from service.settings import Settings


@contextmanager
def engine_trouble_told() -> Iterator[None]:
    """Turns an engine that cannot be into a CommandFailed."""
    try:
        yield
    except EngineUnavailable as error:
        raise CommandFailed(str(error), ExitCode.USAGE) from error


@contextmanager
def extractor_for(settings: Settings, knowledge: Knowledge, tell: Callable[[str], None]) -> Iterator[Extractor]:
    """The extractor that the settings ask for; `tell` gets a line on how an endpoint's answers ended.

    Raises CommandFailed when there can be no such engine.
    """
    outcomes: Counter[str] = Counter()
    with engine_trouble_told():
        otherwise = extractor_of(settings, knowledge.extraction)
        engine = asked_of(settings, knowledge.extraction, lambda outcome, tokens: _count(outcomes, outcome, tokens))
    if engine is None:
        yield otherwise
        return
    with asyncio.Runner() as runner:
        yield lambda article: _asked(runner, engine, otherwise, article)
        runner.run(engine.aclose())
    tell("endpoint: " + (", ".join(f"{count} {name}" for name, count in outcomes.most_common()) or "not asked"))


def _asked(runner: asyncio.Runner, engine: Asked, otherwise: Extractor, article: Article) -> tuple[EventMention, ...]:
    async def ask() -> tuple[EventMention, ...] | None:
        return await engine.mentions(article)

    answer = runner.run(ask())
    return otherwise(article) if answer is None else answer


def _count(outcomes: Counter[str], outcome: EngineOutcome, tokens: int) -> None:
    outcomes[str(outcome)] += 1
    if tokens:
        outcomes["tokens"] += tokens
