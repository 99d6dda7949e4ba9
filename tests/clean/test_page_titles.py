"""Page titles: headings and declarations check each other."""

import pytest
from clean_builders import linked_data, page, parsed
from service.clean.page_titles import title_of_page


def title(body: str, head: str = "") -> str | None:
    """The title of a page with this head and body."""
    return title_of_page(*parsed(f"<html><head>{head}</head><body>{body}</body></html>"))


def test_the_heading_that_the_window_names_is_the_title():
    assert title_of_page(*parsed(page())) == "Cracks in oldest pillars close the bridge over the river"


def test_a_blogs_name_is_not_taken_though_it_is_the_first_heading():
    head = "<title>Frost in the garden | The Valley Gardener</title>"

    assert title("<h1>The Valley Gardener</h1><h2>Frost in the garden</h2>", head) == "Frost in the garden"


def test_a_heading_equal_to_the_sites_name_is_not_taken():
    head = '<meta property="og:site_name" content="Valley Post"><title>Valley Post - Frost in the garden</title>'

    assert title("<h1>Valley Post</h1>", head) == "Frost in the garden"


@pytest.mark.parametrize("parting", [" | ", " - ", " – ", " :: ", " » "])
def test_without_a_heading_the_sites_name_is_cut_off(parting):
    assert (
        title("", f"<title>Frost has come to the gardens early{parting}Valley Post</title>")
        == "Frost has come to the gardens early"
    )


def test_a_dash_inside_a_title_stays():
    written = "The bridge is closed - and nobody has told the school"

    assert title("", f"<title>{written}</title>") == written


def test_a_kicker_that_is_declared_belongs_to_the_title():
    head = '<meta property="og:title" content="Valley: Frost in the garden">'

    assert title("<h1>Frost in the garden</h1>", head) == "Valley: Frost in the garden"


def test_json_ld_names_the_title():
    assert (
        title("", linked_data('{"@type": "NewsArticle", "headline": "Frost in the garden"}')) == "Frost in the garden"
    )


def test_a_page_that_names_nothing_has_no_title():
    assert title("<p>text</p>") is None
