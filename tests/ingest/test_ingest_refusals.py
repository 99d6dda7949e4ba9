"""What is refused, by which word, and that the detail never quotes what was sent."""

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.ingest import ingest
from service.models.dead_letter import Reason, Rejected
from service.models.raw_article import RawArticle


def refused(value: bytes | None, **options: int) -> Rejected:
    with pytest.raises(Rejected) as caught:
        ingest(value, **options)
    return caught.value


def outcome_of(value: bytes) -> RawArticle | Rejected:
    try:
        return ingest(value)
    except Rejected as rejected:
        return rejected


def refused_field(**fields: object) -> str:
    rejected = refused(orjson.dumps({"body": "Some text.", **fields}))
    assert rejected.reason is Reason.INVALID_FIELD
    return rejected.detail


def test_a_message_without_a_value_is_not_json() -> None:
    assert refused(None).reason is Reason.NOT_JSON


def test_bytes_that_are_not_utf8_are_refused_with_the_position() -> None:
    rejected = refused(b'{"body": "caf\xe9"}')

    assert (rejected.reason, rejected.detail) == (Reason.NOT_UTF8, "byte 13")


def test_text_that_is_not_json_is_refused_with_the_position() -> None:
    rejected = refused(b'{"id": "1",\n "body": oops}')

    assert (rejected.reason, rejected.detail) == (Reason.NOT_JSON, "line 2, column 10")


@pytest.mark.parametrize("value", [b"", b" ", b"\x00", b'{"body": "a"', b"{}{}", b"<html>", b"{'body': 'a'}"])
def test_what_only_resembles_json_is_refused(value: bytes) -> None:
    assert refused(value).reason is Reason.NOT_JSON


def test_brackets_without_end_are_refused_as_json() -> None:
    assert refused(b"[" * 200_000).reason is Reason.NOT_JSON
    assert refused(b'{"a":' * 100_000 + b"1" + b"}" * 100_000).reason is Reason.NOT_JSON


@pytest.mark.parametrize(
    ("value", "named"),
    [(b"[]", "a list"), (b'"text"', "a string"), (b"7", "a number"), (b"null", "null"), (b"true", "true or false")],
)
def test_json_that_is_no_object_is_refused_by_what_it_is(value: bytes, named: str) -> None:
    rejected = refused(value)

    assert (rejected.reason, rejected.detail) == (Reason.NOT_AN_OBJECT, f"the message is {named}")


@pytest.mark.parametrize("body", ["", "  \n\t ", "\0\0", "\u00a0\u2003", None])
def test_a_body_of_nothing_is_refused_as_empty(body: str | None) -> None:
    assert refused(orjson.dumps({"id": "a", "body": body})).reason is Reason.EMPTY_BODY


def test_a_missing_body_is_named() -> None:
    rejected = refused(b'{"id": "a", "title": "t"}')

    assert (rejected.reason, rejected.detail) == (Reason.INVALID_FIELD, "body: is missing")


def test_a_body_over_the_limit_is_too_large() -> None:
    rejected = refused(orjson.dumps({"body": "x" * 101}), max_characters=100)

    assert (rejected.reason, rejected.detail) == (Reason.TOO_LARGE, "body: 101 characters, at most 100")
    assert ingest(orjson.dumps({"body": "x" * 100}), max_characters=100).body == "x" * 100


def test_a_message_over_the_byte_limit_is_refused_before_it_is_read() -> None:
    assert refused(b" " * (32 * 1024 * 1024 + 1)).reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("body", ["a"], "a list"),
        ("body", 7, "a number"),
        ("id", True, "true or false"),
        ("id", 1.5, "a number"),
        ("id", {}, "an object"),
        ("url", 7, "a number"),
        ("outlet", {"name": "x"}, "an object"),
        ("title", ["t"], "a list"),
        ("language", 1, "a number"),
        ("content_type", False, "true or false"),
        ("published_at", 1_700_000_000, "a number"),
        ("retrieved_at", {}, "an object"),
        ("metadata", ["m"], "a list"),
    ],
)
def test_a_field_of_another_type_is_named_with_its_type(name: str, value: object, named: str) -> None:
    detail = refused_field(**{"id": "a", name: value})

    assert detail.startswith(f"{name}: ")
    assert detail.endswith(f"is {named}")


@pytest.mark.parametrize(
    "value", ["yesterday", "2019-02-30", "2019-13-01T00:00:00Z", "12 o'clock", "0001-01-01T00:00:00+14:00", "9" * 5_000]
)
def test_what_is_no_time_is_refused_as_one(value: str) -> None:
    assert refused_field(published_at=value) == "published_at: is not a time in RFC 3339"


def test_a_language_that_is_no_tag_is_refused() -> None:
    assert refused_field(language="English (UK)") == "language: is not a language tag of BCP 47"
    assert refused_field(language="-".join(["en"] * 40)) == "language: 119 characters, at most 64"


def test_a_content_type_of_something_else_is_refused() -> None:
    assert refused_field(id="a", content_type="application/pdf") == "content_type: is neither text/html nor text/plain"


@pytest.mark.parametrize(("name", "limit"), [("id", 512), ("url", 4_096), ("outlet", 1_024), ("title", 1_024)])
def test_a_text_over_its_limit_is_refused(name: str, limit: int) -> None:
    assert refused_field(**{name: "x" * (limit + 1)}) == f"{name}: {limit + 1} characters, at most {limit}"


SECRET = "Quarrelsome"


@given(
    st.sampled_from(["id", "url", "outlet", "title", "body", "published_at", "language", "content_type", "metadata"]),
    st.sampled_from([SECRET * 2_000, [SECRET], {SECRET: SECRET}, SECRET, {"a": {"a": SECRET * 9_000}}]),
)
def test_a_refusal_never_quotes_what_was_sent(name: str, value: object) -> None:
    outcome = outcome_of(orjson.dumps({"body": "Some text.", name: value}))

    assert isinstance(outcome, RawArticle) or SECRET not in str(outcome)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4),
    max_leaves=12,
)
FIELD_NAMES = [*RawArticle.model_fields, "maintext", "text", "content", "hash", "feed_id", "schema", "payload", "date"]


@given(st.dictionaries(st.sampled_from(FIELD_NAMES), json_values))
def test_any_object_ends_as_an_article_or_a_refusal(record: dict[str, object]) -> None:
    value = json.dumps(record).encode()

    article = outcome_of(value)

    if isinstance(article, RawArticle):
        assert RawArticle.from_json(article.to_json()) == article
        assert ingest(value) == article


@given(st.binary(max_size=200))
def test_any_bytes_end_as_an_article_or_a_refusal(value: bytes) -> None:
    assert isinstance(outcome_of(value), RawArticle | Rejected)
