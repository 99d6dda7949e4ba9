"""Loads what find_places needs: the gazetteer, country and region names, and words that tell places from the rest."""

import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from service.extract.places.folding import fold, key_hash
from service.extract.places.gazetteer import NOWHERE, Entry, Gazetteer, Kind
from service.lexicons.loading import read_bytes, read_table, read_words

FOLDER = "places/"


class Country(NamedTuple):
    """A country: its codes, name, centre (WGS84 degrees) and GeoNames id."""

    alpha2: str
    alpha3: str
    name: str
    latitude: float
    longitude: float
    identifier: str


class OwnPlace(NamedTuple):
    """A place that is not in the compiled index: its name, identifier and entry."""

    name: str
    identifier: str | None
    entry: Entry


@dataclass(frozen=True, slots=True)
class PlaceKnowledge:
    """Everything find_places consults. Immutable."""

    gazetteer: Gazetteer
    countries: Mapping[str, Country]  # by alpha-3
    alpha3: Mapping[str, str]  # by alpha-2
    own: tuple[OwnPlace, ...]  # places beside the index: countries, regions, a user's
    names: Mapping[str, tuple[Entry, ...]]  # folded name -> entries of `own`
    exact_names: Mapping[str, tuple[Entry, ...]]  # as written, the last point left out
    abbreviations: Mapping[str, tuple[Entry, ...]]  # states and provinces as written, the same way
    roles: Mapping[str, frozenset[str]]  # word -> roles of context.tsv
    dictionary_words: frozenset[str]
    non_place_words: frozenset[str]
    grammar_words: frozenset[str]
    never_places: frozenset[str]
    given_names: frozenset[str]
    surnames: frozenset[str]
    outlet_words: frozenset[str]  # "daily", "news": what an outlet's name holds beside its home
    loose_countries: frozenset[str]  # alpha-3 of the countries whose names are transliterated
    country_cues: Mapping[str, tuple[str, ...]]  # word -> alpha-3 of the countries it hints at
    preferred: Mapping[str, str]  # folded name -> identifier of its usual sense
    weights: Mapping[str, float]  # of the features of a span and of a candidate

    def name_of(self, row: int) -> str | None:
        """The name of a row; None for NOWHERE's unit."""
        return self.own[-row - 2].name if row < NOWHERE else self.gazetteer.name(row) if row >= 0 else None

    def identifier_of(self, row: int) -> str | None:
        """The namespaced identifier of a row, where it has one."""
        return self.own[-row - 2].identifier if row < NOWHERE else self.gazetteer.identifier(row)


@dataclass(slots=True)
class _Builder:
    own: list[OwnPlace]
    names: dict[str, list[Entry]]
    exact: dict[str, list[Entry]]
    units: Mapping[str, int]  # first-level unit by the name of a region

    def add(self, place: OwnPlace) -> Entry:
        unit = self.units.get(place.name, place.entry.admin1)
        entry = place.entry._replace(row=-len(self.own) - 2, admin1=unit)
        self.own.append(place._replace(entry=entry))
        return entry


def load_place_knowledge() -> PlaceKnowledge:
    """The knowledge that ships with the package."""
    countries = {row.alpha3: row for row in _countries()}
    alpha3 = {country.alpha2: country.alpha3 for country in countries.values()}
    with np.load(io.BytesIO(read_bytes(FOLDER + "index.npz"))) as columns:
        gazetteer = Gazetteer(dict(columns), alpha3)
    units = {row["name"]: gazetteer.unit(row["unit"]) for row in read_table(FOLDER + "region_units.tsv")}
    builder = _Builder([], defaultdict(list), defaultdict(list), units)
    _add_countries(builder, countries, alpha3)
    _add_regions(builder, gazetteer, alpha3)
    _add_landmarks(builder, alpha3)
    _add_state_demonyms(builder, gazetteer)
    return PlaceKnowledge(
        gazetteer=gazetteer,
        countries=countries,
        alpha3=alpha3,
        own=tuple(builder.own),
        names={name: tuple(entries) for name, entries in builder.names.items()},
        exact_names={name: tuple(entries) for name, entries in builder.exact.items()},
        abbreviations=_abbreviations(gazetteer, alpha3),
        roles=_roles(),
        dictionary_words=frozenset(read_words(FOLDER + "dictionary_words.txt")),
        non_place_words=frozenset(read_words(FOLDER + "non_place_words.txt")),
        grammar_words=frozenset(read_words(FOLDER + "grammar_words.txt")),
        never_places=frozenset(read_words(FOLDER + "never_places.txt")),
        given_names=frozenset(read_words(FOLDER + "given_names.txt")),
        surnames=frozenset(read_words(FOLDER + "surnames.txt")),
        outlet_words=frozenset(read_words(FOLDER + "outlet_words.txt")),
        loose_countries=frozenset(alpha3[code] for code in read_words(FOLDER + "loose_countries.txt")),
        country_cues=_country_cues(alpha3),
        preferred={row["name"]: f"geonames:{row['identifier']}" for row in read_table(FOLDER + "preferred.tsv")},
        weights={row["feature"]: float(row["weight"]) for row in read_table(FOLDER + "weights.tsv")},
    )


