"""Pages and texts that someone saved as files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.ingest import raw_article_of_file
from service.models.dead_letter import Reason, Rejected
from service.models.raw_article import ContentType

UMLAUTS = "<p>Zürich – „Straße“</p>"


def page(charset: str, declaration: str = "") -> bytes:
    return f"<html><head>{declaration}</head>{UMLAUTS}</html>".encode(charset)


def body_of(data: bytes, name: str = "a.html") -> str:
    return raw_article_of_file(name, data).body


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("a.txt", ContentType.PLAIN),
        ("a.html", ContentType.HTML),
        ("A.HTM", ContentType.HTML),
        ("a.xhtml", ContentType.HTML),
        ("noted", ContentType.PLAIN),
    ],
)
def test_the_name_is_the_id_and_tells_a_page_from_a_text(name: str, content_type: ContentType) -> None:
    article = raw_article_of_file(name, b"Some text.")

    assert (article.id, article.content_type, article.body) == (name, content_type, "Some text.")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_or_valid_utf8_tells_the_charset(charset: str) -> None:
    assert UMLAUTS in body_of(page(charset))
    assert not body_of(page(charset)).startswith("\ufeff")


@pytest.mark.parametrize("mark", [("utf-16-be", b"\xfe\xff"), ("utf-32-be", b"\0\0\xfe\xff")])
def test_big_endian_marks_are_known(mark: tuple[str, bytes]) -> None:
    assert UMLAUTS in body_of(mark[1] + page(mark[0]))


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="windows-1252">',
        "<META CHARSET=iso-8859-1>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
        '<meta charset="no-such-charset">',
        '<meta charset="rot13">',
        "",
    ],
)
def test_a_page_of_western_bytes_is_read_whatever_it_declares(declaration: str) -> None:
    assert UMLAUTS in body_of(page("windows-1252", declaration))


def test_a_declared_charset_of_another_script_is_used() -> None:
    data = '<meta charset="windows-1251"><p>Сирия</p>'.encode("windows-1251")

    assert "Сирия" in body_of(data)


@pytest.mark.parametrize("codec", ["punycode", "idna", "unicode_escape", "utf-7", "undefined"])
def test_a_codec_that_is_no_charset_of_pages_does_no_harm(codec: str) -> None:
    assert body_of(f'<meta charset="{codec}">'.encode() + b"caf\xe9 \\x \xff..")


@pytest.mark.parametrize("data", [b"", b" \n", b"\0\0\0", b"\xef\xbb\xbf"])
def test_a_file_of_nothing_is_an_empty_body(data: bytes) -> None:
    with pytest.raises(Rejected) as caught:
        raw_article_of_file("a.txt", data)
    assert caught.value.reason is Reason.EMPTY_BODY


def test_a_file_over_the_limit_is_too_large() -> None:
    with pytest.raises(Rejected) as caught:
        raw_article_of_file("a.txt", b"x" * 11, max_characters=10)
    assert caught.value.reason is Reason.TOO_LARGE
    with pytest.raises(Rejected, match=r"^too_large: 41 bytes, at most 40$"):
        raw_article_of_file("a.txt", b"x" * 41, max_characters=10)


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_a_text_or_an_empty_body(data: bytes) -> None:
    try:
        body = body_of(data)
    except Rejected as rejected:
        reasons = [rejected.reason]
    else:
        reasons = []
        body.encode("utf-8")
    assert reasons in ([], [Reason.EMPTY_BODY])


def test_a_head_of_unclosed_tags_is_searched_in_linear_time() -> None:
    assert body_of(b"\xff" + b"<meta " * 100_000)
