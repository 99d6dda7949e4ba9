"""What the tests of engines share: the shipped knowledge, a stub endpoint, and an article."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from service.extract import ExtractionKnowledge
from service.models.article import Article
from service.pipeline import Knowledge

from stub_endpoint import StubEndpoint, running_endpoint

TEXT = (
    "“Gunmen killed five soldiers” near Idlib on Friday, the Syrian Observatory for Human Rights said. "
    "Two farmers from Zorbagrad were hurt."
)


@pytest.fixture(scope="session")
def extraction(knowledge: Knowledge) -> ExtractionKnowledge:
    return knowledge.extraction


@pytest.fixture
def endpoint() -> Iterator[StubEndpoint]:
    """An endpoint that speaks the protocol on a port of this machine, and says what the test lets it say."""
    with running_endpoint() as stub:
        yield stub


@pytest.fixture
def article() -> Article:
    """One that reports an ambush, published on a Sunday."""
    published_at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    return Article(article_id="a1", title="Ambush", text=TEXT, published_at=published_at, content_hash="h")
