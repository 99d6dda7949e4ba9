"""`sitrep dlq`: list, show and replay dead letters."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from service.commands.failure import CommandFailed, ExitCode
from service.metrics import Metrics
from service.models.dead_letter import Reason
from service.settings import Settings
from service.stream.connection import client_options
from service.stream.dead_letters import (
    ATTEMPTS,
    CONNECT_PREFIX,
    POINTER,
    REASON,
    attempts_of,
    original_headers,
)
from service.stream.delivery import Delivery
from service.stream.messages import Message
from service.stream.outgoing import Outgoing, milliseconds
from service.stream.reading import read_topic
from service.stream.topics import DEAD_LETTERS, topics_by_name


@dataclass(frozen=True)
class Selection:
    """Which dead letters: all conditions that are given must hold. max_attempts None: however often tried."""

    reason: Reason | None = None
    stage: str | None = None
    max_attempts: int | None = None

    def has(self, message: Message) -> bool:
        """Whether the dead letter is one of them."""
        headers = dict(message.headers)
        return (
            (self.reason is None or headers.get(REASON, b"").decode() == self.reason)
            and (self.stage is None or headers.get(f"{CONNECT_PREFIX}stage", b"").decode() == self.stage)
            and (self.max_attempts is None or attempts_of(message.headers) < self.max_attempts)
        )


@dataclass
class Replayed:
    """How many dead letters went back to their topics, and how many cannot: only their hash was kept."""

    sent: int = 0
    pointers: int = 0


async def dead_letters(settings: Settings, selection: Selection, limit: int | None) -> AsyncIterator[Message]:
    """The selected dead letters that are on the topic now, at most `limit`."""
    found = 0
    async for message in read_topic(settings, DEAD_LETTERS):
        if limit is not None and found >= limit:
            return
        if selection.has(message):
            found += 1
            yield message


async def dead_letter_at(settings: Settings, partition: int, offset: int) -> Message:
    """The dead letter at that place; raises CommandFailed when there is none."""
    async for message in read_topic(settings, DEAD_LETTERS):
        if (message.partition, message.offset) == (partition, offset):
            return message
    raise CommandFailed(f"no dead letter at {partition}:{offset}", ExitCode.REFUSED)


def summary_of(message: Message) -> tuple[str, str, str, str, str, str, str]:
    """place, when, reason, stage, origin, attempts, detail: one line about a dead letter."""
    headers = {name: value.decode("utf-8", "replace") for name, value in message.headers}
    origin = "{}[{}]@{}".format(*(headers.get(CONNECT_PREFIX + part, "?") for part in ("topic", "partition", "offset")))
    return (
        f"{message.partition}:{message.offset}",
        message.at.isoformat(timespec="seconds"),
        headers.get(REASON, "?"),
        headers.get(f"{CONNECT_PREFIX}stage", "?"),
        origin,
        str(attempts_of(message.headers)),
        headers.get(f"{CONNECT_PREFIX}exception.message", ""),
    )


def is_pointer(message: Message) -> bool:
    """Whether only the hash of the original was kept."""
    return POINTER in dict(message.headers)


def as_sent(message: Message) -> Outgoing | None:
    """The original message, to be sent again with its attempts counted; None when its bytes or its topic are gone."""
    topic = topics_by_name().get(dict(message.headers).get(f"{CONNECT_PREFIX}topic", b"").decode())
    if topic is None or is_pointer(message):
        return None
    attempts = (ATTEMPTS, str(attempts_of(message.headers)).encode())
    headers = (*original_headers(message.headers), attempts)
    return Outgoing(topic, message.key, message.value, headers, milliseconds(message.at))


async def replay(settings: Settings, selection: Selection, limit: int | None) -> Replayed:
    """Send the selected dead letters back to the topics they came from; sending one twice changes nothing."""
    replayed = Replayed()
    delivery = Delivery(client_options(settings), Metrics())
    await delivery.start()
    try:
        async for message in dead_letters(settings, selection, limit):
            record = as_sent(message)
            if record is None:
                replayed.pointers += 1
            else:
                await delivery.deliver([record])
                replayed.sent += 1
    finally:
        await delivery.stop()
    return replayed
