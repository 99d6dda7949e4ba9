import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_builders import RECORDS
from pydantic import ValidationError
from service.models.article import Article, DuplicateKind, LineRole, PublishedAtSource
from service.models.dead_letter import DeadLetter, Reason, Rejected
from service.models.event import MAX_REPORTS, Event, EventReport, EventStatus
from service.models.extracted import ExtractedArticle
from service.models.mention import (
    Actor,
    Claim,
    Count,
    CountSide,
    DateAnchor,
    DatePrecision,
    EventDate,
    EventMention,
    EventType,
    Evidence,
    Modality,
    Place,
    PlacePrecision,
    Plover,
    Quad,
    SideCount,
)
from service.models.raw_article import ContentType, RawArticle
from service.models.record import MAX_ID_LENGTH, MAX_LIST_LENGTH, MAX_NAME_LENGTH, MAX_TEXT_LENGTH, MAX_URL_LENGTH
from service.models.report import Report, ReportStatus, report_of

ARTICLE = {"article_id": "a1", "text": "Text.", "content_hash": "h"}
MENTION = {"mention_id": "m1", "article_id": "a1", "event_type": {}}
NOW = "2026-03-01T10:00:00+00:00"
EVENT = {"event_id": "e1", "revision": 1, "event_type": {}, "first_reported_at": NOW, "last_reported_at": NOW}

# the contract's field names, section by section, in its order
CONTRACT = {
    RawArticle: "id url outlet title body content_type published_at retrieved_at language metadata",
    Article: "article_id url outlet title standfirst text authors agency published_at published_at_source retrieved_at"
    " language content_hash duplicate_of duplicate_kind removed",
    EventMention: "mention_id article_id event_type source target event_date places fatalities injuries claim evidence"
    " confidence signals",
    EventType: "plover quad acled cameo_root",
    Plover: "type mode context",
    Actor: "name text start end canonical_id country sector",
    EventDate: "start end precision text anchor",
    Place: "name text start end country admin1 admin2 latitude longitude gazetteer_id precision",
    Count: "low best high by_side text",
    SideCount: "side low best high",
    Claim: "name text modality",
    Evidence: "text start end",
}
EVENT_FIELDS = (
    "event_id revision status merged_into event_type source target event_date places fatalities injuries claim"
    " confidence first_reported_at last_reported_at outlets reports"
)
REPORT_FIELDS = "article_id mention_id url outlet published_at duplicate_of fatalities injuries claim evidence"
WORDS = {
    ContentType: "text/html text/plain",
    PublishedAtSource: "message page dateline",
    DuplicateKind: "exact republished truncated updated",
    LineRole: "navigation caption related_link credit promotion metadata other",
    Quad: "verbal_cooperation material_cooperation verbal_conflict material_conflict",
    DatePrecision: "day week month year unknown",
    DateAnchor: "published_at explicit unresolved",
    PlacePrecision: "point settlement admin2 admin1 country",
    CountSide: "source target civilian unknown",
    Modality: "asserted alleged denied",
    EventStatus: "active merged retracted",
}


@pytest.mark.parametrize("name", RECORDS)
@given(data=st.data())
def test_a_record_survives_the_wire(name, data):
    record = data.draw(RECORDS[name])
    wire = record.to_json()

    again = type(record).from_json(wire)
    assert again == record
    assert again.to_json() == wire
    assert wire == orjson.dumps(record.model_dump(), option=orjson.OPT_NON_STR_KEYS)


@pytest.mark.parametrize("record", CONTRACT, ids=lambda record: record.__name__)
def test_fields_are_the_contracts(record):
    assert list(record.model_fields) == CONTRACT[record].split()


def test_an_event_has_the_contracts_fields_before_its_own():
    assert list(Event.model_fields)[: len(EVENT_FIELDS.split())] == EVENT_FIELDS.split()
    assert list(EventReport.model_fields)[: len(REPORT_FIELDS.split())] == REPORT_FIELDS.split()


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_closed_lists_are_the_contracts(words):
    assert [str(word) for word in words] == WORDS[words].split()


@pytest.mark.parametrize(
    ("record", "fields"),
    [(Article, ARTICLE), (EventMention, MENTION), (Event, EVENT)],
    ids=["article", "mention", "event"],
)
def test_fields_that_are_not_known_are_ignored(record, fields):
    assert record.from_json(orjson.dumps(fields | {"new_in_v2": {"a": 1}})) == record.from_json(orjson.dumps(fields))


def test_unknown_is_null_on_the_wire_and_never_left_out():
    wire = orjson.loads(EventMention.from_json(orjson.dumps(MENTION)).to_json())

    assert list(wire) == CONTRACT[EventMention].split()
    assert (wire["fatalities"], wire["claim"], wire["confidence"]) == (None, None, None)
    assert wire["event_date"] == {"start": None, "end": None, "precision": "unknown", "text": None, "anchor": None}


def test_missing_and_null_read_the_same():
    nulls = {"url": None, "published_at": None, "duplicate_of": None}

    assert Article.from_json(orjson.dumps(ARTICLE | nulls)) == Article.from_json(orjson.dumps(ARTICLE))


def test_reported_that_none_is_not_the_same_as_not_reported():
    none_killed = EventMention.from_json(orjson.dumps(MENTION | {"fatalities": {"best": 0}}))

    assert none_killed.fatalities == Count(best=0)
    assert EventMention.from_json(orjson.dumps(MENTION)).fatalities is None


