"""Reads a user's own places, to stand beside those that ship: a GeoNames dump, or a CSV file with a header."""

import csv
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import BaseModel, Field

from service.extract.own_rows import checked
from service.extract.places.folding import fold
from service.extract.places.gazetteer import NOWHERE, Entry, Kind
from service.extract.places.knowledge import OwnPlace, PlaceKnowledge, with_places
from service.lexicons.loading import BadLexicon
from service.models.record import MAX_ID_LENGTH, MAX_NAME_LENGTH

PLACES, GEONAMES = "places.csv", "geonames.txt"  # what the files are called when something is wrong with them
GEONAMES_COLUMNS = 19
SEATS = {"PPLC": 4, "PPLG": 4, "PPLA": 3, "PPLA2": 2, "PPLA3": 1, "PPLA4": 1}
COLUMNS = ("name", "latitude", "longitude", "country")  # that a CSV file must have
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Named = Annotated[str, Field(min_length=1, max_length=MAX_NAME_LENGTH)]
NamedPlaces = Iterator[tuple[OwnPlace, tuple[str, ...]]]


def with_geonames_dump(knowledge: PlaceKnowledge, lines: Iterable[str]) -> PlaceKnowledge:
    """`knowledge` with the populated places of a GeoNames dump (19 tab-separated columns; other lines are skipped).

    Raises BadLexicon for a populated place whose cells are not what they should be.
    """
    return with_places(knowledge, _dumped(knowledge, lines))


def with_csv_places(knowledge: PlaceKnowledge, lines: Iterable[str]) -> PlaceKnowledge:
    """`knowledge` with the places of a CSV file.

    Columns: name, latitude, longitude, country (ISO 3166 alpha-2 or -3); optional id, admin1 (name), alternate_names
    (parted by |), population. Raises BadLexicon when a needed column is missing or a cell is not what it should be.
    """
    return with_places(knowledge, _listed(knowledge, lines))


class _DumpedPlace(BaseModel):
    id: Named
    name: Named
    latitude: Latitude
    longitude: Longitude
    population: Annotated[int, Field(ge=0)] = 0


class _ListedPlace(BaseModel):
    name: Named
    latitude: Latitude
    longitude: Longitude
    country: Named
    id: Annotated[str, Field(max_length=MAX_ID_LENGTH)] | None = None
    admin1: str = ""
    alternate_names: str = ""
    population: Annotated[int, Field(ge=0)] = 0


def _dumped(knowledge: PlaceKnowledge, lines: Iterable[str]) -> NamedPlaces:
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != GEONAMES_COLUMNS or cells[6] != "P":
            continue
        told = {"id": cells[0], "name": cells[1], "latitude": cells[4], "longitude": cells[5], "population": cells[14]}
        place = checked(GEONAMES, number, {**told}, _DumpedPlace)
        unit = knowledge.gazetteer.unit(f"{cells[8]}.{cells[10]}")
        entry = _entry(knowledge.alpha3.get(cells[8], ""), unit, place, SEATS.get(cells[7], 0))
        yield OwnPlace(place.name, f"geonames:{place.id}", entry), (place.name, cells[2], *cells[3].split(","))


def _listed(knowledge: PlaceKnowledge, lines: Iterable[str]) -> NamedPlaces:
    reader = csv.DictReader(lines)
    if lacking := [column for column in COLUMNS if reader.fieldnames and column not in reader.fieldnames]:
        raise BadLexicon(PLACES, 1, f"the header has no {', '.join(lacking)}")
    try:
        for row in reader:
            yield _listed_place(knowledge, reader.line_num, row)
    except csv.Error as error:
        raise BadLexicon(PLACES, reader.line_num + 1, str(error)) from error  # the line that could not be read


def _listed_place(knowledge: PlaceKnowledge, line: int, row: dict[str, str | None]) -> tuple[OwnPlace, tuple[str, ...]]:
    place = checked(
        PLACES, line, {name: (row.get(name) or "").strip() for name in _ListedPlace.model_fields}, _ListedPlace
    )
    code = place.country.upper()
    country = knowledge.alpha3.get(code, code)
    if country not in knowledge.countries:
        raise BadLexicon(PLACES, line, f"country: {place.country!r} is no ISO 3166 code")
    if not fold(place.name):
        raise BadLexicon(PLACES, line, f"name: {place.name!r} has no word")
    entry = _entry(country, knowledge.gazetteer.unit_named(place.admin1, country), place, 0)
    return OwnPlace(place.name, place.id, entry), (place.name, *place.alternate_names.split("|"))


def _entry(country: str, unit: int, place: _DumpedPlace | _ListedPlace, seat: int) -> Entry:
    return Entry(
        row=0,
        kind=Kind.SETTLEMENT,
        country=country,
        admin1=unit,
        admin2=NOWHERE,
        latitude=place.latitude,
        longitude=place.longitude,
        population=place.population,
        seat=seat,
        alternate=0,
    )