def with_places(knowledge: PlaceKnowledge, places: Iterable[tuple[OwnPlace, tuple[str, ...]]]) -> PlaceKnowledge:
    """`knowledge` with more places, each under its spellings; they stand beside the places it already has."""
    builder = _Builder(list(knowledge.own), defaultdict(list), defaultdict(list), {})
    builder.names.update({name: list(entries) for name, entries in knowledge.names.items()})
    for place, spellings in places:
        entry = builder.add(place)
        for name in dict.fromkeys(folded for spelling in spellings if (folded := fold(spelling))):
            builder.names[name].append(entry)
    names = {name: tuple(entries) for name, entries in builder.names.items()}
    return replace(knowledge, own=tuple(builder.own), names=names)


def _countries() -> Iterable[Country]:
    for row in read_table(FOLDER + "countries.tsv"):
        point = float(row["latitude"]), float(row["longitude"])
        yield Country(row["iso2"], row["iso3"], row["name"], *point, f"geonames:{row['geonameid']}")


def _entry(kind: Kind, country: str, latitude: float, longitude: float, population: int = 0) -> Entry:
    return Entry(0, kind, country, NOWHERE, NOWHERE, latitude, longitude, population, 0, 0)


def _add_countries(builder: _Builder, countries: Mapping[str, Country], alpha3: Mapping[str, str]) -> None:
    entries: dict[tuple[str, Kind], Entry] = {}
    for country in countries.values():
        for kind in (Kind.COUNTRY, Kind.DEMONYM):
            entry = _entry(kind, country.alpha3, country.latitude, country.longitude)
            entries[country.alpha3, kind] = builder.add(OwnPlace(country.name, country.identifier, entry))
        builder.names[fold(country.name)].append(entries[country.alpha3, Kind.COUNTRY])
    for row in read_table(FOLDER + "country_names.tsv"):
        _add_name(builder.names, fold(row["name"]), entries[alpha3[row["country"]], Kind.COUNTRY])
    for row in read_table(FOLDER + "demonyms.tsv"):
        _add_name(builder.names, fold(row["demonym"]), entries[alpha3[row["country"]], Kind.DEMONYM])
    for row in read_table(FOLDER + "short_names.tsv"):
        exact = row["exact"] == "1"
        entry = entries[alpha3[row["country"]], Kind[row["kind"].upper()]]
        names, name = (builder.exact, row["text"].removesuffix(".")) if exact else (builder.names, fold(row["text"]))
        builder.names.pop(fold(row["text"]), None) if exact else None
        _add_name(names, name, entry)


def _add_name(names: dict[str, list[Entry]], name: str, entry: Entry) -> None:
    if entry not in names[name]:
        names[name].append(entry)


def _add_regions(builder: _Builder, gazetteer: Gazetteer, alpha3: Mapping[str, str]) -> None:
    """Regions under all their names; one that the gazetteer has as a first-level unit is that unit."""
    rows = [*read_table(FOLDER + "regions_own.tsv"), *read_table(FOLDER + "regions.tsv")]
    for row in rows:
        country = alpha3.get(row["country"] or "", "")
        unit = gazetteer.unit_named(row["name"].removesuffix(" State"), country) if country else NOWHERE
        if unit != NOWHERE:
            entry = gazetteer.entry(unit)
        else:
            region = _entry(Kind.REGION, country, float(row["latitude"]), float(row["longitude"]))
            entry = builder.add(OwnPlace(row["name"], None, region))
        for name in (row["name"], *filter(None, (row["alternate_names"] or "").split("|"))):
            exact = name.isupper()
            names, key = (builder.exact, name) if exact else (builder.names, fold(name))
            if not any(known.kind == Kind.REGION for known in names[key]):
                _add_name(names, key, entry)


def _add_landmarks(builder: _Builder, alpha3: Mapping[str, str]) -> None:
    for row in read_table(FOLDER + "landmarks.tsv"):
        entry = _entry(Kind.LANDMARK, alpha3[row["country"]], float(row["latitude"]), float(row["longitude"]))
        entry = builder.add(OwnPlace(row["name"], None, entry))
        if row["exact"] == "1":
            _add_name(builder.exact, row["name"], entry)
        else:
            _add_name(builder.names, fold(row["name"]), entry)


def _country_cues(alpha3: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    cues: dict[str, tuple[str, ...]] = {}
    for row in read_table(FOLDER + "country_cues.tsv"):
        cues[row["word"]] = (*cues.get(row["word"], ()), alpha3[row["country"]])
    return cues


def _add_state_demonyms(builder: _Builder, gazetteer: Gazetteer) -> None:
    rows = read_table(FOLDER + "state_demonyms.tsv")
    found = gazetteer.lookup([key_hash(fold(row["name"])) for row in rows])
    for row, entries in zip(rows, found, strict=True):
        units = [entry for entry in entries if entry.kind == Kind.ADMIN1 and entry.country in ("USA", "CAN")]
        for name in (row["demonym"], row["demonym"] + "s"):
            builder.names[fold(name)].extend(units)


def _abbreviations(gazetteer: Gazetteer, alpha3: Mapping[str, str]) -> dict[str, tuple[Entry, ...]]:
    rows = read_table(FOLDER + "state_abbreviations.tsv")
    found = gazetteer.lookup([key_hash(fold(row["name"])) for row in rows])
    abbreviations = {}
    for row, entries in zip(rows, found, strict=True):
        country = alpha3[row["admin1"].split(".")[0]]
        units = tuple(entry for entry in entries if entry.kind == Kind.ADMIN1 and entry.country == country)
        abbreviations[row["abbreviation"].removesuffix(".").replace(" ", "")] = units
    return abbreviations


def _roles() -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = defaultdict(set)
    for row in read_table(FOLDER + "context.tsv"):
        roles[row["word"]].add(row["role"])
    return {word: frozenset(found) for word, found in roles.items()}
