import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from service.dedupe.copy_record import canonical_url, title_words
from service.dedupe.shingle_index import FRESH_DOCUMENTS, ShingleIndex


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sets(st.integers(0, 30), max_size=5), min_size=1, max_size=3 * FRESH_DOCUMENTS))
def test_every_document_of_a_shingle_is_found_newest_first(documents: list[set[int]]) -> None:
    index = ShingleIndex()
    for number, keys in enumerate(documents):
        index.add(number, np.array(sorted(keys), dtype=np.uint32))

    positions, numbers = index.find(np.arange(31, dtype=np.uint32), newest=1_000)

    for key in range(31):
        holders = [number for number, keys in enumerate(documents) if key in keys]
        assert numbers[positions == key].tolist() == holders[::-1]


def test_runs_of_forgotten_documents_are_dropped() -> None:
    index = ShingleIndex()
    for number in range(FRESH_DOCUMENTS):
        index.add(number, np.array([1], dtype=np.uint32))
    index.keep(FRESH_DOCUMENTS)

    assert index.find(np.array([1], dtype=np.uint32), newest=10)[1].size == 0


def test_an_address_is_known_without_its_tracking() -> None:
    assert canonical_url("https://www.post.example/a/1/?utm_source=x&id=7#top") == "post.example/a/1?id=7"
    assert canonical_url("http://post.example:80/a/1") == "post.example/a/1"


def test_a_front_page_and_a_broken_address_are_no_page() -> None:
    assert canonical_url("https://post.example/") is None
    assert canonical_url("http://[broken") is None
    assert canonical_url(None) is None


def test_short_words_of_a_title_do_not_count() -> None:
    assert title_words("The mayor of Orvelund is out") == ("mayor", "orvelund")
