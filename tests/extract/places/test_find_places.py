"""Every toponym is found where it stands, and means what the text says."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from service.extract.places import PlaceHints, PlaceKnowledge, find_places
from service.models.mention import Place, PlacePrecision

from pace import within

MAX_SECONDS = 4.0  # processor time for a megabyte
Ask = Callable[..., dict[str, Place]]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shells fell on Donetsk overnight.", "Donetsk", "UKR"),
        ("Police in Nairobi made arrests.", "Nairobi", "KEN"),
        ("The French army left Mali.", "French", "FRA"),
        ("The French army left Mali.", "Mali", "MLI"),
        ("A U.S. drone crashed.", "U.S.", "USA"),
        ("The US embassy closed.", "US", "USA"),
        ("Troops of the UAE withdrew.", "UAE", "ARE"),
        ("Aid reached Côte d'Ivoire.", "Côte d'Ivoire", "CIV"),
        ("Fighters crossed into South Sudan.", "South Sudan", "SSD"),
        ("South Sudanese troops advanced.", "South Sudanese", "SSD"),
        ("Kiev denied the report about Kharkiv.", "Kharkiv", "UKR"),
        ("He was held in St. Petersburg, Russia.", "St. Petersburg", "RUS"),
    ],
)
def test_a_name_is_found_with_its_country(places_of: Ask, text: str, name: str, country: str):
    assert places_of(text)[name].country == country


def test_pronouns_are_no_countries(places_of: Ask):
    assert places_of("They told us to leave it to us.") == {}


def test_a_settlement_carries_its_units_and_point(places_of: Ask):
    place = places_of("Rebels shelled Aleppo city in Syria.")["Aleppo"]

    assert (place.country, place.admin1) == ("SYR", "Aleppo")
    assert place.latitude == pytest.approx(36.2, abs=0.1)
    assert place.longitude == pytest.approx(37.15, abs=0.1)
    assert place.gazetteer_id == "geonames:170063"


def test_a_possessive_is_no_part_of_the_name(places_of: Ask):
    assert "Syria" in places_of("Syria's army and Homs’s outskirts were quiet.")


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("A man was shot in Paris, Texas, on Monday.", "Paris", "USA", "Texas"),
        ("A fire broke out in Athens, Georgia.", "Athens", "USA", "Georgia"),
        ("She lives in Portland, Maine.", "Portland", "USA", "Maine"),
        ("She lives in Portland, Ore.", "Portland", "USA", "Oregon"),
        ("They met in London, Ontario.", "London", "CAN", "Ontario"),
        ("A crash in Birmingham, Ala., killed one.", "Birmingham", "USA", "Alabama"),
    ],
)
def test_the_place_named_after_a_comma_holds_the_one_before(
    places_of: Ask, text: str, name: str, country: str, admin1: str
):
    assert (places_of(text)[name].country, places_of(text)[name].admin1) == (country, admin1)


def test_an_abbreviation_ends_with_its_point(places_of: Ask):
    assert "Calif." in places_of("He moved to Fresno, Calif., in May.")


def test_a_two_letter_state_needs_its_city(places_of: Ask):
    assert "OK" not in places_of("Everything is OK in here.")
    assert places_of("A storm hit Tulsa, OK on Friday.")["OK"].admin1 == "Oklahoma"


def test_georgia_is_the_country_among_its_neighbours(places_of: Ask):
    places = places_of("Georgia and Armenia signed a treaty in Tbilisi. Georgian and Russian envoys watched.")

    assert places["Georgia"].country == "GEO"


def test_georgia_is_the_state_among_its_counties(places_of: Ask):
    places = places_of("The Georgia Bureau of Investigation searched a house in Atlanta and another in Savannah.")

    assert places["Georgia"].country == "USA"


def test_washington_is_the_capital_unless_the_text_says_state(places_of: Ask):
    assert places_of("Washington condemned the attack.")["Washington"].admin1 == "District of Columbia"


def test_a_country_is_no_hamlet_of_its_name(places_of: Ask):
    assert places_of("Talks between Russia, U.S. officials and Lebanon failed.")["Russia"].country == "RUS"


def test_lebanon_in_tennessee_is_a_town(places_of: Ask):
    assert places_of("Police in Lebanon, Tenn., searched a car.")["Lebanon"].admin1 == "Tennessee"


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Lincoln said he was sorry. Lincoln said nothing more.",
        "James Houston said the car was stolen. Houston said he saw it.",
        "On Monday he left. March was cold.",
        "The Taliban and Hezbollah denied it. Republican leaders agreed.",
    ],
)
def test_persons_dates_and_bodies_are_no_places(places_of: Ask, text: str):
    assert places_of(text) == {}


def test_a_region_has_a_point_but_no_precision(places_of: Ask):
    place = places_of("Violence spread across the Sahel this year.")["Sahel"]

    assert place.latitude is not None
    assert place.precision is None


def test_a_country_has_the_precision_of_one(places_of: Ask):
    assert places_of("Protests erupted in Sudan.")["Sudan"].precision is PlacePrecision.COUNTRY


def test_an_outlets_country_settles_a_doubt(places_of: Ask):
    text = "The council of Newcastle will meet on Friday."

    assert places_of(text, "heraldsun.com.au")["Newcastle"].country == "AUS"
    assert places_of(text, "example.co.za")["Newcastle"].country == "ZAF"


def test_the_region_of_a_language_settles_a_doubt(place_knowledge: PlaceKnowledge):
    (place,) = find_places("The council of Newcastle met.", place_knowledge, PlaceHints(language="en-AU"))

    assert place.country == "AUS"


def test_a_short_text_is_read_with_its_title(place_knowledge: PlaceKnowledge):
    text = "A man was shot in Paris on Monday."
    hints = PlaceHints(title="Sheriff in Lamar County, Texas, seeks gunman")
    (place,) = find_places(text, place_knowledge, hints)

    assert (place.country, place.admin1) == ("USA", "Texas")
    assert text[place.start : place.end] == "Paris"


def test_other_languages_pass_unharmed(place_knowledge: PlaceKnowledge):
    text = "У Києві пролунали вибухи. كانت الحرب في سوريا. Взрывы в Москве. 東京で地震。"

    for place in find_places(text, place_knowledge, PlaceHints(language="uk")):
        assert text[place.start : place.end] == place.text


def test_an_empty_text_has_no_places(places_of: Ask):
    assert places_of("") == {}


def test_places_come_in_text_order_and_do_not_overlap(place_knowledge: PlaceKnowledge):
    text = (
        "From Kabul to Herat, from Main Street in Dublin, Ohio, to the Neches River near New York City and West Africa."
    )
    spans = [(place.start or 0, place.end or 0) for place in find_places(text, place_knowledge, PlaceHints())]

    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_the_same_text_gives_the_same_places(place_knowledge: PlaceKnowledge):
    text = "Gunmen from Maiduguri attacked villages near Kukawa in Borno, Nigeria."

    assert find_places(text, place_knowledge, PlaceHints()) == find_places(text, place_knowledge, PlaceHints())


PIECES = st.sampled_from(
    [
        "Aleppo",
        "al-",
        "U.S.",
        "St.",
        "'s",
        ", ",
        " ",
        "Paris",
        "Texas",
        "the village of ",
        "Street",
        "\n",
        "Ünïcode",
        "1",
    ]
)


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)))
def test_every_place_quotes_the_text_exactly(place_knowledge: PlaceKnowledge, text: str):
    for place in find_places(text, place_knowledge, PlaceHints()):
        assert place.start is not None
        assert text[place.start : place.end] == place.text != ""


@pytest.mark.parametrize("piece", ["Aleppo ", "'\"", "9" * 50, "St. ", "al-", "Springfield, ", "the village of X, "])
def test_time_stays_linear_on_hostile_text(place_knowledge: PlaceKnowledge, piece: str):
    """A megabyte must not hold a worker for minutes."""
    text = piece * (1_000_000 // len(piece))

    with within(MAX_SECONDS):
        find_places(text, place_knowledge, PlaceHints())
