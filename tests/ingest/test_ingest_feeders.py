"""Each feeder's record, written to the shape that it documents, is read as it comes."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, ClassVar

import pytest
from service.ingest import ingest, raw_articles_in
from service.models.dead_letter import Reason, Rejected
from service.models.raw_article import ContentType, RawArticle


def read(record: Any) -> RawArticle:
    return ingest(json.dumps(record).encode())


def refused(record: Any) -> Rejected:
    with pytest.raises(Rejected) as caught:
        read(record)
    return caught.value


class TestNewsPlease:
    RECORD: ClassVar[dict[str, Any]] = {
        "authors": ["Ada Writer"],
        "date_download": "2024-05-02 10:11:12",
        "date_modify": "None",
        "date_publish": "2024-05-01 08:00:00",
        "description": "What happened at the bridge.",
        "filename": "https%3A%2F%2Fdaily.example%2Fbridge.json",
        "image_url": "https://daily.example/bridge.jpg",
        "language": "en",
        "localpath": None,
        "maintext": "The bridge was closed on Tuesday.\nIt opened again at night.",
        "source_domain": "daily.example",
        "text": None,
        "title": "Bridge closed",
        "title_page": None,
        "title_rss": None,
        "url": "https://daily.example/bridge",
    }

    def test_an_article_of_news_please_is_read(self) -> None:
        article = read(self.RECORD)

        assert article.body.startswith("The bridge was closed")
        assert article.content_type is ContentType.PLAIN
        assert (article.title, article.outlet, article.language) == ("Bridge closed", "daily.example", "en")
        assert article.published_at == datetime(2024, 5, 1, 8, tzinfo=UTC)
        assert article.retrieved_at == datetime(2024, 5, 2, 10, 11, 12, tzinfo=UTC)
        assert article.id.startswith("u-")

    def test_what_the_contract_does_not_name_is_kept(self) -> None:
        kept = read(self.RECORD).metadata

        assert kept["authors"] == ["Ada Writer"]
        assert kept["description"] == "What happened at the bridge."
        assert kept["date_modify"] == "None"
        assert "maintext" not in kept
        assert "date_publish" not in kept

    def test_its_word_for_a_missing_date_is_unknown(self) -> None:
        assert read({**self.RECORD, "date_publish": "None"}).published_at is None

    def test_a_page_without_text_is_an_empty_body(self) -> None:
        assert refused({**self.RECORD, "maintext": None}).reason is Reason.EMPTY_BODY

    def test_the_text_of_older_versions_is_not_kept_twice(self) -> None:
        article = read({**self.RECORD, "text": self.RECORD["maintext"]})

        assert "text" not in article.metadata

    def test_the_title_of_the_page_stands_in_for_a_missing_one(self) -> None:
        assert read({**self.RECORD, "title": None, "title_rss": "From the feed"}).title == "From the feed"


class TestNewspaper4k:
    RECORD: ClassVar[dict[str, Any]] = {
        "url": "https://www.morning.example/fire",
        "read_more_link": "",
        "language": "en",
        "title": "Fire in the harbour",
        "top_image": "https://www.morning.example/fire.jpg",
        "meta_img": "",
        "images": ["https://www.morning.example/fire.jpg"],
        "movies": [],
        "keywords": ["fire", "harbour"],
        "keyword_scores": {"fire": 1.5},
        "meta_keywords": [""],
        "tags": [],
        "authors": ["Ben Reporter", "Cy Editor"],
        "publish_date": "2024-05-01T08:00:00+02:00",
        "summary": "",
        "meta_description": "A fire broke out.",
        "meta_lang": "de",
        "meta_favicon": "/favicon.ico",
        "meta_site_name": "Morning Example",
        "canonical_link": "https://www.morning.example/fire",
        "text": "A fire broke out in the harbour.\n\nNobody was hurt.",
    }

    def test_an_article_of_newspaper4k_is_read(self) -> None:
        article = read(self.RECORD)

        assert article.body.endswith("Nobody was hurt.")
        assert article.content_type is ContentType.PLAIN
        assert (article.title, article.outlet) == ("Fire in the harbour", "Morning Example")
        assert article.published_at == datetime(2024, 5, 1, 8, tzinfo=timezone(timedelta(hours=2)))
        assert article.metadata["authors"] == ["Ben Reporter", "Cy Editor"]

    def test_the_page_knows_its_language_better_than_the_parser(self) -> None:
        assert read(self.RECORD).language == "de"
        assert read({**self.RECORD, "meta_lang": "not a tag"}).language == "en"
        assert read({**self.RECORD, "meta_lang": None, "language": None}).language is None

    def test_the_host_names_an_outlet_that_does_not_name_itself(self) -> None:
        assert read({**self.RECORD, "meta_site_name": ""}).outlet == "morning.example"

    def test_an_article_that_was_never_downloaded_is_an_empty_body(self) -> None:
        assert refused({**self.RECORD, "text": ""}).reason is Reason.EMPTY_BODY

    def test_a_missing_date_is_unknown(self) -> None:
        assert read({**self.RECORD, "publish_date": None}).published_at is None


class TestScrapy:
    def test_an_item_with_usual_names_is_read(self) -> None:
        article = read(
            {
                "link": "https://www.evening.example/strike",
                "headline": "Strike at the port",
                "text": "Dockers walked out.",
                "date": "2024-05-01",
                "author": "Di Writer",
                "lang": "en",
                "scraped_at": "2024-05-02T00:00:00Z",
                "section": "business",
            }
        )

        assert article == RawArticle(
            id=article.id,
            url="https://www.evening.example/strike",
            outlet="evening.example",
            title="Strike at the port",
            body="Dockers walked out.",
            published_at=datetime(2024, 5, 1, tzinfo=UTC),
            retrieved_at=datetime(2024, 5, 2, tzinfo=UTC),
            language="en",
            metadata={"authors": ["Di Writer"], "section": "business"},
        )

    def test_lists_of_an_item_loader_are_taken_apart(self) -> None:
        article = read(
            {
                "url": ["https://e.example/a"],
                "title": ["Strike"],
                "content": ["One.", "Two."],
                "author": ["A", " ", "B"],
            }
        )

        assert (article.url, article.title, article.body) == ("https://e.example/a", "Strike", "One.\n\nTwo.")
        assert article.metadata == {"authors": ["A", "B"]}

    def test_a_page_is_html_and_outranks_the_spiders_own_text(self) -> None:
        article = read({"url": "https://e.example/a", "html": "<p>One.</p>", "text": "One."})

        assert (article.body, article.content_type) == ("<p>One.</p>", ContentType.HTML)
        assert article.metadata == {"text": "One."}

    def test_a_date_nobody_can_read_is_kept_and_the_next_one_tried(self) -> None:
        article = read({"text": "x", "published": "an hour ago", "date": "2024-05-01T00:00:00Z"})

        assert article.published_at == datetime(2024, 5, 1, tzinfo=UTC)
        assert article.metadata == {"published": "an hour ago"}

    def test_a_source_that_is_an_object_is_no_outlet(self) -> None:
        article = read({"text": "x", "source": {"id": 1}, "url": "https://e.example/a"})

        assert article.outlet == "e.example"
        assert article.metadata == {"source": {"id": 1}}

    def test_an_item_may_call_its_body_body(self) -> None:
        article = read({"url": "https://e.example/a", "body": "One.", "date": "2024-05-01", "byline": "A"})

        assert article.published_at == datetime(2024, 5, 1, tzinfo=UTC)

    def test_a_record_in_the_contracts_own_words_is_no_item(self) -> None:
        article = read({"id": "a", "body": "One.", "date": "2024-05-01", "source": "x"})

        assert (article.published_at, article.outlet) == (None, None)
        assert article.metadata == {"date": "2024-05-01", "source": "x"}

    def test_an_item_without_any_text_is_an_empty_body(self) -> None:
        assert refused({"url": "https://e.example/a", "text": ""}).reason is Reason.EMPTY_BODY

    def test_a_number_is_an_id(self) -> None:
        assert read({"_id": 7, "text": "x"}).id == "7"


class TestMiniflux:
    FEED: ClassVar[dict[str, Any]] = {
        "id": 8,
        "user_id": 1,
        "feed_url": "https://noon.example/feed.xml",
        "site_url": "https://www.noon.example",
        "title": "Noon Example",
        "checked_at": "2024-05-01T09:00:00Z",
    }
    ENTRY: ClassVar[dict[str, Any]] = {
        "id": 231,
        "user_id": 1,
        "feed_id": 8,
        "status": "unread",
        "hash": "9e107d9d372bb6826bd81d3542a419d6",
        "title": "Talks resume",
        "url": "https://noon.example/talks",
        "comments_url": "",
        "published_at": "2024-05-01T08:00:00Z",
        "created_at": "2024-05-01T09:00:01Z",
        "changed_at": "2024-05-01T09:00:01Z",
        "content": "<p>Talks resumed on Wednesday.</p>",
        "author": "Eve Writer",
        "share_code": "",
        "starred": False,
        "reading_time": 1,
        "enclosures": None,
        "tags": ["politics"],
    }

    def webhook(self, *entries: Any) -> dict[str, Any]:
        return {"event_type": "new_entries", "feed": self.FEED, "entries": list(entries)}

    def test_a_webhook_of_one_entry_is_one_article(self) -> None:
        article = read(self.webhook(self.ENTRY))

        assert article.id == "miniflux-9e107d9d372bb6826bd81d3542a419d6"
        assert article.body == "<p>Talks resumed on Wednesday.</p>"
        assert article.content_type is ContentType.HTML
        assert (article.title, article.outlet, article.url) == ("Talks resume", "noon.example", self.ENTRY["url"])
        assert article.published_at == datetime(2024, 5, 1, 8, tzinfo=UTC)
        assert article.retrieved_at == datetime(2024, 5, 1, 9, 0, 1, tzinfo=UTC)
        assert article.metadata["authors"] == ["Eve Writer"]
        assert article.metadata["feed"] == self.FEED

    def test_an_entry_by_itself_is_the_same_article(self) -> None:
        assert read({**self.ENTRY, "feed": self.FEED}) == read(self.webhook(self.ENTRY))
        assert read(self.ENTRY).outlet == "noon.example"

    def test_a_saved_entry_is_the_same_article(self) -> None:
        saved = {"event_type": "save_entry", "entry": {**self.ENTRY, "feed": self.FEED}}

        assert read(saved) == read(self.webhook(self.ENTRY))

    def test_a_webhook_of_several_entries_is_no_single_message(self) -> None:
        rejected = refused(self.webhook(self.ENTRY, self.ENTRY))

        assert rejected.reason is Reason.INVALID_FIELD
        assert rejected.detail.startswith("entries: 2 in one message")

    def test_produce_splits_a_webhook_into_its_entries(self) -> None:
        other = {**self.ENTRY, "hash": "ff", "title": "Talks end"}
        empty = {**self.ENTRY, "content": ""}

        found = raw_articles_in(json.dumps(self.webhook(self.ENTRY, other, empty, 7)).encode())

        assert found[0] == read(self.webhook(self.ENTRY))
        assert isinstance(found[1], RawArticle)
        assert found[1].title == "Talks end"
        assert [one.reason for one in found[2:] if isinstance(one, Rejected)] == [
            Reason.EMPTY_BODY,
            Reason.NOT_AN_OBJECT,
        ]

    @pytest.mark.parametrize("entries", [[], None, 7, ["x"]])
    def test_a_webhook_of_something_else_is_refused(self, entries: Any) -> None:
        rejected = refused({"event_type": "new_entries", "feed": self.FEED, "entries": entries})

        assert rejected.reason is Reason.INVALID_FIELD

    def test_other_events_are_not_taken_for_webhooks(self) -> None:
        assert read({"event_type": ["new_entries"], "body": "x"}).metadata == {"event_type": ["new_entries"]}


class TestConnect:
    def test_the_record_is_taken_out_of_its_envelope(self) -> None:
        record = {"id": "a", "body": "One.", "title": "T"}

        assert read({"schema": {"type": "struct", "fields": []}, "payload": record}) == read(record)

    def test_the_envelope_goes_before_any_feeders_format(self) -> None:
        assert read({"schema": None, "payload": TestNewsPlease.RECORD}) == read(TestNewsPlease.RECORD)

    def test_a_record_passed_on_as_a_string_is_read(self) -> None:
        record = {"id": "a", "body": "One."}

        assert read({"schema": {"type": "string"}, "payload": json.dumps(record)}) == read(record)

    @pytest.mark.parametrize(
        ("logical", "number", "time"),
        [
            ("org.apache.kafka.connect.data.Timestamp", 1_714_550_400_123, datetime(2024, 5, 1, 8, 0, 0, 123_000, UTC)),
            ("org.apache.kafka.connect.data.Date", 19_844, datetime(2024, 5, 1, tzinfo=UTC)),
            ("io.debezium.time.Timestamp", 0, datetime(1970, 1, 1, tzinfo=UTC)),
        ],
    )
    def test_times_that_the_schema_declares_are_read_as_times(self, logical: str, number: int, time: datetime) -> None:
        schema = {"type": "struct", "fields": [{"type": "int64", "name": logical, "field": "published_at"}]}
        article = read({"schema": schema, "payload": {"body": "One.", "published_at": number}})

        assert article.published_at == time

    @pytest.mark.parametrize("payload", [None, 7, [], "not json", "[]"])
    def test_a_payload_that_is_no_record_is_refused(self, payload: Any) -> None:
        assert refused({"schema": None, "payload": payload}).reason is Reason.NOT_AN_OBJECT

    @pytest.mark.parametrize(
        "schema", [7, [], {"fields": 7}, {"fields": [7, {"field": 7}, {"field": "body", "name": 7}]}]
    )
    def test_a_schema_of_any_shape_does_no_harm(self, schema: Any) -> None:
        assert read({"schema": schema, "payload": {"body": "One."}}).body == "One."

    def test_an_impossible_number_of_days_is_refused_as_the_number_it_is(self) -> None:
        schema = {"fields": [{"name": "org.apache.kafka.connect.data.Date", "field": "published_at"}]}

        rejected = refused({"schema": schema, "payload": {"body": "x", "published_at": 10**12}})

        assert rejected.detail == "published_at: must be a time as a string, is a number"


class TestBatches:
    def test_a_list_of_records_is_read_in_its_order(self) -> None:
        found = raw_articles_in(b'[{"id": "1", "body": "x"}, {"body": ""}, 7, {"id": "2", "body": "y"}]')

        assert [one.id if isinstance(one, RawArticle) else one.reason for one in found] == [
            "1",
            Reason.EMPTY_BODY,
            Reason.NOT_AN_OBJECT,
            "2",
        ]

    def test_one_record_is_a_batch_of_one(self) -> None:
        assert raw_articles_in(b'{"id": "1", "body": "x"}') == (ingest(b'{"id": "1", "body": "x"}'),)

    def test_what_cannot_be_read_is_one_refusal(self) -> None:
        (refusal,) = raw_articles_in(b"\xff")

        assert isinstance(refusal, Rejected)
        assert refusal.reason is Reason.NOT_UTF8

    def test_an_empty_list_holds_no_articles(self) -> None:
        assert raw_articles_in(b"[]") == ()
