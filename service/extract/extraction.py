"""extract: an article's event mentions, the main event first."""

from collections.abc import Iterator

from service.extract.assembly import Dated, Draft, join
from service.extract.confidence import MIN_CONFIDENCE, SHORT_CONFIDENCE, Setting, confidence, features, manner_of
from service.extract.context import day_before, own_date, places_in
from service.extract.dates import find_dates
from service.extract.knowledge import ExtractionKnowledge
from service.extract.mentions import Surroundings, mention_of, numbered
from service.extract.places.find import PlaceHints, find_places
from service.extract.prominence import Title, prominence, read_title
from service.extract.reading.sentences import Sentence, split_sentences
from service.extract.reading.tokens import tokenize
from service.extract.readings import is_denied, metonyms, tells_of_none
from service.extract.statements import read_sentence, statements_of
from service.extract.titles import title_mention
from service.models.article import Article
from service.models.mention import EventMention

SHORT_SENTENCES = 2  # an article of no more is a report of one event; nothing in it is background
MAX_SENTENCES = 150  # an article's events stand in its first sentences; the rest of a book would only cost time


def extract(article: Article, knowledge: ExtractionKnowledge) -> tuple[EventMention, ...]:
    """The article's mentions, the most prominent first. Pure: the same article and knowledge give the same mentions."""
    around, sentences = _surroundings(article, knowledge)
    if not sentences:
        return ()
    dated = list(_dated(around, sentences))
    title = read_title(article.title, knowledge)
    drafts = join(around.tokens, dated)
    rated = _rated(drafts, _setting(around, title, len(sentences), len(drafts)), knowledge)
    mentions = [
        mention_of(around, draft, dated, title.witness if title and number == 0 else None, chance)
        for number, (draft, chance) in enumerate(rated)
    ]
    if not mentions and title and (mention := title_mention(around, title)):
        mentions.append(mention)
    return tuple(numbered(mentions))


def drafts_of(article: Article, knowledge: ExtractionKnowledge) -> list[tuple[Draft, Setting]]:
    """The article's drafts with what `confidence.features` asks of their surroundings; for fitting its weights."""
    around, sentences = _surroundings(article, knowledge)
    drafts = join(around.tokens, list(_dated(around, sentences)))
    setting = _setting(around, read_title(article.title, knowledge), len(sentences), len(drafts))
    return [(draft, setting) for draft in drafts]


def _setting(around: Surroundings, title: Title | None, sentences: int, drafts: int) -> Setting:
    return Setting(title, sentences, drafts, manner_of(around.tokens, around.knowledge.events.manner))


def _surroundings(article: Article, knowledge: ExtractionKnowledge) -> tuple[Surroundings, tuple[Sentence, ...]]:
    tokens = tokenize(article.text)
    sentences = split_sentences(tokens, MAX_SENTENCES)
    text = article.text[: tokens.ends[sentences[-1].end - 1]] if sentences else ""
    hints = PlaceHints(article.outlet, article.title, article.language)
    places, dates = find_places(text, knowledge.places, hints), find_dates(text, knowledge.dates)
    return Surroundings(article, tokens, places, dates, knowledge), sentences


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


def _dated(around: Surroundings, sentences: tuple[Sentence, ...]) -> Iterator[Dated]:
    """The statements of each sentence that are events of the article."""
    is_short = len(sentences) <= SHORT_SENTENCES
    for sentence in sentences:
        start, end = around.tokens.span(sentence.first, sentence.end)
        dates = tuple(date for date in around.dates if start < date.end <= end)
        reading = read_sentence(around.tokens, sentence, dates, around.knowledge, is_short)
        if reading is None:
            continue
        when = own_date(around.tokens, reading, around.article.published_at)
        if when.is_old:
            continue
        places = places_in(around.tokens, sentence.first, sentence.end, around.places, metonyms(around.tokens, reading))
        for statement in statements_of(around.tokens, reading, around.knowledge):
            if statement.doubt is None or is_denied(statement) or tells_of_none(statement):
                own = day_before(when, statement, around.article.published_at)
                yield Dated(statement, own.date, own.day, places)
