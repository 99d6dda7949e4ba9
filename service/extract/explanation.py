"""explain: an article sentence by sentence, with what was found in it, by which rule, and what became of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from service.extract.confidence import MIN_CONFIDENCE, features
from service.extract.events.filters import Doubt
from service.extract.extraction import Passage, Trace, is_event, trace
from service.extract.findings import Finding, findings_in
from service.extract.knowledge import ExtractionKnowledge
from service.extract.reading.sentences import Sentence
from service.extract.readings import Statement
from service.models.article import Article
from service.models.mention import EventMention

MAX_REASONS = 6  # features named for a confidence; the rest weigh little

NO_EVENT = {
    Doubt.PAST: "it lies in the past",
    Doubt.TOTAL: "it is a sum over a period or a whole war",
    Doubt.PLANNED: "it is planned, feared or thinkable",
    Doubt.NEGATED: "it did not happen",
    Doubt.TYPICAL: "it is a habit",
    Doubt.WAR: "it is a whole war",
    Doubt.UNDONE: "it came to nothing",
    Doubt.EARLIER: "it happened before the news",
}


@dataclass(frozen=True)
class Verdict:
    """What became of one statement: its kinds, its trigger, the number of its event (None: of none), and why."""

    kinds: tuple[str, ...]
    trigger: str
    event: int | None
    why: str


@dataclass(frozen=True)
class ExplainedSentence:
    """Characters [start, end) of the text, the findings in them, and the verdicts on what they state."""

    start: int
    end: int
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class ExplainedMention:
    """A mention, and the features that its confidence comes from with their weight, the heaviest first."""

    number: int
    mention: EventMention
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Explanation:
    """How an article was read. title: the kinds of events that it names."""

    article: Article
    title: tuple[str, ...]
    sentences: tuple[ExplainedSentence, ...]
    mentions: tuple[ExplainedMention, ...]
    unread: int  # characters after the last sentence that is read


def explain(article: Article, knowledge: ExtractionKnowledge) -> Explanation:
    """How `extract` reads the article; the mentions are the very same."""
    found = trace(article, knowledge)
    passages = {passage.reading.sentence.number: passage for passage in found.passages}
    homes = _homes(found)
    sentences = tuple(_sentence(found, one, passages.get(one.number), homes) for one in found.sentences)
    title = tuple(sorted(found.setting.title.kinds)) if found.setting.title else ()
    unread = len(article.text.rstrip()) - sentences[-1].end if sentences else 0
    return Explanation(article, title, sentences, tuple(_mentions(found)), unread)


def _sentence(
    found: Trace, sentence: Sentence, passage: Passage | None, homes: Mapping[int, int | None]
) -> ExplainedSentence:
    start, end = found.around.tokens.span(sentence.first, sentence.end)
    findings = findings_in(found.around, sentence, passage.reading if passage else None)
    return ExplainedSentence(start, end, findings, tuple(_verdicts(found, passage, homes)) if passage else ())


def _homes(found: Trace) -> dict[int, int | None]:
    """By the identity of a statement, the number of the mention that it is part of; None when its draft was dropped."""
    numbers = {id(draft): number for number, (draft, _) in enumerate(found.rated, 1)}
    return {id(item.statement): numbers.get(id(draft)) for draft in found.drafts for item in draft.items}


def _verdicts(found: Trace, passage: Passage, homes: Mapping[int, int | None]) -> Iterator[Verdict]:
    if passage.when.is_old:
        kinds = tuple(dict.fromkeys(firing.kind for firing in passage.reading.firings))
        yield Verdict(kinds, "", None, "no event: all dates of the sentence are history")
    for statement in passage.statements:
        words = found.around.tokens.written(statement.firing.first, statement.firing.end)
        kinds = tuple(dict.fromkeys(kind.name for kind in statement.kinds))
        yield Verdict(kinds, words, homes.get(id(statement)), _why(found, statement, homes))


def _why(found: Trace, statement: Statement, homes: Mapping[int, int | None]) -> str:
    if not is_event(statement) and statement.doubt is not None:
        return f"no event: {NO_EVENT[statement.doubt]}"
    if id(statement) not in homes:
        return "no event: it can only add to one, and fits none"
    number = homes[id(statement)]
    if number is None:
        return f"no mention: nothing in the article is likely enough to be its news ({MIN_CONFIDENCE:.0%})"
    is_first = found.rated[number - 1][0].items[0].statement is statement
    return f"{'reports' if is_first else 'adds to'} event {number}"


def _mentions(found: Trace) -> Iterator[ExplainedMention]:
    for number, mention in enumerate(found.mentions, 1):
        yield ExplainedMention(number, mention, _reasons(found, number))


def _reasons(found: Trace, number: int) -> tuple[tuple[str, float], ...]:
    """None for what is not rated by its features: a report of a sentence or two, an event of the title alone."""
    if number > len(found.rated) or found.rated[number - 1][0].is_short:
        return ()
    weights = found.around.knowledge.events.confidence
    values = features(found.rated[number - 1][0], found.setting)
    parts = [(name, round(weights.get(name, 0.0) * value, 2)) for name, value in values.items() if name != "bias"]
    heaviest = sorted((part for part in parts if part[1]), key=lambda part: -abs(part[1]))
    return tuple(heaviest[:MAX_REASONS])
