"""Articles in files of their own: page text (.txt) and pages (.html) as someone saved them."""

import codecs
import re

from service.ingest.fields import clean_text
from service.models.dead_letter import Reason, Rejected
from service.models.raw_article import ContentType, RawArticle
from service.models.record import MAX_TEXT_LENGTH

PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHARSET_WITHIN_BYTES = 4096  # browsers look at 1,024; comments and scripts push some declarations further down
CHARSET = re.compile(rb"""<meta\b[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
FALLBACK = "windows-1252"
# What a page calls Latin 1 is Windows' superset of it (WHATWG encoding standard, section 4.2).
LATIN_1_NAMES = dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"), FALLBACK)


def raw_article_of_file(name: str, data: bytes, max_characters: int = MAX_TEXT_LENGTH) -> RawArticle:
    """The raw article that a file holds; its name is the id and tells a page from text; raises Rejected."""
    if len(data) > 4 * max_characters:  # no character takes more bytes
        raise Rejected(Reason.TOO_LARGE, f"{len(data)} bytes, at most {4 * max_characters}")
    is_page = name.lower().endswith(PAGE_SUFFIXES)
    body = clean_text(decoded(data))
    if not body.strip():
        raise Rejected(Reason.EMPTY_BODY)
    if len(body) > max_characters:
        raise Rejected(Reason.TOO_LARGE, f"body: {len(body)} characters, at most {max_characters}")
    return RawArticle(id=name, body=body, content_type=ContentType.HTML if is_page else ContentType.PLAIN)


def decoded(data: bytes) -> str:
    """The text of a file: by its byte order mark, as UTF-8 if it is that, by the page's charset, or as Windows 1252.

    Never fails: bytes that mean nothing become replacement characters.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded_as_declared(data)


def _decoded_as_declared(data: bytes) -> str:
    declared = CHARSET.search(data[:CHARSET_WITHIN_BYTES])
    name = declared.group(1).decode("ascii").lower() if declared else FALLBACK
    try:
        return data.decode(LATIN_1_NAMES.get(name, name), "replace")
    except (LookupError, UnicodeError):  # an invented name, or a codec that is none for texts
        return data.decode(FALLBACK, "replace")
