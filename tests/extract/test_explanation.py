"""Why an article is read as it is."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from service.extract import Explanation, ExtractionKnowledge, explain, extract
from service.extract.findings import Finding, FindingKind
from service.models.article import Article

SUNDAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
CLASH = (
    "Gunmen killed five soldiers in an ambush near Idlib on Friday, the Syrian Observatory for Human Rights said. "
    "Two soldiers were wounded. The army is planning to bomb the village. "
    "In 2012 a car bomb killed 40 people in the same town."
)


def an_article(text: str, title: str | None = "Five soldiers killed in ambush") -> Article:
    return Article(article_id="a", title=title, text=text, published_at=SUNDAY, content_hash="h")


@pytest.fixture(scope="module")
def clash(extraction_knowledge: ExtractionKnowledge) -> Explanation:
    return explain(an_article(CLASH), extraction_knowledge)


def found(explanation: Explanation, kind: FindingKind, words: str) -> Finding:
    """The one finding of this kind at these words."""
    text = explanation.article.text
    hits = [
        finding
        for sentence in explanation.sentences
        for finding in sentence.findings
        if finding.kind is kind and text[finding.start : finding.end] == words
    ]
    (finding,) = hits
    return finding


def test_a_trigger_names_its_kind_and_its_lexicon(clash: Explanation):
    trigger = found(clash, FindingKind.TRIGGER, "ambush")

    assert trigger.meaning == "attack"
    assert trigger.rule.startswith("events/triggers.tsv: noun")


def test_a_condition_of_a_trigger_is_told(extraction_knowledge: ExtractionKnowledge):
    told = explain(an_article("Rebels repelled an assault near Idlib on Friday."), extraction_knowledge)

    assert "with attackword after it" in found(told, FindingKind.TRIGGER, "repelled").rule


@pytest.mark.parametrize(
    ("kind", "words", "meaning"),
    [
        (FindingKind.HARM, "killed", "killed"),
        (FindingKind.PEOPLE, "five soldiers", "5 killed"),
        (FindingKind.DATE, "Friday", "2026-02-27"),
        (FindingKind.DOUBT, "planning to", "planned"),
        (FindingKind.CLAIM, "Syrian Observatory", "says so (asserted)"),
    ],
)
def test_what_a_sentence_holds_is_told(clash: Explanation, kind: FindingKind, words: str, meaning: str):
    at = CLASH.index(words)
    first = next(f for s in clash.sentences for f in s.findings if f.kind is kind and f.start == at)

    assert CLASH[first.start : first.end] == words
    assert first.meaning == meaning


def test_a_known_actor_is_told_with_its_id_and_a_place_with_its_gazetteer(clash: Explanation):
    party = found(clash, FindingKind.PARTY, "Syrian Observatory for Human Rights")
    place = found(clash, FindingKind.PLACE, "Idlib")

    assert "actor:syrian-observatory-for-human-rights" in party.meaning
    assert place.rule.startswith("gazetteer: geonames:")
    assert "SYR" in place.meaning


def test_a_place_is_not_told_again_as_an_unknown_name(clash: Explanation):
    at = CLASH.index("Idlib")

    assert [f.kind for s in clash.sentences for f in s.findings if f.start == at] == [FindingKind.PLACE]


def test_each_statement_has_a_verdict(clash: Explanation):
    first, second, third, fourth = clash.sentences

    assert [(v.event, v.why) for v in first.verdicts] == [(1, "reports event 1")]
    assert [(v.event, v.why) for v in second.verdicts] == [(1, "adds to event 1")]
    assert [v.why for v in third.verdicts] == ["no event: it is planned, feared or thinkable"]
    assert [v.why for v in fourth.verdicts] == ["no event: all dates of the sentence are history"]


def test_the_confidence_is_told_with_what_it_comes_from(clash: Explanation):
    reasons = clash.mentions[0].reasons

    assert reasons
    assert [abs(weight) for _, weight in reasons] == sorted((abs(weight) for _, weight in reasons), reverse=True)


def test_a_report_of_one_sentence_has_no_features(extraction_knowledge: ExtractionKnowledge):
    told = explain(an_article("Gunmen killed five soldiers near Idlib.", title=None), extraction_knowledge)

    assert [mention.reasons for mention in told.mentions] == [()]
    assert told.title == ()


def test_an_event_that_the_title_alone_reports_is_explained(extraction_knowledge: ExtractionKnowledge):
    told = explain(an_article("The weather was fine."), extraction_knowledge)

    assert told.title == ("attack", "kill")
    assert len(told.mentions) == 1
    assert told.mentions[0].reasons == ()


def test_an_empty_article_is_explained_too(extraction_knowledge: ExtractionKnowledge):
    told = explain(an_article("", title=None), extraction_knowledge)

    assert (told.sentences, told.mentions, told.unread) == ((), (), 0)


def test_what_is_not_read_is_counted(extraction_knowledge: ExtractionKnowledge):
    text = "Nothing happened. " * 200

    told = explain(an_article(text.strip()), extraction_knowledge)

    assert told.unread == len(text.strip()) - told.sentences[-1].end > 0


WORDS = st.sampled_from([*CLASH.split(), "\n\n", '"', "dozens", "حلب"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.lists(WORDS, max_size=80))
def test_an_explanation_makes_the_same_mentions_and_marks_only_its_sentences(extraction_knowledge, words):
    article = an_article(" ".join(words))
    told = explain(article, extraction_knowledge)

    assert tuple(mention.mention for mention in told.mentions) == extract(article, extraction_knowledge)
    for sentence in told.sentences:
        assert all(sentence.start <= one.start < one.end <= len(article.text) for one in sentence.findings)
        assert all(one.event is None or 1 <= one.event <= len(told.mentions) for one in sentence.verdicts)
