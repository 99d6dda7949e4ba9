import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from service.dedupe.copy_record import canonical_url, title_words
from service.dedupe.shingle_index import FRESH_DOCUMENTS, MAX_HOLDERS, ShingleIndex, hold_in_memory

SHINGLES = np.arange(31, dtype=np.uint32)


def filled(documents: list[set[int]]) -> ShingleIndex:
    index = ShingleIndex(hold_in_memory)
    for number, keys in enumerate(documents):
        index.add(number, np.array(sorted(keys), dtype=np.uint32))
    return index


def holders(index: ShingleIndex, key: int) -> list[int]:
    return index.find(np.array([key], dtype=np.uint32))[1].tolist()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sets(st.integers(0, 30), max_size=5), min_size=1, max_size=3 * FRESH_DOCUMENTS))
def test_the_newest_documents_of_a_shingle_are_found_newest_first(documents: list[set[int]]) -> None:
    positions, numbers = filled(documents).find(SHINGLES)

    for key in SHINGLES.tolist():
        expected = [number for number, keys in enumerate(documents) if key in keys][::-1]
        found = numbers[positions == key].tolist()
        assert found[:MAX_HOLDERS] == expected[:MAX_HOLDERS]
        assert found == sorted(set(found) & set(expected), reverse=True)


def test_boilerplate_does_not_grow_a_run() -> None:
    index = filled([{1, 1_000 + number} for number in range(8 * FRESH_DOCUMENTS)])

    assert len(holders(index, 1)) == MAX_HOLDERS
    assert holders(index, 1_005) == [5]


def test_few_runs_hold_many_documents() -> None:
    index = filled([{number} for number in range(40 * FRESH_DOCUMENTS)])

    assert len(index._runs) <= 4
    assert holders(index, 9_000) == [9_000]


def test_runs_of_forgotten_documents_are_dropped() -> None:
    index = filled([{1}] * FRESH_DOCUMENTS)
    index.keep(FRESH_DOCUMENTS)

    assert holders(index, 1) == []


def test_forgotten_documents_leave_their_run_when_it_is_merged() -> None:
    index = filled([{number} for number in range(FRESH_DOCUMENTS)])
    index.keep(FRESH_DOCUMENTS - 1)
    for number in range(FRESH_DOCUMENTS, 2 * FRESH_DOCUMENTS):
        index.add(number, np.array([number], dtype=np.uint32))

    assert holders(index, 0) == []
    assert holders(index, FRESH_DOCUMENTS - 1) == [FRESH_DOCUMENTS - 1]


def test_an_address_is_known_without_its_tracking() -> None:
    assert canonical_url("https://www.post.example/a/1/?utm_source=x&id=7#top") == "post.example/a/1?id=7"
    assert canonical_url("http://post.example:80/a/1") == "post.example/a/1"


def test_a_front_page_and_a_broken_address_are_no_page() -> None:
    assert canonical_url("https://post.example/") is None
    assert canonical_url("http://[broken") is None
    assert canonical_url(None) is None


def test_short_words_of_a_title_do_not_count() -> None:
    assert title_words("The mayor of Orvelund is out") == ("mayor", "orvelund")
