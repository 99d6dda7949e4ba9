"""Records published late, behind newer ones: found by the next recall, and put right once."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
from service.metrics import Metrics
from service.settings import Settings
from service.stream.connection import client_options
from service.stream.delivery import Delivery
from service.stream.embedded import embedded_broker, embedded_settings
from service.stream.outgoing import INPUT_OFFSET, INPUT_PART, MENDED, Outgoing
from service.stream.restore import NOTHING_RECALLED, Recalled, Restorer
from service.stream.topics import COPIES, EXTRACTED
from stream_builders import CountingStage

PARTITION = 2


@pytest.fixture
def settings() -> Iterator[Settings]:
    with embedded_broker() as broker:
        yield embedded_settings(broker, Settings())


@pytest.fixture
async def delivery(settings: Settings) -> AsyncIterator[Delivery]:
    opened = Delivery(client_options(settings), Metrics())
    await opened.start()
    await opened.deliver([Outgoing(EXTRACTED, b"in", b"in", (), 1_000, PARTITION) for _ in range(10)])
    yield opened
    await opened.stop()


def _remembered(key: bytes, value: bytes, offset: int, header: str = INPUT_OFFSET) -> Outgoing:
    return Outgoing(COPIES, key, value, ((header, b"%d" % offset),), 1_000, PARTITION)


async def _recall(settings: Settings, stage: CountingStage) -> Recalled:
    return await Restorer(client_options(settings)).recall(stage, EXTRACTED.name, PARTITION, NOTHING_RECALLED)


async def test_an_overtaken_record_is_left_out_and_its_key_told(settings: Settings, delivery: Delivery) -> None:
    await delivery.deliver([_remembered(b"a", b"new", 5), _remembered(b"b", b"other", 6), _remembered(b"a", b"old", 4)])
    stage = CountingStage()

    recalled = await _recall(settings, stage)

    assert stage.counted == [b"new", b"other"]
    assert (recalled.applied, recalled.overtaken) == (6, frozenset({b"a"}))


async def test_the_first_of_several_records_can_be_overtaken_too(settings: Settings, delivery: Delivery) -> None:
    await delivery.deliver([_remembered(b"a", b"new", 5), _remembered(b"a", b"old", 4, INPUT_PART)])

    assert (await _recall(settings, CountingStage())).overtaken == {b"a"}


async def test_what_was_put_right_is_not_put_right_again(settings: Settings, delivery: Delivery) -> None:
    await delivery.deliver([_remembered(b"a", b"new", 5), _remembered(b"a", b"old", 4)])
    newest = await Restorer(client_options(settings)).newest(COPIES, PARTITION, {b"a"})
    await delivery.deliver(newest)
    stage = CountingStage()

    assert [record.value for record in newest] == [b"new"]
    assert (await _recall(settings, stage)).overtaken == frozenset()
    assert set(stage.counted) == {b"new"}, "stages know a mended record that they have"


async def test_a_mended_record_that_compaction_kept_alone_is_recalled(settings: Settings, delivery: Delivery) -> None:
    mended = replace(_remembered(b"a", b"new", 5), headers=((INPUT_OFFSET, b"5"), (MENDED, b"1")))
    await delivery.deliver([_remembered(b"b", b"other", 6), mended])
    stage = CountingStage()

    recalled = await _recall(settings, stage)

    assert stage.counted == [b"other", b"new"]
    assert (recalled.applied, recalled.overtaken) == (6, frozenset())


async def test_what_the_late_worker_made_of_the_same_message_is_not_the_newest(
    settings: Settings, delivery: Delivery
) -> None:
    await delivery.deliver([_remembered(b"a", b"right", 5), _remembered(b"a", b"late", 5)])

    (newest,) = await Restorer(client_options(settings)).newest(COPIES, PARTITION, {b"a"})

    assert newest.value == b"right"


async def test_what_only_the_late_worker_published_is_not_published_again(
    settings: Settings, delivery: Delivery
) -> None:
    await delivery.deliver([_remembered(b"a", b"right", 5), _remembered(b"phantom", b"late", 4)])

    assert await Restorer(client_options(settings)).newest(COPIES, PARTITION, {b"phantom"}) == []
