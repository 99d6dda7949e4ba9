"""What holds for every text: exact spans, ids that do not change, and time that does not explode."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from service.extract import ExtractionKnowledge, annotate, extract
from service.models.article import Article

from pace import within

MAX_SECONDS = 5.0  # processor time for a megabyte of hostile text
MEGABYTE = 1_048_576

WORDS = st.sampled_from(
    [
        "gunmen",
        "killed",
        "five",
        "soldiers",
        "on",
        "Monday",
        "in",
        "Aleppo",
        ",",
        ".",
        "\n\n",
        '"',
        "said",
        "the",
        "army",
        "21",
        "wounded",
        "Hayat",
        "Tahrir",
        "al-Sham's",
        "air",
        "strike",
        "at",
        "least",
        "dozens",
        "of",
        "people",
        "’s",
        "Ma’arrat",
        "al-Numan",
        "😀",
        "حلب",
        "police",
        "arrested",
        "protesters",
        "a",
        "17-year-old",
        "boy",
    ]
)
NEWSLIKE = st.lists(WORDS, max_size=120).map(" ".join)


def an_article(text: str) -> Article:
    return Article(article_id="a", title="5 killed", text=text, content_hash="h")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(NEWSLIKE, st.text(max_size=300)))
def test_every_span_is_exact(extraction_knowledge: ExtractionKnowledge, text: str) -> None:
    article = an_article(text)
    for mention in extract(article, extraction_knowledge):
        spans = [*mention.source, *mention.target, *mention.places, *([mention.evidence] if mention.evidence else [])]
        for span in spans:
            if span.start is not None and span.end is not None:
                assert article.text[span.start : span.end] == span.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(NEWSLIKE, st.text(max_size=200)))
def test_every_annotation_is_exact(extraction_knowledge: ExtractionKnowledge, text: str) -> None:
    article = an_article(text)
    for entity in annotate(article, extraction_knowledge).entities:
        assert article.text[entity.start : entity.end] == entity.text


def test_the_same_article_gives_the_same_mentions(extraction_knowledge: ExtractionKnowledge) -> None:
    article = an_article("Gunmen killed five soldiers on Monday in Aleppo, police said. Jets bombed Idlib.")

    assert extract(article, extraction_knowledge) == extract(article, extraction_knowledge)


def test_mentions_of_one_sentence_have_different_ids(extraction_knowledge: ExtractionKnowledge) -> None:
    article = an_article("Police arrested two men after gunmen killed five soldiers in Aleppo. Troops left the town.")
    ids = [mention.mention_id for mention in extract(article, extraction_knowledge)]

    assert len(ids) > 1
    assert len(set(ids)) == len(ids)


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "1234567890 ",
        '"',
        "Mohammed ",
        "killed ",
        "1,",
        "a man and ",
        "five soldiers, ",
        "on Monday ",
        "x",
        "\n\n",
        "'s",
        "al-",
    ],
)
def test_a_megabyte_of_hostile_text_takes_seconds(unit: str, extraction_knowledge: ExtractionKnowledge) -> None:
    article = an_article((unit * (MEGABYTE // len(unit) + 1))[:MEGABYTE])

    with within(MAX_SECONDS):
        extract(article, extraction_knowledge)


def test_other_languages_pass_unharmed(extraction_knowledge: ExtractionKnowledge) -> None:
    for text in ("قصفت الطائرات مدينة حلب يوم الأحد.", "Бомба взорвалась в Киеве.", "爆弾がカブールで爆発した。"):
        extract(an_article(text), extraction_knowledge)
