"""Every topic, declared once as data: partitions, retention, compaction and size limits."""

from dataclasses import dataclass

from service.settings import Stage

MEBIBYTE = 1024 * 1024
DAY_MS = 24 * 60 * 60 * 1000

MAX_RAW_BYTES = 8 * MEBIBYTE  # a 5 MiB body, escaped as JSON, with its metadata
MAX_DERIVED_BYTES = 12 * MEBIBYTE  # an article, its fingerprint and its mentions
MAX_RECORD_BYTES = 16 * MEBIBYTE  # the largest record any topic takes; a dead letter adds headers to its original


@dataclass(frozen=True)
class Topic:
    """A Kafka topic as it is created. retention_days None: kept for good."""

    name: str
    partitions: int
    retention_days: int | None
    cleanup: str
    max_message_bytes: int
    purpose: str
    timestamps: str = "CreateTime"

    @property
    def configs(self) -> dict[str, str]:
        """Topic configuration in Kafka's words."""
        retention = -1 if self.retention_days is None else self.retention_days * DAY_MS
        return {
            "cleanup.policy": self.cleanup,
            "retention.ms": str(retention),
            "max.message.bytes": str(self.max_message_bytes),
            "message.timestamp.type": self.timestamps,
        }


# The broker's clock stamps raw articles: that time is the only clock of all later stages, and a sender's may be wrong.
RAW = Topic(
    "sitrep.articles.raw.v1", 8, 7, "delete", MAX_RAW_BYTES, "raw articles, keyed by id", timestamps="LogAppendTime"
)
EXTRACTED = Topic(
    "sitrep.articles.extracted.v1", 8, 7, "delete", MAX_DERIVED_BYTES, "internal: article and mentions, by language"
)
ARTICLES = Topic(
    "sitrep.articles.v1", 8, 90, "compact,delete", MAX_DERIVED_BYTES, "cleaned articles, keyed by article_id"
)
MENTIONS = Topic("sitrep.mentions.v1", 8, 90, "delete", MAX_DERIVED_BYTES, "event mentions, keyed by country")
# A country's events lie on the partition number of its mentions: the partition is the resolver's state.
EVENTS = Topic("sitrep.events.v1", 8, None, "compact", MAX_RECORD_BYTES, "events, keyed by event_id, newest revision")
HISTORY = Topic("sitrep.events.history.v1", 8, 365, "delete", MAX_RECORD_BYTES, "every revision of every event")
DEAD_LETTERS = Topic("sitrep.articles.dlq.v1", 4, 30, "delete", MAX_RECORD_BYTES, "refused messages, bytes unchanged")
# What dedupe remembers, one record an article, on the partition number of the extracted article.
COPIES = Topic(
    "sitrep.copies.changelog.v1", 8, 30, "compact,delete", MAX_DERIVED_BYTES, "internal: what dedupe remembers"
)

TOPICS = (RAW, EXTRACTED, ARTICLES, MENTIONS, EVENTS, HISTORY, DEAD_LETTERS, COPIES)
INPUTS: dict[Stage, Topic] = {Stage.READ: RAW, Stage.DEDUPE: EXTRACTED, Stage.RESOLVE: MENTIONS}
CO_PARTITIONED = ((EXTRACTED, COPIES), (MENTIONS, EVENTS))


def topics_by_name() -> dict[str, Topic]:
    """The declared topics by name."""
    return {topic.name: topic for topic in TOPICS}
