"""Page dates: from what is declared down to what is printed, and none rather than a wrong one."""

import pytest
from clean_builders import PARAGRAPHS, linked_data, page, raw_article
from service.clean import clean


def published(knowledge, url: str | None = None, **parts: str) -> str | None:
    """The day of a page with these parts."""
    article = clean(raw_article(page(**parts), url=url), knowledge)
    return article.published_at.date().isoformat() if article.published_at else None


@pytest.mark.parametrize(
    "head",
    [
        linked_data('{"@type": "NewsArticle", "datePublished": "2019-03-04T02:01:00+01:00"}'),
        linked_data('{"@graph": [{"@type": ["Article"], "datePublished": "2019-03-04"}]}'),
        '<meta property="article:published_time" content="2019-03-04T02:01:00Z">',
        '<meta name="DC.date.issued" content="2019-03-04">',
        '<meta itemprop="datePublished" content="20190304">',
    ],
)
def test_a_declared_date_is_read(head, knowledge):
    assert published(knowledge, head=head) == "2019-03-04"


@pytest.mark.parametrize(
    "before",
    [
        '<time datetime="2019-03-04T02:01:00Z">four days ago</time>',
        '<p class="posted-on">4 March 2019</p>',
        "<p>Monday, 4 March 2019</p>",
        "<p>Ann Lee, Rome correspondent for the valley, 4 March 2019</p>",
    ],
)
def test_a_printed_date_near_the_title_is_read(before, knowledge):
    assert published(knowledge, before=before) == "2019-03-04"


def test_the_address_holds_a_date(knowledge):
    assert published(knowledge, url="https://valley.example/2019/03/04/bridge") == "2019-03-04"


def test_the_articles_date_goes_before_an_update(knowledge):
    head = (
        '<meta property="article:modified_time" content="2019-03-09">'
        '<meta property="article:published_time" content="2019-03-04">'
    )

    assert published(knowledge, head=head) == "2019-03-04"


def test_the_zone_is_kept(knowledge):
    head = linked_data('{"@type": "NewsArticle", "datePublished": "2019-03-04T02:01:00+05:30"}')

    assert clean(raw_article(page(head=head)), knowledge).published_at.isoformat() == "2019-03-04T02:01:00+05:30"


def test_a_page_without_a_date_has_none(knowledge):
    assert published(knowledge) is None


def test_a_date_in_the_body_or_the_footer_is_not_the_articles(knowledge):
    body = f"<p>{PARAGRAPHS[0]}</p><p>The bridge was opened on 11 June 1998, and the queen came to see it that day.</p>"

    assert (
        published(knowledge, body=body + "".join(f"<p>{one}</p>" for one in PARAGRAPHS), after="<p>© 2019</p>") is None
    )


@pytest.mark.parametrize("value", ["yesterday", "0000-00-00", "1970-01-01", "{{date}}", "99999999999999"])
def test_a_declared_date_that_is_none_is_passed_over(value, knowledge):
    assert published(knowledge, head=f'<meta property="article:published_time" content="{value}">') is None


def test_a_captions_date_is_not_the_articles(knowledge):
    figure = "<figure><img src='a.jpg'><figcaption>The old bridge over the river on 11 June 1998</figcaption></figure>"

    assert published(knowledge, before=figure) is None


def test_a_date_above_the_body_counts_where_the_title_is_printed_in_other_words(knowledge):
    head = '<meta property="og:title" content="Divers look for cracks below the water">'

    assert published(knowledge, head=head, before="<p>4 March 2019 | Ann Lee, Hilltown</p>") == "2019-03-04"


@pytest.mark.parametrize(
    ("language", "written", "day"),
    [
        ("de", "2019-03-03T23:00:00Z", "2019-03-04"),
        ("de-AT", "2019-07-03T22:00:00.000Z", "2019-07-04"),
        ("de", "2019-07-03T23:00:00Z", "2019-07-03"),
        ("de", "2019-03-03T23:01:00Z", "2019-03-03"),
        ("de", "2019-03-03T23:00:00+01:00", "2019-03-03"),
        ("en", "2019-03-03T23:00:00Z", "2019-03-03"),
    ],
)
def test_midnight_in_central_europe_written_in_utc_is_the_day_that_begins(language, written, day, knowledge):
    html = page(head=f'<meta property="article:published_time" content="{written}">')
    article = clean(raw_article(html.replace('lang="en"', f'lang="{language}"')), knowledge)

    assert article.published_at.date().isoformat() == day
