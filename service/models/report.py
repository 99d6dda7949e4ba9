"""Report: an event mention with what resolution must know of its article (the value on `sitrep.mentions.v1`)."""

from enum import StrEnum

from service.models.article import Article
from service.models.mention import EventMention
from service.models.record import Identifier, Language, Name, Time, Url


class ReportStatus(StrEnum):
    """Whether the article still says so: a corrected article withdraws the mentions that it no longer makes."""

    REPORTED = "reported"
    WITHDRAWN = "withdrawn"


class Report(EventMention):
    """A mention and its article's address, outlet and times.

    received_at is the raw message's time on the broker: the only clock that resolution knows.
    """

    url: Url | None = None
    outlet: Name | None = None
    agency: Name | None = None
    title: Name | None = None
    language: Language | None = None
    published_at: Time | None = None
    received_at: Time
    duplicate_of: Identifier | None = None
    status: ReportStatus = ReportStatus.REPORTED


def report_of(mention: EventMention, article: Article, received_at: Time) -> Report:
    """The mention as its article reports it."""
    return Report.model_construct(
        **{name: getattr(mention, name) for name in EventMention.model_fields},
        url=article.url,
        outlet=article.outlet,
        agency=article.agency,
        title=article.title,
        language=article.language,
        published_at=article.published_at,
        received_at=received_at,
        duplicate_of=article.duplicate_of,
        status=ReportStatus.REPORTED,
    )
