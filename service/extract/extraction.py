"""extract: an article's event mentions, the main event first; trace: the same with all that led to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from service.extract.actors.anaphora import Memory, with_antecedents
from service.extract.actors.parties import PartyKind, find_parties, that_act
from service.extract.assembly import Dated, Draft, join
from service.extract.casualties.election import Pair
from service.extract.codebook_rules import combined
from service.extract.confidence import MIN_CONFIDENCE, SHORT_CONFIDENCE, Setting, confidence, features, manner_of
from service.extract.context import OwnDate, day_before, own_date, places_in
from service.extract.dates import find_dates
from service.extract.knowledge import ExtractionKnowledge
from service.extract.mentions import LEAD_CHARACTERS, Surroundings, mention_of, numbered
from service.extract.places.find import PlaceHints, find_places
from service.extract.prominence import Title, prominence, read_title
from service.extract.reading.dateline import dateline_end
from service.extract.reading.sentences import Sentence, split_sentences
from service.extract.reading.tokens import Tokens, tokenize
from service.extract.readings import Reading, Statement, is_denied, metonyms, tells_of_none
from service.extract.statements import read_sentence, statements_of
from service.extract.tally import tally_of
from service.extract.titles import title_mention
from service.models.article import Article
from service.models.mention import EventMention, Place, PlacePrecision

SHORT_SENTENCES = 2  # an article of no more is a report of one event; nothing in it is background
MAX_SENTENCES = 150  # an article's events stand in its first sentences; the rest of a book would only cost time


@dataclass(frozen=True)
class Passage:
    """What a sentence says of itself: its reading, date, places and statements; of history only reading and date."""

    reading: Reading
    when: OwnDate
    places: tuple[Place, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class Trace:
    """How an article was read. rated: the drafts that became mentions, in their order, with their confidence."""

    around: Surroundings
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    dated: list[Dated]
    drafts: list[Draft]
    setting: Setting
    rated: list[tuple[Draft, float]]
    mentions: tuple[EventMention, ...]


def extract(article: Article, knowledge: ExtractionKnowledge) -> tuple[EventMention, ...]:
    """The article's mentions, the most prominent first. Pure: the same article and knowledge give the same mentions."""
    return trace(article, knowledge).mentions


def trace(article: Article, knowledge: ExtractionKnowledge) -> Trace:
    """The article's mentions with the passages, statements and drafts that they were made of."""
    around, sentences = surroundings_of(article, knowledge)
    passages = _together(tuple(_passages(around, sentences)), knowledge)
    dated = list(_dated(passages, article))
    drafts = join(around.tokens, dated)
    title = read_title(article.title, knowledge) if sentences else None
    manner = manner_of(around.tokens, knowledge.events.manner)
    setting = Setting(title, len(sentences), len(drafts), manner)
    rated = _rated(drafts, setting, knowledge)
    readings = [passage.reading for passage in passages]
    tally = tally_of(around, title, readings, rated[0][0] if rated else None)
    mentions = tuple(numbered(_mentions(around, dated, title, rated, tally)))
    return Trace(around, sentences, passages, dated, drafts, setting, rated, mentions)


def _mentions(
    around: Surroundings, dated: list[Dated], title: Title | None, rated: list[tuple[Draft, float]], tally: Pair | None
) -> list[EventMention]:
    """The drafts as mentions, the first with what title and tally say; without any, what the title alone reports."""
    said = title.witness if title else None
    found = [mention_of(around, draft, dated, said, chance, tally) for draft, chance in rated[:1]]
    found += [mention_of(around, draft, dated, None, chance, None) for draft, chance in rated[1:]]
    if not found and title and (mention := title_mention(around, title, tally)):
        found.append(mention)
    return found


