from hypothesis import given
from hypothesis import strategies as st
from service.dedupe.postings import SMALL, Postings

ALL = 10_000


def test_what_few_hold_is_told_and_what_many_hold_is_only_counted() -> None:
    postings = Postings[str](range(ALL))
    for number in range(3):
        postings.add("bridge", number)

    assert sorted(postings.few("bridge", 3)) == [0, 1, 2]
    assert postings.few("bridge", 2) == ()
    assert postings.count("bridge") == 3
    assert postings.few("harbour", 3) == ()


@given(st.lists(st.integers(0, 3 * SMALL), unique=True), st.data())
def test_only_live_numbers_count_in_whatever_order_they_came_and_left(added: list[int], data: st.DataObject) -> None:
    live = set(added)
    postings = Postings[str](live)
    for number in added:
        postings.add("bridge", number)
    for number in data.draw(st.lists(st.sampled_from(added), unique=True)) if added else []:
        live.remove(number)
        postings.remove("bridge", number)

    assert postings.count("bridge") == len(live)
    assert set(postings.few("bridge", ALL)) == live
    assert len(postings) == bool(live)


def test_a_long_list_is_cleared_of_those_that_left() -> None:
    live = set(range(ALL))
    postings = Postings[str](live)
    for number in range(ALL):
        postings.add("police", number)
    for number in range(ALL - 1):
        live.remove(number)
        postings.remove("police", number)

    assert list(postings.few("police", 1)) == [ALL - 1]
