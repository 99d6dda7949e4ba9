"""Putting raw articles onto the raw topic, each delivery confirmed."""

import time
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass

from service.metrics import Metrics
from service.settings import Settings
from service.stream.connection import client_options
from service.stream.delivery import Delivery, OutputTooLarge
from service.stream.outgoing import Outgoing
from service.stream.topics import RAW

BATCH = 200  # raw articles whose confirmations are awaited together


@dataclass(frozen=True)
class RawMessage:
    """A raw article ready to send: its key is its id."""

    key: bytes
    value: bytes


async def send_raw(settings: Settings, messages: Iterable[RawMessage]) -> AsyncIterator[tuple[int, int]]:
    """Send everything; yields (confirmed, refused for their size) after each batch."""
    delivery = Delivery(client_options(settings), Metrics())
    await delivery.start()
    try:
        for batch in _batches(messages):
            yield await _send_batch(delivery, batch)
    finally:
        await delivery.stop()


async def _send_batch(delivery: Delivery, batch: Sequence[Outgoing]) -> tuple[int, int]:
    try:
        await delivery.deliver(batch)
    except OutputTooLarge:
        return await _send_singly(delivery, batch)
    return len(batch), 0


async def _send_singly(delivery: Delivery, batch: Sequence[Outgoing]) -> tuple[int, int]:
    """Again, one by one: which of the batch was too large? Sending twice is harmless, a repeat changes nothing."""
    refused = 0
    for record in batch:
        try:
            await delivery.deliver([record])
        except OutputTooLarge:
            refused += 1
    return len(batch) - refused, refused


def _batches(messages: Iterable[RawMessage]) -> Iterable[list[Outgoing]]:
    batch: list[Outgoing] = []
    for message in messages:
        batch.append(Outgoing(RAW, message.key, message.value, (), int(time.time() * 1000)))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
