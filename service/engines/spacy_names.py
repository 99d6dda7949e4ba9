"""A spaCy model's names vote on the actors that the rules know only as capitalised words.

What the model takes for a person, an organisation or a people stays, with the whole of the model's name; what it takes
for anything else (a place, a day, a work of art) is no actor. Actors that a lexicon knows are left alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from service.extract.extractor import Extractor
from service.models.article import Article
from service.models.mention import Actor, EventMention
from service.models.record import MAX_NAME_LENGTH

PARTIES = frozenset(("PERSON", "PER", "ORG", "NORP"))  # labels of spaCy's models for those who can act
MAX_CHARACTERS = 100_000  # of a text; spaCy refuses a million, and events stand at the start


class NamedSpan(Protocol):
    """What of spaCy's Span is looked at."""

    start_char: int
    end_char: int
    label_: str


class Doc(Protocol):
    """What of spaCy's Doc is looked at."""

    ents: Iterable[NamedSpan]


class Pipeline(Protocol):
    """A loaded spaCy pipeline: text -> entities."""

    def __call__(self, text: str) -> Doc:
        """The text with its entities."""
        ...


@dataclass(frozen=True)
class NamesVote:
    """An extractor: the mentions of `extractor`, with the names of `pipeline` voting on their unknown actors."""

    extractor: Extractor
    pipeline: Pipeline

    def __call__(self, article: Article) -> tuple[EventMention, ...]:
        """The article's mentions."""
        mentions = self.extractor(article)
        if not any(_is_unknown(actor) for mention in mentions for actor in (*mention.source, *mention.target)):
            return mentions
        names = tuple(self.pipeline(article.text[:MAX_CHARACTERS]).ents)
        return tuple(
            mention.model_copy(
                update={
                    "source": tuple(_voted(mention.source, names, article.text)),
                    "target": tuple(_voted(mention.target, names, article.text)),
                }
            )
            for mention in mentions
        )


def _is_unknown(actor: Actor) -> bool:
    """Is the actor only capitalised words: no lexicon gave it an id, a country or a sector?"""
    return actor.canonical_id is None and actor.country is None and actor.sector is None


def _voted(actors: Iterable[Actor], names: tuple[NamedSpan, ...], text: str) -> Iterator[Actor]:
    for actor in actors:
        name = _name_at(actor, names) if _is_unknown(actor) else None
        if name is None:
            yield actor
        elif name.label_ in PARTIES:
            words = text[name.start_char : name.end_char]
            spans = {"start": name.start_char, "end": name.end_char}
            yield actor.model_copy(update={"name": words[:MAX_NAME_LENGTH], "text": words, **spans})


def _name_at(actor: Actor, names: tuple[NamedSpan, ...]) -> NamedSpan | None:
    """The model's name that overlaps the actor's words."""
    if actor.start is None or actor.end is None:
        return None
    start, end = actor.start, actor.end
    return next((name for name in names if name.start_char < end and start < name.end_char), None)
