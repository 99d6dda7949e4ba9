"""Page titles: headings and declarations check each other."""

import pytest
from clean_builders import linked_data, page, parsed
from service.clean.page_titles import title_of_page


def title(body: str, head: str = "") -> str | None:
    """The title of a page with this head and body."""
    return title_of_page(*parsed(f"<html><head>{head}</head><body>{body}</body></html>")).title


def test_the_heading_that_the_window_names_is_the_title():
    assert title_of_page(*parsed(page())).title == "Cracks in oldest pillars close the bridge over the river"


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


SHARED = '<meta property="og:title" content="{}">'
LINKED = '{{"@type": "NewsArticle", "headline": "{}"}}'


def test_a_kicker_that_is_declared_twice_belongs_to_the_title():
    written = "Valley: Frost in the garden"
    head = SHARED.format(written) + linked_data(LINKED.format(written))

    assert title("<h1>Frost in the garden</h1>", head) == written


def test_words_that_one_declaration_alone_puts_before_the_heading_are_a_section():
    assert title("<h1>Frost in the garden</h1>", SHARED.format("Weather: Frost in the garden")) == "Frost in the garden"


def test_a_kicker_inside_the_heading_that_is_not_declared_does_not():
    head = SHARED.format("Frost has come to the gardens early")

    assert title("<h1><span>Weather</span>Frost has come to the gardens early</h1>", head) == (
        "Frost has come to the gardens early"
    )


def test_a_newsrooms_other_headline_for_sharing_is_the_title():
    head = SHARED.format("Gardeners fear the frost") + linked_data(LINKED.format("Frost in the garden"))

    assert title("<h1>Frost in the garden</h1>", head) == "Gardeners fear the frost"
    assert title("<h1>Frost in the garden</h1>", head.replace("NewsArticle", "BlogPosting")) == "Frost in the garden"


def test_another_headline_that_is_also_the_windows_was_written_for_search_engines():
    head = SHARED.format("Gardeners fear the frost") + linked_data(LINKED.format("Frost in the garden"))

    assert title("<h1>Frost in the garden</h1>", head + "<title>Gardeners fear the frost</title>") == (
        "Frost in the garden"
    )


def test_entities_in_json_ld_are_read():
    assert title("", linked_data(LINKED.format("Frost &amp; fire in the garden"))) == "Frost & fire in the garden"


def test_json_ld_names_the_title():
    assert (
        title("", linked_data('{"@type": "NewsArticle", "headline": "Frost in the garden"}')) == "Frost in the garden"
    )


def test_a_page_that_names_nothing_has_no_title():
    assert title("<p>text</p>") is None


def test_a_newsrooms_headline_in_an_h2_goes_before_an_h1_that_repeats_the_window():
    window = "Garden frost: what gardeners need to know now"
    head = f"<title>{window}</title>" + linked_data('{"@type": "NewsArticle", "headline": "Frost comes early"}')

    assert title(f"<h1>{window}</h1><h2>Frost comes early</h2>", head) == "Frost comes early"
    assert title(f"<h1>{window}</h1><h2>Roses in June</h2>", head) == window
