"""extract: an article's event mentions, the main event first. Pure: the same article and knowledge give the same mentions."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b

from service.extract.actors.parties import Party
from service.extract.assembly import Dated, Draft, join
from service.extract.casualties.cues import Effect, Harm, find_harms
from service.extract.casualties.people import find_people
from service.extract.casualties.tolls import Witness, count_of, toll_of
from service.extract.dates import DateExpression, event_date_for, find_dates, is_background, resolve_date
from service.extract.events.filters import Doubt
from service.extract.events.kinds import Kind, event_type_of
from service.extract.events.triggers import find_triggers
from service.extract.knowledge import ExtractionKnowledge
from service.extract.places.find import PlaceHints, find_places
from service.extract.reading.sentences import Sentence, split_sentences
from service.extract.reading.tokens import Tokens, tokenize
from service.extract.statements import Reading, Statement, read_sentence, statements_of
from service.models.article import Article
from service.models.mention import Actor, Claim, Count, EventDate, EventMention, Evidence, Place, PlacePrecision

MAX_SENTENCES = 150  # an article's events stand in its first sentences; the rest of a book would only cost time
MAX_ACTORS = 8  # on each side of a mention


def extract(article: Article, knowledge: ExtractionKnowledge) -> tuple[EventMention, ...]:
    """The article's mentions, the most prominent first."""
    tokens = tokenize(article.text)
    sentences = split_sentences(tokens, MAX_SENTENCES)
    end = tokens.ends[sentences[-1].end - 1] if sentences else 0
    places = find_places(
        article.text[:end], knowledge.places, PlaceHints(article.outlet, article.title, article.language)
    )
    dates = find_dates(article.text[:end], knowledge.dates)
    items = list(_dated(tokens, sentences, places, dates, article.published_at, knowledge))
    drafts = join(tokens, items)
    title = _title(article.title, knowledge)
    drafts.sort(key=lambda draft: -_prominence(draft, title))
    mentions = [
        _mention(article, tokens, draft, title if number == 0 else None, places, dates, knowledge)
        for number, draft in enumerate(drafts)
    ]
    return tuple(_numbered(mentions))


def _dated(
    tokens: Tokens,
    sentences: tuple[Sentence, ...],
    places: tuple[Place, ...],
    dates: tuple[DateExpression, ...],
    published_at: datetime | None,
    knowledge: ExtractionKnowledge,
) -> Iterable[Dated]:
    for sentence in sentences:
        start, end = tokens.span(sentence.first, sentence.end)
        here = tuple(place for place in places if place.start is not None and start <= place.start < end)
        when = tuple(date for date in dates if start <= date.start < end)
        reading = read_sentence(tokens, sentence, here, when, knowledge)
        if reading is None:
            continue
        date, is_old = _own_date(tokens, reading, published_at)
        for statement in statements_of(tokens, reading, knowledge):
            if statement.doubt is None and not (is_old and len(sentences) > 1):
                yield Dated(statement, date, here)


def _own_date(tokens: Tokens, reading: Reading, published_at: datetime | None) -> tuple[EventDate, bool]:
    start, end = tokens.span(reading.sentence.first, reading.sentence.end)
    resolved = [(date, resolve_date(date, published_at)) for date in reading.dates]
    fresh = tuple(date for date, found in resolved if not is_background(date, found, published_at))
    if reading.dates and not fresh:
        return EventDate(), True
    return event_date_for(tokens.text, start, end, fresh, published_at), False


def _title(title: str | None, knowledge: ExtractionKnowledge) -> tuple[Witness, set[str]] | None:
    if not title:
        return None
    tokens = tokenize(title)
    if not len(tokens):
        return None
    sentence = Sentence(0, len(tokens), 0, 0)
    harms = find_harms(tokens, sentence, find_people(tokens, sentence, knowledge.events.people), knowledge.events.cues)
    kinds = {firing.kind for firing in find_triggers(tokens, sentence, knowledge.events.triggers)}
    return Witness(-1, tuple(harms), title), kinds


def _prominence(draft: Draft, title: tuple[Witness, set[str]] | None) -> float:
    """Early, often reported, violent, deadly, and named by the title."""
    first = draft.items[0].statement.reading.sentence.number
    score = 3.0 / (1 + 0.3 * first) + 0.2 * min(len(draft.items), 5) + 0.25 * draft.kind.rank
    if title and any(kind.name in title[1] for item in draft.items for kind in item.statement.kinds):
        score += 1.5
    if any(harm.effect is Effect.KILLED for item in draft.items for harm in item.statement.harms):
        score += 1.5
    return score


