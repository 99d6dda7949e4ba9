"""Article: a cleaned raw article (contract section 2)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from service.models.record import MAX_LIST_LENGTH, MAX_TEXT_LENGTH, Identifier, Language, Name, Quote, Record, Time, Url


class PublishedAtSource(StrEnum):
    """Where the publication time was read."""

    MESSAGE = "message"
    PAGE = "page"
    DATELINE = "dateline"


class DuplicateKind(StrEnum):
    """How a copy differs from the article it copies."""

    EXACT = "exact"
    REPUBLISHED = "republished"
    TRUNCATED = "truncated"
    UPDATED = "updated"


class LineRole(StrEnum):
    """Why a line was removed from the body."""

    NAVIGATION = "navigation"
    CAPTION = "caption"
    RELATED_LINK = "related_link"
    CREDIT = "credit"
    PROMOTION = "promotion"
    METADATA = "metadata"
    OTHER = "other"


class Article(Record):
    """A cleaned article.

    `text` is the body alone, paragraphs separated by a blank line; every offset counts its characters.
    """

    article_id: Identifier
    url: Url | None = None
    outlet: Name | None = None
    title: Name | None = None
    standfirst: Quote | None = None
    text: Annotated[str, Field(max_length=MAX_TEXT_LENGTH)]
    authors: tuple[Name, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    agency: Name | None = None
    published_at: Time | None = None
    published_at_source: PublishedAtSource | None = None
    retrieved_at: Time | None = None
    language: Language | None = None
    content_hash: Identifier
    duplicate_of: Identifier | None = None
    duplicate_kind: DuplicateKind | None = None
    removed: dict[LineRole, int] = Field(default_factory=dict)
