"""Transliterated, unlisted and composed names."""

from collections.abc import Callable

import pytest
from service.extract.places import PlaceKnowledge
from service.extract.places.tokens import tokenize
from service.models.mention import Place, PlacePrecision

Ask = Callable[..., dict[str, Place]]


@pytest.mark.parametrize(
    ("name", "admin1"),
    [
        ("Khan Sheikhoun", "Idlib"),
        ("Khan Sheikun", "Idlib"),
        ("Maaret al-Numan", "Idlib"),
        ("Abu Dhuhour", "Idlib"),
        ("Jerjanaz", "Idlib"),
        ("Al-Lataminah", "Hama"),
        ("Masasna", "Hama"),
        ("Kafr Hamrah", "Aleppo"),
        ("Tal Tamr", "Al-Hasakah"),
        ("Ain Issa", "Raqqa"),
    ],
)
def test_a_transliterated_name_lies_in_its_unit(places_of: Ask, name: str, admin1: str):
    place = places_of(f"Syrian troops moved on. Syria said its jets had struck in {name}, {admin1} province.")[name]

    assert (place.country, place.admin1) == ("SYR", admin1)


def test_a_spelling_is_matched_only_in_countries_the_text_speaks_of(places_of: Ask):
    places = places_of("Ghana and Togo sent aid. Ghana said it was for people in Jerjanaz on Monday.")

    assert places.get("Jerjanaz") is None or places["Jerjanaz"].country is None


def test_a_village_that_nobody_lists_is_still_a_place(places_of: Ask):
    place = places_of("Gunmen raided the village of Zorbagrad, officials said.")["Zorbagrad"]

    assert place.latitude is None
    assert place.gazetteer_id is None


def test_an_unlisted_place_is_near_the_one_named_before_it(places_of: Ask):
    """But how near nobody knows, so its precision is unknown."""
    places = places_of("Rain fell on Columbus, Ohio. A tree fell in Zorba Quarter Park. Toledo's Zorba Street was dry.")

    assert places["Zorba Street"].latitude == places["Toledo"].latitude
    assert (places["Zorba Street"].admin1, places["Zorba Street"].precision) == ("Ohio", PlacePrecision.SETTLEMENT)


def test_unlisted_villages_lie_in_the_unit_named_after_them(places_of: Ask):
    """Because an honest province is worth more than no place."""
    places = places_of(
        "Shelling hit the towns of Zorbagrad, Al-Qwex and Jerjanaz in Idlib province, Syria. Syria denied it."
    )

    assert (places["Zorbagrad"].country, places["Zorbagrad"].admin1) == ("SYR", "Idlib")
    assert places["Zorbagrad"].precision is PlacePrecision.ADMIN1
    assert places["Al-Qwex"].precision is PlacePrecision.ADMIN1


def test_a_street_is_one_name(places_of: Ask):
    places = places_of("He was found on Cumberland Street in Dublin, Ohio.")

    assert "Cumberland Street" in places
    assert "Cumberland" not in places


def test_a_numbered_road_is_one_name(places_of: Ask):
    assert "Highway 14" in places_of("The crash closed Highway 14 near Madison, Wis.")


def test_a_river_is_one_name(places_of: Ask):
    assert "Chattahoochee River" in places_of("They fished in the Chattahoochee River near Atlanta, Georgia.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Syria’s north", ["Syria", "north"]),
        ("Coeur d'Alene", ["Coeur", "d'Alene"]),
        ("al-Bab/Azaz", ["al", "Bab", "Azaz"]),
        ("", []),
        ("...", []),
    ],
)
def test_words_are_split_without_possessives(text: str, words: list[str]):
    assert tokenize(text).words == words


def test_gaps_and_words_make_up_the_text():
    text = "In Syria's north-west, near Hama."
    tokens = tokenize(text)
    rebuilt = text[: tokens.starts[0]] + "".join(
        word + gap for word, gap in zip(tokens.words, tokens.gaps, strict=True)
    )

    assert rebuilt == text


def test_knowledge_names_what_it_holds(place_knowledge: PlaceKnowledge):
    damascus = place_knowledge.preferred["washington"]

    assert damascus == "geonames:4140963"
    assert place_knowledge.countries["SYR"].alpha2 == "SY"
    assert place_knowledge.name_of(-1) is None
