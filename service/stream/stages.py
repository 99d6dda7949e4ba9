"""What each stage does with a message of its partition, in terms of records to publish and records to remember.

A PartitionStage is one partition of one stage. It decides through `service.pipeline` alone; here is only the wire:
keys, headers, partitions. What it remembers is published to a topic of the same partition number, from which `recall`
rebuilds it.
"""

from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True)
class Standing:
    """How far a state goes.

    position: the remembering topic's offset up to which it was read. applied: the newest input offset, -1 for none.
    """

    position: int = 0
    applied: int = -1


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

    def take_up(self) -> Iterator[int]:
        """Take up what an earlier process has left, piece by piece; before anything else, and after `forget`."""
        ...

    @property
    def standing(self) -> Standing:
        """How far the state that was taken up goes: the rest is to be recalled."""
        ...

    def settle(self, standing: Standing) -> None:
        """Everything in the state is confirmed, up to there: it may be left to another process."""
        ...

    def forget(self) -> None:
        """Drop the state, but for what is settled and can be taken up again."""
        ...

    def clear(self) -> None:
        """Drop the state, also what is settled."""
        ...

    def close(self) -> None:
        """Leave what is settled to another process; the stage is not used again."""
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


class InMemory:
    """What a stage says of its state when no process leaves it to another."""

    standing = Standing()

    def take_up(self) -> Iterator[int]:
        """Nothing is left by anyone."""
        return iter(())

    def settle(self, standing: Standing) -> None:
        """Nothing is to be done."""

    def forget(self) -> None:
        """Drop the state."""

    def clear(self) -> None:
        """Drop the state: nothing more is anywhere."""
        self.forget()

    def close(self) -> None:
        """Nothing is to be done."""
