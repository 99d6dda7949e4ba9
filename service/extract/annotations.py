"""annotate: the optional entities and toponyms of an article (contract section 6)."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.extract.actors.parties import Party, PartyKind, find_parties
from service.extract.dates import find_dates
from service.extract.knowledge import ExtractionKnowledge
from service.extract.places.find import PlaceHints, find_places
from service.extract.reading.sentences import split_sentences
from service.extract.reading.tokens import Tokens, tokenize
from service.models.article import Article

MAX_SENTENCES = 2_000  # a bound for hostile input; no article is longer
ENTITY_TYPES = {
    PartyKind.NAMED: "Organisation",
    PartyKind.PERSON: "Person",
    PartyKind.COUNTRY: "Nationality",
    PartyKind.CAPITAL: "Location",
    PartyKind.ROLE: "Organisation",
    PartyKind.PROPER: "Person",
}


@dataclass(frozen=True)
class Entity:
    """A marked stretch of the text: text[start:end] == text of the entity."""

    start: int
    end: int
    type: str
    text: str


@dataclass(frozen=True)
class Toponym:
    """A place name in the text and what it was resolved to; degrees are WGS84."""

    start: int
    end: int
    name: str | None
    latitude: float | None
    longitude: float | None
    gazetteer_id: str | None
    country: str | None


@dataclass(frozen=True)
class Annotations:
    """The entities and toponyms of one article, in text order."""

    entities: tuple[Entity, ...]
    toponyms: tuple[Toponym, ...]


def annotate(article: Article, knowledge: ExtractionKnowledge) -> Annotations:
    """Entities and toponyms of the article's text."""
    tokens = tokenize(article.text)
    toponyms = tuple(_toponyms(article, knowledge))
    entities = {(entity.start, entity.end): entity for entity in _entities(tokens, knowledge)}
    for toponym in toponyms:
        span = (toponym.start, toponym.end)
        if span not in entities or entities[span].type == "Person":  # an unknown name that the gazetteer knows
            entities[span] = Entity(*span, "Location", article.text[toponym.start : toponym.end])
    return Annotations(tuple(entities[span] for span in sorted(entities)), toponyms)


def _toponyms(article: Article, knowledge: ExtractionKnowledge) -> Iterator[Toponym]:
    hints = PlaceHints(article.outlet, article.title, article.language)
    for place in find_places(article.text, knowledge.places, hints):
        if place.start is not None and place.end is not None:
            point = (place.latitude, place.longitude)
            yield Toponym(place.start, place.end, place.name, *point, place.gazetteer_id, place.country)


def _entities(tokens: Tokens, knowledge: ExtractionKnowledge) -> Iterator[Entity]:
    for date in find_dates(tokens.text, knowledge.dates):
        yield Entity(date.start, date.end, "Temporal", tokens.text[date.start : date.end])
    for sentence in split_sentences(tokens, MAX_SENTENCES):
        for hit in knowledge.events.materiel.find(tokens, sentence.first, sentence.end):
            yield _entity(tokens, hit.first, hit.end, hit.payloads[0])
        for party in find_parties(tokens, sentence, knowledge.actors):
            if _is_marked(party):
                yield _entity(tokens, party.first, party.end, ENTITY_TYPES[party.kind])


def _is_marked(party: Party) -> bool:
    """Names, and bodies that act; not every "man" and "worker"."""
    return party.kind is not PartyKind.ROLE or party.side in ("state", "rebel") or party.country is not None


def _entity(tokens: Tokens, first: int, end: int, kind: str) -> Entity:
    start, stop = tokens.span(first, end)
    return Entity(start, stop, kind, tokens.text[start:stop])
