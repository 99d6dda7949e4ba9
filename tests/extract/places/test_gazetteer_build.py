"""The script that compiles the gazetteer, on tables of a few rows."""

import lzma
import sys
from pathlib import Path

import numpy as np
import pytest
from deploy.build import gazetteer, gazetteer_tables
from deploy.build.gazetteer_rows import Row
from deploy.build.gazetteer_ucdp import country_code, kilometres, spellings
from service.extract.places.folding import fold, key_hash, skeleton, skeleton_hash
from service.extract.places.gazetteer import NOWHERE, Entry, Gazetteer, Kind, lies_in

COUNTRIES = "iso2\tiso3\tname\tgeonameid\tlatitude\tlongitude\tcapital\tpopulation\tneighbours\n"
PLACES = "geonameid\tname\talternate_names\tlatitude\tlongitude\tcountry\tadmin1\tadmin2\tfeature_code\tpopulation\n"
UNITS = "code\tname\tascii\tgeonameid\tlatitude\tlongitude\tplaces\n"
NATURE = "name\talternate_names\tkind\tlatitude\tlongitude\n"
UCDP = "name\tkind\tname_folded\tadm_1\tadm_2\tcountry\tlatitude\tlongitude\twhere_prec\n"


def write(path: Path, text: str) -> None:
    path.write_bytes(lzma.compress(text.encode()) if path.suffix == ".xz" else text.encode())


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    write(folder / "countries.tsv", COUNTRIES + "SY\tSYR\tSyria\t1\t35\t38\tDamascus\t9\t\n")
    write(folder / "country_names.tsv", "name\tcountry\nSyrian Arab Republic\tSY\n")
    write(folder / "demonyms.tsv", "demonym\tcountry\nSyrian\tSY\n")
    write(folder / "regions.tsv", "name\talternate_names\tlatitude\tlongitude\tcountry\nLevant\t\t34\t37\t\n")
    write(folder / "state_abbreviations.tsv", "abbreviation\tname\tadmin1\nX.\tIdlib\tSY.12\n")
    rows = "10\tZorba\tZurba|Zo|Apple|New Zorba\t35.5\t36.5\tSY\t12\t\tPPLA\t5000\n"
    write(folder / "places.tsv.xz", PLACES + rows + "11\tDamask\t\t33.5\t36.3\tSY\t13\t\tPPLC\t900000\n")
    write(folder / "admin1.tsv", UNITS + "SY.12\tIdlib\t\t20\t35.8\t36.7\t1\nSY.13\tDamask\t\t21\t\t\t0\n")
    write(folder / "admin2.tsv.xz", UNITS + "SY.12.7\tZorba District\t\t30\t35.4\t36.4\t1\n")
    write(folder / "natural_features.tsv", NATURE + "Zorba Sea\t\tsea\t30\t31\nZorba Hills\t\trange/mtn\t35.4\t36.4\n")
    write(folder / "dictionary_word_places.tsv", "word\napple\n")
    write(folder / "non_place_words.tsv", "word\tcategory\nthe\tstopword\nacme\tabbrev\n")
    write(
        folder / "person_names.tsv.xz", "name\tkind\tsex\tpercent\trank\nMary\tgiven\tf\t1\t1\nSmith\tsurname\t\t1\t1\n"
    )
    villages = [
        "Zurbah\ttown\tzurbah\tIdlib\t\tSyria\t35.51\t36.51\t1",
        "Kafr Xel\tvillage\tkafr xel\tIdlib\t\tSyria\t35.6\t36.6\t1",
        "Far Hills\tdistrict\tfar hills\tIdlib\t\tSyria\t36.6\t36.9\t3",
    ]
    far = ["Nowhere\tcountry\tnowhere\t\t\tSyria\t35\t38\t6", "Atlantis\ttown\tatlantis\t\t\tAtlantis\t0\t0\t1"]
    write(folder / "ucdp.tsv", UCDP + "\n".join([*villages, *far]) + "\n")
    return folder


