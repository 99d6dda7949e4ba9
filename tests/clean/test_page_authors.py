"""Page authors: persons before outlets, wherever they are named."""

import pytest
from clean_builders import PARAGRAPHS, linked_data, page, raw_article
from service.clean import clean

OUTLET = '<meta property="og:site_name" content="The Valley Post">'


def authors(knowledge, **parts: str) -> tuple[str, ...]:
    """The authors of a page with these parts."""
    return clean(raw_article(page(**parts)), knowledge).authors


@pytest.mark.parametrize(
    "author",
    [
        '{"@type": "Person", "name": "Ann Lee"}',
        '[{"@type": "Person", "name": "Ann Lee"}]',
        '"Ann Lee"',
        '"By Ann Lee"',
        '{"@type": "Person", "name": "Ann Lee (al)"}',
    ],
)
def test_json_ld_names_authors_in_many_forms(author, knowledge):
    assert authors(knowledge, head=linked_data(f'{{"@type": "NewsArticle", "author": {author}}}')) == ("Ann Lee",)


def test_a_reference_to_a_person_is_followed(knowledge):
    graph = '[{"@type": "Article", "author": {"@id": "#ann"}}, {"@type": "Person", "@id": "#ann", "name": "Ann Lee"}]'

    assert authors(knowledge, head=linked_data(f'{{"@graph": {graph}}}')) == ("Ann Lee",)


def test_a_person_in_a_byline_goes_before_the_outlet_in_json_ld(knowledge):
    head = OUTLET + linked_data('{"@type": "NewsArticle", "author": {"name": "The Valley Post"}}')

    assert authors(knowledge, head=head, before='<p class="byline">By Ann Lee</p>') == ("Ann Lee",)


def test_the_outlet_is_named_where_no_person_is(knowledge):
    head = OUTLET + linked_data('{"@type": "NewsArticle", "author": {"name": "The Valley Post"}}')

    assert authors(knowledge, head=head) == ("The Valley Post",)


def test_meta_tags_name_authors(knowledge):
    assert authors(knowledge, head='<meta name="author" content="Ann Lee, Bo Ek">') == ("Ann Lee", "Bo Ek")


def test_a_share_cards_label_tells_what_its_value_is(knowledge):
    head = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">'

    assert authors(knowledge, head=head) == ("Ann Lee",)


@pytest.mark.parametrize("author", ["https://valley.example/ann", "ann@valley.example", "", "12345678"])
def test_addresses_are_no_names(author, knowledge):
    assert authors(knowledge, head=f'<meta name="author" content="{author}">') == ()


def test_a_link_to_an_authors_page_names_one(knowledge):
    assert authors(knowledge, before='<a href="/author/ann-lee">Ann Lee</a>') == ("Ann Lee",)


def test_a_given_and_a_family_name_are_a_name(knowledge):
    author = '{"@type": "Person", "givenName": "Ann", "familyName": "Lee"}'

    assert authors(knowledge, head=linked_data(f'{{"@type": "NewsArticle", "author": {author}}}')) == ("Ann Lee",)


def test_the_byline_below_the_title_goes_before_a_commenter(knowledge):
    comments = '<div class="comment-author">Cy Young</div>'

    assert authors(knowledge, before=f"<p>By Ann Lee - January 10, 2020</p>{comments}") == ("Ann Lee",)


@pytest.mark.parametrize(
    "box", ["Written by Ann Lee", "Ann Lee, Senior Reporter", "Ann Lee June 4, 2021", "About the author: Ann Lee"]
)
def test_ranks_dates_and_labels_in_an_authors_box_are_no_part_of_the_name(box, knowledge):
    assert authors(knowledge, before=f'<div class="author">{box}</div>') == ("Ann Lee",)


def test_an_agency_that_is_declared_is_named_where_no_person_is(knowledge):
    head = OUTLET + linked_data('{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "AFP"}}')

    assert authors(knowledge, head=head) == ("AFP",)
    assert authors(knowledge, head=head, before="<p>By Ann Lee</p>") == ("Ann Lee",)


def test_a_name_in_ideographs_is_a_name(knowledge):
    head = linked_data('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "新間"}}')

    assert authors(knowledge, head=head, before='<p class="author">Ann Lee</p>') == ("新間",)


def test_a_name_alone_below_the_last_paragraph_signs_the_article(knowledge):
    body = "".join(f"<p>{one}</p>" for one in (*PARAGRAPHS, "Ann Lee"))

    assert authors(knowledge, body=body) == ("Ann Lee",)


def test_a_page_that_names_nobody_has_no_authors(knowledge):
    assert authors(knowledge) == ()


def test_a_byline_that_names_the_outlet_leaves_the_word_to_the_writers_signature(knowledge):
    body = "".join(f"<p>{one}</p>" for one in (*PARAGRAPHS, "Ann Lee"))

    assert authors(knowledge, head=OUTLET, before="<p>By The Valley Post</p>", body=body) == ("Ann Lee",)


def test_a_name_before_a_date_is_the_authors(knowledge):
    assert authors(knowledge, before="<p>Ann Lee | 4 March 2019</p>") == ("Ann Lee",)


def test_a_label_before_a_date_is_no_author(knowledge):
    assert authors(knowledge, before="<p>Last Updated: 4 March 2019</p>") == ()


def test_initials_in_a_byline_stand_in_for_a_name(knowledge):
    assert authors(knowledge, before="<p>By ALE, in Town · 4 March 2019</p>") == ("ALE",)
