"""Reads a user's own places, to stand beside those that ship: a GeoNames dump, or a CSV file with a header."""

import csv
from collections.abc import Iterable, Iterator

from service.extract.places.gazetteer import NOWHERE, Entry, Kind
from service.extract.places.knowledge import OwnPlace, PlaceKnowledge, with_places

GEONAMES_COLUMNS = 19
SEATS = {"PPLC": 4, "PPLG": 4, "PPLA": 3, "PPLA2": 2, "PPLA3": 1, "PPLA4": 1}
NamedPlaces = Iterator[tuple[OwnPlace, tuple[str, ...]]]


def with_geonames_dump(knowledge: PlaceKnowledge, lines: Iterable[str]) -> PlaceKnowledge:
    """`knowledge` with the populated places of a GeoNames dump (19 tab-separated columns; other lines are skipped)."""
    return with_places(knowledge, _dumped(knowledge, lines))


def with_csv_places(knowledge: PlaceKnowledge, lines: Iterable[str]) -> PlaceKnowledge:
    """`knowledge` with the places of a CSV file.

    Columns: name, latitude, longitude, country (ISO 3166 alpha-2 or -3); optional id, admin1 (name), alternate_names
    (parted by |), population. Raises KeyError when a needed column is missing, ValueError when a number is none.
    """
    return with_places(knowledge, _listed(knowledge, lines))


def _dumped(knowledge: PlaceKnowledge, lines: Iterable[str]) -> NamedPlaces:
    for line in lines:
        cells = line.rstrip("\n").split("\t")
        if len(cells) != GEONAMES_COLUMNS or cells[6] != "P":
            continue
        entry = Entry(
            row=0,
            kind=Kind.SETTLEMENT,
            country=knowledge.alpha3.get(cells[8], ""),
            admin1=knowledge.gazetteer.unit(f"{cells[8]}.{cells[10]}"),
            admin2=NOWHERE,
            latitude=float(cells[4]),
            longitude=float(cells[5]),
            population=int(cells[14] or 0),
            seat=SEATS.get(cells[7], 0),
            alternate=0,
        )
        yield OwnPlace(cells[1], f"geonames:{cells[0]}", entry), (cells[1], cells[2], *cells[3].split(","))


def _listed(knowledge: PlaceKnowledge, lines: Iterable[str]) -> NamedPlaces:
    for row in csv.DictReader(lines):
        code = row["country"].strip().upper()
        country = knowledge.alpha3.get(code, code if code in knowledge.countries else "")
        entry = Entry(
            row=0,
            kind=Kind.SETTLEMENT,
            country=country,
            admin1=knowledge.gazetteer.unit_named(row.get("admin1") or "", country),
            admin2=NOWHERE,
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row.get("population") or 0),
            seat=0,
            alternate=0,
        )
        spellings = (row["name"], *(row.get("alternate_names") or "").split("|"))
        yield OwnPlace(row["name"], row.get("id") or None, entry), spellings
