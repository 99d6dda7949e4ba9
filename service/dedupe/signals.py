"""What resolution compares of an article's text: its heaviest terms, names, ages, streets and days."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import sqrt

from service.dedupe.knowledge import WordKnowledge
from service.models.article import Article
from service.models.mention import EventMention, Signals

MAX_TERMS = 40  # the right event is among 20 candidates for 97 % of follow-ups with 40 terms
MAX_NAMES = 30
MAX_OTHERS = 20
MAX_TEXT = 40_000  # characters read; the news of an article stands at its beginning
SIDE_MARGIN = 200  # characters before and after the evidence of a side event
TITLE_WEIGHT = 2  # a title's word counts this often

_WORD = re.compile(r"[^\W\d_]{3,40}")
_TOKEN = re.compile(r"[\w’'-]{1,40}|[^\w\s]|\n")
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_AGE = re.compile(r"\b(\d{1,3})[- ]([^\W\d_]{2,10})|, (\d{1,2}),")
_MONTH_DAY = re.compile(r"\b([^\W\d_]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?\b(?:,? (\d{4})\b)?")
_DAY_MONTH = re.compile(r"\b(\d{1,2})\.? ([^\W\d_]{3,10})\b(?: (\d{4})\b)?")
MAX_AHEAD = 45  # days; a month and day farther ahead of the publication is the year before's
WEEK = 7


def with_signals(mentions: Sequence[EventMention], article: Article, words: WordKnowledge) -> tuple[EventMention, ...]:
    """The mentions with their signals: the main event speaks for the whole article, a side event for its own sentences.

    So the main events of two articles on one story resemble each other more than one resembles the other's side events.
    """
    if not mentions:
        return ()
    sides = mentions[1:]
    signals = (signals_of(article, words), *(_side_signals(side, article, words) for side in sides))
    return tuple(
        mention.model_copy(update={"signals": one.model_copy(update={"country": _country(mention)})})
        for mention, one in zip(mentions, signals, strict=True)
    )


def _country(mention: EventMention) -> str | None:
    """The country that extraction found the article to be about."""
    return mention.signals.country if mention.signals else None


def signals_of(article: Article, words: WordKnowledge) -> Signals:
    """The signals of a whole article."""
    return _signals(article.title or "", article.text[:MAX_TEXT], article, words)


def _side_signals(mention: EventMention, article: Article, words: WordKnowledge) -> Signals:
    """The signals of the text around a mention's evidence; none when it has no evidence."""
    if mention.evidence is None:
        return Signals()
    start, end = max(0, mention.evidence.start - SIDE_MARGIN), mention.evidence.end + SIDE_MARGIN
    return _signals("", article.text[start:end], article, words)


def _signals(title: str, text: str, article: Article, words: WordKnowledge) -> Signals:
    runs = list(_capitalised_runs(text))
    return Signals(
        terms=_terms(title, text, words),
        names=_names(runs, words),
        ages=tuple(dict.fromkeys(_ages(text, words)))[:MAX_OTHERS],
        streets=_streets(runs, words),
        dates=_days(text, article, words),
    )


def _terms(title: str, text: str, words: WordKnowledge) -> tuple[str, ...]:
    """The words of the largest weight, sqrt(count) times rarity; heaviest first."""
    counts = Counter(_WORD.findall(text.casefold()))
    for word in _WORD.findall(title.casefold()):
        counts[word] += TITLE_WEIGHT
    weights = {word: sqrt(count) * words.rarity(word) for word, count in counts.items()}
    telling = (word for word, weight in weights.items() if weight > 0.0)
    return tuple(sorted(telling, key=lambda word: (-weights[word], word))[:MAX_TERMS])


def _names(runs: list[list[str]], words: WordKnowledge) -> tuple[str, ...]:
    """The last two words of runs of capitalised words, folded, the rarest and most frequent first."""
    counts: Counter[str] = Counter()
    for run in runs:
        while run and words.rarity(run[0].casefold()) == 0.0:
            run = run[1:]  # "The", "On": capitalised because a sentence starts
        if len(run) > 1:
            counts[" ".join(run[-2:]).casefold()] += 1
    weights = {name: sqrt(count) * words.name_rarity(name) for name, count in counts.items()}
    return tuple(sorted(weights, key=lambda name: (-weights[name], name))[:MAX_NAMES])


def _streets(runs: list[list[str]], words: WordKnowledge) -> tuple[str, ...]:
    """The word before a street word, folded: outlets abbreviate the street word or leave it out."""
    found = (
        before.casefold()
        for run in runs
        for before, word in pairwise(run)
        if word.rstrip(".").casefold() in words.street_words
    )
    return tuple(dict.fromkeys(found))[:MAX_OTHERS]


def _capitalised_runs(text: str) -> Iterator[list[str]]:
    """Two and more words in a row, each with a capital or an ordinal number, within a line and a sentence."""
    run: list[str] = []
    for word in _TOKEN.findall(text):
        if word[0].isupper() or _ORDINAL.fullmatch(word):
            run.append(word.removesuffix("’s").removesuffix("'s"))
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def _ages(text: str, words: WordKnowledge) -> Iterator[int]:
    """Ages: "a 28-year-old", "Jones, 28,"."""
    for match in _AGE.finditer(text):
        if match[3] or match[2].casefold() in words.age_words:
            yield int(match[3] or match[1])


def _days(text: str, article: Article, words: WordKnowledge) -> tuple[date, ...]:
    """The days that the text names, resolved from the publication day; none when that is unknown."""
    if article.published_at is None:
        return ()
    published = article.published_at.date()
    days = [*_month_days(text, published, words), *_weekdays(text, published, words)]
    return tuple(day for day, _ in Counter(days).most_common(MAX_OTHERS))


def _month_days(text: str, published: date, words: WordKnowledge) -> Iterator[date]:
    written = [(match[1], match[2], match[3]) for match in _MONTH_DAY.finditer(text)]
    written += [(match[2], match[1], match[3]) for match in _DAY_MONTH.finditer(text)]
    for name, number, year in written:
        month = words.months.get(name.casefold())
        day = _calendar_day(int(year or published.year), month, int(number)) if month else None
        if day is not None and not year and day > published + timedelta(days=MAX_AHEAD):
            day = _calendar_day(published.year - 1, day.month, day.day)
        if day is not None:
            yield day


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekdays(text: str, published: date, words: WordKnowledge) -> Iterator[date]:
    """A weekday is the nearest past one, the publication day included."""
    for word in _WORD.findall(text.casefold()):
        weekday = words.weekdays.get(word)
        if weekday is not None:
            yield published - timedelta(days=(published.isoweekday() - weekday) % WEEK)
