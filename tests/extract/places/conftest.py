"""What the tests of places share: the shipped knowledge, loaded once, and a short way to ask for places."""

from collections.abc import Callable

import pytest
from service.extract.places import PlaceHints, PlaceKnowledge, find_places, load_place_knowledge
from service.models.mention import Place


@pytest.fixture(scope="session")
def place_knowledge() -> PlaceKnowledge:
    return load_place_knowledge()


@pytest.fixture(scope="session")
def places_of(place_knowledge: PlaceKnowledge) -> Callable[..., dict[str, Place]]:
    """The places of a text by their words; the last one when words repeat."""

    def ask(text: str, outlet: str | None = None) -> dict[str, Place]:
        found = find_places(text, place_knowledge, PlaceHints(outlet=outlet))
        return {place.text or "": place for place in found}

    return ask
