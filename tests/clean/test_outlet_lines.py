"""Outlet lines: what many articles of one outlet print."""

from dataclasses import replace

import pytest
from clean_builders import PARAGRAPHS, raw_article
from service.clean import clean
from service.clean.outlet_lines import MIN_ARTICLES, digest_of, file_of, learn_outlet_lines, outlet_lines_in
from service.clean.reading import Kept, Line, Reading
from service.models.article import LineRole

PLEA = "The Valley Post is free for all, and it needs the help of the readers who can spare a coin for it every month."


def reading(*body: str, furniture: tuple[str, ...] = ()) -> Reading:
    """A reading with these body lines and, below them, lines that cleaning removes."""
    removed = [Line(text, LineRole.NAVIGATION) for text in furniture]
    return Reading((*(Line(text, Kept.BODY) for text in body), *removed))


def articles(copies: int, *, others: int = 0, outlet: str = "Valley Post"):
    """So many articles that print the plea, each beside a line of its own, and others that do not."""
    with_plea = [(outlet, f"Story {at}", reading(PLEA, f"A line of article {at}.")) for at in range(copies)]
    return with_plea + [(outlet, f"Other {at}", reading(f"A line of another, {at}.")) for at in range(others)]


def test_a_line_of_many_articles_is_learned():
    assert learn_outlet_lines(articles(MIN_ARTICLES)) == {"valley post": frozenset({digest_of(PLEA)})}


def test_a_line_of_few_articles_is_not():
    assert learn_outlet_lines(articles(MIN_ARTICLES - 1)) == {}


def test_a_stock_sentence_in_few_of_very_many_articles_is_not():
    assert learn_outlet_lines(articles(MIN_ARTICLES, others=200)) == {}


def test_a_line_printed_often_in_one_article_is_not():
    assert learn_outlet_lines([("Valley Post", "Story", reading(*[PLEA] * 50))]) == {}


def test_a_story_that_is_sent_again_and_again_counts_once():
    assert learn_outlet_lines([("Valley Post", "One story", reading(*PARAGRAPHS))] * 20) == {}


def test_lines_of_different_outlets_do_not_add_up():
    halves = [*articles(2, outlet="Valley Post"), *articles(2, outlet="Hill Post")]

    assert learn_outlet_lines(halves) == {}


def test_a_line_that_cleaning_removes_anyway_is_not_learned():
    menus = [("Valley Post", f"Story {at}", reading(f"Line {at}.", furniture=("Home",))) for at in range(9)]

    assert learn_outlet_lines(menus) == {}


def test_a_line_that_cleaning_left_once_is_learned_from_all_articles_that_print_it():
    once = [("Valley Post", "Story", reading(PLEA))]
    often = [("Valley Post", f"Story {at}", reading(f"Line {at}.", furniture=(PLEA,))) for at in range(3)]

    assert learn_outlet_lines([*once, *often]) == {"valley post": frozenset({digest_of(PLEA)})}


def test_lines_with_the_same_words_are_one():
    assert digest_of("The Valley Post!") == digest_of("the valley post")


def test_a_learned_line_goes_from_its_outlets_articles_alone(knowledge):
    knowing = replace(knowledge, outlet_lines=learn_outlet_lines(articles(MIN_ARTICLES)))
    body = "\n\n".join([*PARAGRAPHS[:3], PLEA, *PARAGRAPHS[3:]])

    assert PLEA not in clean(raw_article(body, outlet="VALLEY POST "), knowing).text
    assert PLEA in clean(raw_article(body, outlet="Hill Post"), knowing).text
    assert PLEA in clean(raw_article(body), knowing).text


def test_an_article_of_learned_lines_alone_is_kept(knowledge):
    knowing = replace(knowledge, outlet_lines=learn_outlet_lines(articles(MIN_ARTICLES)))

    assert clean(raw_article(PLEA, outlet="Valley Post"), knowing).text == PLEA


@pytest.mark.parametrize("outlet", ["Valley Post", "a\tb\nc", "日報"])
def test_the_file_reads_as_it_was_learned(outlet):
    known = learn_outlet_lines(articles(MIN_ARTICLES, outlet=outlet))

    assert known
    assert outlet_lines_in(file_of(known)) == known


def test_the_order_of_the_articles_does_not_change_the_file():
    some = [*articles(MIN_ARTICLES), *articles(MIN_ARTICLES, outlet="Hill Post")]

    assert file_of(learn_outlet_lines(some)) == file_of(learn_outlet_lines(some[::-1]))


@pytest.mark.parametrize("text", ["", "outlet\tdigest\n", file_of({}) + "valley post\n", file_of({}) + "post\tabc\n"])
def test_another_file_is_refused(text):
    with pytest.raises(ValueError, match="line"):
        outlet_lines_in(text)
