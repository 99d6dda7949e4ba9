import copy
from collections.abc import Iterator

from dedupe_builders import a_copy_state, an_article, extracted, prose
from hypothesis import given, settings
from hypothesis import strategies as st
from service.dedupe.article_store import MemoryStore, StoredArticle
from service.dedupe.copies import CopyVerdict, judge
from service.dedupe.copy_record import CopyRecord
from service.dedupe.copy_state import CopyState
from service.dedupe.fingerprint import fingerprint
from service.models.extracted import ExtractedArticle

# A log of articles: (article, story, words of the story); the same article may come again, corrected or not.
LOGS = st.lists(st.tuples(st.integers(0, 7), st.sampled_from(["flood", "strike"]), st.sampled_from([40, 90, 150])))


def read(log: list[tuple[int, str, int]]) -> list[ExtractedArticle]:
    return [
        extracted(an_article(f"a{number}", prose(story, words)), hours=hour)
        for hour, (number, story, words) in enumerate(log)
    ]


def play(state: CopyState, articles: list[ExtractedArticle]) -> list[CopyVerdict]:
    verdicts = []
    for article in articles:
        verdict = judge(article, state)
        if verdict.record is not None:
            state.add(verdict.record)
        verdicts.append(verdict)
    return verdicts


def latest_records(verdicts: list[CopyVerdict]) -> list[CopyRecord]:
    """The newest record of each article, in log order, as a compacted topic keeps them."""
    newest: dict[str, CopyRecord] = {}
    for verdict in verdicts:
        if verdict.record is not None:
            newest.pop(verdict.record.article_id, None)
            newest[verdict.record.article_id] = verdict.record
    return list(newest.values())


@settings(max_examples=60, deadline=None)
@given(LOGS)
def test_the_same_log_gives_the_same_verdicts(log: list[tuple[int, str, int]]) -> None:
    assert play(a_copy_state(), read(log)) == play(a_copy_state(), read(log))


@settings(max_examples=60, deadline=None)
@given(LOGS, st.integers(1, 8_000), st.data())
def test_a_state_rebuilt_from_the_latest_records_decides_the_same(
    log: list[tuple[int, str, int]], max_bytes: int, data: st.DataObject
) -> None:
    articles = read(log)
    cut = data.draw(st.integers(0, len(articles)))
    state = a_copy_state(max_bytes=max_bytes)
    before = play(state, articles[:cut])
    rebuilt = a_copy_state(max_bytes=max_bytes)
    for record in latest_records(before):
        rebuilt.add(CopyRecord.from_json(record.to_json()))

    assert play(rebuilt, articles[cut:]) == play(state, articles[cut:])


class KeepingStore(MemoryStore):
    """A store that another process finds as this one left it."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[int, StoredArticle] = {}

    def put(self, stored: StoredArticle) -> None:
        super().put(stored)
        self._kept[stored.number] = stored

    def remove(self, number: int) -> None:
        super().remove(number)
        del self._kept[number]

    def left(self) -> Iterator[StoredArticle]:
        return iter(sorted(self._kept.values(), key=lambda stored: stored.number))


@settings(max_examples=60, deadline=None)
@given(LOGS, st.integers(1, 8_000), st.data())
def test_a_state_taken_up_from_its_store_decides_the_same(
    log: list[tuple[int, str, int]], max_bytes: int, data: st.DataObject
) -> None:
    articles, store = read(log), KeepingStore()
    cut = data.draw(st.integers(0, len(articles)))
    state = CopyState(30, max_bytes, store)
    play(state, articles[:cut])
    taken_up = CopyState(30, max_bytes, copy.deepcopy(store))
    numbers = list(taken_up.take_up())

    assert numbers == sorted(numbers)
    assert taken_up.size() == state.size()
    assert play(taken_up, articles[cut:]) == play(state, articles[cut:])


@settings(max_examples=60, deadline=None)
@given(LOGS)
def test_no_article_is_a_copy_of_a_copy(log: list[tuple[int, str, int]]) -> None:
    roots: dict[str, str | None] = {}
    for verdict in play(a_copy_state(), read(log)):
        roots[verdict.article.article_id] = verdict.article.duplicate_of
    for root in roots.values():
        assert root is None or roots[root] is None


@given(st.text(max_size=400))
def test_any_text_has_an_ascending_fingerprint_without_repeats(text: str) -> None:
    keys = fingerprint(an_article("a1", text))

    assert list(keys) == sorted(set(keys))
    assert all(0 <= key < 2**32 for key in keys)


def test_adding_a_record_twice_changes_nothing() -> None:
    state = a_copy_state()
    (verdict,) = play(state, read([(1, "flood", 90)]))
    assert verdict.record is not None
    state.add(verdict.record)

    assert state.size()[0] == 1
    assert state.get("a1") is not None


def test_the_oldest_articles_go_when_there_are_too_many_bytes() -> None:
    roomy, tight = a_copy_state(), a_copy_state(max_bytes=5_000)
    for state in (roomy, tight):
        play(state, [extracted(an_article(f"a{n}", prose(f"story {n}")), hours=n) for n in range(5)])

    assert roomy.size()[0] == 5
    assert tight.size()[1] <= 5_000
    assert [tight.get(f"a{n}") is not None for n in range(5)] == [False, False, False, True, True]


def test_articles_older_than_the_window_are_forgotten() -> None:
    state = a_copy_state(window_days=1)
    play(state, [extracted(an_article("a1", prose("flood")))])
    play(state, [extracted(an_article("a2", prose("strike")), hours=25)])

    assert state.get("a1") is None
    assert state.size()[0] == 1
