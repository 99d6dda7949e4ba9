"""How the contract's fields are read."""

from datetime import UTC, datetime, timedelta, timezone

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.ingest import ingest
from service.ingest.metadata import MAX_METADATA_BYTES, MAX_METADATA_DEPTH, depth
from service.models.dead_letter import Reason, Rejected
from service.models.raw_article import ContentType, RawArticle


def article(**fields: object) -> RawArticle:
    return ingest(orjson.dumps({"id": "a-1", "body": "Some text.", **fields}))


def test_a_full_record_is_read_field_by_field() -> None:
    read = article(
        url="https://news.example/a",
        outlet="News Example",
        title="A title",
        content_type="text/plain",
        published_at="2019-03-04T02:01:00+02:00",
        retrieved_at="2019-03-05T00:00:00Z",
        language="en",
        metadata={"spider": "s1"},
    )

    assert read == RawArticle(
        id="a-1",
        url="https://news.example/a",
        outlet="News Example",
        title="A title",
        body="Some text.",
        content_type=ContentType.PLAIN,
        published_at=datetime(2019, 3, 4, 2, 1, tzinfo=timezone(timedelta(hours=2))),
        retrieved_at=datetime(2019, 3, 5, tzinfo=UTC),
        language="en",
        metadata={"spider": "s1"},
    )


def test_the_body_stays_as_it_is() -> None:
    body = " \r\n\tTwo  spaces, \u202ebidi\u202c, e\u0301, \u00a0 and \U0001f600.\x07\r\n"

    assert article(body=body).body == body


def test_nul_characters_are_dropped_from_texts() -> None:
    read = article(id="a\0b", title="T\0itle", body="\0Bo\0dy")

    assert (read.id, read.title, read.body) == ("ab", "Title", "Body")


def test_lone_surrogates_are_dropped_and_pairs_are_kept() -> None:
    read = ingest(rb'{"body": "x\ud800y \ud83d\ude00", "keywords": ["\udfff!"]}')

    assert read.body == "xy \U0001f600"
    assert read.metadata == {"keywords": ["!"]}
    assert RawArticle.from_json(read.to_json()) == read


def test_nan_and_infinities_that_python_writes_are_null() -> None:
    read = ingest(b'{"body": "x", "score": NaN, "title": NaN, "ratio": [-Infinity, 1]}')

    assert read.title is None
    assert read.metadata == {"score": None, "ratio": [None, 1]}


@pytest.mark.parametrize(
    ("number", "read"), [("1e999", None), ("9" * 400, None), ("9" * 30, 1e30), ("-7", -7), ("1.5", 1.5)]
)
@pytest.mark.parametrize("beside", ["NaN", "1"])
def test_numbers_that_no_reader_can_hold_are_null_and_large_ones_are_approximate(
    number: str, read: float | None, beside: str
) -> None:
    metadata = ingest(f'{{"body": "x", "score": {number}, "beside": {beside}}}'.encode()).metadata

    assert metadata["score"] == read


def test_a_message_of_nothing_but_unknown_fields_is_read_in_reasonable_time() -> None:
    """Because: a sender's mistake, or its malice, must not hold up everyone's articles."""
    fields = ",".join(f'"k{number}":[[]]' for number in range(100_000))

    read = ingest(f'{{"body":"x",{fields}}}'.encode())

    assert len(orjson.dumps(read.metadata)) < 2 * MAX_METADATA_BYTES


def test_a_byte_order_mark_before_the_object_is_no_part_of_it() -> None:
    assert ingest(b'\xef\xbb\xbf{"body": "x"}').body == "x"


@pytest.mark.parametrize("name", ["id", "url", "outlet", "title", "language", "content_type"])
@pytest.mark.parametrize("blank", ["", "  ", None])
def test_a_blank_text_is_unknown(name: str, blank: str | None) -> None:
    read = ingest(orjson.dumps({"body": "x", name: blank}))

    assert read.id.startswith("c-")
    assert getattr(read, name) in (None, read.id)


def test_a_number_is_an_id() -> None:
    assert article(id=42).id == "42"


class TestIds:
    def test_an_article_without_an_id_is_known_by_its_address(self) -> None:
        first, corrected = (
            ingest(orjson.dumps({"url": "https://news.example/a", "body": body})) for body in ("One.", "Two.")
        )

        assert first.id == corrected.id
        assert first.id.startswith("u-")

    def test_an_article_without_an_address_is_known_by_what_it_says(self) -> None:
        ids = {
            ingest(orjson.dumps({"title": title, "body": body})).id
            for title, body in [("A", "B"), ("A", "B"), ("A", "C"), ("AB", "C"), (None, "AB")]
        }

        assert len(ids) == 4
        assert all(one.startswith("c-") for one in ids)

    def test_ids_are_the_same_on_every_machine(self) -> None:
        assert ingest(b'{"url": "https://news.example/a", "body": "x"}').id == "u-f65cc979f2fa2d3a0b030e7616628033"
        assert ingest(b'{"body": "x"}').id == "c-f067e20ab83ed3ce947f132a831cc411"

    def test_the_message_key_has_no_say(self) -> None:
        assert ingest(b'{"body": "x"}', b"outlet").id == ingest(b'{"body": "x"}', None).id