def surroundings_of(article: Article, knowledge: ExtractionKnowledge) -> tuple[Surroundings, tuple[Sentence, ...]]:
    """The article's words, places and dates, and the sentences that are read."""
    tokens = tokenize(article.text)
    sentences = split_sentences(tokens, MAX_SENTENCES)
    text = article.text[: tokens.ends[sentences[-1].end - 1]] if sentences else ""
    hints = PlaceHints(article.outlet, article.title, article.language)
    places, dates = find_places(text, knowledge.places, hints), find_dates(text, knowledge.dates)
    start, end = tokens.span(sentences[0].first, sentences[0].end) if sentences else (0, 0)
    lead = text[start : min(end, start + LEAD_CHARACTERS)]
    place_starts = frozenset(place.start or 0 for place in places)
    openings = tuple(dateline_end(tokens, sentence, place_starts) for sentence in sentences)
    scenes = _scenes(tokens, sentences, openings, places, knowledge)
    return Surroundings(article, tokens, places, dates, knowledge, lead, openings, scenes), sentences


def _scenes(
    tokens: Tokens,
    sentences: tuple[Sentence, ...],
    openings: tuple[int, ...],
    places: tuple[Place, ...],
    knowledge: ExtractionKnowledge,
) -> tuple[Place, ...]:
    """The places without capitals in datelines, where news are written and seldom happen, unless it names no other."""
    capitals: set[tuple[int | None, int | None]] = set()
    for sentence, opening in zip(sentences, openings, strict=True):
        if opening > sentence.first:
            parties = find_parties(tokens, replace(sentence, end=opening), knowledge.actors)
            capitals.update(tokens.span(one.first, one.end) for one in parties if one.kind is PartyKind.CAPITAL)
    others = tuple(place for place in places if (place.start, place.end) not in capitals)
    return others if any(place.precision is not PlacePrecision.COUNTRY for place in others) else places


def _rated(drafts: list[Draft], setting: Setting, knowledge: ExtractionKnowledge) -> list[tuple[Draft, float]]:
    """The drafts, the most prominent first, each with its probability; none when not even one is likely enough."""
    weights = knowledge.events.confidence
    rated = [
        (draft, SHORT_CONFIDENCE if draft.is_short else confidence(features(draft, setting), weights))
        for draft in drafts
    ]
    if max((chance for _, chance in rated), default=0.0) < MIN_CONFIDENCE:
        return []
    return sorted(rated, key=lambda pair: -prominence(pair[0], setting.title))


def _together(passages: tuple[Passage, ...], knowledge: ExtractionKnowledge) -> tuple[Passage, ...]:
    """In a report of two sentences the code books' rules hold across both: fire on protesters, then their deaths."""
    if len(passages) < 2 or not passages[0].reading.is_short:
        return passages
    found = combined([statement for passage in passages for statement in passage.statements], knowledge.events)
    return tuple(
        replace(passage, statements=tuple(one for one in found if one.reading.sentence == passage.reading.sentence))
        for passage in passages
    )


def _passages(around: Surroundings, sentences: tuple[Sentence, ...]) -> Iterator[Passage]:
    """The sentences that report something, read."""
    is_short, memory = len(sentences) <= SHORT_SENTENCES, Memory()
    place_offsets = frozenset(offset for place in around.places for offset in range(place.start or 0, place.end or 0))
    for sentence in sentences:
        told = replace(sentence, first=around.openings[sentence.number])
        start, end = around.tokens.span(sentence.first, sentence.end)
        dates = tuple(date for date in around.dates if start < date.end <= end)
        reading = read_sentence(around.tokens, sentence, told, dates, around.knowledge, is_short)
        if reading is None:
            memory.unread.append(sentence)
            continue
        reading = replace(reading, parties=that_act(around.tokens, reading.parties, place_offsets))
        reading = with_antecedents(around.tokens, reading, memory, around.knowledge.actors)
        when = own_date(around.tokens, reading, around.article.published_at)
        if when.is_old:
            yield Passage(reading, when)
            continue
        places = places_in(around.tokens, sentence.first, sentence.end, around.scenes, metonyms(around.tokens, reading))
        yield Passage(reading, when, places, tuple(statements_of(around.tokens, reading, around.knowledge)))


def _dated(passages: Iterable[Passage], article: Article) -> Iterator[Dated]:
    """The statements that are events of the article."""
    for passage in passages:
        for statement in passage.statements:
            if is_event(statement):
                own = day_before(passage.when, statement, article.published_at)
                yield Dated(statement, own.date, own.day, passage.places)


def is_event(statement: Statement) -> bool:
    """Does the statement report something: a deed, its denial, or that nobody was harmed?"""
    return statement.doubt is None or is_denied(statement) or tells_of_none(statement)
