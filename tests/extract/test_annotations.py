"""Entities and toponyms of an article, for those who ask for them."""

import pytest
from service.extract import ExtractionKnowledge, annotate
from service.models.article import Article


def marked(text: str, knowledge: ExtractionKnowledge) -> dict[str, str]:
    article = Article(article_id="a", text=text, content_hash="h")
    return {entity.text: entity.type for entity in annotate(article, knowledge).entities}


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Fighters of Boko Haram left.", "Boko Haram", "Organisation"),
        ("They fired a rocket at the base.", "rocket", "Weapon"),
        ("A tank was destroyed.", "tank", "MilitaryPlatform"),
        ("He left on Monday.", "Monday", "Temporal"),
        ("They live in Aleppo.", "Aleppo", "Location"),
    ],
)
def test_entities_have_a_type(text: str, words: str, kind: str, extraction_knowledge: ExtractionKnowledge) -> None:
    assert marked(text, extraction_knowledge).get(words) == kind


def test_toponyms_are_resolved(extraction_knowledge: ExtractionKnowledge) -> None:
    article = Article(article_id="a", text="Jets bombed Aleppo in Syria.", content_hash="h")
    toponyms = annotate(article, extraction_knowledge).toponyms

    assert [toponym.country for toponym in toponyms] == ["SYR", "SYR"]
