"""Every metric of the service, declared once.

Labels come from closed lists alone: never an id, an address or an outlet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info
from prometheus_client.metrics import MetricWrapperBase

STAGE_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
PATH_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200, 86_400)


@dataclass(frozen=True)
class Metrics:
    """The service's metrics in one registry; a process builds it once and passes it on."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)

    def __post_init__(self) -> None:
        for name, metric in _declared(self.registry):
            object.__setattr__(self, name, metric)

    messages_handled: Counter = field(init=False)
    articles_finished: Counter = field(init=False)
    messages_rejected: Counter = field(init=False)
    mentions_extracted: Counter = field(init=False)
    engine_articles: Counter = field(init=False)
    engine_tokens: Counter = field(init=False)
    events_published: Counter = field(init=False)
    records_delivered: Counter = field(init=False)
    deliveries_failed: Counter = field(init=False)
    stage_seconds: Histogram = field(init=False)
    path_seconds: Histogram = field(init=False)
    restore_seconds: Histogram = field(init=False)
    consumer_lag: Gauge = field(init=False)
    in_flight: Gauge = field(init=False)
    partitions_assigned: Gauge = field(init=False)
    state_entries: Gauge = field(init=False)
    state_bytes: Gauge = field(init=False)
    rebalances: Counter = field(init=False)
    build: Info = field(init=False)


def _declared(registry: CollectorRegistry) -> Iterator[tuple[str, MetricWrapperBase]]:
    yield from _counters(registry)
    yield from _engine_counters(registry)
    yield from _histograms(registry)
    yield from _gauges(registry)


def _counters(registry: CollectorRegistry) -> Iterator[tuple[str, MetricWrapperBase]]:
    def counter(name: str, text: str, labels: tuple[str, ...]) -> Counter:
        return Counter(name, text, labels, registry=registry)

    yield (
        "messages_handled",
        counter("sitrep_messages_handled_total", "Messages a stage finished, by outcome.", ("stage", "outcome")),
    )
    yield (
        "articles_finished",
        counter(
            "sitrep_articles_finished_total", "Articles by how they ended: events, no_event or copy.", ("outcome",)
        ),
    )
    yield (
        "messages_rejected",
        counter("sitrep_messages_rejected_total", "Messages sent to the dead-letter topic.", ("stage", "reason")),
    )
    yield (
        "mentions_extracted",
        counter("sitrep_mentions_extracted_total", "Event mentions read from articles, by PLOVER type.", ("plover",)),
    )
    yield (
        "events_published",
        counter("sitrep_events_published_total", "Event revisions published, by change.", ("change",)),
    )
    yield (
        "records_delivered",
        counter("sitrep_records_delivered_total", "Records the broker confirmed, by topic.", ("topic",)),
    )
    yield (
        "deliveries_failed",
        counter("sitrep_deliveries_failed_total", "Records the broker refused or did not confirm.", ("topic",)),
    )
    yield (
        "rebalances",
        counter("sitrep_rebalances_total", "Times the partitions of a stage were handed out anew.", ("stage",)),
    )


def _engine_counters(registry: CollectorRegistry) -> Iterator[tuple[str, MetricWrapperBase]]:
    articles = "Articles the endpoint was asked about: answered, or why the rules read instead."
    yield "engine_articles", Counter("sitrep_engine_articles_total", articles, ("outcome",), registry=registry)
    tokens = "Tokens that answers of the endpoint took."
    yield "engine_tokens", Counter("sitrep_engine_tokens_total", tokens, (), registry=registry)


def _histograms(registry: CollectorRegistry) -> Iterator[tuple[str, MetricWrapperBase]]:
    def histogram(name: str, text: str, labels: tuple[str, ...], buckets: tuple[float, ...]) -> Histogram:
        return Histogram(name, text, labels, buckets=buckets, registry=registry)

    yield (
        "stage_seconds",
        histogram("sitrep_stage_seconds", "Time a stage computes on one message.", ("stage",), STAGE_SECONDS),
    )
    yield (
        "path_seconds",
        histogram(
            "sitrep_path_seconds", "Time from the raw message to a stage's confirmed output.", ("stage",), PATH_SECONDS
        ),
    )
    yield (
        "restore_seconds",
        histogram("sitrep_restore_seconds", "Time to restore a partition's state.", ("stage",), PATH_SECONDS),
    )


def _gauges(registry: CollectorRegistry) -> Iterator[tuple[str, MetricWrapperBase]]:
    def gauge(name: str, text: str, labels: tuple[str, ...]) -> Gauge:
        return Gauge(name, text, labels, registry=registry)

    yield (
        "consumer_lag",
        gauge("sitrep_consumer_lag_messages", "Messages not yet acknowledged, by partition.", ("stage", "partition")),
    )
    yield "in_flight", gauge("sitrep_in_flight_messages", "Messages read and not yet acknowledged.", ("stage",))
    yield (
        "partitions_assigned",
        gauge("sitrep_partitions_assigned", "Partitions this worker holds, by stage.", ("stage",)),
    )
    yield (
        "state_entries",
        gauge(
            "sitrep_state_entries", "Articles or reports remembered, by stage and partition.", ("stage", "partition")
        ),
    )
    yield (
        "state_bytes",
        gauge("sitrep_state_bytes", "Estimated size of what is remembered.", ("stage", "partition")),
    )
    yield "build", Info("sitrep_build", "Version of the running code.", registry=registry)
