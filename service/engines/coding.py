"""A model's answer as mentions: the model says which words; places, days and actors are resolved as the rules do it."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.engines.alignment import QuotedText
from service.engines.answer import Answer, ToldCount, ToldEvent
from service.extract.actors.parties import Party, PartyKind, find_parties
from service.extract.dates import publication_guess, resolve_date
from service.extract.events.kinds import event_type_of
from service.extract.mentions import Surroundings, numbered, sub_event_of
from service.extract.places import article_country, most_specific_first
from service.extract.reading.sentences import split_sentences
from service.models.article import Article
from service.models.mention import (
    Actor,
    Claim,
    Count,
    DateAnchor,
    EventDate,
    EventMention,
    Evidence,
    Place,
    Signals,
)
from service.models.record import MAX_NAME_LENGTH, MAX_QUOTE_LENGTH

MAX_SENTENCES = 2_000  # in which parties are looked for
Span = tuple[int, int]


@dataclass(frozen=True)
class _Page:
    """An article with all that its words are resolved by. parties: with their character spans."""

    around: Surroundings
    quoted: QuotedText
    parties: tuple[tuple[Span, Party], ...]

    @property
    def article(self) -> Article:
        return self.around.article

    def find(self, words: str, near: Span) -> Span | None:
        """Where the words stand: in the evidence, else anywhere."""
        return self.quoted.find(words, MAX_NAME_LENGTH, *near) or self.quoted.find(words, MAX_NAME_LENGTH)


def mentions_told(answer: Answer, around: Surroundings) -> tuple[EventMention, ...]:
    """The answer's events as mentions, in its order; an event whose evidence stands nowhere in the text is left out."""
    page = _Page(around, QuotedText(around.tokens.text), tuple(_parties(around)))
    return tuple(numbered(mention for event in answer.events if (mention := _mention(page, event)) is not None))


def _parties(around: Surroundings) -> Iterator[tuple[Span, Party]]:
    for sentence in split_sentences(around.tokens, MAX_SENTENCES):
        for party in find_parties(around.tokens, sentence, around.knowledge.actors):
            yield around.tokens.span(party.first, party.end), party


def _mention(page: _Page, event: ToldEvent) -> EventMention | None:
    kind = page.around.knowledge.events.kinds.get(event.kind)
    span = page.quoted.find(event.evidence, MAX_QUOTE_LENGTH)
    if kind is None or span is None:
        return None
    source, target = (_sides(page, words, span) for words in (event.source, event.target))
    sides = tuple(tuple(party for _, party in side if party) for side in (source, target))
    return EventMention(
        mention_id="-",
        article_id=page.article.article_id,
        event_type=event_type_of(kind, sub_event_of(kind, *sides), page.around.knowledge.events.books),
        source=tuple(actor for actor, _ in source),
        target=tuple(actor for actor, _ in target),
        event_date=_date(page, event.date, span),
        places=_places(page, event.places, span),
        fatalities=_count(page, event.killed, span),
        injuries=_count(page, event.injured, span),
        claim=_claim(page, event, span),
        evidence=Evidence(text=page.article.text[slice(*span)], start=span[0], end=span[1]),
        signals=Signals(country=article_country(page.around.places)),
    )


def _sides(page: _Page, quotes: list[str], near: Span) -> list[tuple[Actor, Party | None]]:
    spans = dict.fromkeys(span for words in quotes if (span := page.find(words, near)))
    return [_actor(page, span) for span in spans]


def _actor(page: _Page, span: Span) -> tuple[Actor, Party | None]:
    """The words as an actor; whom they name is looked up in the lexicons."""
    inside = [(party, _shared(span, place)) for place, party in page.parties if _shared(span, place)]
    party = max(inside, key=lambda pair: pair[1])[0] if inside else None
    text = page.article.text[slice(*span)]
    if party is None or party.kind is PartyKind.PROPER:
        return Actor(name=text, text=text, start=span[0], end=span[1]), party
    name = text if party.kind is PartyKind.ROLE else party.name
    known = {"canonical_id": party.canonical_id, "country": party.country, "sector": party.sector}
    return Actor(name=name, text=text, start=span[0], end=span[1], **known), party


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _date(page: _Page, words: str | None, near: Span) -> EventDate:
    """The day that the words mean; a guess from the publication when there are none."""
    published_at = page.article.published_at
    span = page.find(words, near) if words else None
    if span is None:
        return publication_guess(published_at)
    dates = [(date, _shared(span, (date.start, date.end))) for date in page.around.dates]
    best = max(dates, key=lambda pair: pair[1], default=None)
    if best is None or best[1] == 0:
        return EventDate(text=page.article.text[slice(*span)], anchor=DateAnchor.UNRESOLVED)
    return resolve_date(best[0], published_at)


def _places(page: _Page, quotes: list[str], near: Span) -> tuple[Place, ...]:
    spans = dict.fromkeys(span for words in quotes if (span := page.find(words, near)))
    return most_specific_first(dict.fromkeys(_place(page, span) for span in spans))


def _place(page: _Page, span: Span) -> Place:
    """The gazetteer's place at these words; one without coordinates when it knows none."""
    for place in page.around.places:
        if place.start is not None and place.end is not None and _shared(span, (place.start, place.end)):
            return place
    text = page.article.text[slice(*span)]
    return Place(name=text, text=text, start=span[0], end=span[1])


def _count(page: _Page, told: ToldCount | None, near: Span) -> Count | None:
    """The number, if its words stand in the text: without them it may be made up."""
    span = page.find(told.words, near) if told else None
    if told is None or span is None:
        return None
    low, high = (min(told.low, told.best) if told.low is not None else None), told.high
    high = max(high, told.best) if high is not None else None
    return Count(low=low, best=told.best, high=high, text=page.article.text[slice(*span)])


def _claim(page: _Page, event: ToldEvent, near: Span) -> Claim | None:
    span = page.find(event.said_by, near) if event.said_by else None
    if span is None:
        return None
    actor, _ = _actor(page, span)
    return Claim(name=actor.name, text=actor.text, modality=event.modality)
