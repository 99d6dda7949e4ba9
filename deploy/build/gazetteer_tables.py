"""Copies the small, readable tables of the gazetteer into the lexicon folder, each under a header naming its source.

python -m deploy.build.gazetteer_tables GAZETTEER_DIR OUTPUT_DIR
"""

import argparse
import csv
import io
from collections.abc import Iterable
from pathlib import Path

from deploy.build.gazetteer_sources import read_rows
from service.extract.places.folding import fold

GEONAMES = "GeoNames (geonames.org), CC BY 4.0, changed"
XPONENTS = "OpenSextant Xponents, Apache-2.0, changed"
NPM = "i18n-iso-countries and i18n-nationality, MIT"
CENSUS = "US Census Bureau name files of 1990, public domain"
SCOWL = "SCOWL word lists, permissive (see NOTICE), matched with GeoNames"
OWN = "Written for this project"
MAX_SURNAME_RANK = 20_000
GRAMMAR = {
    "stopword",
    "stopword.wordnet",
    "adverb",
    "pronoun",
    "preposition",
    "article",
    "contraction",
    "month",
    "weekday",
}


def main() -> None:
    """Read the paths of the command line and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gazetteer", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    source, target = options.gazetteer, options.output
    columns = ["iso2", "iso3", "name", "geonameid", "latitude", "longitude", "capital", "population", "neighbours"]
    write_table(target / "countries.tsv", f"Countries. {GEONAMES}.", columns, read_rows(source / "countries.tsv"))
    names = (row for row in read_rows(source / "country_names.tsv") if "," not in row["name"])
    write_table(target / "country_names.tsv", f"Further names. {NPM}.", ["name", "country"], names)
    demonyms = read_rows(source / "demonyms.tsv")
    write_table(target / "demonyms.tsv", f"Demonyms. {XPONENTS}; {NPM}.", ["demonym", "country"], demonyms)
    columns = ["name", "alternate_names", "latitude", "longitude", "country"]
    write_table(
        target / "regions.tsv", f"Regions beside the admin tree. {OWN}.", columns, read_rows(source / "regions.tsv")
    )
    columns = ["abbreviation", "name", "admin1"]
    rows = read_rows(source / "state_abbreviations.tsv")
    write_table(target / "state_abbreviations.tsv", f"States and provinces. {OWN}.", columns, rows)
    write_names(source, target)
    write_words(source, target)


def write_names(source: Path, target: Path) -> None:
    """Given names and surnames, folded, one a line."""
    people = list(read_rows(source / "person_names.tsv.xz"))
    given = {fold(row["name"]) for row in people if row["kind"] == "given"}
    surnames = {fold(row["name"]) for row in people if row["kind"] != "given" and int(row["rank"]) <= MAX_SURNAME_RANK}
    write_list(target / "given_names.txt", f"Given names. {CENSUS}.", given)
    write_list(target / "surnames.txt", f"The {MAX_SURNAME_RANK:,} commonest surnames. {CENSUS}.", surnames)


def write_words(source: Path, target: Path) -> None:
    """Words that match a gazetteer name but are rarely meant as a place."""
    dictionary = {row["word"] for row in read_rows(source / "dictionary_word_places.tsv")}
    write_list(target / "dictionary_words.txt", f"English words that are place names too. {SCOWL}.", dictionary)
    other = list(read_rows(source / "non_place_words.tsv"))
    words = {fold(row["word"]) for row in other if row["category"] not in GRAMMAR} - {""}
    grammar = {fold(row["word"]) for row in other if row["category"] in GRAMMAR} - {""}
    write_list(target / "non_place_words.txt", f"Words and names that are rarely meant as a place. {XPONENTS}.", words)
    write_list(target / "grammar_words.txt", f"Words that never are a place by themselves. {XPONENTS}.", grammar)


def write_table(path: Path, header: str, columns: list[str], rows: Iterable[dict[str, str]]) -> None:
    """`columns` of `rows` under a comment line."""
    text = io.StringIO()
    writer = csv.DictWriter(
        text, columns, delimiter="\t", extrasaction="ignore", lineterminator="\n", quoting=csv.QUOTE_NONE
    )
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(f"# {header}\n{text.getvalue()}", encoding="utf-8")


def write_list(path: Path, header: str, words: Iterable[str]) -> None:
    """`words` in order under a comment line."""
    path.write_text("\n".join([f"# {header}", *sorted(words), ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