@pytest.mark.parametrize(
    ("record", "fields", "name"),
    [
        (Article, ARTICLE | {"article_id": "x" * (MAX_ID_LENGTH + 1)}, "article_id"),
        (Article, ARTICLE | {"article_id": ""}, "article_id"),
        (Article, ARTICLE | {"url": "u" * (MAX_URL_LENGTH + 1)}, "url"),
        (Article, ARTICLE | {"outlet": "o" * (MAX_NAME_LENGTH + 1)}, "outlet"),
        (Article, ARTICLE | {"text": "t" * (MAX_TEXT_LENGTH + 1)}, "text"),
        (Article, ARTICLE | {"authors": ["a"] * (MAX_LIST_LENGTH + 1)}, "authors"),
        (Article, ARTICLE | {"language": "English, mostly"}, "language"),
        (Article, ARTICLE | {"removed": {"jokes": 1}}, "removed"),
        (EventMention, MENTION | {"source": [{"name": "a"}] * (MAX_LIST_LENGTH + 1)}, "source"),
        (EventMention, MENTION | {"confidence": 1.01}, "confidence"),
        (EventMention, MENTION | {"fatalities": {"best": -1}}, "fatalities"),
        (EventMention, MENTION | {"places": [{"latitude": 91}]}, "places"),
        (EventMention, MENTION | {"places": [{"country": "Syria"}]}, "places"),
        (EventMention, MENTION | {"evidence": {"text": "t", "start": -1, "end": 1}}, "evidence"),
        (EventMention, {"article_id": "a1", "event_type": {}}, "mention_id"),
        (Event, EVENT | {"revision": 0}, "revision"),
        (Event, EVENT | {"status": "gone"}, "status"),
        (Event, EVENT | {"outlets": ["o"] * (MAX_REPORTS + 1)}, "outlets"),
    ],
)
def test_what_is_out_of_bounds_is_refused_by_name(record, fields, name):
    with pytest.raises(ValidationError, match=name):
        record.from_json(orjson.dumps(fields))


@pytest.mark.parametrize("value", [1, True, ["2026"], "yesterday", "2026-03-01T10:00:00"])
def test_a_time_is_rfc_3339_with_an_offset(value):
    with pytest.raises(ValidationError, match="published_at"):
        Article.from_json(orjson.dumps(ARTICLE | {"published_at": value}))


def test_times_keep_their_offset():
    article = Article.from_json(orjson.dumps(ARTICLE | {"published_at": "2026-03-01T10:00:00+03:00"}))

    assert orjson.loads(article.to_json())["published_at"] == "2026-03-01T10:00:00+03:00"


@pytest.mark.parametrize(("field", "value"), [("text", 5), ("text", None), ("authors", "one"), ("title", ["t"])])
def test_types_are_strict(field, value):
    with pytest.raises(ValidationError, match=field):
        Article.from_json(orjson.dumps(ARTICLE | {field: value}))


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"5", b"{", b"\xff", '{"article_id": "a'.encode("utf-16")])
def test_what_is_no_record_raises_one_kind_of_error(data):
    with pytest.raises(ValidationError):
        Article.from_json(data)


def test_records_do_not_change():
    with pytest.raises(ValidationError, match="frozen"):
        Article(**ARTICLE).text = "other"


def test_text_of_any_language_goes_out_as_it_came_in():
    text = "Сирия — سوريا — 敘利亞 — 🕊️ e\u0301"

    assert Article.from_json(Article(**ARTICLE | {"text": text}).to_json()).text == text


def test_a_report_says_what_its_mention_and_its_article_say():
    article = Article.from_json(
        orjson.dumps(ARTICLE | {"url": "u", "outlet": "o", "published_at": NOW, "language": "en"})
    )
    mention = EventMention.from_json(orjson.dumps(MENTION | {"fatalities": {"best": 3}}))
    report = report_of(mention, article, article.published_at)

    assert report == Report.from_json(report.to_json())
    assert report.status is ReportStatus.REPORTED
    for name in EventMention.model_fields:
        assert getattr(report, name) == getattr(mention, name)
    for name in ("url", "outlet", "agency", "title", "language", "published_at", "duplicate_of"):
        assert getattr(report, name) == getattr(article, name)


def test_an_extracted_article_holds_its_fingerprint_whole():
    fields = {"article": ARTICLE, "fingerprint": [0, 2**64 - 1], "mentions": [MENTION], "received_at": NOW}
    record = ExtractedArticle.from_json(orjson.dumps(fields))

    assert ExtractedArticle.from_json(record.to_json()).fingerprint == (0, 2**64 - 1)


def test_a_refusal_carries_its_reason():
    refusal = Rejected(Reason.INVALID_FIELD, "title: is a number")

    assert refusal.reason is Reason.INVALID_FIELD
    assert str(refusal) == "invalid_field: title: is a number"
    assert str(Rejected(Reason.EMPTY_BODY)) == "empty_body"


def test_a_dead_letter_keeps_the_bytes():
    assert DeadLetter(Reason.BUG, "", "read", None, b"\xff\x00").value == b"\xff\x00"


@pytest.mark.parametrize("reason", Reason)
def test_reasons_are_one_word_for_labels_and_headings(reason):
    assert reason.replace("_", "").isalnum()
    assert reason == reason.lower()
