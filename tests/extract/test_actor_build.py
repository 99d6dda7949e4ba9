"""The script that compiles the actor lexicon merges sources without mixing actors up."""

import gzip
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "build" / "actors.py"


@pytest.fixture(scope="module")
def actors() -> ModuleType:
    specification = importlib.util.spec_from_file_location("build_actors", SCRIPT)
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    sys.modules["build_actors"] = module
    specification.loader.exec_module(module)
    return module


def test_sources_that_share_a_name_become_one_actor_under_the_first_name(actors: ModuleType) -> None:
    first = actors.Entry("Sun Front", "SYR", "rebels", "armed_group", ["Sun Front", "Jabhat al-Shams"])
    second = actors.Entry("Jabhat Al-Shams", "", "rebels", "armed_group", ["Jabhat Al-Shams", "Army of the Sun"])
    (merged,) = actors.merge([first, second])

    assert merged.name == "Sun Front"
    assert merged.names == ["Sun Front", "Jabhat al-Shams", "Army of the Sun"]


def test_a_person_and_a_group_of_one_name_stay_two(actors: ModuleType) -> None:
    person = actors.Entry("Abu Ali", "IRQ", "government", "person", ["Abu Ali", "Ali Senior"])
    group = actors.Entry("Abu Ali", "IRQ", "rebels", "armed_group", ["Abu Ali", "Abu Ali Brigade"])

    assert len(actors.merge([person, group])) == 2


@pytest.mark.parametrize(
    ("name", "expected"), [("HTS", True), ("the army", False), ("abc", False), ("1234", False), ("Fatah", True)]
)
def test_names_that_would_match_anything_are_left_out(name: str, expected: bool, actors: ModuleType) -> None:
    assert actors.usable(name) is expected


def test_leaders_whose_roles_ended_long_ago_are_left_out(actors: ModuleType) -> None:
    assert not actors.is_recent({"roles": [{"code": "AFGGOV", "from": "1933-01-01", "to": "1973-01-01"}]})
    assert actors.is_recent({"roles": [{"code": "AFGGOV", "from": "2001-01-01"}]})


def test_the_files_are_written_from_the_sources(actors: ModuleType, tmp_path: Path) -> None:
    lexical, gazetteer, output = (tmp_path / name for name in ("lexical", "gazetteer", "output"))
    for folder in (lexical, gazetteer, output):
        folder.mkdir()
    (lexical / "supplement.tsv").write_text(
        "name\tkind\tcountry\trole\tfrom\tto\tall_names\nSun Front\tarmed_group\tSYR\tREB\t\t\tSun Front|SF\n"
    )
    (lexical / "ucdp_actors.tsv").write_text(
        "name\torg_type\tall_names\tcountries\nGovernment of Syria\tgovernment\tx\tSyria\n"
    )
    (lexical / "ofac_groups.tsv").write_text("name\tfto\tall_names\nNIGHT BRIGADE\t1\tNIGHT BRIGADE\n")
    (lexical / "petrarch_agents.tsv").write_text("phrase\trole_code\tplural\nMILITANT\tREB\t\nUNKNOWN\tXXX\t\n")
    row = {"code": "SYRREB", "kind": "group", "country_or_class": "SYR", "names": ["SUN FRONT", "SUN MEN"], "roles": []}
    (lexical / "petrarch_actors.jsonl.gz").write_bytes(gzip.compress(json.dumps(row).encode()))
    (gazetteer / "countries.tsv").write_text(
        "iso2\tiso3\tname\tcapital\tpopulation\nSY\tSYR\tSyria\tDamascus\t17000000\n"
    )
    (gazetteer / "demonyms.tsv").write_text("demonym\tcountry\nSyrian\tSY\n")
    (gazetteer / "country_names.tsv").write_text("name\tcountry\nSyrian Arab Republic\tSY\n")

    actors.main(lexical, gazetteer, output)

    table = gzip.decompress((output / "actors.tsv.gz").read_bytes()).decode()
    assert "Sun Front\tSYR\trebels\tarmed_group\tSun Front|SF|Sun Men\n" in table
    assert "Syria\tSYR\t\tcountry\tSyria|Syrian|Syrian Arab Republic\n" in table
    assert "Government of Syria\tSYR\tgovernment\tcapital\tDamascus\n" in table
    assert "Night Brigade\t\trebels\tarmed_group\tNight Brigade\n" in table
    assert (output / "agents.tsv").read_text().endswith("phrase\tsector\tplural\nmilitant\trebels\t\n")
