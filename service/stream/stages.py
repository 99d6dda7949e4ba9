"""What each stage does with a message of its partition, in terms of records to publish and records to remember.

A PartitionStage is one partition of one stage. It decides through `service.pipeline` alone; here is only the wire:
keys, headers, partitions. What it remembers is published to a topic of the same partition number, from which `recall`
rebuilds it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from service.models.dead_letter import DeadLetter
from service.settings import Stage
from service.stream.messages import Message
from service.stream.outgoing import Outgoing
from service.stream.topics import Topic


@dataclass(frozen=True)
class Outputs:
    """The outcome of one message. `remember` is published after `publish` is confirmed, and before the message is
    acknowledged; `counts` are (metric, label, amount) to add once all is confirmed."""

    outcome: str
    publish: Sequence[Outgoing] = ()
    remember: Sequence[Outgoing] = ()
    refused: DeadLetter | None = None
    counts: Sequence[tuple[str, str, int]] = field(default=())


class PartitionStage(Protocol):
    """One partition of one stage."""

    stage: Stage
    remembers_on: Topic | None

    def handle(self, message: Message) -> Outputs:
        """What the message leads to; never raises, and changes the state of this partition alone."""
        ...

    def recall(self, record: Message) -> None:
        """Take back one remembered record, in the order in which they were published."""
        ...

    def forget(self) -> None:
        """Drop the state: it is to be recalled from the beginning."""
        ...

    def size(self) -> tuple[int, int]:
        """(entries, estimated bytes) remembered."""
        ...


@runtime_checkable
class PreparingStage(Protocol):
    """A PartitionStage that waits for something outside before it can handle messages."""

    async def prepare(self, messages: Sequence[Message]) -> int:
        """Make ready for the first of the messages, one or more, and return how many; others may run meanwhile."""
        ...
