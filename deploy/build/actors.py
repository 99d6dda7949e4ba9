"""Builds service/lexicons/actors/actors.tsv.gz and agents.tsv from public actor lists.

    python deploy/build/actors.py LEXICAL GAZETTEER OUTPUT

LEXICAL holds petrarch_actors.jsonl.gz, petrarch_agents.tsv (PETRARCH2, MIT), ucdp_actors.tsv (UCDP Actor Dataset,
CC BY 4.0), ofac_groups.tsv (OFAC, public domain) and supplement.tsv (own); GAZETTEER holds countries.tsv,
country_names.tsv and demonyms.tsv (GeoNames, CC BY 4.0; OpenSextant, Apache-2.0; own). NOTICE attributes them.
"""

import csv
import gzip
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

MIN_PERSON_YEAR = (
    "2005"  # leaders whose last role ended before are history, and their surnames collide with living ones
)
MAX_ACRONYM_LENGTH = 5
MAX_ALIASES = 40
GENERIC_NAMES = """the army|the base|the party|government|opposition|the movement|al jihad|islamic army|democratic party
liberal party|national party|the group|army of glory|the organization|justice|unity|progress|reform|labour party
labor party|sons|martyrs|youth|freedom|the state|patriots|the front|popular front|the family|the company|united front
soldiers|defenders|students|workers|security belt|ranger|rangers|peace"""
GENERIC = frozenset(GENERIC_NAMES.replace("\n", "|").split("|"))
SECTORS = {
    "GOV": "government",
    "MIL": "military",
    "REB": "rebels",
    "SEP": "separatists",
    "CRM": "criminals",
    "COP": "police",
    "IGO": "intergovernmental",
    "NGO": "non-governmental",
    "MED": "media",
    "OPP": "opposition",
    "SPY": "intelligence",
    "LEG": "legislature",
    "JUD": "judiciary",
    "UAF": "armed group",
    "BUS": "business",
    "CVL": "civilian",
    "EDU": "education",
    "HLH": "health",
    "REL": "religious",
    "REF": "refugees",
    "LAB": "labour",
    "AGR": "farmers",
    "PTY": "party",
    "ELI": "elite",
    "MNC": "business",
    "HRI": "human rights",
    "IMG": "armed group",
    "MUS": "religious",
    "CHR": "religious",
}


@dataclass
class Entry:
    """One actor: how it is called, whose it is and what it does."""

    name: str
    country: str
    sector: str
    kind: str
    names: list[str] = field(default_factory=list)


