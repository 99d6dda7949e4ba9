"""Scripts and bounds: what is cut from a page before it is parsed."""

from service.clean.bounds import MAX_DEPTH, MAX_TAGS, bounded
from service.clean.scripts import cut_scripts


def test_scripts_styles_and_drawings_are_cut():
    html = "<p>a</p><script>x</script><STYLE type=x>y</STYLE><svg><path/></svg><noscript>z</noscript><p>b</p>"

    assert cut_scripts(html) == ("<p>a</p><p>b</p>", [])


def test_json_ld_is_kept_apart():
    assert cut_scripts("<script type='application/ld+json'>{}</script>a") == ("a", ["{}"])


def test_an_unclosed_script_cuts_nothing():
    html = "<script>a<script>b<p>c"

    assert cut_scripts(html) == (html, [])


def test_another_elements_end_does_not_end_a_script():
    assert cut_scripts("<script>a</style>b</script>c")[0] == "c"


def test_words_that_begin_like_a_tag_stay():
    assert cut_scripts("<scripture>a</scripture>")[0] == "<scripture>a</scripture>"


def test_an_ordinary_page_passes_untouched():
    html = "<div>" * 50 + "<p>a</p>" * 500 + "</div>" * 50

    assert bounded(html) == html


def test_deeper_elements_lose_their_tags_and_not_their_text():
    html = "<div>" * 10_000 + "text" + "</div>" * 10_000

    assert bounded(html) == "<div>" * MAX_DEPTH + "text" + "</div>" * MAX_DEPTH


def test_paragraphs_do_not_count_as_nested():
    html = "<p>word" * 20_000

    assert bounded(html) == html


def test_styles_left_open_are_bounded():
    assert bounded("<b id=1>x" * 10_000).count("<b") < 20


def test_a_page_is_read_up_to_its_sixty_thousandth_tag():
    assert bounded("<p>" * (2 * MAX_TAGS)).count("<p>") == MAX_TAGS
