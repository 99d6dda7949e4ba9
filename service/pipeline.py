"""THE MAP: the whole path of an article as plain function calls.

    bytes --ingest--> RawArticle --clean--> Article --extract--> mentions      (read: no state)
    ExtractedArticle --judge--> the article, told from copies, and its reports (dedupe: state of one partition)
    Report --resolve--> the new revisions of its event                         (resolve: state of one partition)

The stream's stages call `read`, `dedupe` and `resolve`, which never raise: whatever goes wrong comes back as a dead
letter with its reason, so that a message can never vanish. The command line, which has no bytes between the stages,
calls the functions that these three are made of.
"""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import ParamSpec, TypeVar

from pydantic import ValidationError

from service.clean import CleaningKnowledge, clean, load_cleaning_knowledge
from service.dedupe.article_store import StoreFailed
from service.dedupe.copies import CopyOutcome, CopyVerdict, judge
from service.dedupe.copy_record import CopyRecord, KnownArticle, withdrawal
from service.dedupe.copy_state import CopyState
from service.dedupe.event_state import EventState
from service.dedupe.fingerprint import fingerprint
from service.dedupe.knowledge import DedupeKnowledge, load_dedupe_knowledge
from service.dedupe.resolve import resolve as resolve_report
from service.dedupe.signals import with_signals
from service.extract import ExtractionKnowledge, extract, load_extraction_knowledge
from service.extract.extractor import Extractor
from service.ingest import ingest
from service.models.article import Article
from service.models.dead_letter import DeadLetter, Reason, Rejected
from service.models.event import Event
from service.models.extracted import ExtractedArticle
from service.models.mention import EventMention
from service.models.report import Report, report_of

P = ParamSpec("P")
R = TypeVar("R")

MAX_ORIGINS = 16  # sendings of one article that are told apart; beyond it an old one may count as new


@dataclass(frozen=True)
class Knowledge:
    """What the pure stages know: lexicons, gazetteer and small models, loaded once a process."""

    cleaning: CleaningKnowledge
    extraction: ExtractionKnowledge
    dedupe: DedupeKnowledge


def load_knowledge(outlet_lines: Path | None = None, lexicons: Path | None = None) -> Knowledge:
    """Load everything that the stages know from the package's data files, the operator's own outlet lines, and a
    folder of a user's own lexicons.

    Raises OSError or ValueError when the file of outlet lines cannot be read, BadLexicon when a lexicon cannot be.
    """
    return Knowledge(
        load_cleaning_knowledge(outlet_lines), load_extraction_knowledge(lexicons), load_dedupe_knowledge()
    )


class Outcome(StrEnum):
    """How an article ended; a repeat is the same raw message seen again and has ended before."""

    EVENTS = "events"
    NO_EVENT = "no_event"
    COPY = "copy"
    REPEAT = "repeat"


@dataclass(frozen=True)
class Deduped:
    """What became of an extracted article: final article, reports to publish, and what to remember (None: nothing)."""

    outcome: Outcome
    article: Article
    reports: tuple[Report, ...]
    record: CopyRecord | None


def read(
    value: bytes | None,
    key: bytes | None,
    received_at: datetime,
    knowledge: Knowledge,
    extractor: Extractor | None = None,
) -> ExtractedArticle | DeadLetter:
    """Bytes of a raw article to its clean text, mentions and fingerprint; a pure function of message and knowledge.

    An `extractor` other than the rules makes it as pure as that is.
    """

    def run() -> ExtractedArticle:
        article = cleaned(value, key, knowledge)
        return with_fingerprint(article, mentions_of(article, knowledge, extractor), received_at)

    return or_dead_letter(run, "read", key, value)


def cleaned(value: bytes | None, key: bytes | None, knowledge: Knowledge) -> Article:
    """Bytes of a raw article to its clean text; raises Rejected for what is not one."""
    return clean(ingest(value, key), knowledge.cleaning)


def article_or_refusal(value: bytes | None, key: bytes | None, knowledge: Knowledge) -> Article | DeadLetter:
    """The clean article of a raw message alone, as `read` will see it."""
    return or_dead_letter(lambda: cleaned(value, key, knowledge), "read", key, value)


def mentions_of(article: Article, knowledge: Knowledge, extractor: Extractor | None = None) -> tuple[EventMention, ...]:
    """The article's mentions, the main event first, each with the signals by which its report finds its event.

    The rules read them when there is no other `extractor`.
    """
    mentions = extractor(article) if extractor else extract(article, knowledge.extraction)
    return with_signals(mentions, article, knowledge.dedupe.words)


