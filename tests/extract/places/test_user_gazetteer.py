"""A user's own places stand beside those that ship."""

import pytest
from service.extract.places import PlaceHints, PlaceKnowledge, find_places
from service.extract.places.user_gazetteer import with_csv_places, with_geonames_dump
from service.lexicons.loading import BadLexicon

HEADER = "name,latitude,longitude,country,admin1,alternate_names,id,population"
FEW = "name,latitude,longitude,country"
TEXT = "Shells hit Zorbagrad in Syria. Syria blamed rebels near Zorbagrad."


def dumped(name: str, feature_class: str = "P", unit: str = "12") -> str:
    cells = ["99", name, name, "Zorba Grad,Zurba", "35.5", "36.5", feature_class, "PPL", "SY", "", unit, "", "", ""]
    return "\t".join([*cells, "4000", "", "", "Asia/Damascus", "2026-01-01"]) + "\n"


def test_a_dumps_village_is_found(place_knowledge: PlaceKnowledge):
    knowledge = with_geonames_dump(place_knowledge, [dumped("Zorbagrad")])
    place = next(p for p in find_places(TEXT, knowledge, PlaceHints()) if p.text == "Zorbagrad")

    assert (place.latitude, place.longitude, place.gazetteer_id) == (35.5, 36.5, "geonames:99")
    assert (place.country, place.admin1) == ("SYR", "Idlib")


def test_an_alternate_name_of_a_dump_is_found(place_knowledge: PlaceKnowledge):
    knowledge = with_geonames_dump(place_knowledge, [dumped("Zorbagrad")])
    found = find_places("Shells hit Zorba Grad, Syria.", knowledge, PlaceHints())

    assert "geonames:99" in [place.gazetteer_id for place in found]


@pytest.mark.parametrize("line", ["", "too\tfew\tcolumns", dumped("Mount Zorba", feature_class="T")])
def test_lines_that_are_no_populated_place_are_skipped(place_knowledge: PlaceKnowledge, line: str):
    assert with_geonames_dump(place_knowledge, [line]).own == place_knowledge.own


def test_an_unknown_unit_leaves_the_place_without_one(place_knowledge: PlaceKnowledge):
    knowledge = with_geonames_dump(place_knowledge, [dumped("Zorbagrad", unit="ZZ")])

    assert knowledge.name_of(knowledge.own[-1].entry.admin1) is None


def test_a_csv_place_is_found(place_knowledge: PlaceKnowledge):
    rows = [HEADER, "Zorbagrad,35.5,36.5,SYR,Idlib,Zurba|Zorba,mine:7,"]
    place = next(
        p for p in find_places(TEXT, with_csv_places(place_knowledge, rows), PlaceHints()) if p.text == "Zorbagrad"
    )

    assert (place.country, place.admin1, place.gazetteer_id) == ("SYR", "Idlib", "mine:7")


def test_a_csv_needs_only_name_point_and_country(place_knowledge: PlaceKnowledge):
    knowledge = with_csv_places(place_knowledge, ["name,latitude,longitude,country", "Zorbagrad,35.5,36.5,sy"])

    assert knowledge.own[-1].entry.country == "SYR"
    assert knowledge.own[-1].identifier is None


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["name,latitude,longitude", "Zorbagrad,35.5,36.5"], "places.csv, line 1: the header has no country"),
        ([FEW, "Zorbagrad,north,36.5,SY"], "places.csv, line 2: latitude: "),
        ([FEW, "Zorbagrad,35.5,36.5,SY", "Zorba,95,36.5,SY"], "places.csv, line 3: latitude: "),
        ([FEW, "Zorbagrad,35.5"], "places.csv, line 2: longitude: is needed"),
        ([FEW, "Zorbagrad,35.5,36.5,Narnia"], "places.csv, line 2: country: 'Narnia' is no ISO 3166 code"),
        ([FEW, ",35.5,36.5,SY"], "places.csv, line 2: name: is needed"),
        ([FEW, "???,35.5,36.5,SY"], "places.csv, line 2: name: '???' has no word"),
        ([FEW, f"{'Z' * 200_000},35.5,36.5,SY"], "places.csv, line 2: field larger"),
    ],
)
def test_what_is_wrong_in_a_csv_is_told_with_its_line(place_knowledge: PlaceKnowledge, rows: list[str], told: str):
    with pytest.raises(BadLexicon) as refused:
        with_csv_places(place_knowledge, rows)
    assert str(refused.value).startswith(told)


def test_what_is_wrong_in_a_dump_is_told_with_its_line(place_knowledge: PlaceKnowledge):
    with pytest.raises(BadLexicon, match=r"geonames.txt, line 2: latitude: "):
        with_geonames_dump(place_knowledge, [dumped("Zorbagrad"), dumped("Zorba").replace("35.5", "north")])


@pytest.mark.parametrize("text", ["Shells hit Halfaya in Syria.", "Gunmen attacked Halfaya on Friday."])
def test_a_users_town_stands_for_the_shipped_one_of_its_name_and_country(place_knowledge: PlaceKnowledge, text: str):
    knowledge = with_csv_places(place_knowledge, [FEW + ",id", "Halfaya,35.3,36.6,SYR,mine:1"])
    before = find_places(text, place_knowledge, PlaceHints())[0]
    after = find_places(text, knowledge, PlaceHints())[0]

    assert before.gazetteer_id.startswith("geonames:")
    assert (after.gazetteer_id, after.latitude) == ("mine:1", 35.3)


def test_a_users_town_takes_nothing_from_those_of_other_countries(place_knowledge: PlaceKnowledge):
    knowledge = with_csv_places(place_knowledge, [FEW, "Springfield,10,20,TCD"])
    text = "A fire broke out in Springfield, Illinois."

    assert find_places(text, knowledge, PlaceHints()) == find_places(text, place_knowledge, PlaceHints())


def test_the_shipped_knowledge_is_left_as_it_was(place_knowledge: PlaceKnowledge):
    before = len(place_knowledge.own)
    with_geonames_dump(place_knowledge, [dumped("Zorbagrad")])

    assert len(place_knowledge.own) == before
    assert "zorbagrad" not in place_knowledge.names
