"""Declarations: meta tags and JSON-LD, whatever their form."""

import pytest
from clean_builders import linked_data, parsed
from service.clean.declared import Declarations


def declared(head: str) -> Declarations:
    """What a page with this head declares."""
    return parsed(f"<html><head>{head}</head><body></body></html>")[1]


def test_the_first_meta_tag_of_a_name_counts():
    page = declared('<meta property="OG:Title" content=" One "><meta property="og:title" content="Two">')

    assert page.meta("og:title") == "One"


def test_the_first_name_that_says_something_is_taken():
    assert declared('<meta name="b" content="x">').meta("a", "b") == "x"
    assert declared("").meta("a", "b") == ""


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Frost"}',
        '[{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "Frost"}]',
        '{"@graph": [{"@type": ["BlogPosting", "Thing"], "headline": "Frost"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Frost"}}',
        '{"@type": "ReportageNewsArticle",\n"headline": "Frost"};',
        '{"@type": "NewsArticle", "headline": "Frost", "text": "two\nlines"}',
    ],
)
def test_articles_are_found_wherever_they_stand(script):
    assert declared(linked_data(script)).linked("headline") == "Frost"


@pytest.mark.parametrize(
    "script", ["", "{", "null", "1", '"x"', "[[[[", '{"@type": 5}', '{"@type": "Recipe", "headline": "Soup"}']
)
def test_what_is_no_article_is_passed_over(script):
    assert declared(linked_data(script)).linked("headline") is None


def test_an_object_outweighs_references_to_it():
    page = declared(linked_data('[{"@id": "#a"}, {"@id": "#a", "name": "Ann Lee"}, {"@id": "#a"}]'))

    assert page.by_id["#a"]["name"] == "Ann Lee"
