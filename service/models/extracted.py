"""ExtractedArticle: what the read stage hands to the dedupe stage.

The value on `sitrep.articles.extracted.v1`; internal.
"""

from pydantic import Field

from service.models.article import Article
from service.models.mention import EventMention
from service.models.record import MAX_LIST_LENGTH, Record, Time


class ExtractedArticle(Record):
    """An article not yet known to be a copy or an original, its fingerprint and its mentions.

    received_at is the raw message's time on the broker.
    fingerprint: the smallest hashes of its text's word runs, ascending.
    """

    article: Article
    fingerprint: tuple[int, ...] = Field(default=(), max_length=200_000)
    mentions: tuple[EventMention, ...] = Field(default=(), max_length=MAX_LIST_LENGTH)
    received_at: Time
