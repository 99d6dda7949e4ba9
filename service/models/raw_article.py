"""RawArticle: what a scraping pipeline sends (contract section 1)."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from service.models.record import MAX_TEXT_LENGTH, Identifier, Language, Name, Record, Time, Url


class ContentType(StrEnum):
    """How the body is written."""

    HTML = "text/html"
    PLAIN = "text/plain"


class RawArticle(Record):
    """A parsed message, its text untouched. `id` is never null here: ingest derives one when the sender gave none."""

    id: Identifier
    url: Url | None = None
    outlet: Name | None = None
    title: Name | None = None
    body: Annotated[str, Field(min_length=1, max_length=MAX_TEXT_LENGTH)]
    content_type: ContentType | None = None
    published_at: Time | None = None
    retrieved_at: Time | None = None
    language: Language | None = None
    metadata: dict[str, Any] = Field(default_factory=dict)
