"""Pages: the article's blocks stay, the page around them goes."""

import pytest
from clean_builders import MENU, PARAGRAPHS, TITLE, page, raw_article
from service.clean import clean
from service.clean.page import open_page, read_page
from service.clean.reading import Kept
from service.models.article import LineRole
from service.models.dead_letter import Rejected
from service.models.raw_article import ContentType

BODY = "\n\n".join(PARAGRAPHS)


def test_the_body_is_kept_and_the_menu_goes(knowledge):
    article = clean(raw_article(page()), knowledge)

    assert article.text == BODY
    assert article.title == TITLE
    assert article.removed[LineRole.NAVIGATION] >= len(MENU)


def test_a_fragment_of_a_feed_is_kept(knowledge):
    fragment = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)

    assert clean(raw_article(fragment), knowledge).text == BODY


def test_a_figures_caption_goes(knowledge):
    figure = "<figure><img src='x.jpg'><figcaption class='caption'>Engineers at the pillar (AFP)</figcaption></figure>"
    body = (
        "".join(f"<p>{one}</p>" for one in PARAGRAPHS[:3]) + figure + "".join(f"<p>{one}</p>" for one in PARAGRAPHS[3:])
    )

    article = clean(raw_article(page(body)), knowledge)

    assert "Engineers at the pillar" not in article.text
    assert article.removed[LineRole.CAPTION] == 1


def test_links_to_other_articles_go(knowledge):
    teasers = "".join(
        f"<div class='teaser'><a href='/{at}'>Another story of the day, number {at}</a></div>" for at in range(6)
    )

    assert (
        "Another story"
        not in clean(raw_article(page(after=f"<aside class='related'>{teasers}</aside>")), knowledge).text
    )


def test_an_element_for_the_lead_is_the_standfirst(knowledge):
    lead = "Buses take the longer road while pillars of the river bridge are mended, and the school opens late."
    content = f"<p class='lead'>{lead}</p>" + "".join(f"<p>{one}</p>" for one in PARAGRAPHS)

    article = clean(raw_article(page(content)), knowledge)

    assert article.standfirst == lead
    assert lead not in article.text


def test_inline_elements_do_not_part_words(knowledge):
    content = "<p>The <b>br</b>idge over the <a href='/r'>river</a> was <i>closed</i> on Monday, the town said.</p>"

    texts = [block.text for block in open_page(page(content), knowledge).blocks]

    assert "The bridge over the river was closed on Monday, the town said." in texts


def test_scripts_and_styles_are_never_text(knowledge):
    hidden = "<script>var secret = 'token';</script><style>.secret{}</style><template><p>secret</p></template>"

    assert "secret" not in clean(raw_article(page(before=hidden)), knowledge).text


def test_the_language_is_the_one_the_page_declares(knowledge):
    assert read_page(page(), None, knowledge).language == "en"
    assert read_page(page().replace('lang="en"', 'lang="{{lang}}"'), None, knowledge).language is None


def test_a_page_without_a_body_is_refused(knowledge):
    with pytest.raises(Rejected):
        clean(raw_article("<html><head><title>x</title></head><body><script>1</script></body></html>"), knowledge)


def test_every_block_has_a_role(knowledge):
    reading = read_page(page(), None, knowledge)

    assert {line.text for line in reading.lines if line.role is Kept.TITLE} == {TITLE}
    assert all(line.role in (*Kept, *LineRole) for line in reading.lines)


@pytest.mark.parametrize(
    "html", ["<", "<>", "<p", "</", "<!--", "<html><body>", "&#0;&#xD800;<p>&nbsp;</p>", '<a href="x']
)
def test_broken_pages_are_refused_and_never_raise_otherwise(html, knowledge):
    with pytest.raises(Rejected):
        clean(raw_article(html, content_type=ContentType.HTML), knowledge)


@pytest.mark.parametrize("count", [1, 2])
def test_a_short_report_of_a_feed_is_kept(count, knowledge):
    fragment = "".join(f"<p>{one}</p>" for one in PARAGRAPHS[:count])

    assert clean(raw_article(fragment), knowledge).text == "\n\n".join(PARAGRAPHS[:count])
