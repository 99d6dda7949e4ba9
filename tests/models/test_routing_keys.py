from hypothesis import assume, given
from hypothesis import strategies as st
from model_builders import articles, mentions
from service.dedupe.copy_record import reported_by, withdrawal
from service.models.mention import Place
from service.models.routing import UNKNOWN_LANGUAGE, country_key, language_key


def has_type(mention) -> bool:
    """Whether the mention's PLOVER type, if it has one, says anything."""
    return mention.event_type.plover is None or bool(mention.event_type.plover.type)


@given(mentions)
def test_every_mention_has_a_key(mention):
    assert country_key(mention)


@given(mentions)
def test_a_withdrawal_has_the_key_of_what_it_takes_back(mention):
    """On another partition it would meet nothing, and the report would stand for good."""
    assume(has_type(mention))
    (reported,) = reported_by((mention,))
    gone = withdrawal(reported, mention.article_id, "2026-03-01T10:00:00+00:00")

    assert country_key(gone) == country_key(mention)
    assert (gone.mention_id, gone.article_id) == (mention.mention_id, mention.article_id)


@given(mentions, st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3))
def test_the_country_of_most_places_decides_and_the_first_among_equals(mention, country):
    nowhere, here, there = Place(name="nowhere"), Place(country=country), Place(country="ZZZ")

    assert country_key(mention.model_copy(update={"places": (nowhere, here, there)})) == country
    assert country_key(mention.model_copy(update={"places": (nowhere, there, here, here)})) == country


@given(articles)
def test_every_article_has_a_language_key_of_lower_case_letters(article):
    key = language_key(article)

    assert key == key.lower()
    assert "-" not in key
    assert (key == UNKNOWN_LANGUAGE) == (article.language in (None, "und"))
