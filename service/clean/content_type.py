"""Content type: whether a body is HTML or text that someone already flattened."""

import re

from service.models.raw_article import ContentType, RawArticle

_SAMPLE = 20_000  # characters looked at; a page shows its tags at once
_OPENING = re.compile(r"\s*(?:<!doctype\s+html|<html|<\?xml)", re.I)
_TAG = re.compile(
    r"</?(?:p|div|span|a|br|h[1-6]|ul|ol|li|article|section|figure|img|table|td|tr|blockquote|em|strong|b|i)\b[^<>]{0,500}>",
    re.I,
)
MIN_TAGS = 2  # a lone tag is quoted code; a feed's shortest entry has an opening and a closing one


def content_type_of(raw: RawArticle) -> ContentType:
    """The sender's content type, else HTML when the body opens like a page or holds at least two tags."""
    if raw.content_type is not None:
        return raw.content_type
    sample = raw.body[:_SAMPLE]
    if _OPENING.match(sample) or len(_TAG.findall(sample)) >= MIN_TAGS:
        return ContentType.HTML
    return ContentType.PLAIN
