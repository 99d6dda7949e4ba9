"""Which sender's format a record is in. Each format has a file of its own; here stands their order."""

from collections.abc import Callable
from dataclasses import dataclass

from service.ingest import miniflux, news_please, newspaper4k, scrapy
from service.ingest.connect import payload_of
from service.ingest.message import Fields


@dataclass(frozen=True)
class Feeder:
    """A sender's format: how to know it, and its fields under the contract's names (the rest is metadata)."""

    name: str
    recognises: Callable[[Fields], bool]
    renamed: Callable[[Fields], Fields]


# The first that recognises a record reads it; none recognises a record in the contract's own format.
FEEDERS = (
    Feeder("Miniflux", miniflux.recognises, miniflux.renamed),
    Feeder("news-please", news_please.recognises, news_please.renamed),
    Feeder("newspaper4k", newspaper4k.recognises, newspaper4k.renamed),
    Feeder("Scrapy", scrapy.recognises, scrapy.renamed),  # last: it knows no field of its own, only usual names
)


def contract_fields(record: Fields) -> Fields:
    """The record's fields under the contract's names, Kafka Connect's envelope taken off; raises Rejected."""
    fields = payload_of(record)
    for feeder in FEEDERS:
        if feeder.recognises(fields):
            return feeder.renamed(fields)
    return dict(fields)
