"""Compile the gazetteer: GeoNames and Natural Earth tables plus the places of UCDP events.

    python -m deploy.build.gazetteer GAZETTEER_DIR UCDP_PLACES OUTPUT_DIR

GAZETTEER_DIR holds places.tsv.xz, admin1.tsv, admin2.tsv.xz, countries.tsv, natural_features.tsv and the word lists;
UCDP_PLACES is a table of places of lethal events. OUTPUT_DIR receives index.npz. The same input gives the same bytes.
"""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from deploy.build.gazetteer_rows import Row
from deploy.build.gazetteer_sources import read_sources
from deploy.build.gazetteer_ucdp import add_ucdp
from service.extract.places.folding import fold, key_hash, skeleton, skeleton_hash
from service.extract.places.gazetteer import ALTERNATE, COORDINATE_UNIT, Kind

LARGE_POPULATION = 500_000  # people; the alternates of larger places may be one letter shorter (Kiev)
MIN_ALTERNATE_LETTERS = 5  # single-word alternates shorter than this are mostly codes and foreign words


def main() -> None:
    """Read the paths of the command line and write the index."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gazetteer", type=Path)
    parser.add_argument("ucdp", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    sources = read_sources(options.gazetteer)
    rows = add_ucdp(sources, options.ucdp)
    count_people(rows)
    rows.sort(key=lambda row: (row.country, row.admin1, row.latitude, row.longitude, row.identifier))
    keys = sorted(set(spelling_keys(rows, sources.common_words) + skeleton_keys(rows, sources.loose_countries)))
    columns: dict[str, Any] = row_columns(rows, sources.countries) | key_columns(keys)
    np.savez_compressed(options.output / "index.npz", **columns)
    print(f"{len(rows)} places, {len(keys)} keys")


def count_people(rows: list[Row]) -> None:
    """Give each division the people of its settlements, so that it can be weighed against a town of its name."""
    people: Counter[str] = Counter()
    for row in rows:
        if row.kind == Kind.SETTLEMENT:
            people.update(dict.fromkeys({row.admin1, row.admin2} - {""}, row.population))
    for row in rows:
        if row.kind in (Kind.ADMIN1, Kind.ADMIN2):
            row.population = people[row.code]


def spelling_keys(rows: list[Row], common_words: frozenset[str]) -> list[tuple[int, int]]:
    """(hash, row and alternate mark) for each folded spelling of each row."""
    keys = []
    for number, row in enumerate(rows):
        own = {folded for name in row.names if (folded := fold(name))}
        if row.kind == Kind.ADMIN1:  # "Borno" is as much its name as "Borno State"
            own |= {folded for name in row.alternates if (folded := fold(name)) and folded not in common_words}
        keys += [(key_hash(folded), number * 2) for folded in own]
        others = {fold(name) for name in row.alternates} - own
        keys += [
            (key_hash(folded), number * 2 + ALTERNATE) for folded in others if is_telling(folded, row, common_words)
        ]
    return keys


def is_telling(alternate: str, row: Row, common_words: frozenset[str]) -> bool:
    """Whether an alternate says enough to be looked up: several words, or a long one that is no English word."""
    if not alternate:
        return False
    shortest = MIN_ALTERNATE_LETTERS - 1 if row.population >= LARGE_POPULATION else MIN_ALTERNATE_LETTERS
    return " " in alternate or (len(alternate) >= shortest and alternate not in common_words)


def skeleton_keys(rows: list[Row], loose_countries: frozenset[str]) -> list[tuple[int, int]]:
    """The same for consonant skeletons, in countries whose names are transliterated."""
    keys = []
    for number, row in enumerate(rows):
        if row.country in loose_countries and row.kind in (Kind.SETTLEMENT, Kind.ADMIN1):
            bones = {skeleton(fold(name)) for name in (*row.names, *row.alternates)} - {""}
            keys += [(skeleton_hash(bone), number * 2 + ALTERNATE) for bone in bones]
    return keys


def key_columns(keys: list[tuple[int, int]]) -> dict[str, np.ndarray]:
    """Hashes as differences (they compress to three bytes each) and what they stand for."""
    hashes = np.array([key for key, _ in keys], dtype=np.uint64)
    steps = np.diff(hashes, prepend=np.uint64(0))
    return {"key_steps": steps, "key_rows": np.array([row for _, row in keys], dtype=np.uint32)}


def row_of_unit(rows: list[Row], kind: Kind) -> dict[str, int]:
    """The row of each unit by its code; a district of UCDP's has none, and nothing lies in it."""
    return {row.code: number for number, row in enumerate(rows) if row.kind == kind and row.code}


def row_columns(rows: list[Row], countries: list[str]) -> dict[str, np.ndarray]:
    """One array a column; places refer to countries and admin units by number."""
    codes = {code: number for number, code in enumerate(countries)}
    admin1, admin2 = (row_of_unit(rows, kind) for kind in (Kind.ADMIN1, Kind.ADMIN2))
    names = [row.names[0].encode() for row in rows]
    return {
        "countries": np.array(countries),
        "unit_codes": np.array(list(admin1)),
        "unit_rows": np.array(list(admin1.values()), dtype=np.int32),
        "names": np.frombuffer(b"".join(names), dtype=np.uint8),
        "name_lengths": np.array([len(name) for name in names], dtype=np.uint16),
        "identifiers": np.array([row.identifier for row in rows], dtype=np.int32),
        "kinds": np.array([row.kind for row in rows], dtype=np.uint8),
        "country": np.array([codes.get(row.country, len(countries)) for row in rows], dtype=np.uint16),
        "admin1": np.array([admin1.get(row.admin1, -1) for row in rows], dtype=np.int32),
        "admin2": np.array([admin2.get(row.admin2, -1) for row in rows], dtype=np.int32),
        "latitude": np.array([round(row.latitude / COORDINATE_UNIT) for row in rows], dtype=np.int32),
        "longitude": np.array([round(row.longitude / COORDINATE_UNIT) for row in rows], dtype=np.int32),
        "population": np.array([row.population for row in rows], dtype=np.uint32),
        "seats": np.array([row.seat for row in rows], dtype=np.uint8),
    }


if __name__ == "__main__":
    main()
