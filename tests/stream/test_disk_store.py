import numpy as np
import pytest
from service.dedupe.article_store import StoredArticle, StoreFailed
from service.dedupe.shingle_index import ShingleIndex, hold_in_memory
from service.stream.disk_store import DiskStore, hold_on_disk
from service.stream.stages import Standing


def an_article(number: int) -> StoredArticle:
    return StoredArticle(number, f"a{number}", f"row {number}".encode(), np.array([number, 7], dtype=np.uint32))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "copies-0.sqlite"


def test_an_article_is_found_by_id_and_number_until_it_is_removed(path):
    store = DiskStore(path)
    store.put(an_article(3))

    assert store.number_of("a3") == 3
    assert store.row(3) == b"row 3"
    store.remove(3)
    assert store.number_of("a3") is None


def test_the_next_process_finds_what_was_settled_and_at_which_offset(path):
    store = DiskStore(path)
    for number in (2, 5):
        store.put(an_article(number))
    store.settle(Standing(17, 41))
    store.put(an_article(6))
    store.close()

    again = DiskStore(path)
    assert again.standing == Standing(17, 41)
    assert [(one.number, one.article_id, one.keys.tolist()) for one in again.left()] == [
        (2, "a2", [2, 7]),
        (5, "a5", [5, 7]),
    ]


def test_what_is_not_settled_can_be_forgotten(path):
    store = DiskStore(path)
    store.put(an_article(1))
    store.settle(Standing(1, 1))
    store.put(an_article(2))
    store.remove(1)
    store.forget_unsettled()

    assert [one.number for one in store.left()] == [1]


def test_a_cleared_store_stands_at_the_beginning(path):
    store = DiskStore(path)
    store.put(an_article(1))
    store.settle(Standing(1, 1))
    store.clear()

    assert store.standing == Standing()
    assert list(store.left()) == []


def test_two_processes_cannot_have_one_file(path):
    first = DiskStore(path)

    with pytest.raises(StoreFailed, match="locked"):
        DiskStore(path)
    first.close()
    DiskStore(path)


def test_a_damaged_file_is_begun_anew(path):
    path.parent.mkdir()
    path.write_bytes(b"no database at all, however long it is" * 100)

    assert list(DiskStore(path).left()) == []


def test_a_file_of_another_layout_is_emptied(path, monkeypatch):
    store = DiskStore(path)
    store.put(an_article(1))
    store.settle(Standing(1, 1))
    store.close()
    monkeypatch.setattr("service.stream.disk_store.LAYOUT", 2)

    again = DiskStore(path)
    assert list(again.left()) == []
    assert again.standing == Standing()


def test_a_store_that_cannot_write_says_so(path):
    store = DiskStore(path)
    store.put(an_article(1))

    with pytest.raises(StoreFailed):
        store.put(an_article(1))


def test_runs_on_disk_answer_as_runs_in_memory(tmp_path):
    random = np.random.default_rng(1)
    on_disk, in_memory = ShingleIndex(hold_on_disk(tmp_path)), ShingleIndex(hold_in_memory)
    for number in range(1_500):
        keys = random.integers(0, 5_000, 20, dtype=np.uint32)
        on_disk.add(number, keys)
        in_memory.add(number, keys)

    asked = np.arange(0, 5_000, 7, dtype=np.uint32)
    for one, other in zip(on_disk.find(asked), in_memory.find(asked), strict=True):
        assert one.tolist() == other.tolist()
    assert list(tmp_path.iterdir()) == []