def _mention(
    article: Article,
    tokens: Tokens,
    draft: Draft,
    title: tuple[Witness, set[str]] | None,
    places: tuple[Place, ...],
    dates: tuple[DateExpression, ...],
    knowledge: ExtractionKnowledge,
) -> EventMention:
    kind = draft.kind
    source, target = _parties(draft, "source"), _parties(draft, "target")
    fatalities, injuries = _counts(draft, title, source, target, tokens)
    lead = draft.items[0].statement.reading
    evidence = _evidence(tokens, lead.sentence)
    return EventMention(
        mention_id="-",
        article_id=article.article_id,
        event_type=event_type_of(kind, _sub_event(kind, source, target), knowledge.events.books),
        source=tuple(_actor(tokens, party) for party in source),
        target=tuple(_actor(tokens, party) for party in target),
        event_date=_date(article, draft, evidence, dates),
        places=_places(draft, places),
        fatalities=fatalities,
        injuries=injuries,
        claim=_claim(draft),
        evidence=evidence,
        confidence=0.5,
    )


def _parties(draft: Draft, side: str) -> tuple[Party, ...]:
    for item in draft.items:
        found: tuple[Party, ...] = getattr(item.statement.relation, side)
        if found:
            return found[:MAX_ACTORS]
    return ()


def _sub_event(kind: Kind, source: tuple[Party, ...], target: tuple[Party, ...]) -> str | None:
    if kind.name != "capture" and target and all(party.side == "civilian" for party in target):
        return kind.civilians
    if not target and kind.name in ("kill", "gunfire", "attack"):
        return kind.civilians
    if source and source[0].side == "state":
        return kind.state
    return kind.other


def _actor(tokens: Tokens, party: Party) -> Actor:
    start, end = tokens.span(party.first, party.end)
    return Actor(
        name=party.name,
        text=tokens.text[start:end],
        start=start,
        end=end,
        canonical_id=party.canonical_id,
        country=party.country,
        sector=party.sector,
    )


def _counts(
    draft: Draft,
    title: tuple[Witness, set[str]] | None,
    source: tuple[Party, ...],
    target: tuple[Party, ...],
    tokens: Tokens,
) -> tuple[Count | None, Count | None]:
    witnesses = [title[0]] if title else []
    for item in draft.items:
        sentence = item.statement.reading.sentence
        witnesses.append(Witness(sentence.number, item.statement.harms, ""))
    killed, injured, shot = (toll_of(witnesses, effect) for effect in (Effect.KILLED, Effect.INJURED, Effect.SHOT))
    sides = (source[0].side if source else None, target[0].side if target else None)
    fatalities = count_of(killed, *sides)
    injuries = count_of(injured, *sides)
    if injured is None and shot is not None:
        left = shot.best - (killed.best if killed else 0)
        injuries = Count(low=left, best=left, high=left) if left > 0 else None
    return fatalities, injuries


def _date(article: Article, draft: Draft, evidence: Evidence, dates: tuple[DateExpression, ...]) -> EventDate:
    own = next((item.date for item in draft.items if item.date.start), None) or next(
        (item.date for item in draft.items if item.date.text), None
    )
    return own or event_date_for(article.text, evidence.start, evidence.end, dates, article.published_at)


_ORDER = {
    PlacePrecision.POINT: 0,
    PlacePrecision.SETTLEMENT: 1,
    PlacePrecision.ADMIN2: 2,
    PlacePrecision.ADMIN1: 3,
    PlacePrecision.COUNTRY: 4,
    None: 5,
}


def _places(draft: Draft, places: tuple[Place, ...]) -> tuple[Place, ...]:
    found = (
        [place for item in draft.items for place in item.places]
        or [place for place in places if place.precision is not PlacePrecision.COUNTRY][:1]
        or list(places[:1])
    )
    unique = {place.name: place for place in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda place: (_ORDER[place.precision], place.start or 0)))


def _claim(draft: Draft) -> Claim | None:
    return next((item.statement.reading.claim for item in draft.items if item.statement.reading.claim), None)


def _evidence(tokens: Tokens, sentence: Sentence) -> Evidence:
    start, end = tokens.span(sentence.first, sentence.end)
    return Evidence(text=tokens.text[start:end], start=start, end=end)


def _numbered(mentions: list[EventMention]) -> Iterable[EventMention]:
    """The mentions with ids made of article, type and evidence; a counter parts equal ones."""
    seen: dict[str, int] = {}
    for mention in mentions:
        plover = mention.event_type.plover.type if mention.event_type.plover else ""
        basis = f"{mention.article_id}\x1f{plover}\x1f{mention.evidence.text if mention.evidence else ''}"
        number = seen[basis] = seen.get(basis, -1) + 1
        digest = blake2b(f"{basis}\x1f{number}".encode(), digest_size=12).hexdigest()
        yield mention.model_copy(update={"mention_id": f"mention:{digest}"})


__all__ = ["Doubt", "Harm", "Statement", "extract"]