class TestTimes:
    @pytest.mark.parametrize(
        "text",
        [
            "2019-03-04T02:01:00Z",
            "2019-03-04T02:01:00+00:00",
            "2019-03-04 02:01:00",
            "2019-03-04 02:01:00.000000",
            "2019-03-04T04:01:00+02:00",
            "Mon, 04 Mar 2019 02:01:00 GMT",
            " 2019-03-04T02:01:00Z ",
        ],
    )
    def test_the_same_moment_in_many_writings(self, text: str) -> None:
        assert article(published_at=text).published_at == datetime(2019, 3, 4, 2, 1, tzinfo=UTC)

    def test_an_offset_is_kept_because_weekdays_are_meant_where_it_was_published(self) -> None:
        read = article(published_at="2019-03-04T02:01:00+05:00").published_at

        assert read is not None
        assert read.utcoffset() == timedelta(hours=5)

    def test_a_day_is_its_first_moment_in_utc(self) -> None:
        assert article(published_at="2019-03-04").published_at == datetime(2019, 3, 4, tzinfo=UTC)

    @pytest.mark.parametrize("text", ["None", "none", "", " ", "null", "NaT", "nan", None])
    def test_a_missing_value_written_out_is_unknown(self, text: str | None) -> None:
        assert article(published_at=text).published_at is None

    @given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1), timezones=st.timezones()))
    def test_what_python_writes_of_a_time_is_that_time(self, time: datetime) -> None:
        fixed = time.astimezone(timezone(time.utcoffset() or timedelta()))

        assert article(published_at=str(fixed)).published_at == fixed


class TestLanguagesAndTypes:
    @pytest.mark.parametrize(("text", "tag"), [("en", "en"), ("en_GB", "en-GB"), ("zh-Hant-TW", "zh-Hant-TW")])
    def test_a_language_tag_is_read_with_either_dash(self, text: str, tag: str) -> None:
        assert article(language=text).language == tag

    @pytest.mark.parametrize(
        ("text", "content_type"),
        [
            ("text/html; charset=utf-8", ContentType.HTML),
            ("TEXT/HTML", ContentType.HTML),
            ("application/xhtml+xml", ContentType.HTML),
            ("text/plain", ContentType.PLAIN),
        ],
    )
    def test_a_content_type_is_read_without_its_parameters(self, text: str, content_type: ContentType) -> None:
        assert article(content_type=text).content_type is content_type


class TestMetadata:
    def test_unknown_fields_are_kept_beside_the_senders_metadata(self) -> None:
        read = article(metadata={"spider": "s1"}, keywords=["a", "b"], score=0.5)

        assert read.metadata == {"spider": "s1", "keywords": ["a", "b"], "score": 0.5}

    def test_the_senders_metadata_wins_over_an_unknown_field_of_that_name(self) -> None:
        assert article(metadata={"keywords": "mine"}, keywords="yours").metadata == {"keywords": "mine"}

    def test_metadata_over_the_limit_are_refused(self) -> None:
        with pytest.raises(Rejected) as caught:
            article(metadata={"blob": "x" * MAX_METADATA_BYTES})

        assert caught.value.reason is Reason.INVALID_FIELD
        assert caught.value.detail == f"metadata: {MAX_METADATA_BYTES + 11} bytes of JSON, at most {MAX_METADATA_BYTES}"

    def test_metadata_nested_too_deep_are_refused(self) -> None:
        with pytest.raises(Rejected, match=r"^invalid_field: metadata: nested more than 20 deep$"):
            article(metadata=nested(MAX_METADATA_DEPTH))

    def test_metadata_at_the_limit_of_depth_pass(self) -> None:
        assert depth(article(metadata=nested(MAX_METADATA_DEPTH - 1)).metadata) == MAX_METADATA_DEPTH

    def test_unknown_fields_without_room_are_named_and_the_article_is_kept(self) -> None:
        read = article(images=["https://news.example/i.jpg"] * 4_000, byline="A. Writer", tree=nested(100))

        assert read.metadata == {"byline": "A. Writer", "sitrep_left_out": ["images", "tree"]}

    @given(st.dictionaries(st.text(min_size=1, max_size=20), st.text(max_size=3_000), max_size=60))
    def test_metadata_never_outgrow_their_limit_by_more_than_the_names_left_out(self, unknown: dict[str, str]) -> None:
        read = article(**{f"x-{name}": value for name, value in unknown.items()})

        assert len(orjson.dumps(read.metadata)) <= MAX_METADATA_BYTES + 8_192


def nested(levels: int) -> dict[str, object]:
    """An object with `levels` objects inside each other below it."""
    tree: dict[str, object] = {"leaf": 1}
    for _ in range(levels):
        tree = {"in": tree}
    return tree
