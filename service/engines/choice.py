"""The engine that the settings ask for; a mistake in them is told before anything is read."""

import time
from collections.abc import Callable
from functools import partial
from typing import Protocol, cast

from service.engines.allowance import Allowance
from service.engines.outcome import EngineOutcome, EngineUnavailable
from service.engines.spacy_names import NamesVote, Pipeline
from service.extract import ExtractionKnowledge, extract
from service.extract.extractor import Extractor
from service.lexicons import read_words
from service.models.article import Article
from service.models.mention import EventMention
from service.settings import Engine, Settings

INSTRUCTIONS = "engines/instructions.txt"


class Asked(Protocol):
    """An engine that is asked over the network, for some articles at a time."""

    @property
    def at_once(self) -> int:
        """How many articles it is asked about at a time."""
        ...

    async def mentions(self, article: Article) -> tuple[EventMention, ...] | None:
        """The article's mentions; None when there was no usable answer."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...


def asked_of(
    settings: Settings, knowledge: ExtractionKnowledge, count: Callable[[EngineOutcome, int], None]
) -> Asked | None:
    """The engine to ask before the rules; None when the rules read alone. Raises EngineUnavailable.

    `count` is told how each article ended, and the tokens it took.
    """
    if settings.engine is not Engine.ENDPOINT:
        return None
    if not settings.engine_url or not settings.engine_model:
        raise EngineUnavailable("SITREP_ENGINE=endpoint needs SITREP_ENGINE_URL and SITREP_ENGINE_MODEL")
    if settings.engine_timeout_seconds > settings.stuck_seconds / 2:
        raise EngineUnavailable("SITREP_ENGINE_TIMEOUT_SECONDS must be at most half of SITREP_STUCK_SECONDS")
    return _endpoint(settings, settings.engine_url, settings.engine_model, knowledge, count)


def _endpoint(
    settings: Settings,
    url: str,
    model: str,
    knowledge: ExtractionKnowledge,
    count: Callable[[EngineOutcome, int], None],
) -> Asked:
    from service.engines.endpoint import EndpointEngine, EndpointLimits
    from service.engines.wire import EndpointClient  # its HTTP library takes a while that the rules need not wait for

    key = settings.engine_api_key.get_secret_value() if settings.engine_api_key else None
    return EndpointEngine(
        EndpointClient(url, key, settings.engine_timeout_seconds),
        model,
        "\n".join(read_words(INSTRUCTIONS)),
        EndpointLimits(settings.engine_concurrency, settings.engine_max_characters, settings.engine_max_tokens),
        Allowance(settings.engine_tokens_per_hour, settings.engine_tokens_per_day, time.monotonic),
        knowledge,
        count,
    )


def extractor_of(settings: Settings, knowledge: ExtractionKnowledge) -> Extractor:
    """What reads mentions in this process: the rules, with a spaCy model's vote if asked for. Raises EngineUnavailable.

    Under SITREP_ENGINE=endpoint too: the rules read what the endpoint could not.
    """
    rules: Extractor = partial(extract, knowledge=knowledge)
    if settings.engine is not Engine.SPACY:
        return rules
    return NamesVote(rules, _spacy_pipeline(settings))


def _spacy_pipeline(settings: Settings) -> Pipeline:
    if settings.spacy_model is None:
        raise EngineUnavailable("SITREP_ENGINE=spacy needs SITREP_SPACY_MODEL: a model's name or folder")
    try:
        import spacy
    except ImportError:
        raise EngineUnavailable("SITREP_ENGINE=spacy needs spaCy: pip install 'sitrep[spacy]'") from None
    try:
        return cast(Pipeline, spacy.load(settings.spacy_model))
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise EngineUnavailable(f"SITREP_SPACY_MODEL: {reason}") from None
