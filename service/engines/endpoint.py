"""A model behind an OpenAI-compatible endpoint: asked for an article's events, bounded in time, size and money."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from pydantic import BaseModel, ValidationError

from service.engines.allowance import Allowance
from service.engines.answer import Answer, schema_of_answer
from service.engines.coding import mentions_told
from service.engines.outcome import EngineFailed, EngineOutcome
from service.extract import ExtractionKnowledge
from service.extract.extraction import surroundings_of
from service.models.article import Article
from service.models.mention import EventMention

CHARACTERS_PER_TOKEN = 3  # fewer than tokenizers need for English, so that too much is set aside rather than too little

FREE = (EngineOutcome.UNREACHABLE, EngineOutcome.REFUSED, EngineOutcome.LIMITED)  # nothing was generated

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class EndpointLimits:
    """What one article may cost, and how many are asked for at a time."""

    concurrency: int
    max_characters: int
    max_tokens: int


class Client(Protocol):
    """How the endpoint is reached (wire.EndpointClient)."""

    async def post(self, body: bytes) -> bytes:
        """The reply's body; raises EngineFailed."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...


class _Message(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Message


class _Usage(BaseModel):
    total_tokens: int = 0


class _Completion(BaseModel):
    """What of a chat completion is looked at."""

    choices: list[_Choice]
    usage: _Usage | None = None


class EndpointEngine:
    """Asks the endpoint for mentions. `count` is told how each article ended, and how many tokens it took."""

    def __init__(
        self,
        client: Client,
        model: str,
        instructions: str,
        limits: EndpointLimits,
        allowance: Allowance,
        knowledge: ExtractionKnowledge,
        count: Callable[[EngineOutcome, int], None],
    ) -> None:
        self._limits = limits
        self._client = client
        self._allowance = allowance
        self._knowledge = knowledge
        self._count = count
        self._turns = asyncio.Semaphore(limits.concurrency)
        self._request = _request(model, instructions, limits, knowledge)
        self._fixed_tokens = len(orjson.dumps(self._request)) // CHARACTERS_PER_TOKEN + limits.max_tokens

    @property
    def at_once(self) -> int:
        """How many articles it is asked about at a time."""
        return self._limits.concurrency

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def mentions(self, article: Article) -> tuple[EventMention, ...] | None:
        """The article's mentions as the model sees them; None when it gave no usable answer. Never raises."""
        tokens = 0
        async with self._turns:
            read = article.model_copy(update={"text": article.text[: self._limits.max_characters]})
            try:
                completion, tokens = await self._completed(read)
                found = self._coded(_answer_in(completion), read)
            except EngineFailed as failure:
                self._failed(failure, tokens)
                return None
            except (
                Exception
            ) as error:  # the rules still read the article; the kind of the error is told, its text is not
                logger.error("coding an answer failed by a fault of ours: %s", type(error).__name__)
                self._count(EngineOutcome.BUG, tokens)
                return None
        self._allowance.succeeded()
        self._count(EngineOutcome.ANSWERED, tokens)
        return found

    def _failed(self, failure: EngineFailed, tokens: int) -> None:
        self._count(failure.outcome, tokens)
        if failure.outcome in (EngineOutcome.RESTING, EngineOutcome.OVER_BUDGET, EngineOutcome.MISQUOTED):
            return
        if self._allowance.failed(failure.rest_seconds):
            logger.warning("the engine's endpoint is left alone for a while (%s); the rules read", failure.outcome)

    async def _completed(self, article: Article) -> tuple[_Completion, int]:
        """The model's completion, and the tokens that it took."""
        if self._allowance.is_resting:
            raise EngineFailed(EngineOutcome.RESTING)
        body = self._body(article)
        aside = self._fixed_tokens + len(body) // CHARACTERS_PER_TOKEN
        if not self._allowance.take(aside):
            raise EngineFailed(EngineOutcome.OVER_BUDGET)
        try:
            completion = _completion(await self._client.post(body))
        except EngineFailed as failure:
            if failure.outcome in FREE:
                self._allowance.correct(-aside)
            raise
        used = completion.usage.total_tokens if completion.usage else aside
        self._allowance.correct(used - aside)
        return completion, used

    def _body(self, article: Article) -> bytes:
        told = {name: getattr(article, name) for name in ("title", "outlet", "published_at", "text")}
        user = {"role": "user", "content": orjson.dumps(told).decode()}
        return orjson.dumps({**self._request, "messages": [*self._request["messages"], user]})

    def _coded(self, answer: Answer, article: Article) -> tuple[EventMention, ...]:
        around, _ = surroundings_of(article, self._knowledge)
        found = mentions_told(answer, around)
        if answer.events and not found:
            raise EngineFailed(EngineOutcome.MISQUOTED)
        return found


def _request(model: str, instructions: str, limits: EndpointLimits, knowledge: ExtractionKnowledge) -> dict[str, Any]:
    """What is the same in all requests."""
    schema = {"name": "events", "strict": True, "schema": schema_of_answer(knowledge.events.kinds)}
    return {
        "model": model,
        "temperature": 0,
        "max_tokens": limits.max_tokens,
        "response_format": {"type": "json_schema", "json_schema": schema},
        "messages": [{"role": "system", "content": instructions}],
    }


def _completion(data: bytes) -> _Completion:
    try:
        completion = _Completion.model_validate_json(data)
    except ValidationError:
        raise EngineFailed(EngineOutcome.INVALID) from None
    if not completion.choices:
        raise EngineFailed(EngineOutcome.INVALID)
    return completion


def _answer_in(completion: _Completion) -> Answer:
    try:
        return Answer.model_validate_json(completion.choices[0].message.content)
    except ValidationError:
        raise EngineFailed(EngineOutcome.INVALID) from None
