"""The read stage on the wire: raw article in, extracted article out. All the CPU and no state."""

from service import pipeline
from service.extract.extractor import Extractor
from service.models.dead_letter import DeadLetter
from service.models.extracted import ExtractedArticle
from service.models.routing import language_key
from service.settings import Stage
from service.stream.dead_letters import dead_letter_record
from service.stream.messages import Message
from service.stream.outgoing import VERSION, Outgoing, code_version, milliseconds
from service.stream.stages import InMemory, Outputs
from service.stream.topics import EXTRACTED, Topic


class ReadStage(InMemory):
    """Ingest, clean and extract the raw articles of one partition, by the rules if there is no other `extractor`."""

    stage = Stage.READ
    remembers_on: Topic | None = None

    def __init__(self, knowledge: pipeline.Knowledge, extractor: Extractor | None = None) -> None:
        self._knowledge = knowledge
        self._extractor = extractor

    def handle(self, message: Message) -> Outputs:
        """The extracted article, or the dead letter."""
        result = pipeline.read(message.value, message.key, message.at, self._knowledge, self._extractor)
        if isinstance(result, DeadLetter):
            return Outputs("rejected", publish=(dead_letter_record(result, message),), refused=result)
        counts = tuple(("mentions_extracted", plover, 1) for plover in _plover_types(result))
        return Outputs("extracted", publish=(self._record(result, message),), counts=counts)

    def recall(self, record: Message) -> None:
        """Nothing: reading has no state."""

    def forget(self) -> None:
        """Nothing: reading has no state."""

    def size(self) -> tuple[int, int]:
        """Reading has no state."""
        return (0, 0)

    def _record(self, extracted: ExtractedArticle, message: Message) -> Outgoing:
        return Outgoing(
            EXTRACTED,
            language_key(extracted.article).encode(),
            extracted.to_json(),
            (*message.as_origin.headers, (VERSION, reading_version(self._knowledge).encode())),
            milliseconds(message.at),
        )


def reading_version(knowledge: pipeline.Knowledge) -> str:
    """The version of the code, and after a plus the edition of the user's lexicons that it reads with."""
    edition = knowledge.extraction.edition
    return f"{code_version()}+lexicons.{edition}" if edition else code_version()


def _plover_types(extracted: ExtractedArticle) -> list[str]:
    types = (mention.event_type.plover for mention in extracted.mentions)
    return [plover.type if plover else "none" for plover in types]
