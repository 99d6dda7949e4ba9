"""What cleaning knows, loaded once for all its tests."""

import pytest
from service.clean import CleaningKnowledge, load_cleaning_knowledge


@pytest.fixture(scope="session")
def knowledge() -> CleaningKnowledge:
    """The shipped word lists and models."""
    return load_cleaning_knowledge()
