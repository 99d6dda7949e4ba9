"""What deduplication remembers of an article."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated
from urllib.parse import parse_qsl, urlencode, urlsplit

import orjson
from pydantic import Field

from service.dedupe.fingerprint import WHOLE_REACH
from service.models.article import DuplicateKind
from service.models.mention import EventMention, EventType, Place, Plover
from service.models.record import MAX_LIST_LENGTH, CountryCode, Identifier, Name, Record, Time, Url
from service.models.report import Report, ReportStatus
from service.models.routing import prevailing_country

MIN_TITLE_WORD = 4  # letters; shorter words are in every title
MAX_TITLE_WORDS = 16
_TRACKING = re.compile(r"^(utm_|fbclid$|gclid$|mc_[ce]id$|cmpid$|ito$|ref$|ns_|smid$|igshid$)", re.IGNORECASE)
_WORD = re.compile(r"\w+")


class ReportedMention(Record):
    """A mention that an article made, with what its report was keyed by."""

    mention_id: Identifier
    country: CountryCode | None = None
    plover_type: Name | None = None


class KnownArticle(Record):
    """An article already judged.

    received_at never goes back within a partition: it is the newest received_at that the partition had seen.
    distinctive: how many shingles of its fingerprint were not boilerplate when it was judged.
    reach: the hash up to which its fingerprint is whole.
    origins: where its raw messages lie (the newest ones): a repeat from another place is another sending of it.
    """

    article_id: Identifier
    content_hash: Identifier
    url: Url | None = None
    outlet: Name | None = None
    title_words: tuple[Name, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    published_at: Time | None = None
    received_at: Time
    duplicate_of: Identifier | None = None
    duplicate_kind: DuplicateKind | None = None
    reported: tuple[ReportedMention, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    distinctive: Annotated[int, Field(ge=0)] = 0
    reach: Annotated[int, Field(gt=0)] = WHOLE_REACH
    origins: tuple[Name, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)

    @property
    def root(self) -> str:
        """The original that this article goes back to: itself unless it is a copy."""
        return self.duplicate_of or self.article_id

    @classmethod
    def of_row(cls, row: bytes) -> "KnownArticle":
        """The article of a row that `CopyRecord.as_row` made."""
        return cls.from_json(row)


class CopyRecord(KnownArticle):
    """A known article with its fingerprint: the latest one of each article rebuilds the state."""

    fingerprint: tuple[int, ...] = Field(default=(), max_length=200_000)

    def as_row(self) -> bytes:
        """What is known of the article, without its fingerprint."""
        row = orjson.dumps(self.model_dump(exclude={"fingerprint"}, exclude_defaults=True))
        return bytes(memoryview(row))  # a copy as long as it is: what orjson returns keeps its buffer of four kilobytes


def country_of(mention: EventMention) -> str | None:
    """The country under which a mention is resolved, as `country_key` sees it."""
    return prevailing_country(mention.places) or (mention.signals.country if mention.signals else None)


def reported_by(mentions: Sequence[EventMention]) -> tuple[ReportedMention, ...]:
    """What must be remembered of an article's mentions."""
    return tuple(_reported(mention) for mention in mentions)


def _reported(mention: EventMention) -> ReportedMention:
    plover = mention.event_type.plover
    return ReportedMention(
        mention_id=mention.mention_id, country=country_of(mention), plover_type=plover.type if plover else None
    )


def withdrawal(reported: ReportedMention, article_id: str, received_at: Time) -> Report:
    """The report that takes a mention back; it says just enough to have the key that the mention's report had."""
    return Report(
        mention_id=reported.mention_id,
        article_id=article_id,
        event_type=EventType(plover=Plover(type=reported.plover_type) if reported.plover_type else None),
        places=(Place(country=reported.country),) if reported.country else (),
        received_at=received_at,
        status=ReportStatus.WITHDRAWN,
    )


@lru_cache(maxsize=1_024)  # an article's address is asked for several times while it is judged
def canonical_url(url: str | None) -> str | None:
    """The address without scheme, www, port, fragment and tracking; None when it names no page of its own."""
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.match(name)])
    if not host or not (path or query):
        return None
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def title_words(title: str | None) -> tuple[str, ...]:
    """The longer words of a title, folded, in order of appearance."""
    words = (word for word in _WORD.findall((title or "").casefold()) if len(word) >= MIN_TITLE_WORD)
    return tuple(dict.fromkeys(words))[:MAX_TITLE_WORDS]