def with_fingerprint(article: Article, mentions: tuple[EventMention, ...], received_at: datetime) -> ExtractedArticle:
    """The article with its mentions and its fingerprint, as the read stage hands it on."""
    return ExtractedArticle.model_construct(
        article=article, fingerprint=fingerprint(article), mentions=mentions, received_at=received_at
    )


def dedupe(value: bytes | None, key: bytes | None, origin: str, state: CopyState) -> Deduped | DeadLetter:
    """Tell whether the extracted article is a copy, and remember it; `origin` is where its raw message lies."""

    def run() -> Deduped:
        return deduped(ExtractedArticle.from_json(value or b""), origin, state)

    return or_dead_letter(run, "dedupe", key, value)


def deduped(article: ExtractedArticle, origin: str, state: CopyState) -> Deduped:
    """The verdict on an extracted article, remembered in `state`; the state of one partition, in log order."""
    known = state.get(article.article.article_id)
    if known is not None and origin in known.origins:  # also a version that a correction has replaced since
        return Deduped(Outcome.REPEAT, _as_judged(article.article, known), (), None)
    verdict = judge(article, state)
    origins = (*(known.origins if known else ()), origin)[-MAX_ORIGINS:]
    if known is not None and verdict.outcome is CopyOutcome.REPEAT:
        return _sent_again(article, known, origins, state)
    assert verdict.record is not None, "everything but a repeat is remembered"
    record = verdict.record.model_copy(update={"origins": origins})
    reports = tuple(report_of(mention, verdict.article, article.received_at) for mention in article.mentions)
    gone = tuple(withdrawal(one, article.article.article_id, article.received_at) for one in verdict.withdrawn)
    state.add(record)
    return Deduped(_outcome(verdict), verdict.article, (*reports, *gone), record)


def resolve(
    value: bytes | None, key: bytes | None, state: EventState, knowledge: DedupeKnowledge
) -> tuple[Event, ...] | DeadLetter:
    """The new revisions of the event that a report tells of, survivors first, remembered in `state`."""

    def run() -> tuple[Event, ...]:
        return resolve_report(Report.from_json(value or b""), state, knowledge)

    return or_dead_letter(run, "resolve", key, value)


def _sent_again(article: ExtractedArticle, known: KnownArticle, origins: tuple[str, ...], state: CopyState) -> Deduped:
    """The same article in another raw message: a copy of itself."""
    received_at = max(article.received_at, state.newest_received_at or article.received_at)
    fields = {**dict(known), "origins": origins, "received_at": received_at, "fingerprint": article.fingerprint}
    record = CopyRecord.model_construct(**fields)
    state.add(record)
    return Deduped(Outcome.COPY, _as_judged(article.article, known), (), record)


def _as_judged(article: Article, known: KnownArticle) -> Article:
    return article.model_copy(update={"duplicate_of": known.duplicate_of, "duplicate_kind": known.duplicate_kind})


def _outcome(verdict: CopyVerdict) -> Outcome:
    if verdict.article.duplicate_of is not None:
        return Outcome.COPY
    return Outcome.EVENTS if verdict.record and verdict.record.reported else Outcome.NO_EVENT


def or_dead_letter(run: Callable[[], R], stage: str, key: bytes | None, value: bytes | None) -> R | DeadLetter:
    """The one place where refusals and bugs are caught: both become dead letters. A store's failure is neither."""
    try:
        return run()
    except StoreFailed:
        raise
    except Rejected as refusal:
        return DeadLetter(refusal.reason, refusal.detail, stage, key, value)
    except ValidationError as error:
        return DeadLetter(Reason.INVALID_FIELD, _fields_of(error), stage, key, value)
    except Exception as error:  # a bug: the message is kept, the place in the code is told, the text is not
        return DeadLetter(Reason.BUG, place_of(error), stage, key, value)


def _fields_of(error: ValidationError) -> str:
    """The refused fields and why, without their values."""
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['type']}" for one in error.errors()[:5])


def place_of(error: Exception) -> str:
    """The kind of the error and where in the code it rose; never its message, which may quote an article."""
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1]
    return f"{type(error).__name__} in {last.name}, {last.filename.rsplit('/', 1)[-1]}:{last.lineno}"
