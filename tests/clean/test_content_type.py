"""Content type: told by the sender, else seen in the body."""

import pytest
from clean_builders import flat, page, raw_article
from service.clean.content_type import content_type_of
from service.models.raw_article import ContentType


def test_the_senders_word_counts():
    raw = raw_article("<p>Markup that is meant as text.</p>", content_type=ContentType.PLAIN)

    assert content_type_of(raw) is ContentType.PLAIN


def test_a_page_is_html():
    assert content_type_of(raw_article(page())) is ContentType.HTML


def test_a_feeds_fragment_is_html():
    assert content_type_of(raw_article("<p>A short report of the day.</p>")) is ContentType.HTML


def test_flattened_text_is_plain():
    assert content_type_of(raw_article(flat("Home", "Sport"))) is ContentType.PLAIN


@pytest.mark.parametrize(
    "text", ["Profits rose by <5% and fell by >3%.", "He wrote <b> on the board.", "a < b and c > d"]
)
def test_a_lone_angle_bracket_is_no_page(text):
    assert content_type_of(raw_article(text)) is ContentType.PLAIN
