"""The five seeds: what must be kept and what must go."""

from pathlib import Path

import pytest
from service.clean import CleaningKnowledge, clean, load_cleaning_knowledge
from service.models.article import Article
from service.models.raw_article import RawArticle

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def knowledge() -> CleaningKnowledge:
    return load_cleaning_knowledge()


def cleaned(number: str, knowledge: CleaningKnowledge) -> Article:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return clean(RawArticle(id=path.stem, body=path.read_text(encoding="utf-8")), knowledge)


def test_a_caption_printed_twice_goes_and_the_standfirst_is_kept_apart(knowledge: CleaningKnowledge) -> None:
    article = cleaned("000", knowledge)

    assert "prepare to enter talks" not in article.text
    assert article.standfirst is not None
    assert article.standfirst.startswith("It is one of the deadliest breaches")
    assert article.standfirst not in article.text


def test_a_headline_above_read_more_goes_but_a_sentence_without_a_full_stop_stays(knowledge: CleaningKnowledge) -> None:
    article = cleaned("001", knowledge)

    assert "destroy hospital as they step up" not in article.text
    assert "does not usually divulge casualty figures" in article.text
    assert "Turkish operation" in article.text


def test_the_date_of_a_caption_is_never_the_articles(knowledge: CleaningKnowledge) -> None:
    assert cleaned("003", knowledge).published_at is None


@pytest.mark.parametrize(("seed", "day"), [("000", "2019-03-04"), ("002", "2017-12-18"), ("004", "2019-08-20")])
def test_the_date_line_is_read(seed: str, day: str, knowledge: CleaningKnowledge) -> None:
    article = cleaned(seed, knowledge)

    assert article.published_at is not None
    assert article.published_at.date().isoformat() == day
    assert article.published_at_source == "dateline"


def test_a_label_glued_to_the_title_is_cut_off(knowledge: CleaningKnowledge) -> None:
    article = cleaned("004", knowledge)

    assert article.title == "Anti-Assad fighters withdraw from key area of northwest Syria"
    assert article.authors == ("Omar Haj Kadour", "Layal Abou Rahal")
    assert article.agency == "AFP"
