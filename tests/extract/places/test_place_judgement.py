"""Why a span is taken for a place, and which of the places of its name it means."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.extract.places import PlaceKnowledge
from service.extract.places.accept import accept, span_score
from service.extract.places.candidates import Span, find_spans
from service.extract.places.compounds import with_compounds
from service.extract.places.context import Surroundings, span_features, survey
from service.extract.places.gazetteer import Kind
from service.extract.places.outlet import Outlet, read_outlet
from service.extract.places.resolve import probabilities, resolve
from service.extract.places.support import Candidates
from service.extract.places.table import tabulate
from service.extract.places.tokens import tokenize
from service.extract.places.tolerant import with_tolerant

Read = Callable[[str], tuple[list[Span], Surroundings]]
NOBODY = Outlet(None, "", False)


@pytest.fixture
def read(place_knowledge: PlaceKnowledge) -> Read:
    """The spans of a text and what surrounds them."""

    def ask(text: str) -> tuple[list[Span], Surroundings]:
        tokens = tokenize(text)
        spans = with_tolerant(find_spans(tokens, place_knowledge), tokens, place_knowledge)
        spans = with_compounds(spans, tokens, place_knowledge)
        return spans, survey(tokens, spans, place_knowledge)

    return ask


def features_of(read: Read, text: str, key: str) -> dict[str, float]:
    spans, around = read(text)
    return span_features(next(span for span in spans if span.key == key), around)


@pytest.mark.parametrize(
    ("text", "key", "feature"),
    [
        ("He fled to Houston.", "houston", "before:locative"),
        ("The mayor of Houston fled.", "houston", "before:of"),
        ("Mr. Houston fled.", "houston", "before:initial"),
        ("Judge Houston fled.", "houston", "before:title"),
        ("James Houston fled.", "houston", "before:given_name"),
        ("He, Houston and Tulsa fled.", "houston", "before:comma"),
        ("He saw northern Houston.", "houston", "before:direction"),
        ("All of 44 Houston fled.", "houston", "before:number"),
        ("Houston fled.", "houston", "before:sentence_start"),
        ("They met Nouri al-Houston.", "houston", "before:article_name"),
        ("In Houston, Texas, it rained.", "houston", "after:comma_place"),
        ("In Houston, Texas, it rained.", "houston", "after:inside"),
        ("In Houston, Texas, it rained.", "texas", "before:inside"),
        ("A man in Houston, said to be ill.", "houston", "after:speaks"),
        ("In Houston's north it rained.", "houston", "after:possessive"),
        ("A Houston-based firm.", "houston", "after:hyphen"),
        ("The Houston police came.", "houston", "after:civic"),
        ("The Houston Police came.", "houston", "after:civic_name"),
        ("The Houston area burned.", "houston", "after:settlement"),
        ("Rain fell on Houston.", "houston", "after:end"),
        ("HOUSTON burned.", "houston", "span:upper_case"),
        ("He fled to Houston.", "houston", "span:surnames"),
    ],
)
def test_words_beside_a_name_are_features(read: Read, text: str, key: str, feature: str):
    assert features_of(read, text, key).get(feature, 0.0) > 0


def test_features_are_numbers_of_about_one(read: Read):
    for span in (found := read("In Aleppo, Syria, and in New York City it rained; Calif. burned."))[0]:
        assert all(0 <= value <= 1.2 for value in span_features(span, found[1]).values())


def test_a_locative_speaks_for_a_place(read: Read):
    spans, around = read("Houston said so. They went to Houston.")
    said, went = (span for span in spans if span.key == "houston")

    assert span_score(went, around) > span_score(said, around)


def test_the_mentions_of_a_name_share_their_evidence(read: Read):
    """Because a town that is sure once is a town in every sentence of the article."""
    alone, around_alone = read("Warri burned.")
    along, around_along = read("Warri burned. Police in Warri, Nigeria, fled from Warri to Lagos.")

    assert len([span for span in accept(along, around_along) if span.key == "warri"]) == 3
    assert span_score(along[0], around_along) >= span_score(alone[0], around_alone)


def test_of_overlapping_spans_one_is_accepted(read: Read):
    spans, around = read("He lived on Houston Street in Dublin.")
    accepted = accept(spans, around)

    assert any(
        one.first < other.last and other.first < one.last for one in spans for other in spans if one is not other
    )
    assert not any(
        one.first < other.last and other.first < one.last for one in accepted for other in accepted if one is not other
    )


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("Paris, Texas, burned.", "paris", "texas"),
        ("Warri (Nigeria) burned.", "warri", "nigeria"),
        ("Warri in Nigeria burned.", "warri", "nigeria"),
        ("Warri town of Nigeria burned.", "warri", "nigeria"),
        ("Warri district, Nigeria, burned.", "warri", "nigeria"),
    ],
)
def test_the_unit_named_after_a_place_is_found(read: Read, text: str, lower: str, upper: str):
    spans, around = read(text)
    found = around.upper_of(next(span for span in spans if span.key == lower))

    assert found is not None
    assert found.key == upper


@pytest.mark.parametrize("text", ["Warri. Nigeria burned.", "Warri and Nigeria burned.", "Warri"])
def test_a_name_that_merely_follows_holds_nothing(read: Read, text: str):
    spans, around = read(text)

    assert around.upper_of(spans[0]) is None


def test_persons_are_remembered_through_the_article(read: Read):
    _, around = read("Judge Houston ruled. James Lincoln agreed.")

    assert around.persons["houston"] == 1
    assert around.persons["lincoln"] == 1


def test_words_hint_at_a_country(read: Read):
    _, around = read("The sheriff and his deputies searched the county.")

    assert around.cues.most_common(1)[0][0] == "USA"


def test_each_name_means_one_place(read: Read):
    spans, around = read("Springfield lies west of Boston. Springfield, Massachusetts, is old.")
    chosen = resolve(spans, around, NOBODY)

    assert set(chosen) == {span.key for span in spans if span.entries}
    assert around.knowledge.name_of(chosen["springfield"].admin1) == "Massachusetts"


def test_neighbours_support_each_other(read: Read):
    spans, around = read("The road from Alexandria to Pineville and Bunkie, Louisiana, is closed.")

    assert around.knowledge.name_of(resolve(spans, around, NOBODY)["alexandria"].admin1) == "Louisiana"


def test_an_outlet_named_after_a_town_speaks_for_the_places_around_it(read: Read, place_knowledge: PlaceKnowledge):
    spans, around = read("Deputies and the sheriff of the county met in Dublin and Hilliard, near Powell.")
    outlet = read_outlet("columbuslocalnews.com", None, place_knowledge)

    assert around.knowledge.name_of(resolve(spans, around, outlet)["dublin"].admin1) == "Ohio"


@pytest.mark.parametrize(
    ("outlet", "home"),
    [
        ("www.columbusdailynews.com", "Columbus"),
        ("The Richmond Times", "Richmond"),
        ("saltlakeherald.com", None),
        ("fortworthherald.com", "Fort Worth"),
        ("wvtribune.com", "West Virginia"),
        ("dailyfreeman.com", None),
        ("thedailynews.com", None),
        ("columbus.com", None),
        ("columbusdailynews.co.uk", None),
    ],
)
def test_an_outlet_is_at_home_where_its_name_says(place_knowledge: PlaceKnowledge, outlet: str, home: str | None):
    found = read_outlet(outlet, None, place_knowledge).home

    assert {place_knowledge.name_of(place.row) for place in found} == ({home} if home else set())


def test_a_list_of_counties_names_counties(read: Read):
    spans, around = read("Storms hit Clark, Warren and Butler counties in Ohio.")
    chosen = resolve(spans, around, NOBODY)

    assert {chosen[name].kind for name in ("clark", "warren", "butler")} == {Kind.ADMIN2}


def test_a_country_is_not_its_state_of_the_same_name(read: Read):
    spans, around = read("Refugees crossed from Mexico to Toluca and Naucalpan.")

    assert resolve(spans, around, NOBODY)["mexico"].kind == Kind.COUNTRY


def test_a_state_is_no_county_of_its_name(read: Read):
    spans, around = read("Missouri ranks behind only Texas, and Springfield and Joplin thrive.")

    assert resolve(spans, around, NOBODY)["texas"].kind == Kind.ADMIN1


def test_a_town_in_a_state_that_lists_no_such_town_is_not_sought_elsewhere(read: Read):
    spans, around = read("He drove south of Grantville, Alaska, and slid.")

    assert "grantville" not in resolve(spans, around, NOBODY)


def test_a_capital_keeps_its_name_in_news_of_many_countries(read: Read):
    spans, around = read(
        "The FBI and the county sheriff heard of it from Russia, from Paris and from German officers in Russia."
    )

    assert resolve(spans, around, NOBODY)["paris"].country == "FRA"


def test_nothing_to_resolve_is_no_error(read: Read):
    spans, around = read("He lives on Zorba Street.")

    assert resolve([span for span in spans if not span.entries], around, NOBODY) == {}
    assert tabulate([], around, NOBODY).entries == []


@given(st.lists(st.lists(st.floats(-30, 30), min_size=1, max_size=6), min_size=1, max_size=5))
def test_the_probabilities_of_a_name_add_up_to_one(scores: list[list[float]]):
    bounds = [0, *np.cumsum([len(group) for group in scores]).tolist()]
    table = Candidates(
        [str(n) for n in range(len(scores))], [1] * len(scores), [], bounds, np.zeros((bounds[-1], 1)), []
    )
    found = probabilities(table, np.array([score for group in scores for score in group]))

    for start, end in pairwise(bounds):
        assert found[start:end].sum() == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("outlet", "language", "country"),
    [
        ("www.example.co.uk", None, "GBR"),
        ("example.ng", None, "NGA"),
        ("example.com", None, None),
        ("example.com", "en-IN", "IND"),
        ("The Daily Example", "en", None),
        (None, None, None),
    ],
)
def test_an_outlet_has_the_country_of_its_domain_or_language(
    place_knowledge: PlaceKnowledge, outlet: str | None, language: str | None, country: str | None
):
    assert read_outlet(outlet, language, place_knowledge).country == country


def test_a_generic_domain_is_told_from_a_national_one(place_knowledge: PlaceKnowledge):
    assert read_outlet("example.com", None, place_knowledge).is_generic
    assert not read_outlet("example.ie", None, place_knowledge).is_generic
