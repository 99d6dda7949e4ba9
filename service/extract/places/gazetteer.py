"""The compiled gazetteer: columns of places and a sorted index of name hashes."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from service.extract.places.folding import fold, key_hash

ALTERNATE = 1  # lowest bit of a key's row number: the spelling is an alternate name
COORDINATE_UNIT = 1e-4  # degrees, see deploy/build/gazetteer.py
FIRST_FEATURE = -2_000_000  # identifiers of natural features count down from here, those of UCDP places from -1
NOWHERE = -1  # the row of an admin unit that is not known


class Kind(IntEnum):
    """What a name stands for."""

    SETTLEMENT = 0
    ADMIN1 = 1
    ADMIN2 = 2
    COUNTRY = 3
    DEMONYM = 4
    REGION = 5
    NATURAL = 6
    LANDMARK = 7


class Entry(NamedTuple):
    """One place a name may stand for. Degrees are WGS84."""

    row: int  # in the gazetteer; below zero it counts the places that are not compiled, see PlaceKnowledge
    kind: int
    country: str  # ISO 3166 alpha-3, empty when it lies in several or none
    admin1: int  # rows of the units it lies in, or NOWHERE
    admin2: int
    latitude: float
    longitude: float
    population: int  # 0 = unknown
    seat: int  # 0 none to 4 capital
    alternate: int  # 1 when the spelling looked up is not the main name


def lies_in(entry: Entry, upper: Entry) -> bool:
    """Whether a place lies in the country or unit `upper`."""
    if upper.kind == Kind.COUNTRY:
        return entry.country == upper.country and entry.kind not in (Kind.COUNTRY, Kind.DEMONYM)
    return upper.row in (entry.admin1, entry.admin2) and entry.row != upper.row and upper.row != NOWHERE


class Gazetteer:
    """Look-up of rows by the hash of a folded name. Read-only."""

    def __init__(self, columns: Mapping[str, NDArray[Any]], alpha3: Mapping[str, str]) -> None:
        """`columns` as written by deploy/build/gazetteer.py; `alpha3` turns its country codes into three letters."""
        self._hashes = np.cumsum(columns["key_steps"], dtype=np.uint64)
        self._key_rows = columns["key_rows"]
        self._name_ends = np.cumsum(columns["name_lengths"], dtype=np.int64)
        self._names = columns["names"].tobytes()
        self._countries = [*(alpha3.get(code, "") for code in columns["countries"].tolist()), ""]
        self._identifiers = columns["identifiers"]
        self._columns = [columns[name] for name in ("kinds", "admin1", "admin2", "population", "seats")]
        self._units = dict(zip(columns["unit_codes"].tolist(), columns["unit_rows"].tolist(), strict=True))
        self._country = columns["country"]
        self._latitude = columns["latitude"]
        self._longitude = columns["longitude"]

    def lookup(self, hashes: list[int]) -> list[list[Entry]]:
        """The places behind each hash, none for unknown ones."""
        wanted = np.array(hashes, dtype=np.uint64)
        starts = np.searchsorted(self._hashes, wanted, side="left")
        ends = np.searchsorted(self._hashes, wanted, side="right")
        counts = ends - starts
        places = np.repeat(starts - np.concatenate(([0], np.cumsum(counts)[:-1])), counts) + np.arange(counts.sum())
        entries = iter(self._entries(self._key_rows[places]))
        return [[next(entries) for _ in range(count)] for count in counts.tolist()]

    def _entries(self, key_rows: NDArray[Any]) -> list[Entry]:
        rows = key_rows >> 1
        kinds, admin1, admin2, population, seats = (column[rows].tolist() for column in self._columns)
        countries = [self._countries[code] for code in self._country[rows].tolist()]
        latitude = (self._latitude[rows] * COORDINATE_UNIT).round(4).tolist()
        longitude = (self._longitude[rows] * COORDINATE_UNIT).round(4).tolist()
        marks = (key_rows & ALTERNATE).tolist()
        columns = (rows.tolist(), kinds, countries, admin1, admin2, latitude, longitude, population, seats, marks)
        return [Entry._make(values) for values in zip(*columns, strict=True)]

    def entry(self, row: int) -> Entry:
        """The place of one row."""
        return self._entries(np.array([row << 1]))[0]

    def unit(self, code: str) -> int:
        """The row of a first-level unit by its GeoNames code (SY.12), else NOWHERE."""
        return int(self._units.get(code, NOWHERE))

    def unit_named(self, name: str, country: str) -> int:
        """The row of a country's first-level unit by one of its names, else NOWHERE."""
        entries = self.lookup([key_hash(fold(name))])[0] if name else []
        return next((entry.row for entry in entries if entry.kind == Kind.ADMIN1 and entry.country == country), NOWHERE)

    def name(self, row: int) -> str:
        """The main name of a row."""
        end = int(self._name_ends[row])
        start = int(self._name_ends[row - 1]) if row else 0
        return self._names[start:end].decode()

    def identifier(self, row: int) -> str:
        """The namespaced identifier of a row: `geonames:…`, `ucdp:…` or `naturalearth:…`."""
        number = int(self._identifiers[row])
        if number > 0:
            return f"geonames:{number}"
        return f"naturalearth:{FIRST_FEATURE - number}" if number <= FIRST_FEATURE else f"ucdp:{-number}"
