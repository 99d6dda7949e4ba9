"""Every knob of the service: one field, one sentence, one environment variable `SITREP_<NAME>`.

A test holds the README's table to it.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Stage(StrEnum):
    """The stages of the path that a worker can run."""

    READ = "read"
    DEDUPE = "dedupe"
    RESOLVE = "resolve"


class Engine(StrEnum):
    """What reads mentions."""

    RULES = "rules"
    SPACY = "spacy"
    ENDPOINT = "endpoint"


class Settings(BaseSettings):
    """The settings of one process; read from the environment when built, never at import."""

    model_config = SettingsConfigDict(env_prefix="SITREP_", frozen=True, extra="ignore")

    broker: str = Field("localhost:9092", description="Kafka bootstrap servers, separated by commas.")
    security_protocol: Annotated[str, Field(pattern="^(PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL)$")] = Field(
        "PLAINTEXT", description="How to connect: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL."
    )
    sasl_mechanism: Annotated[str, Field(pattern="^(PLAIN|SCRAM-SHA-256|SCRAM-SHA-512)$")] = Field(
        "SCRAM-SHA-512", description="SASL mechanism, used with the SASL protocols."
    )
    sasl_username: str | None = Field(None, description="SASL user name.")
    sasl_password: SecretStr | None = Field(None, description="SASL password; never logged.")
    ssl_cafile: str | None = Field(None, description="PEM file of the CA certificates that the brokers are checked by.")
    group: str = Field("sitrep", description="Prefix of the consumer groups; one group for each stage.")
    stages: Annotated[tuple[Stage, ...], NoDecode] = Field(
        tuple(Stage), min_length=1, description="Stages this worker runs, separated by commas: read, dedupe, resolve."
    )
    replication_factor: int = Field(1, ge=1, le=9, description="Replicas of each topic that `topics create` creates.")
    max_in_flight: int = Field(512, ge=1, description="Messages a stage holds between reading and acknowledging.")
    max_in_flight_bytes: int = Field(
        64 * 1024 * 1024, ge=1, description="Bytes of messages a stage holds between reading and acknowledging."
    )
    batch_size: int = Field(64, ge=1, description="Messages of one partition whose outputs are awaited together.")
    linger_seconds: float = Field(
        0.02, ge=0, description="How long messages and outputs wait for more to be handled and sent together."
    )
    session_timeout_seconds: float = Field(
        20.0, ge=1, description="After this silence the broker gives a worker's partitions to another."
    )
    commit_interval_seconds: float = Field(2.0, gt=0, description="How often acknowledged offsets are committed.")
    drain_seconds: float = Field(
        10.0, ge=0, description="How long a stopping worker may finish what it has begun; the rest is read again."
    )
    restore_seconds: float = Field(
        600.0, gt=0, description="How long a partition's state may take to be restored before the worker gives up."
    )
    copy_window_days: float = Field(14.0, gt=0, description="How long an article is remembered as a possible original.")
    copy_max_bytes: int = Field(
        1024**3,
        ge=1,
        description="Bytes of articles remembered for each partition; beyond it the oldest are forgotten.",
    )
    state_dir: str | None = Field(
        None, description="Folder of this worker alone, where dedupe keeps what it remembers; none: in memory."
    )
    event_window_days: float = Field(
        120.0, gt=0, description="How long after its last report an event can still be joined."
    )
    event_max_bytes: int = Field(
        2_500_000_000, ge=1, description="Memory for the events of each partition; beyond it the oldest are closed."
    )
    event_redirect_days: float = Field(
        30.0, gt=0, description="How long the redirect of a merged event stands before a tombstone removes it."
    )
    dead_letter_max_share: float = Field(
        0.5, gt=0, le=1, description="Share of refused messages, over the last 1,000, that stops the worker."
    )
    dead_letter_max_run: int = Field(500, ge=1, description="Refused messages in a row that stop the worker.")
    lexicon_folder: Path | None = Field(
        None,
        description="Folder with lexicons of your own: actors.tsv, roles.tsv, triggers.tsv, places.csv, geonames.txt.",
    )
    outlet_lines: Path | None = Field(
        None, description="File that `sitrep learn-lines` wrote: lines that each outlet prints around its articles."
    )
    engine: Engine = Field(
        Engine.RULES, description="What reads mentions: rules; spacy, whose names vote; or endpoint, before the rules."
    )
    spacy_model: str | None = Field(None, description="Name or folder of the spaCy model for the engine spacy.")
    engine_url: Annotated[str, Field(pattern=r"^https?://[^@\s]+$")] | None = Field(
        None, description="Base address of an OpenAI-compatible endpoint, up to /v1; no user name or key in it."
    )
    engine_model: str | None = Field(None, description="The endpoint's model.")
    engine_api_key: SecretStr | None = Field(None, description="The endpoint's key; never logged.")
    engine_timeout_seconds: float = Field(
        30.0, gt=0, description="How long the endpoint may take for one article, at most half of SITREP_STUCK_SECONDS."
    )
    engine_concurrency: int = Field(8, ge=1, le=256, description="Articles the endpoint is asked about at a time.")
    engine_max_characters: int = Field(12_000, ge=100, description="Characters of an article's text that are sent.")
    engine_max_tokens: int = Field(2_000, ge=50, description="Tokens that an answer may have.")
    engine_tokens_per_hour: int = Field(
        1_000_000, ge=0, description="Tokens this process may spend in an hour; beyond it the rules read."
    )
    engine_tokens_per_day: int = Field(
        10_000_000, ge=0, description="Tokens this process may spend in a day; beyond it the rules read."
    )
    ops_host: str = Field("127.0.0.1", description="Address that /metrics, /healthz and /readyz are served on.")
    ops_port: int = Field(9108, ge=0, le=65535, description="Port of the same; 0 takes a free one.")
    stuck_seconds: float = Field(
        60.0, gt=0, description="Unhealthy after this long without progress while messages wait, or without partitions."
    )
    log_level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = Field(
        "INFO", description="Least severe level that is logged: DEBUG, INFO, WARNING or ERROR."
    )

    @field_validator("stages", mode="before")
    @classmethod
    def _split_stages(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
