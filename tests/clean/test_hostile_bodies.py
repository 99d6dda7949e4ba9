"""Hostile bodies: cost grows with length and no faster."""

from contextlib import suppress

import pytest
from clean_builders import raw_article
from service.clean import clean
from service.models.dead_letter import Rejected
from service.models.raw_article import ContentType

from pace import within

SIZE = 400_000  # characters
MOST_SECONDS = 2.0  # of processor time; thirteen times this size takes under two seconds too


@pytest.mark.parametrize(
    ("unit", "content_type"),
    [
        ("<div>", ContentType.HTML),
        ("<b><p>", ContentType.HTML),
        ("<b id=1><p>x", ContentType.HTML),
        ("<script>", ContentType.HTML),
        ("<table><tr><td>", ContentType.HTML),
        ("<a href='", ContentType.HTML),
        ("<ul><li>x", ContentType.HTML),
        ("<", ContentType.HTML),
        ("word ", ContentType.PLAIN),
        ("x", ContentType.PLAIN),
        ("a\n", ContentType.PLAIN),
        ("\n", ContentType.PLAIN),
        ("1", ContentType.PLAIN),
        ("(", ContentType.PLAIN),
        (". ", ContentType.PLAIN),
        ("\u0301\u0316", ContentType.PLAIN),
        ("By Ann Lee and Bo Ek 4 March 2019\n", ContentType.PLAIN),
        ("Word word word word...\nWord word word word more\n", ContentType.PLAIN),
    ],
)
def test_an_endless_body_takes_no_longer_than_it_must(unit, content_type, knowledge):
    body = (unit * (SIZE // len(unit)))[:SIZE]

    with within(MOST_SECONDS), suppress(Rejected):
        clean(raw_article(body, content_type=content_type), knowledge)
