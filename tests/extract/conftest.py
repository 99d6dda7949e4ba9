"""What the tests of extraction share: the shipped knowledge, loaded once, and builders that name only what matters."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from service.extract import ExtractionKnowledge, extract, load_extraction_knowledge
from service.models.article import Article
from service.models.mention import EventMention

A_WEDNESDAY = datetime(2021, 6, 16, 12, tzinfo=UTC)
Report = Callable[..., tuple[EventMention, ...]]


@pytest.fixture(scope="session")
def extraction_knowledge() -> ExtractionKnowledge:
    return load_extraction_knowledge()


@pytest.fixture(scope="session")
def report(extraction_knowledge: ExtractionKnowledge) -> Report:
    """Mentions of an article published on Wednesday, 16 June 2021."""

    def mentions(
        text: str, title: str | None = None, published_at: datetime | None = A_WEDNESDAY
    ) -> tuple[EventMention, ...]:
        article = Article(article_id="a", title=title, text=text, published_at=published_at, content_hash="h")
        return extract(article, extraction_knowledge)

    return mentions