def fold(name: str) -> str:
    """Lower-case letters and digits, words parted by one space."""
    text = "".join(char for char in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", " ", re.sub("['’‘`]", "", text)).strip()


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated file."""
    with path.open(encoding="utf-8") as stream:
        yield from csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def of_supplement(path: Path) -> Iterator[Entry]:
    """Our own list of actors and leaders."""
    for row in table(path):
        yield Entry(
            row["name"],
            row["country"].split("|")[0],
            SECTORS.get(row["role"][:3], ""),
            row["kind"],
            row["all_names"].split("|"),
        )


def of_ucdp(path: Path, countries: dict[str, str]) -> Iterator[Entry]:
    """Parties of armed conflicts; governments come from the countries file."""
    for row in table(path):
        if row["org_type"] == "government":
            continue
        home = row["countries"].split(",")[0].split("(")[0].strip()
        yield Entry(row["name"], countries.get(fold(home), ""), "rebels", "armed_group", row["all_names"].split("|"))


def of_ofac(path: Path) -> Iterator[Entry]:
    """Sanctioned armed groups."""
    for row in table(path):
        yield Entry(
            row["name"].title(),
            "",
            "rebels" if row["fto"] == "1" else "armed group",
            "armed_group",
            [name.title() for name in row["all_names"].split("|")],
        )


def of_petrarch(path: Path) -> Iterator[Entry]:
    """Groups, organisations and recent leaders; not countries, because their entries mix in cities."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            if row["kind"] == "country_or_place" or (row["kind"] == "person" and not is_recent(row)):
                continue
            code = row["code"]
            country = code[:3] if row["country_or_class"] not in ("IGO", "NGO", "MNC", "IMG", "NGM") else ""
            sector = SECTORS.get(code[3:6]) or SECTORS.get(code[:3], "")
            names = [name.title() for name in row["names"]]
            yield Entry(names[0], country, sector, row["kind"], names)


def is_recent(row: dict[str, object]) -> bool:
    """Does a person hold a role of government, opposition or force that lasted into the period we read?"""
    roles = row["roles"]
    assert isinstance(roles, list)
    return any(
        (role.get("to") or "9999") >= MIN_PERSON_YEAR
        and role.get("from", "")
        and re.search("GOV|MIL|REB|OPP", role["code"])
        for role in roles
    )


def of_countries(folder: Path) -> Iterator[Entry]:
    """Countries with their people, and capitals that stand for the government ("Moscow")."""
    demonyms: dict[str, list[str]] = {}
    for row in table(folder / "demonyms.tsv"):
        demonyms.setdefault(row["country"], []).append(row["demonym"])
    for row in table(folder / "country_names.tsv"):
        demonyms.setdefault(row["country"], []).append(row["name"])
    for row in table(folder / "countries.tsv"):
        yield Entry(row["name"], row["iso3"], "", "country", [row["name"], *demonyms.get(row["iso2"], [])])
        if row["capital"] and int(row["population"] or 0) > 1_000_000:
            yield Entry(f"Government of {row['name']}", row["iso3"], "government", "capital", [row["capital"]])


def usable(name: str) -> bool:
    """Is the name long and telling enough to be looked for?"""
    folded = fold(name)
    if not folded or folded in GENERIC or len(folded) < 2 or folded.isdecimal():
        return False
    return len(folded) > 3 or name.isupper()


def merge(entries: Iterable[Entry]) -> list[Entry]:
    """Entries that share a name become one, under the name that comes first."""
    by_name: dict[str, Entry] = {}
    kept: list[Entry] = []
    for entry in entries:
        names = [name for name in dict.fromkeys(entry.names) if usable(name)]
        same = next(
            (by_name[fold(name)] for name in names if fold(name) in by_name and is_same(by_name[fold(name)], entry)),
            None,
        )
        if same is None:
            same = Entry(entry.name, entry.country, entry.sector, entry.kind)
            kept.append(same)
        for name in names[:MAX_ALIASES]:
            if fold(name) not in by_name:
                by_name[fold(name)] = same
                same.names.append(name)
        same.country = same.country or entry.country
    return [entry for entry in kept if entry.names]


def is_same(one: Entry, other: Entry) -> bool:
    """May two entries with a name in common be one actor?"""
    people = (one.kind == "person", other.kind == "person")
    countries = not one.country or not other.country or one.country == other.country
    return people[0] == people[1] and countries and "country" not in (one.kind, other.kind)


def main(lexical: Path, gazetteer: Path, output: Path) -> None:
    """Write the two files."""
    countries = {fold(row["name"]): row["iso3"] for row in table(gazetteer / "countries.tsv")}
    entries = merge(
        [
            *of_supplement(lexical / "supplement.tsv"),
            *of_countries(gazetteer),
            *of_ucdp(lexical / "ucdp_actors.tsv", countries),
            *of_ofac(lexical / "ofac_groups.tsv"),
            *of_petrarch(lexical / "petrarch_actors.jsonl.gz"),
        ]
    )
    head = (
        "# Actors; built by deploy/build/actors.py from PETRARCH2 (MIT), UCDP (CC BY 4.0), OFAC, GeoNames (CC BY 4.0)"
        " and own lists, see NOTICE.\n"
    )
    rows = [
        "\t".join((entry.name, entry.country, entry.sector, entry.kind, "|".join(entry.names))) for entry in entries
    ]
    text = head + "\n".join(["name\tcountry\tsector\tkind\tnames", *rows]) + "\n"
    (output / "actors.tsv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    agents = [
        f"{row['phrase'].lower()}\t{SECTORS.get(row['role_code'][:3], '')}\t{row['plural'].lower()}"
        for row in table(lexical / "petrarch_agents.tsv")
        if SECTORS.get(row["role_code"][:3])
    ]
    note = "# Nouns for roles; built by deploy/build/actors.py from the agents of PETRARCH2 (MIT), see NOTICE.\n"
    (output / "agents.tsv").write_text(note + "\n".join(["phrase\tsector\tplural", *agents]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
