"""The dedupe stage on the wire: extracted article in; the final article and its reports out.

It remembers one copy record an article, keyed by article_id, on the partition number of its input.
"""

from collections.abc import Iterator
from pathlib import Path

from service import pipeline
from service.dedupe.copy_record import CopyRecord
from service.dedupe.copy_state import CopyState
from service.models.dead_letter import DeadLetter
from service.models.report import Report
from service.models.routing import country_key
from service.settings import Settings, Stage
from service.stream.dead_letters import dead_letter_record
from service.stream.disk_store import DiskStore, hold_on_disk
from service.stream.messages import Message
from service.stream.outgoing import (
    INPUT_OFFSET,
    MENDED,
    OUTCOME,
    Outgoing,
    cloud_event,
    milliseconds,
)
from service.stream.stages import Outputs, Standing
from service.stream.topics import ARTICLES, COPIES, MENTIONS, Topic


class DedupeStage:
    """Tell copies from originals among the articles of one partition."""

    stage = Stage.DEDUPE
    remembers_on: Topic | None = COPIES

    def __init__(self, settings: Settings, partition: int) -> None:
        self._settings = settings
        self._disk: DiskStore | None = None
        self._partition = partition
        self._state = self._empty_state()

    def handle(self, message: Message) -> Outputs:
        """The article with `duplicate_of`, its reports, and what to remember; nothing for a message seen before."""
        result = pipeline.dedupe(message.value, message.key, _origin(message), self._state)
        if isinstance(result, DeadLetter):
            return Outputs("rejected", publish=(dead_letter_record(result, message),), refused=result)
        if result.record is None:
            return Outputs(str(result.outcome))
        return Outputs(
            str(result.outcome),
            publish=(_article_record(result, message), *(_report_record(report, message) for report in result.reports)),
            remember=(_memory_record(result.record, message),),
            counts=(("articles_finished", str(result.outcome), 1),),
        )

    def recall(self, record: Message) -> None:
        """Remember an article again."""
        if record.value is None:
            return
        known = CopyRecord.from_json(record.value)
        if MENDED in dict(record.headers) and self._state.get(known.article_id) is not None:
            return  # added again, it would pass for the newest article
        self._state.add(known)

    def take_up(self) -> Iterator[int]:
        """Take up what an earlier process has left in the folder of the settings, if they name one."""
        if self._settings.state_dir is None:
            return iter(())
        if self._disk is None:
            self._disk = DiskStore(Path(self._settings.state_dir) / f"{COPIES.name}-{self._partition}.sqlite")
        self._state = self._empty_state()
        return self._state.take_up()

    @property
    def standing(self) -> Standing:
        """How far what an earlier process has left goes."""
        return self._disk.standing if self._disk else Standing()

    def settle(self, standing: Standing) -> None:
        """Leave what is remembered now to whoever comes next."""
        if self._disk:
            self._disk.settle(standing)

    def forget(self) -> None:
        """Start from what is settled, once it is taken up."""
        if self._disk:
            self._disk.forget_unsettled()
        self._state = self._empty_state()

    def clear(self) -> None:
        """Start from nothing."""
        if self._disk:
            self._disk.clear()
        self._state = self._empty_state()

    def close(self) -> None:
        """Let another process have the file."""
        if self._disk:
            self._disk.close()
            self._disk = None

    def size(self) -> tuple[int, int]:
        """(articles, estimated bytes) remembered."""
        return self._state.size()

    def _empty_state(self) -> CopyState:
        bounds = self._settings.copy_window_days, self._settings.copy_max_bytes
        if self._disk is None:
            return CopyState(*bounds)
        return CopyState(*bounds, self._disk, hold_on_disk(Path(str(self._settings.state_dir))))


def _origin(message: Message) -> str:
    """The raw message's place and time: in a topic created anew, places come again and are other messages."""
    return f"{message.origin.address}@{milliseconds(message.at)}"


def _article_record(result: pipeline.Deduped, message: Message) -> Outgoing:
    article = result.article
    headers = (
        *message.origin.signed,
        (OUTCOME, str(result.outcome).encode()),
        *cloud_event("article", article.article_id, message.at),
    )
    return Outgoing(ARTICLES, article.article_id.encode(), article.to_json(), headers, milliseconds(message.at))


def _report_record(report: Report, message: Message) -> Outgoing:
    headers = (*message.origin.signed, *cloud_event("report", report.mention_id, message.at))
    return Outgoing(MENTIONS, country_key(report).encode(), report.to_json(), headers, milliseconds(message.at))


def _memory_record(record: CopyRecord, message: Message) -> Outgoing:
    headers = (*message.origin.signed, (INPUT_OFFSET, str(message.offset).encode()))
    return Outgoing(
        COPIES, record.article_id.encode(), record.to_json(), headers, milliseconds(message.at), message.partition
    )
