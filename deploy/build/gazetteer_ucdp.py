"""Lays the places of UCDP events (villages that GeoNames lacks or spells otherwise) over the gazetteer rows."""

import math
import re
from collections import defaultdict
from pathlib import Path

from deploy.build.gazetteer_rows import Row
from deploy.build.gazetteer_sources import Sources, read_rows
from service.extract.places.folding import fold, skeleton
from service.extract.places.gazetteer import Kind

SAME_PLACE_KM = 12.0  # a UCDP point this near to a GeoNames place of the same skeleton is that place
KM_PER_DEGREE = 111.2
EXACT_PRECISIONS = {"1", "2", "3"}  # where_prec: at the place, near it, its district
DISTRICT = "3"
OTHER_COUNTRY_NAMES = {"Bosnia-Herzegovina": "BA", "Madagascar (Malagasy)": "MG", "Zimbabwe (Rhodesia)": "ZW"}

Grid = dict[tuple[str, int, int], list[Row]]


def add_ucdp(sources: Sources, path: Path) -> list[Row]:
    """The rows of `sources` with UCDP's names added to them, and new rows for places they lack."""
    rows = list(sources.rows)
    grid: Grid = defaultdict(list)
    for row in rows:
        if row.kind == Kind.SETTLEMENT:
            grid[cell(row.country, row.latitude, row.longitude)].append(row)
    seen: set[tuple[str, str, str]] = set()
    for place in read_rows(path):
        country = country_code(place["country"], sources.country_of_name)
        key = (country, place["adm_1"], place["name_folded"])
        if country and place["where_prec"] in EXACT_PRECISIONS and key not in seen:
            seen.add(key)
            rows += merge_place(place, country, grid, -len(seen))
    return rows


def country_code(name: str, country_of_name: dict[str, str]) -> str:
    """ISO 3166 alpha-2 of a UCDP country name such as "Myanmar (Burma)"; empty when unknown."""
    plain = re.sub(r"\s*\(.*", "", name)
    return OTHER_COUNTRY_NAMES.get(name) or country_of_name.get(fold(plain), "")


def merge_place(place: dict[str, str], country: str, grid: Grid, identifier: int) -> list[Row]:
    """No row when the place is one of the grid (which learns its names), else its new row."""
    names = spellings(place["name"])
    latitude, longitude = float(place["latitude"]), float(place["longitude"])
    near = neighbours(grid, country, latitude, longitude)
    for distance, row in near:
        if distance <= SAME_PLACE_KM and same_name(names, row):
            row.alternates += names
            return []
    nearest = near[0][1] if near else None
    new = Row(
        names=names[:1],
        kind=Kind.ADMIN2 if place["where_prec"] == DISTRICT else Kind.SETTLEMENT,
        country=country,
        latitude=latitude,
        longitude=longitude,
        identifier=identifier,
        alternates=names[1:],
        admin1=nearest.admin1 if nearest else "",
        admin2=nearest.admin2 if nearest else "",
    )
    return [new] if names else []


def spellings(name: str) -> list[str]:
    """The variants that UCDP writes as "Isa Binar/Ayn Isa" or "Khuwayn village (Tell Khuwayn)"."""
    parts = re.split(r"[/()]", name)
    plain = [re.sub(r" (village|town|city|district|municipality)$", "", part.strip(" ,")) for part in parts]
    return [part for part in plain if any(char.isalpha() for char in part)]


def same_name(names: list[str], row: Row) -> bool:
    """Whether a spelling or skeleton of the row agrees with one of `names`."""
    wanted = {form for name in names for form in forms(name)}
    return any(form in wanted for name in (*row.names, *row.alternates) for form in forms(name))


def forms(name: str) -> set[str]:
    """What two spellings of one place share: the folded name or its skeleton."""
    folded = fold(name)
    return {folded, skeleton(folded)} - {""}


def cell(country: str, latitude: float, longitude: float) -> tuple[str, int, int]:
    """The one-degree cell a point lies in."""
    return country, math.floor(latitude), math.floor(longitude)


def neighbours(grid: Grid, country: str, latitude: float, longitude: float) -> list[tuple[float, Row]]:
    """The country's settlements in the nine cells around a point, nearest first (kilometres)."""
    _, south, west = cell(country, latitude, longitude)
    around = [(country, south + i, west + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    found = [(kilometres(latitude, longitude, row), row) for key in around for row in grid.get(key, ())]
    return sorted(found, key=lambda pair: (pair[0], pair[1].identifier))


def kilometres(latitude: float, longitude: float, row: Row) -> float:
    """Distance on a plane, good enough within a degree."""
    east = (row.longitude - longitude) * math.cos(math.radians(latitude))
    return KM_PER_DEGREE * math.hypot(row.latitude - latitude, east)
