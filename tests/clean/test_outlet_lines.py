"""Outlet lines: what many articles of one outlet print."""

from dataclasses import replace

from clean_builders import PARAGRAPHS, raw_article
from service.clean import clean
from service.clean.outlet_lines import MIN_ARTICLES, digest_of, learn_outlet_lines, outlet_lines_of

PLEA = "The Valley Post is free for all, and it needs the help of the readers who can spare a coin for it every month."


def learned(copies: int):
    """What is learned from so many articles that print the plea, each beside a line of its own."""
    return learn_outlet_lines(("Valley Post", [PLEA, f"A line of article number {at}."]) for at in range(copies))


def test_a_line_of_many_articles_is_learned():
    assert learned(MIN_ARTICLES) == {"valley post": frozenset({digest_of(PLEA)})}


def test_a_line_of_few_articles_is_not():
    assert learned(MIN_ARTICLES - 1) == {"valley post": frozenset()}


def test_a_line_printed_often_in_one_article_is_not():
    assert learn_outlet_lines([("Valley Post", [PLEA] * 50)]) == {"valley post": frozenset()}


def test_lines_with_the_same_words_are_one():
    assert digest_of("The Valley Post!") == digest_of("the valley post")


def test_a_learned_line_goes_from_its_outlets_articles_alone(knowledge):
    knowing = replace(knowledge, outlet_lines=learned(MIN_ARTICLES))
    body = "\n\n".join([*PARAGRAPHS[:3], PLEA, *PARAGRAPHS[3:]])

    assert PLEA not in clean(raw_article(body, outlet="Valley Post"), knowing).text
    assert PLEA in clean(raw_article(body, outlet="Hill Post"), knowing).text
    assert PLEA in clean(raw_article(body), knowing).text


def test_an_article_of_learned_lines_alone_is_kept(knowledge):
    knowing = replace(knowledge, outlet_lines=learned(MIN_ARTICLES))

    assert clean(raw_article(PLEA, outlet="Valley Post"), knowing).text == PLEA


def test_the_file_reads_as_it_was_learned():
    known = learned(MIN_ARTICLES)
    rows = [{"outlet": outlet, "digest": digest} for outlet, digests in known.items() for digest in sorted(digests)]

    assert outlet_lines_of(rows) == known