@pytest.fixture(scope="module")
def compiled(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    output = tmp_path_factory.mktemp("compiled")
    run(gazetteer.main, sources, sources / "ucdp.tsv", output)
    with np.load(output / "index.npz") as columns:
        return Gazetteer(dict(columns), {"SY": "SYR"})


def run(command: object, *arguments: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["build", *map(str, arguments)])
        command()  # type: ignore[operator]


def entries(compiled: Gazetteer, name: str) -> list[Entry]:
    return compiled.lookup([key_hash(fold(name))])[0]


def test_a_division_has_the_people_of_its_towns_and_lies_in_no_other(compiled: Gazetteer):
    (entry,) = [entry for entry in entries(compiled, "Idlib") if entry.kind == Kind.ADMIN1]

    assert (entry.population, entry.admin2) == (5000, NOWHERE)


def test_a_place_is_compiled_with_its_columns(compiled: Gazetteer):
    (entry,) = [entry for entry in entries(compiled, "Zorba") if entry.kind == Kind.SETTLEMENT]

    assert (entry.country, entry.latitude, entry.longitude, entry.population, entry.seat) == (
        "SYR",
        35.5,
        36.5,
        5000,
        3,
    )
    assert compiled.name(entry.row) == "Zorba"
    assert compiled.name(entry.admin1) == "Idlib"
    assert compiled.identifier(entry.row) == "geonames:10"


def test_nothing_lies_in_a_district_without_a_code(compiled: Gazetteer):
    (unit,) = entries(compiled, "Idlib")
    (district,) = entries(compiled, "Far Hills")

    assert district.kind == Kind.ADMIN2
    assert (unit.kind, compiled.name(unit.admin1), unit.admin2) == (Kind.ADMIN1, "Idlib", NOWHERE)


def test_an_alternate_name_is_marked(compiled: Gazetteer):
    assert [entry.alternate for entry in entries(compiled, "Zurba")] == [1]


@pytest.mark.parametrize("name", ["Zo", "Apple"])
def test_short_names_and_english_words_are_no_alternates(compiled: Gazetteer, name: str):
    assert entries(compiled, name) == []


def test_a_district_is_found_without_its_generic_word(compiled: Gazetteer):
    assert Kind.ADMIN2 in [entry.kind for entry in entries(compiled, "Zorba")]
    assert [entry.kind for entry in entries(compiled, "Zorba District")] == [Kind.ADMIN2]


def test_hills_lie_in_the_country_of_the_nearest_settlement(compiled: Gazetteer):
    assert [entry.country for entry in entries(compiled, "Zorba Hills")] == ["SYR"]


def test_a_sea_lies_in_no_country(compiled: Gazetteer):
    (entry,) = entries(compiled, "Zorba Sea")

    assert (entry.country, entry.kind) == ("", Kind.NATURAL)
    assert compiled.identifier(entry.row).startswith("naturalearth:")


def test_a_village_near_a_place_of_its_consonants_is_that_place(compiled: Gazetteer):
    assert [compiled.identifier(entry.row) for entry in entries(compiled, "Zurbah")] == ["geonames:10"]


def test_a_new_village_takes_the_unit_of_its_neighbour(compiled: Gazetteer):
    (entry,) = entries(compiled, "Kafr Xel")

    assert compiled.identifier(entry.row).startswith("ucdp:")
    assert compiled.name(entry.admin1) == "Idlib"


@pytest.mark.parametrize("name", ["Nowhere", "Atlantis"])
def test_rows_without_a_place_or_country_are_left_out(compiled: Gazetteer, name: str):
    assert entries(compiled, name) == []


def test_a_skeleton_leads_to_its_places(compiled: Gazetteer):
    found = compiled.lookup([skeleton_hash(skeleton(fold("Kafer Xeil")))])[0]

    assert [compiled.name(entry.row) for entry in found] == ["Kafr Xel"]


def test_a_unit_is_found_by_code_and_by_name(compiled: Gazetteer):
    assert compiled.unit("SY.12") == compiled.unit_named("Idlib", "SYR") >= 0
    assert compiled.unit("SY.99") == compiled.unit_named("Nowhere", "SYR") == compiled.unit_named("", "SYR") == -1


def test_a_place_lies_in_its_unit_and_the_unit_in_no_place(compiled: Gazetteer):
    town = next(entry for entry in entries(compiled, "Zorba") if entry.kind == Kind.SETTLEMENT)
    unit = compiled.entry(town.admin1)

    assert lies_in(town, unit)
    assert not lies_in(unit, town)


def test_many_names_are_looked_up_at_once(compiled: Gazetteer):
    found = compiled.lookup([key_hash("nothing"), key_hash("damask"), key_hash("kafr xel")])

    assert [len(each) for each in found] == [0, 1, 1]
    assert compiled.lookup([]) == []


def test_the_same_sources_give_the_same_bytes(sources: Path, tmp_path: Path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        run(gazetteer.main, sources, sources / "ucdp.tsv", tmp_path / name)

    assert (tmp_path / "one" / "index.npz").read_bytes() == (tmp_path / "other" / "index.npz").read_bytes()


def test_tables_are_copied_under_a_header_that_names_their_source(sources: Path, tmp_path: Path):
    run(gazetteer_tables.main, sources, tmp_path)

    assert "GeoNames" in (tmp_path / "countries.tsv").read_text().splitlines()[0]
    assert (tmp_path / "given_names.txt").read_text().splitlines()[1:] == ["mary"]
    assert (tmp_path / "grammar_words.txt").read_text().splitlines()[1:] == ["the"]
    assert (tmp_path / "non_place_words.txt").read_text().splitlines()[1:] == ["acme"]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Isa Binar/Ayn Isa", ["Isa Binar", "Ayn Isa"]),
        ("Khuwayn village (Tell Khuwayn)", ["Khuwayn", "Tell Khuwayn"]),
        ("Saraqib", ["Saraqib"]),
        ("(7)", []),
    ],
)
def test_spellings_in_one_cell_are_parted(written: str, names: list[str]):
    assert spellings(written) == names


def test_older_country_names_are_known():
    assert country_code("Myanmar (Burma)", {"myanmar": "MM"}) == "MM"
    assert country_code("Bosnia-Herzegovina", {}) == "BA"
    assert country_code("Atlantis", {}) == ""


def test_a_degree_north_is_a_hundred_and_eleven_kilometres():
    row = Row(names=["A"], kind=Kind.SETTLEMENT, country="SY", latitude=36.0, longitude=36.0)

    assert kilometres(35.0, 36.0, row) == pytest.approx(111.2)
    assert kilometres(36.0, 35.0, row) == pytest.approx(90, abs=0.5)
