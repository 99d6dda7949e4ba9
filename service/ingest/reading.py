"""The path of a message: bytes, object, contract names, typed fields, raw article."""

from service.ingest.feeders import contract_fields
from service.ingest.fields import (
    take_body,
    take_content_type,
    take_identifier,
    take_language,
    take_text,
    take_time,
)
from service.ingest.identity import id_of_content, id_of_url
from service.ingest.message import Fields, object_in
from service.ingest.metadata import take_metadata
from service.models.raw_article import RawArticle
from service.models.record import MAX_ID_LENGTH, MAX_NAME_LENGTH, MAX_TEXT_LENGTH, MAX_URL_LENGTH


def ingest(value: bytes | None, key: bytes | None = None, max_characters: int = MAX_TEXT_LENGTH) -> RawArticle:
    """The raw article that the message holds, in the contract's format or a feeder's; raises Rejected.

    The key has no say: senders partition by what they like, and with an outlet's name for an id all its articles would
    be one. `max_characters` bounds the body.
    """
    return raw_article_of(object_in(value), max_characters)


def raw_article_of(record: Fields, max_characters: int = MAX_TEXT_LENGTH) -> RawArticle:
    """The raw article that the object is; raises Rejected."""
    fields = contract_fields(record)
    article_id = take_identifier(fields, "id", MAX_ID_LENGTH)
    url = take_text(fields, "url", MAX_URL_LENGTH)
    outlet = take_text(fields, "outlet", MAX_NAME_LENGTH)
    title = take_text(fields, "title", MAX_NAME_LENGTH)
    body = take_body(fields, max_characters)
    return RawArticle(
        id=article_id or (id_of_url(url) if url else id_of_content(outlet, title, body)),
        url=url,
        outlet=outlet,
        title=title,
        body=body,
        content_type=take_content_type(fields, "content_type", MAX_NAME_LENGTH),
        published_at=take_time(fields, "published_at"),
        retrieved_at=take_time(fields, "retrieved_at"),
        language=take_language(fields, "language"),
        metadata=take_metadata(fields),
    )
