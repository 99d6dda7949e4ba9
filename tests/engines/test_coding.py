"""The model says which words; places, days and actors are resolved as the rules do it."""

from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from service.engines.answer import MAX_EVENTS, Answer, schema_of_answer
from service.engines.coding import mentions_told
from service.extract import ExtractionKnowledge
from service.extract.extraction import surroundings_of
from service.models.article import Article
from service.models.mention import DateAnchor, EventMention, Modality

from stub_endpoint import AMBUSH


@pytest.fixture
def told(extraction: ExtractionKnowledge, article: Article):
    """The one mention of an answer with these fields."""

    def mention(text: str = article.text, **fields: Any) -> EventMention:
        event = {**AMBUSH, "evidence": "Gunmen killed five soldiers", **fields}
        around, _ = surroundings_of(article.model_copy(update={"text": text}), extraction)
        (found,) = mentions_told(Answer.model_validate({"events": [event]}), around)
        return found

    return mention


def test_the_kind_is_projected_to_every_code_book(told):
    kind = told(target=["Two farmers"]).event_type

    assert kind.plover.type == "ASSAULT"
    assert kind.acled.sub_event_type == "Attack"
    assert kind.cameo_root == "19"
    assert told(target=["five soldiers"]).event_type.acled.sub_event_type == "Armed clash"


def test_an_actor_of_the_lexicon_gets_its_id(told):
    (actor,) = told(source=["Syrian Observatory for Human Rights"]).source

    assert (actor.canonical_id, actor.country) == ("actor:syrian-observatory-for-human-rights", "GBR")


def test_an_actor_that_stands_nowhere_is_left_out_and_none_is_doubled(told):
    mention = told(source=["Pirates", "gunmen", "Gunmen"])

    assert [actor.text for actor in mention.source] == ["Gunmen"]


def test_a_place_is_the_gazetteers_and_one_that_it_lacks_has_no_coordinates(told):
    known, unknown = told(places=["Zorbagrad", "Idlib"]).places

    assert known.gazetteer_id.startswith("geonames:")
    assert (unknown.text, unknown.latitude) == ("Zorbagrad", None)


def test_a_day_is_resolved_by_the_grammar(told):
    assert told().event_date.start == date(2026, 2, 27)
    assert told(date="hurt").event_date.anchor is DateAnchor.UNRESOLVED
    assert told(date=None).event_date.start == date(2026, 3, 1)
    assert told(date="on a day of the model's own").event_date.start == date(2026, 3, 1)


def test_a_count_without_its_words_in_the_text_is_not_believed(told):
    count = {"words": "five soldiers", "low": 7, "best": 5, "high": 4}

    assert told(killed={**count, "words": "fifty soldiers"}).fatalities is None
    assert told(killed=None).fatalities is None
    fatalities = told(killed=count).fatalities
    assert (fatalities.low, fatalities.best, fatalities.high, fatalities.text) == (5, 5, 5, "five soldiers")


def test_an_open_bound_stays_open(told):
    injuries = told(injured={"words": "Two farmers", "low": 2, "best": 2, "high": None}).injuries

    assert (injuries.low, injuries.high) == (2, None)


def test_who_says_so_is_named_as_the_lexicon_names_it(told):
    claim = told(said_by="the Syrian Observatory for Human Rights", modality="alleged").claim

    assert (claim.name, claim.modality) == ("Syrian Observatory for Human Rights", Modality.ALLEGED)
    assert told(said_by="a little bird").claim is None


def test_no_confidence_is_made_up(told):
    assert told().confidence is None


def test_ids_are_the_same_for_the_same_answer_and_differ_within_it(extraction: ExtractionKnowledge, article: Article):
    event = {**AMBUSH, "evidence": "Gunmen killed five soldiers"}
    around, _ = surroundings_of(article, extraction)
    answer = Answer.model_validate({"events": [event, event]})
    first, second = (mentions_told(answer, around) for _ in range(2))

    assert first == second
    assert first[0].mention_id != first[1].mention_id


def test_the_schema_accepts_what_the_model_accepts_and_asks_for_every_field():
    schema = schema_of_answer(["attack", "protest"])

    jsonschema.validate({"events": [AMBUSH]}, schema)
    Answer.model_validate({"events": [AMBUSH]})
    for wrong in ({**AMBUSH, "kind": "kiss"}, {**AMBUSH, "more": 1}, {"evidence": "x", "kind": "attack"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({"events": [wrong]}, schema)


QUOTES = st.sampled_from(
    ["Gunmen", "five soldiers", "Idlib", "Friday", "“Gunmen killed", "said.", "", "nowhere", "a", "."]
)
EVENTS = st.fixed_dictionaries(
    {
        "evidence": QUOTES,
        "kind": st.sampled_from(["attack", "protest", "no such kind"]),
        "source": st.lists(QUOTES, max_size=3),
        "target": st.lists(QUOTES, max_size=3),
        "places": st.lists(QUOTES, max_size=3),
        "date": st.none() | QUOTES,
        "said_by": st.none() | QUOTES,
    }
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(events=st.lists(EVENTS, max_size=MAX_EVENTS))
def test_every_span_of_every_answer_is_exact(extraction: ExtractionKnowledge, article: Article, events: list):
    around, _ = surroundings_of(article, extraction)

    for mention in mentions_told(Answer.model_validate({"events": events}), around):
        for part in (mention.evidence, *mention.source, *mention.target, *mention.places):
            assert article.text[part.start : part.end] == part.text
        EventMention.from_json(mention.to_json())
