"""extract: an article's event mentions, the main event first."""

from collections.abc import Iterator

from service.extract.assembly import Dated, join
from service.extract.context import day_before, own_date, places_in
from service.extract.dates import find_dates
from service.extract.knowledge import ExtractionKnowledge
from service.extract.mentions import Surroundings, mention_of, numbered
from service.extract.places.find import PlaceHints, find_places
from service.extract.prominence import prominence, read_title
from service.extract.reading.sentences import Sentence, split_sentences
from service.extract.reading.tokens import tokenize
from service.extract.statements import is_denied, metonyms, read_sentence, statements_of
from service.extract.titles import title_mention
from service.models.article import Article
from service.models.mention import EventMention

SHORT_SENTENCES = 2  # an article of no more is a report of one event; nothing in it is background
MAX_SENTENCES = 150  # an article's events stand in its first sentences; the rest of a book would only cost time


def extract(article: Article, knowledge: ExtractionKnowledge) -> tuple[EventMention, ...]:
    """The article's mentions, the most prominent first. Pure: the same article and knowledge give the same mentions."""
    tokens = tokenize(article.text)
    sentences = split_sentences(tokens, MAX_SENTENCES)
    if not sentences:
        return ()
    text = article.text[: tokens.ends[sentences[-1].end - 1]]
    hints = PlaceHints(article.outlet, article.title, article.language)
    around = Surroundings(
        article, tokens, find_places(text, knowledge.places, hints), find_dates(text, knowledge.dates), knowledge
    )
    dated = list(_dated(around, sentences))
    title = read_title(article.title, knowledge)
    drafts = sorted(join(tokens, dated), key=lambda draft: -prominence(draft, title))
    mentions = [
        mention_of(around, draft, dated, title.witness if title and number == 0 else None)
        for number, draft in enumerate(drafts)
    ]
    if not mentions and title and (mention := title_mention(around, title)):
        mentions.append(mention)
    return tuple(numbered(mentions))


def _dated(around: Surroundings, sentences: tuple[Sentence, ...]) -> Iterator[Dated]:
    """The statements of each sentence that are events of the article."""
    is_short = len(sentences) <= SHORT_SENTENCES
    for sentence in sentences:
        start, end = around.tokens.span(sentence.first, sentence.end)
        dates = tuple(date for date in around.dates if start <= date.start < end)
        reading = read_sentence(around.tokens, sentence, dates, around.knowledge, is_short)
        if reading is None:
            continue
        when = own_date(around.tokens, reading, around.article.published_at)
        if when.is_old:
            continue
        places = places_in(around.tokens, sentence.first, sentence.end, around.places, metonyms(around.tokens, reading))
        for statement in statements_of(around.tokens, reading, around.knowledge):
            if statement.doubt is None or is_denied(statement):
                own = day_before(when, statement, around.article.published_at)
                yield Dated(statement, own.date, own.day, places)
