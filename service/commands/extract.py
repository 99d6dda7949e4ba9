"""`sitrep extract`: the path without a broker, by the very functions that the agents run (contract section 6)."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial

import orjson

from service import pipeline
from service.commands.inputs import InputLine
from service.commands.stages import InputStage
from service.dedupe.coded import with_coded_signals
from service.dedupe.copy_state import CopyState
from service.dedupe.event_state import EventState, reports_within
from service.dedupe.resolve import resolve
from service.extract import annotate
from service.extract.extractor import Extractor
from service.models.article import Article
from service.models.dead_letter import DeadLetter, Reason, Rejected
from service.models.event import Event, EventStatus
from service.models.mention import EventMention
from service.models.record import MAX_NAME_LENGTH, Identifier, Name, Record, Time, Url
from service.models.report import Report
from service.settings import Settings


class MentionsLine(Record):
    """One article's mentions, with what resolution must know of the article."""

    article_id: Identifier
    url: Url | None = None
    outlet: Name | None = None
    agency: Name | None = None
    title: Name | None = None
    published_at: Time | None = None
    duplicate_of: Identifier | None = None
    mentions: tuple[EventMention, ...]


@dataclass
class Summary:
    """Lines read, and lines refused by reason."""

    read: int = 0
    refused: Counter[Reason] = field(default_factory=Counter)

    def __str__(self) -> str:
        reasons = ", ".join(f"{count} {reason}" for reason, count in self.refused.most_common())
        return f"{self.read} read, {self.refused.total()} refused" + (f" ({reasons})" if reasons else "")


def article_of(line: InputLine, stage: InputStage, knowledge: pipeline.Knowledge) -> Article:
    """The line's article, cleaned unless it was before; raises Rejected or ValidationError for what is not one."""
    if stage is InputStage.ARTICLE:
        return Article.from_json(line.value)
    return pipeline.cleaned(line.value, None, knowledge)


class Offline:
    """The path of one run: what it knows, what it remembers, and the time that stands for the broker's.

    The rules read if there is no other `extractor`.
    """

    def __init__(
        self,
        knowledge: pipeline.Knowledge,
        settings: Settings,
        received_at: datetime,
        extractor: Extractor | None = None,
    ) -> None:
        self.summary = Summary()
        self._extractor = extractor
        self._knowledge = knowledge
        self._copies = CopyState(settings.copy_window_days, settings.copy_max_bytes)
        self._events = EventState(settings.event_window_days, reports_within(settings.event_max_bytes))
        self._received_at = received_at

    def articles(self, lines: Iterable[InputLine], stage: InputStage) -> Iterator[bytes]:
        """Each line's article, told from copies, as JSON."""
        return self._each(
            lines, lambda line: self._final(article_of(line, stage, self._knowledge), (), line).article.to_json()
        )

    def mentions(self, lines: Iterable[InputLine], stage: InputStage) -> Iterator[bytes]:
        """Each line's mentions as JSON."""
        return self._each(lines, lambda line: self._mentions_line(line, stage).to_json())

    def annotated_mentions(self, lines: Iterable[InputLine], stage: InputStage) -> Iterator[bytes]:
        """Each line's mentions, with the names and places that its article's text holds."""
        return self._each(lines, lambda line: self._annotated(line, stage))

    def events(self, lines: Iterable[InputLine], stage: InputStage) -> Iterator[bytes]:
        """The active events after all input, in the order of their first reports."""
        newest: dict[str, Event] = {}
        for _ in self._each(lines, lambda line: self._resolve_all(self._reports(line, stage), newest)):
            pass
        return (event.to_json() for event in newest.values() if event.status is EventStatus.ACTIVE)

    def _each(self, lines: Iterable[InputLine], work: Callable[[InputLine], bytes]) -> Iterator[bytes]:
        for number, line in enumerate(lines, 1):
            self.summary.read += 1
            result = pipeline.or_dead_letter(partial(_on_readable, work, line), "extract", None, None)
            if isinstance(result, DeadLetter):
                self.summary.refused[result.reason] += 1
                result = orjson.dumps({"error": {"reason": result.reason, "line": number}})
            yield result

    def _final(self, article: Article, mentions: tuple[EventMention, ...], line: InputLine) -> pipeline.Deduped:
        extracted = pipeline.with_fingerprint(article, mentions, self._received_at)
        return pipeline.deduped(extracted, f"{line.source}:{line.number}", self._copies)

    def _mentions_line(self, line: InputLine, stage: InputStage) -> MentionsLine:
        if stage is InputStage.MENTIONS:
            return _told_line(line.value)
        mentions, final = self._judged(line, stage)
        shared = {name: getattr(final.article, name) for name in MentionsLine.model_fields if name != "mentions"}
        return MentionsLine(**shared, mentions=mentions)

    def _judged(self, line: InputLine, stage: InputStage) -> tuple[tuple[EventMention, ...], pipeline.Deduped]:
        article = article_of(line, stage, self._knowledge)
        mentions = pipeline.mentions_of(article, self._knowledge, self._extractor)
        return mentions, self._final(article, mentions, line)

    def _annotated(self, line: InputLine, stage: InputStage) -> bytes:
        article = article_of(line, stage, self._knowledge)
        notes = annotate(article, self._knowledge.extraction)
        mentions = self._mentions_line(InputLine(line.source, line.number, article.to_json()), InputStage.ARTICLE)
        return orjson.dumps({**mentions.model_dump(), **asdict(notes)})

    def _reports(self, line: InputLine, stage: InputStage) -> tuple[Report, ...]:
        """What the line reports, and what it withdraws when it corrects an earlier one."""
        if stage is InputStage.MENTIONS:
            told = _told_line(line.value)
            return tuple(self._report(mention, told) for mention in told.mentions)
        return self._judged(line, stage)[1].reports

    def _resolve_all(self, reports: Iterable[Report], newest: dict[str, Event]) -> bytes:
        for report in reports:
            for event in resolve(report, self._events, self._knowledge.dedupe):
                newest[event.event_id] = event
        return b""

    def _report(self, mention: EventMention, line: MentionsLine) -> Report:
        shared = {name: getattr(line, name) for name in MentionsLine.model_fields if name != "mentions"}
        return Report.model_construct(**{**dict(mention), **shared}, received_at=self._received_at)


def _told_line(value: bytes) -> MentionsLine:
    """A line of mentions, ours or coded elsewhere: what coders say beside the contract's fields becomes signals."""
    try:
        line = orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise Rejected(Reason.NOT_JSON, f"column {error.colno}") from error
    if not isinstance(line, dict):
        raise Rejected(Reason.NOT_AN_OBJECT)
    told = line.get("mentions")
    mentions = [_with_signals(one) for one in told] if isinstance(told, list) else told
    title = line["title"][:MAX_NAME_LENGTH] if isinstance(line.get("title"), str) else None
    return MentionsLine.from_json(orjson.dumps({**line, "title": title, "mentions": mentions}))


def _with_signals(mention: object) -> object:
    return with_coded_signals(mention) if isinstance(mention, dict) else mention


def _on_readable(work: Callable[[InputLine], bytes], line: InputLine) -> bytes:
    if line.refusal is not None:
        raise line.refusal
    return work(line)
