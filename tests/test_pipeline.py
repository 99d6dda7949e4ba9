"""The map: nothing raises, everything ends as something with a name, and the same input gives the same bytes."""

import json
from datetime import timedelta

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from service.dedupe.copy_state import CopyState
from service.dedupe.event_state import EventState
from service.models.article import DuplicateKind
from service.models.dead_letter import DeadLetter, Reason, Rejected
from service.models.event import EventStatus
from service.models.extracted import ExtractedArticle
from service.models.report import Report, ReportStatus
from service.models.routing import country_key, language_key
from service.pipeline import MAX_ORIGINS, Deduped, Knowledge, Outcome, dedupe, or_dead_letter, read, resolve

from article_builders import BRIDGE, MARKET, QUIET, SUNDAY, raw_message

MEBIBYTE = 1024 * 1024
RUSSIAN = """Четыре человека погибли в воскресенье при взрыве на рынке в Киркуке, сообщила полиция города.

Ещё девять покупателей получили ранения, рассказал врач главной больницы, и двое из них находятся в тяжёлом состоянии.

Кто заложил бомбу, пока неизвестно. Рынок откроется снова во вторник, сказал торговец медной посудой."""
unhurried = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Path:
    """The whole path with the memory of one partition of each stage, fed message by message."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.copies = CopyState(14, 10**7)
        self.events = EventState(120, 1_000)
        self.newest = {}
        self.sent = 0

    def send(self, value: bytes, origin: str | None = None) -> Deduped:
        """Send a raw message at the next offset, or as the one at `origin` again."""
        origin, self.sent = origin or f"0:{self.sent}", self.sent + 1
        extracted = read(value, None, SUNDAY + timedelta(minutes=self.sent), self.knowledge)
        assert isinstance(extracted, ExtractedArticle), extracted
        deduped = dedupe(extracted.to_json(), None, origin, self.copies)
        assert isinstance(deduped, Deduped), deduped
        for report in deduped.reports:
            for event in resolve(report.to_json(), None, self.events, self.knowledge.dedupe):
                self.newest[event.event_id] = event
        return deduped

    def active(self) -> dict[str, list[str]]:
        """The articles that report each active event."""
        return {
            event.event_id: [report.article_id for report in event.reports]
            for event in self.newest.values()
            if event.status is EventStatus.ACTIVE
        }


@pytest.fixture
def path(knowledge: Knowledge) -> Path:
    """A path that has seen nothing."""
    return Path(knowledge)


def refused(value: bytes | None, knowledge: Knowledge) -> Reason | None:
    """Why the message is refused; None when it is not."""
    result = read(value, b"key", SUNDAY, knowledge)
    if not isinstance(result, DeadLetter):
        return None
    assert (result.key, result.value, result.stage) == (b"key", value, "read")
    return result.reason


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, Reason.NOT_JSON),
        (b"", Reason.NOT_JSON),
        (b"\0", Reason.NOT_JSON),
        (b"{", Reason.NOT_JSON),
        (b"[" * 100_000, Reason.NOT_JSON),
        (b"\xff\xfe{}", Reason.NOT_UTF8),
        (b'{"body": "caf\xe9"}', Reason.NOT_UTF8),
        (b"null", Reason.NOT_AN_OBJECT),
        (b"[]", Reason.NOT_AN_OBJECT),
        (b'"body"', Reason.NOT_AN_OBJECT),
        (b"1e999", Reason.NOT_AN_OBJECT),
        (b"{}", Reason.INVALID_FIELD),
        (b'{"body": 5}', Reason.INVALID_FIELD),
        (b'{"body": ["words"]}', Reason.INVALID_FIELD),
        (raw_message(title=["T"]), Reason.INVALID_FIELD),
        (raw_message(published_at="in spring"), Reason.INVALID_FIELD),
        (raw_message(published_at=1_700_000_000), Reason.INVALID_FIELD),
        (raw_message(language="English, mostly"), Reason.INVALID_FIELD),
        (raw_message("x" * 600), Reason.INVALID_FIELD),
        (raw_message(body=""), Reason.EMPTY_BODY),
        (raw_message(body=" \n\t\u00a0"), Reason.EMPTY_BODY),
        (raw_message(body="\0\0"), Reason.EMPTY_BODY),
        (b'{"body": null}', Reason.EMPTY_BODY),
        (raw_message(body="<html><script>draw()</script></html>", content_type="text/html"), Reason.EMPTY_BODY),
        (raw_message(metadata={"k": "v" * 100_000}), Reason.INVALID_FIELD),
        (raw_message(body="x " * (5 * MEBIBYTE // 2 + 1)), Reason.TOO_LARGE),
        (b" " * (33 * MEBIBYTE), Reason.TOO_LARGE),
    ],
    ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else None,
)
def test_what_is_no_article_is_refused_by_name(value, reason, knowledge):
    assert refused(value, knowledge) is reason


@pytest.mark.parametrize(
    "value",
    [
        raw_message(unknown={"deep": [1, {"a": None}]}, another="x"),
        raw_message(body=f"{BRIDGE}\0\0"),
        raw_message(body="<p>" * 50_000 + BRIDGE, content_type="text/html"),
        raw_message(body=f"<html><body><div><p>{BRIDGE}<table><tr><td><script>if (a <", content_type="text/html"),
        raw_message(body="&#xD800;&#0;&#x110000; " + BRIDGE, content_type="text/html"),
        raw_message(metadata={"k": "v" * 10_000}),
        raw_message(body="killed " * 60_000),
        raw_message(body="Police said 12 people were killed in Kirkuk and " * 2_000),
        raw_message(body="\u202e\u200b\ufeff" * 1_000 + BRIDGE),
        json.dumps({"body": "Lone \ud800 surrogate. " + BRIDGE}).encode(),
        b'{"id": 7, "body": "Police said that nobody was hurt in Kirkuk on Sunday.", "score": NaN}',
        raw_message(id=None, url=None, outlet=None, title=None),
        b"\xef\xbb\xbf" + raw_message(),
        raw_message(body=RUSSIAN, language="ru"),
        raw_message(body="爆炸造成四人死亡。" * 500, language="zh"),
    ],
    ids=lambda value: repr(value[:16]) + str(len(value)),
)
def test_odd_articles_end_as_articles(value, knowledge):
    result = read(value, b"key", SUNDAY, knowledge)

    assert isinstance(result, ExtractedArticle), result
    assert ExtractedArticle.from_json(result.to_json()) == result


def test_a_body_of_five_mebibytes_is_read_in_bounded_time(knowledge):
    body = (MARKET + "\n\n") * (5 * MEBIBYTE // (len(MARKET) + 2))

    assert isinstance(read(raw_message(body=body), None, SUNDAY, knowledge), ExtractedArticle)


@unhurried
@given(value=st.none() | st.binary(max_size=300))
def test_no_bytes_make_it_raise(value, knowledge):
    result = read(value, value, SUNDAY, knowledge)

    assert isinstance(result, ExtractedArticle | DeadLetter)
    assert not isinstance(result, DeadLetter) or result.reason is not Reason.BUG


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
fields = st.sampled_from(
    ["id", "url", "outlet", "title", "body", "content_type", "published_at", "language", "metadata"]
)


@unhurried
@given(record=st.dictionaries(fields, json_values, max_size=9))
def test_no_record_makes_it_raise(record, knowledge):
    value = json.dumps(record).encode()
    result = read(value, None, SUNDAY, knowledge)

    assert not isinstance(result, DeadLetter) or result.reason is not Reason.BUG, result
    if isinstance(result, ExtractedArticle):
        assert ExtractedArticle.from_json(result.to_json()) == result


NEWS = "killed 12 Idlib police said on Sunday . , “ ” the attack in Syria wounded nobody — 3,000 \u2029"
words = st.lists(st.sampled_from(NEWS.split(" ")) | st.text(max_size=6), min_size=1, max_size=80).map(" ".join)


@unhurried
@given(body=words, is_html=st.booleans())
def test_no_text_makes_it_raise_and_evidence_stands_in_the_text(body, is_html, knowledge):
    value = json.dumps({"id": "a", "body": body, "content_type": "text/html" if is_html else None}).encode()
    result = read(value, None, SUNDAY, knowledge)

    if isinstance(result, DeadLetter):
        assert result.reason is Reason.EMPTY_BODY
        return
    for mention in result.mentions:
        assert result.article.text[mention.evidence.start : mention.evidence.end] == mention.evidence.text


@pytest.mark.parametrize("value", [None, b"", b"null", b"{}", b"\xff", b"[]"])
def test_later_stages_refuse_what_is_no_record(value, knowledge):
    for result in (
        dedupe(value, b"k", "0:1", CopyState(14, 10**7)),
        resolve(value, b"k", EventState(120, 10), knowledge.dedupe),
    ):
        assert isinstance(result, DeadLetter)
        assert result.reason is Reason.INVALID_FIELD
        assert (result.key, result.value) == (b"k", value)


def test_a_refusal_names_fields_and_never_quotes():
    result = dedupe(b'{"article": {"text": 5, "title": "secret"}}', None, "0:1", CopyState(14, 10**7))

    assert "article.text: string_type" in result.detail
    assert "secret" not in result.detail


def test_a_bug_becomes_a_dead_letter_that_names_its_place():
    def run() -> None:
        {}["secret"]

    result = or_dead_letter(run, "read", b"k", b"v")

    assert (result.reason, result.stage, result.key, result.value) == (Reason.BUG, "read", b"k", b"v")
    assert result.detail.startswith("KeyError in run, test_pipeline.py:")
    assert "secret" not in result.detail


def test_a_refusal_keeps_its_reason():
    def run() -> None:
        raise Rejected(Reason.TOO_LARGE, "body")

    assert or_dead_letter(run, "read", None, None) == DeadLetter(Reason.TOO_LARGE, "body", "read", None, None)


@pytest.mark.parametrize("body", [BRIDGE, MARKET, QUIET])
def test_the_same_message_gives_the_same_bytes(body, knowledge):
    first, second = (read(raw_message(body=body), None, SUNDAY, knowledge) for _ in range(2))

    assert first.to_json() == second.to_json()


def test_an_article_with_an_event_ends_as_events(path):
    deduped = path.send(raw_message())

    assert deduped.outcome is Outcome.EVENTS
    assert len(path.active()) == len(deduped.reports) > 0


def test_an_article_without_an_event_ends_as_no_event(path):
    deduped = path.send(raw_message(body=QUIET))

    assert (deduped.outcome, deduped.reports) == (Outcome.NO_EVENT, ())


def test_a_copy_joins_the_events_of_its_original(path):
    path.send(raw_message("a1"))
    events = set(path.active())
    deduped = path.send(raw_message("a2"))

    assert deduped.outcome is Outcome.COPY
    assert (deduped.article.duplicate_of, deduped.article.duplicate_kind) == ("a1", DuplicateKind.EXACT)
    assert all(report.duplicate_of == "a1" for report in deduped.reports)
    assert set(path.active()) == events
    assert all(reports == ["a1", "a2"] for reports in path.active().values())


def test_another_story_is_another_event(path):
    path.send(raw_message("a1"))
    before = path.active()
    path.send(raw_message("a2", MARKET))

    assert before.items() < path.active().items()


def test_a_corrected_article_withdraws_what_it_no_longer_says(path):
    path.send(raw_message("a1"))
    deduped = path.send(raw_message("a1", QUIET))

    assert {report.status for report in deduped.reports} == {ReportStatus.WITHDRAWN}
    assert path.active() == {}


def test_the_older_version_of_a_corrected_article_read_again_changes_nothing(path):
    path.send(raw_message("a1"), "0:0")
    path.send(raw_message("a1", MARKET), "0:1")
    before = path.active()

    for origin, body in (("0:0", BRIDGE), ("0:1", MARKET)):
        deduped = path.send(raw_message("a1", body), origin)
        assert (deduped.outcome, deduped.reports, deduped.record) == (Outcome.REPEAT, (), None)
    assert path.active() == before


def test_the_same_raw_message_again_changes_nothing(path):
    path.send(raw_message(), "3:7")
    before = path.active(), path.copies.size()
    deduped = path.send(raw_message(), "3:7")

    assert (deduped.outcome, deduped.reports, deduped.record) == (Outcome.REPEAT, (), None)
    assert (path.active(), path.copies.size()) == before


def test_the_same_article_in_another_message_is_a_copy_of_itself(path):
    path.send(raw_message(), "3:7")
    before = path.active()
    deduped = path.send(raw_message(), "4:1")

    assert (deduped.outcome, deduped.reports) == (Outcome.COPY, ())
    assert deduped.article.duplicate_of is None
    assert deduped.record.origins == ("3:7", "4:1")
    assert path.active() == before
    assert path.send(raw_message(), "4:1").outcome is Outcome.REPEAT


def test_the_sendings_of_one_article_that_are_remembered_are_bounded(path):
    for offset in range(MAX_ORIGINS + 5):
        deduped = path.send(raw_message(), f"0:{offset}")

    assert len(deduped.record.origins) == MAX_ORIGINS
    assert deduped.record.origins[-1] == f"0:{MAX_ORIGINS + 4}"


def test_a_report_carries_the_time_of_the_raw_message(path):
    deduped = path.send(raw_message())

    assert {report.received_at for report in deduped.reports} == {SUNDAY + timedelta(minutes=1)}


def test_articles_meet_by_primary_language(path):
    assert language_key(path.send(raw_message("a1", language="en-GB")).article) == "en"
    assert language_key(path.send(raw_message("a2", QUIET, language="EN")).article) == "en"


def test_reports_meet_by_country(path):
    (first, *_) = path.send(raw_message()).reports

    nowhere = first.model_copy(update={"places": ()})

    assert country_key(first) == "SYR"
    assert country_key(nowhere) == "SYR", "its article's country stands in"
    assert country_key(nowhere.model_copy(update={"signals": None})) == f"unplaced/{first.event_type.plover.type}"


def test_a_withdrawal_meets_the_report_that_it_takes_back(path):
    reports = path.send(raw_message("a1")).reports
    gone = path.send(raw_message("a1", QUIET)).reports

    assert {(r.mention_id, country_key(r)) for r in gone} == {(r.mention_id, country_key(r)) for r in reports}


def test_a_report_on_the_wire_is_the_report(path):
    for report in path.send(raw_message()).reports:
        assert Report.from_json(report.to_json()) == report
        assert orjson.loads(report.to_json())["status"] == "reported"
