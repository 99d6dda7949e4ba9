"""A spaCy model's names vote on actors that no lexicon knows."""

import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import spacy
from service.engines.choice import extractor_of
from service.engines.outcome import EngineUnavailable
from service.engines.spacy_names import NamesVote
from service.extract import ExtractionKnowledge, extract
from service.models.article import Article
from service.models.mention import EventMention
from service.settings import Settings

TEXT = "Zolvia Brent Korr killed five soldiers near Idlib on Friday, and the army shelled the hills."


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline without a trained part, saved as a user's own would be."""
    folder = tmp_path_factory.mktemp("models") / "names"
    pipeline = spacy.blank("en")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "ORG", "pattern": "The Brent Front of Qom"},
            {"label": "PERSON", "pattern": "Zolvia Brent Korr"},
            {"label": "WORK_OF_ART", "pattern": "Velvet Thunder"},
            {"label": "GPE", "pattern": "Taliban"},
        ]
    )
    pipeline.to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def vote(model: Path, extraction: ExtractionKnowledge) -> NamesVote:
    settings = Settings(engine="spacy", spacy_model=str(model))
    found = extractor_of(settings, extraction)
    assert isinstance(found, NamesVote)
    return found


def an_article(text: str) -> Article:
    return Article(article_id="a", text=text, published_at=datetime(2026, 3, 1, 12, tzinfo=UTC), content_hash="h")


def sources(mentions: tuple[EventMention, ...]) -> list[str | None]:
    """Who acts in the first mention, as written."""
    return [actor.text for actor in mentions[0].source]


def test_an_unknown_actor_takes_the_whole_of_the_models_name(vote: NamesVote, extraction: ExtractionKnowledge):
    article = an_article("The Brent Front of Qom killed five soldiers near Idlib on Friday.")
    (by_rules,), (by_vote,) = extract(article, extraction), vote(article)
    (actor,) = by_vote.source

    assert sources((by_rules,)) != ["The Brent Front of Qom"]
    assert (actor.name, actor.text) == ("The Brent Front of Qom", "The Brent Front of Qom")
    assert article.text[actor.start : actor.end] == actor.text


def test_what_the_model_takes_for_something_else_is_no_actor(vote: NamesVote, extraction: ExtractionKnowledge):
    article = an_article("Velvet Thunder killed five soldiers near Idlib on Friday.")

    assert sources(extract(article, extraction)) == ["Velvet Thunder"]
    assert sources(vote(article)) == []


def test_an_actor_that_a_lexicon_knows_is_left_alone(vote: NamesVote, extraction: ExtractionKnowledge):
    article = an_article("The Taliban killed five soldiers near Kabul on Friday.")

    assert vote(article) == extract(article, extraction)


def test_a_name_that_the_model_does_not_know_is_left_alone(vote: NamesVote, extraction: ExtractionKnowledge):
    article = an_article("Quorbin Mell killed five soldiers near Kabul on Friday.")

    assert sources(vote(article)) == ["Quorbin Mell"]


def test_the_model_is_not_run_where_it_has_nothing_to_say(extraction: ExtractionKnowledge):
    def never(text: str):
        raise AssertionError("the model was run")

    vote = NamesVote(partial(extract, knowledge=extraction), never)

    assert vote(an_article("The library has new windows.")) == ()
    assert len(vote(an_article("Gunmen killed five soldiers near Kabul on Friday."))) == 1


def test_settings_that_name_no_model_are_told(extraction: ExtractionKnowledge):
    with pytest.raises(EngineUnavailable, match="needs SITREP_SPACY_MODEL"):
        extractor_of(Settings(engine="spacy"), extraction)
    with pytest.raises(EngineUnavailable, match=r"^SITREP_SPACY_MODEL: .*nowhere") as told:
        extractor_of(Settings(engine="spacy", spacy_model="nowhere"), extraction)
    assert "\n" not in str(told.value)


def test_without_spacy_one_line_says_what_to_install(extraction: ExtractionKnowledge, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "spacy", None)

    with pytest.raises(EngineUnavailable, match=r"pip install 'sitrep\[spacy\]'"):
        extractor_of(Settings(engine="spacy", spacy_model="en_core_web_sm"), extraction)
