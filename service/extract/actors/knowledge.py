"""Loads what is known of actors: names, roles, sides, and the words that refer back to an actor."""

from collections.abc import Iterable, Iterator

from service.extract.actors.anaphors import Anaphor, Refers
from service.extract.actors.parties import ActorKnowledge, ActorName, PartyKind, Role
from service.extract.own_lexicons import OwnLexicons
from service.extract.own_rows import Row
from service.extract.reading.inflection import noun_forms
from service.extract.reading.phrases import index_of
from service.extract.reading.tokens import fold
from service.lexicons.loading import read_table, read_words

ACTORS = "actors/"
BETWEEN = "|"


def load_actor_knowledge(own: OwnLexicons) -> ActorKnowledge:
    """Names of actors, nouns for roles and the side of each sector."""
    sides = {row["sector"]: row["side"] for row in read_table(ACTORS + "sectors.tsv")}
    return ActorKnowledge(
        index_of(_actor_names((*own.actors, *_shipped("families.tsv", "actors.tsv.gz")))),
        index_of(_roles((*own.roles, *_shipped("roles.tsv", "agents.tsv")), sides)),
        sides,
        frozenset(read_words(ACTORS + "not_names.txt")),
        _anaphors(),
    )


def _anaphors() -> dict[str, Anaphor]:
    return {
        word: Anaphor(Refers(row["refers"]), row["sector"] or None, row["is_pronoun"] == "yes")
        for row in read_table(ACTORS + "anaphors.tsv")
        for word in row["words"].split(BETWEEN)
    }


def _shipped(*tables: str) -> Iterator[Row]:
    return (row for table in tables for row in read_table(ACTORS + table))


def _actor_names(rows: Iterable[Row]) -> Iterator[tuple[str, ActorName]]:
    kinds = {"country": PartyKind.COUNTRY, "capital": PartyKind.CAPITAL, "person": PartyKind.PERSON}
    for row in rows:
        kind, identity = kinds.get(row["kind"], PartyKind.NAMED), row.get("id") or _slug(row["name"])
        for name in filter(None, row["names"].split(BETWEEN)):
            is_short = name.isupper() and len(name) <= 5
            yield (
                name,
                ActorName(row["name"], identity, row["country"] or None, row["sector"] or None, kind, is_short),
            )


def _slug(name: str) -> str:
    return "actor:" + "-".join(fold(word) for word in name.replace("/", " ").replace("-", " ").split())


def _roles(rows: Iterable[Row], sides: dict[str, str]) -> Iterator[tuple[str, Role]]:
    for row in rows:
        for phrase in noun_forms(row["phrase"]):
            yield phrase, Role(row["sector"], row.get("side") or sides.get(row["sector"], "other"))
