"""The data files of places: whole, in order, and saying where they come from."""

import pytest
from service.extract.places import PlaceKnowledge
from service.extract.places.folding import fold, key_hash
from service.extract.places.gazetteer import Kind
from service.extract.places.resolve import STAGES
from service.extract.places.support import SUPPORT_FEATURES
from service.extract.places.table import PRIOR_FEATURES
from service.lexicons.loading import lexicon_path, read_table, read_words

TABLES = (
    "context.tsv",
    "countries.tsv",
    "country_cues.tsv",
    "country_names.tsv",
    "demonyms.tsv",
    "landmarks.tsv",
    "preferred.tsv",
    "region_units.tsv",
    "regions.tsv",
    "regions_own.tsv",
    "short_names.tsv",
    "state_abbreviations.tsv",
    "state_demonyms.tsv",
    "weights.tsv",
)
LISTS = (
    "dictionary_words.txt",
    "given_names.txt",
    "grammar_words.txt",
    "loose_countries.txt",
    "never_places.txt",
    "non_place_words.txt",
    "sparse_countries.txt",
    "surnames.txt",
)
ROLES = {
    "locative", "of", "and", "the", "title", "speaks", "street", "direction", "admin", "settlement", "site", "body",
    "person_body", "article", "joiner", "landform", "division", "facility", "numbered", "opens_landform", "introduces",
    "shortened", "civic", "follows", "assails",
}  # fmt: skip


@pytest.mark.parametrize("name", [*TABLES, *LISTS])
def test_a_file_says_where_it_comes_from(name: str):
    first = lexicon_path(f"places/{name}").read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith("# ")
    assert len(first) > 20


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_every_column(name: str):
    rows = read_table(f"places/{name}")

    assert rows
    assert all(None not in row and None not in row.values() for row in rows)


@pytest.mark.parametrize("name", [name for name in LISTS if "countries" not in name])
def test_words_are_folded_and_listed_once(name: str):
    words = read_words(f"places/{name}")

    assert all(word == fold(word) for word in words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    "name", ["country_cues.tsv", "country_names.tsv", "demonyms.tsv", "landmarks.tsv", "short_names.tsv"]
)
def test_every_country_named_in_a_table_exists(place_knowledge: PlaceKnowledge, name: str):
    assert all(row["country"] in place_knowledge.alpha3 for row in read_table(f"places/{name}"))


@pytest.mark.parametrize("name", ["loose_countries.txt", "sparse_countries.txt"])
def test_every_country_of_a_list_exists(place_knowledge: PlaceKnowledge, name: str):
    assert all(code in place_knowledge.alpha3 for code in read_words(f"places/{name}"))


def test_every_role_is_one_that_the_code_knows():
    assert {row["role"] for row in read_table("places/context.tsv")} == ROLES


def test_every_unit_of_a_region_is_in_the_gazetteer(place_knowledge: PlaceKnowledge):
    assert all(place_knowledge.gazetteer.unit(row["unit"]) >= 0 for row in read_table("places/region_units.tsv"))


def test_every_state_has_its_abbreviations(place_knowledge: PlaceKnowledge):
    assert all(place_knowledge.abbreviations.values())
    assert {"Calif", "CA", "W.Va", "D.C"} <= place_knowledge.abbreviations.keys()


def test_every_usual_sense_is_a_place_of_its_name(place_knowledge: PlaceKnowledge):
    for name, identifier in place_knowledge.preferred.items():
        entries = place_knowledge.gazetteer.lookup([key_hash(name)])[0]
        assert identifier in {place_knowledge.identifier_of(entry.row) for entry in entries}, name


def test_every_feature_of_a_candidate_is_weighed(place_knowledge: PlaceKnowledge):
    wanted = {f"prior/{name}" for name in PRIOR_FEATURES}
    wanted |= {f"{stage}/{name}" for stage in STAGES for name in (*PRIOR_FEATURES, *SUPPORT_FEATURES)}

    assert wanted <= place_knowledge.weights.keys()


@pytest.mark.parametrize(
    ("feature", "sign"),
    [
        ("before:locative", 1),
        ("after:inside", 1),
        ("after:civic", 1),
        ("span:population", 1),
        ("before:given_name", -1),
        ("span:surnames", -1),
        ("article:person", -1),
        ("final/place:population", 1),
        ("final/place:near", 1),
        ("final/place:beside", 1),
        ("final/place:under_country", -1),
        ("final/place:alternate", -1),
        ("final/place:country_absent", -1),
    ],
)
def test_weights_point_where_sense_says(place_knowledge: PlaceKnowledge, feature: str, sign: int):
    """Because a refit on odd data would show here first."""
    assert place_knowledge.weights[feature] * sign > 0


def test_every_country_has_a_point_and_a_name(place_knowledge: PlaceKnowledge):
    assert len(place_knowledge.countries) == 250
    assert all(country.name and -90 <= country.latitude <= 90 for country in place_knowledge.countries.values())


@pytest.mark.parametrize("name", ["US", "U.S", "UK", "UAE", "NYC"])
def test_names_that_are_words_too_are_matched_as_written(place_knowledge: PlaceKnowledge, name: str):
    assert name in place_knowledge.exact_names
    assert fold(name) not in place_knowledge.names


@pytest.mark.parametrize(
    ("name", "kind"),
    [("damascus", Kind.SETTLEMENT), ("idlib", Kind.ADMIN1), ("sinjar", Kind.SETTLEMENT), ("red sea", Kind.NATURAL)],
)
def test_the_gazetteer_holds_what_news_names(place_knowledge: PlaceKnowledge, name: str, kind: Kind):
    assert kind in {entry.kind for entry in place_knowledge.gazetteer.lookup([key_hash(name)])[0]}
