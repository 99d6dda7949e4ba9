"""Reads the source tables of the gazetteer into rows."""

import csv
import lzma
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from deploy.build.gazetteer_rows import Row
from service.extract.places.folding import fold
from service.extract.places.gazetteer import FIRST_FEATURE, Kind
from service.lexicons.loading import read_words

OPEN_WATERS = {"sea", "ocean", "gulf", "strait", "channel", "continent", "sound", "pole", "geoarea"}
MAX_DEGREES = 1.5  # between a natural feature's middle and the settlement that gives it its country
SEATS = {"PPLC": 4, "PPLG": 4, "PPLA": 3, "PPLA2": 2, "PPLA3": 1, "PPLA4": 1, "PPLA5": 1}

GENERIC = (
    *("county", "parish", "borough", "district", "census area", "municipality", "state", "province", "region"),
    *("department", "oblast", "governorate", "division", "prefecture", "regency"),
)


@dataclass(slots=True)
class Sources:
    """The rows of all tables, and what decides which names become keys."""

    rows: list[Row]
    countries: list[str]  # ISO 3166 alpha-2 in file order
    country_of_name: dict[str, str]
    common_words: frozenset[str]  # folded single words that are English words or personal names
    loose_countries: frozenset[str]  # alpha-2: names are transliterated


def read_sources(folder: Path) -> Sources:
    """Everything under `folder`."""
    countries = list(read_rows(folder / "countries.tsv"))
    names = {fold(row["name"]): row["iso2"] for row in countries}
    names |= {fold(row["name"]): row["country"] for row in read_rows(folder / "country_names.tsv")}
    rows = [*settlements(folder), *first_level(folder)]
    loose = frozenset(read_words("places/loose_countries.txt"))
    sparse = loose | frozenset(read_words("places/sparse_countries.txt"))
    rows += [
        *second_level(folder, rows, sparse),
        *natural_features(folder, NearestSettlement([row for row in rows if row.kind == Kind.SETTLEMENT])),
    ]
    words = {row["word"] for row in read_rows(folder / "dictionary_word_places.tsv")}
    words |= {fold(row["word"]) for row in read_rows(folder / "non_place_words.tsv")}
    words |= {fold(row["name"]) for row in read_rows(folder / "person_names.tsv.xz")}
    return Sources(rows, [row["iso2"] for row in countries], names, frozenset(words), loose)


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated file with a header, packed with LZMA or plain."""
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    yield from csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def settlements(folder: Path) -> Iterator[Row]:
    """GeoNames populated places."""
    for row in read_rows(folder / "places.tsv.xz"):
        admin1 = f"{row['country']}.{row['admin1']}"
        yield Row(
            names=[row["name"]],
            kind=Kind.SETTLEMENT,
            country=row["country"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            identifier=int(row["geonameid"]),
            alternates=row["alternate_names"].split("|"),
            admin1=admin1,
            admin2=f"{admin1}.{row['admin2']}",
            population=int(row["population"] or 0),
            seat=SEATS.get(row["feature_code"], 0),
        )


def first_level(folder: Path) -> Iterator[Row]:
    """GeoNames first-level divisions; one that lacks a point is left out."""
    for row in read_rows(folder / "admin1.tsv"):
        if row["latitude"]:
            yield admin_row(row, Kind.ADMIN1)


def second_level(folder: Path, upper: list[Row], sparse: frozenset[str]) -> Iterator[Row]:
    """GeoNames second-level divisions.

    In `sparse` countries one without a point has that of the division above it, unless a settlement bears its name.
    """
    units = [row for row in upper if row.kind == Kind.ADMIN1 and row.country in sparse]
    points = {row.code: (str(row.latitude), str(row.longitude)) for row in units}
    settled = {(row.country, fold(row.names[0])) for row in upper if row.kind == Kind.SETTLEMENT}
    for row in read_rows(folder / "admin2.tsv.xz"):
        above = row["code"].rpartition(".")[0]
        if not row["latitude"] and above in points and (row["code"][:2], fold(short_name(row["name"]))) not in settled:
            row["latitude"], row["longitude"] = points[above]
        if row["latitude"]:
            yield admin_row(row, Kind.ADMIN2)


def short_name(name: str) -> str:
    """A division's name without its generic word: "Borno" of "Borno State"."""
    for generic in GENERIC:
        if name.casefold().endswith(f" {generic}"):
            return name[: -len(generic) - 1]
        for opening in (f"{generic} of ", f"{generic} "):
            if name.casefold().startswith(opening):
                return name[len(opening) :]
    return name


def admin_row(row: dict[str, str], kind: Kind) -> Row:
    """A division as a row of its own, under its full and its short name; it lies in the division above it."""
    code, short = row["code"], short_name(row["name"])
    return Row(
        names=[row["name"]],
        kind=kind,
        country=code[:2],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        identifier=int(row["geonameid"]),
        alternates=[row["ascii"], short],
        code=code,
        admin1=".".join(code.split(".")[:2]),
        admin2=code if kind == Kind.ADMIN2 else "",
    )


class NearestSettlement:
    """The country of the settlement nearest to a point."""

    def __init__(self, rows: list[Row]) -> None:
        self._countries = [row.country for row in rows]
        self._points = np.array([(row.latitude, row.longitude) for row in rows]).reshape(-1, 2)

    def country(self, latitude: float, longitude: float) -> str:
        """ISO 3166 alpha-2; empty when no settlement lies within MAX_DEGREES."""
        if not self._countries:
            return ""
        east = (self._points[:, 1] - longitude) * math.cos(math.radians(latitude))
        distance = np.hypot(self._points[:, 0] - latitude, east)
        nearest = int(distance.argmin())
        return self._countries[nearest] if distance[nearest] <= MAX_DEGREES else ""


def natural_features(folder: Path, nearest: NearestSettlement) -> Iterator[Row]:
    """Natural Earth seas, rivers, mountains and the like; those on land lie in the nearest settlement's country."""
    for number, row in enumerate(read_rows(folder / "natural_features.tsv")):
        yield Row(
            names=[row["name"]],
            kind=Kind.NATURAL,
            country=""
            if row["kind"] in OPEN_WATERS
            else nearest.country(float(row["latitude"]), float(row["longitude"])),
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            identifier=FIRST_FEATURE - number,
            alternates=[name for name in row["alternate_names"].split("|") if name],
            population=0,
        )
