import numpy as np
from dedupe_builders import an_article, prose
from hypothesis import given, settings
from hypothesis import strategies as st
from service.dedupe.copy_record import canonical_url, title_words
from service.dedupe.fingerprint import fingerprint
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


def test_a_piece_of_a_text_has_its_fingerprint_inside_the_whole() -> None:
    whole, piece = fingerprint(an_article("a1", prose("flood", 300))), fingerprint(an_article("a2", prose("flood", 60)))

    assert len(set(piece) & set(whole)) >= len(piece) - 3


def test_fingerprints_are_the_same_on_every_machine() -> None:
    assert fingerprint(an_article("a1", "one two three four five six seven eight nine ten"))[:2] == (
        588206389,
        1054966510,
    )


def test_scripts_without_spaces_have_fingerprints_too() -> None:
    assert len(fingerprint(an_article("a1", "洪水が町を襲い多くの家が流された。" * 3))) > 3


def test_an_address_is_known_without_its_tracking() -> None:
    assert canonical_url("https://www.post.example/a/1/?utm_source=x&id=7#top") == "post.example/a/1?id=7"
    assert canonical_url("http://post.example:80/a/1") == "post.example/a/1"


def test_a_front_page_and_a_broken_address_are_no_page() -> None:
    assert canonical_url("https://post.example/") is None
    assert canonical_url("http://[broken") is None
    assert canonical_url(None) is None


def test_short_words_of_a_title_do_not_count() -> None:
    assert title_words("The mayor of Orvelund is out") == ("mayor", "orvelund")
