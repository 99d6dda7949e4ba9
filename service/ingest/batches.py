"""Several articles in one piece of JSON: what feeders write to files or post at once."""

from typing import Any

from service.ingest import miniflux
from service.ingest.message import json_in, type_name
from service.ingest.reading import raw_article_of
from service.models.dead_letter import Reason, Rejected
from service.models.raw_article import RawArticle
from service.models.record import MAX_TEXT_LENGTH


def raw_articles_in(value: bytes | None, max_characters: int = MAX_TEXT_LENGTH) -> tuple[RawArticle | Rejected, ...]:
    """The raw articles of a record, a list of records (Scrapy's JSON feed) or a webhook of several entries, in order.

    `produce` sends each as a message of its own. What is refused stands in its place as the refusal; nothing is raised.
    """
    try:
        found = json_in(value)
    except Rejected as refused:
        return (refused,)
    return tuple(_article_or_refusal(record, max_characters) for record in _records_in(found))


def _records_in(found: Any) -> list[Any]:
    if isinstance(found, list):
        return [record for item in found for record in _records_in_one(item)]
    return _records_in_one(found)


def _records_in_one(found: Any) -> list[Any]:
    return miniflux.entries_of(found) if isinstance(found, dict) and miniflux.is_webhook(found) else [found]


def _article_or_refusal(record: Any, max_characters: int) -> RawArticle | Rejected:
    if not isinstance(record, dict):
        return Rejected(Reason.NOT_AN_OBJECT, f"the record is {type_name(record)}")
    try:
        return raw_article_of(record, max_characters)
    except Rejected as refused:
        return refused
