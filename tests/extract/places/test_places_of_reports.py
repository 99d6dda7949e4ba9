"""Reports of conflict: villages, districts and provinces of countries whose names few gazetteers spell alike."""

from collections.abc import Callable

import pytest
from service.models.mention import Place, PlacePrecision

Ask = Callable[..., dict[str, Place]]


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("Gunmen raided Konduga town (Konduga LGA, Borno).", "Konduga", "NGA", "Borno State"),
        ("Rebels raided Oicha, Beni territory, DRC.", "Oicha", "COD", "North Kivu"),
        ("A blast hit Mir Ali tehsil, North Waziristan (Khyber Pakhtunkhwa).", "Mir Ali", "PAK", "Khyber Pakhtunkhwa"),
        ("Troops clashed with rebels near Kyauktaw township, Rakhine State.", "Kyauktaw", "MMR", "Rakhine"),
        ("Troops clashed with rebels near Kyauktaw township, Rakhine State.", "Rakhine State", "MMR", "Rakhine"),
        ("Armed men killed five in Celaya, Guanajuato.", "Celaya", "MEX", "Guanajuato"),
        ("Rebels shot at police in Saravena (Arauca, Colombia).", "Saravena", "COL", "Arauca Department"),
        ("Rebels and troops clashed in Las Navas, Northern Samar.", "Northern Samar", "PHL", "Eastern Visayas"),
        ("Shells fell on a checkpoint in Nad Ali district of Helmand.", "Nad Ali", "AFG", "Helmand"),
        ("Militants raided the village of Boulkessi, Douentza Cercle, Mali.", "Boulkessi", "MLI", "Mopti"),
        ("Fighters shelled Ad Durayhimi city in Al Hudaydah, Yemen.", "Ad Durayhimi", "YEM", "Al Hudaydah"),
        ("Ukrainian guns fell silent as Russian troops shelled Avdiivka.", "Avdiivka", "UKR", "Donetsk"),
        ("Fighting took place in Tel Abyad, Ras al-Ayn and Kobane in Syria.", "Tel Abyad", "SYR", "Raqqa"),
        ("Fighting took place in Tel Abyad, Ras al-Ayn and Kobane in Syria.", "Kobane", "SYR", "Aleppo"),
        ("Militants raided Mpeketoni in Lamu County, Kenya.", "Mpeketoni", "KEN", "Lamu"),
        ("A bomb exploded in Port Harcourt, Rivers State.", "Port Harcourt", "NGA", "Rivers State"),
    ],
)
def test_a_reports_place_lies_in_its_unit(places_of: Ask, text: str, name: str, country: str, admin1: str):
    assert (places_of(text)[name].country, places_of(text)[name].admin1) == (country, admin1)


@pytest.mark.parametrize("text", ["Rebels burned Zorbagrad village.", "Rebels burned the village of Zorbagrad."])
def test_the_word_village_makes_a_place_of_any_name(places_of: Ask, text: str):
    assert "Zorbagrad" in places_of(text)


def test_an_armed_group_is_no_place(places_of: Ask):
    assert "Boko" not in places_of("Boko Haram militants raided Maiduguri in Nigeria.")
    assert "Iraq" not in places_of("Fighters of the Islamic State of Iraq and the Levant fled.")


def test_a_peoples_name_gives_the_country_alone(places_of: Ask):
    place = places_of("Israeli troops fired on Palestinian farmers.")["Israeli"]

    assert place.country == "ISR"
    assert place.precision is PlacePrecision.COUNTRY
    assert place.admin1 is None


def test_kurds_live_in_no_single_country(places_of: Ask):
    assert places_of("Kurdish fighters left Syria.")["Kurdish"].country is None


def test_a_borough_lies_in_its_state(places_of: Ask):
    place = places_of("A man was shot in Brooklyn on Monday.")["Brooklyn"]

    assert (place.country, place.admin1) == ("USA", "New York")


def test_gaza_is_no_province_of_mozambique(places_of: Ask):
    assert places_of("Jets struck Gaza overnight.")["Gaza"].country == "PSE"


@pytest.mark.parametrize(
    ("name", "country"), [("San Salvador", "SLV"), ("La Paz", "BOL"), ("Lima", "PER"), ("Kabul", "AFG")]
)
def test_a_capitals_bare_name_means_the_capital(places_of: Ask, name: str, country: str):
    """Because districts, departments and towns of Ohio bear these names too."""
    assert places_of(f"A bomb exploded in {name} last night.")[name].country == country


def test_a_county_sheriff_makes_dublin_a_town_of_ohio(places_of: Ask):
    places = places_of("The county sheriff said a man was shot in Dublin, near Columbus, Ohio. Dublin police came.")

    assert places["Dublin"].country == "USA"
