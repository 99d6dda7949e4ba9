"""How asking an engine for one article ended: the label of `sitrep_engine_articles_total`."""

from enum import StrEnum


class EngineOutcome(StrEnum):
    """Answered, or why the rules read the article instead."""

    ANSWERED = "answered"
    TIMEOUT = "timeout"  # no answer within SITREP_ENGINE_TIMEOUT_SECONDS
    UNREACHABLE = "unreachable"  # no connection, or it broke
    REFUSED = "refused"  # an HTTP status other than 200 and 429
    LIMITED = "limited"  # 429: too many requests
    INVALID = "invalid"  # no JSON, not of the schema, or too large
    MISQUOTED = "misquoted"  # no event of the answer quotes the text
    OVER_BUDGET = "over_budget"  # the hour's or the day's tokens are spent
    RESTING = "resting"  # left alone after failures
    BUG = "bug"  # our own code failed on the answer


class EngineFailed(Exception):
    """The engine gave no usable answer; rest_seconds: how long it asks to be left alone."""

    def __init__(self, outcome: EngineOutcome, rest_seconds: float | None = None) -> None:
        super().__init__(str(outcome))
        self.outcome = outcome
        self.rest_seconds = rest_seconds


class EngineUnavailable(ValueError):
    """The settings ask for an engine that cannot be: the message is one line for a person."""
