import pytest
from dedupe_builders import a_report, people
from service.dedupe.knowledge import load_dedupe_knowledge
from service.dedupe.resolve import EventState, resolve
from service.dedupe.shelf import AT_HAND, Shelf
from service.models.event import Event


def an_event(mention_id: str, killed: int = 1) -> Event:
    report = a_report(mention_id, fatalities=people(killed))
    return resolve(report, EventState(30, 100), load_dedupe_knowledge())[0]


def test_an_event_that_was_packed_comes_back_as_it_was() -> None:
    shelf, first = Shelf(), an_event("first")
    shelf.put(first)
    template = an_event("other")
    for number in range(AT_HAND):
        shelf.put(template.model_copy(update={"event_id": f"e{number}"}))

    assert shelf.at_hand(first.event_id) is None
    assert shelf.get(first.event_id) == first
    assert shelf.at_hand(first.event_id) == first


def test_a_later_revision_takes_the_place_of_the_earlier() -> None:
    shelf, event = Shelf(), an_event("m1")
    later = event.model_copy(update={"revision": 2})
    shelf.put(event)
    shelf.put(later)

    assert shelf.get(event.event_id) == later


def test_a_removed_event_is_gone() -> None:
    shelf, event = Shelf(), an_event("m1")
    shelf.put(event)
    shelf.remove(event.event_id)

    with pytest.raises(KeyError):
        shelf.get(event.event_id)
