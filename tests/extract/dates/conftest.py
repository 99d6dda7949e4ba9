"""What the tests of dates share: the shipped knowledge, loaded once, and a day everything is published on."""

from datetime import UTC, datetime

import pytest
from service.extract.dates import DateKnowledge, load_date_knowledge


@pytest.fixture(scope="session")
def date_knowledge() -> DateKnowledge:
    return load_date_knowledge()


@pytest.fixture
def a_wednesday() -> datetime:
    return datetime(2021, 6, 16, 15, 30, tzinfo=UTC)
