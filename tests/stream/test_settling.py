"""What a recall leaves on disk on its way, and what it does with a disk that knows more than the topic."""

from collections.abc import AsyncIterator, Iterator

import pytest
from service.metrics import Metrics
from service.settings import Settings
from service.stream.connection import client_options
from service.stream.delivery import Delivery
from service.stream.embedded import embedded_broker, embedded_settings
from service.stream.outgoing import INPUT_OFFSET, Outgoing
from service.stream.restore import NOTHING_RECALLED, Recalled, Restorer
from service.stream.stages import Standing
from service.stream.topics import COPIES, EXTRACTED
from stream_builders import CountingStage

PARTITION = 3


class SettlingStage(CountingStage):
    """Notes where it was settled, and whether it was cleared."""

    def __init__(self) -> None:
        super().__init__()
        self.settled: list[Standing] = []
        self.cleared = 0

    def settle(self, standing: Standing) -> None:
        self.settled.append(standing)

    def clear(self) -> None:
        self.cleared += 1
        self.forget()


@pytest.fixture
def settings() -> Iterator[Settings]:
    with embedded_broker() as broker:
        yield embedded_settings(broker, Settings())


@pytest.fixture
async def delivery(settings: Settings) -> AsyncIterator[Delivery]:
    opened = Delivery(client_options(settings), Metrics())
    await opened.start()
    await opened.deliver([Outgoing(EXTRACTED, b"in", b"in", (), 1_000, PARTITION) for _ in range(20)])
    yield opened
    await opened.stop()


def _remembered(*offsets: int) -> list[Outgoing]:
    headers = [((INPUT_OFFSET, b"%d" % offset),) for offset in offsets]
    return [Outgoing(COPIES, b"k%d" % n, b"v", header, 1_000, PARTITION) for n, header in enumerate(headers)]


async def _recall(settings: Settings, stage: CountingStage, since: Recalled = NOTHING_RECALLED) -> Recalled:
    return await Restorer(client_options(settings)).recall(stage, EXTRACTED.name, PARTITION, since)


async def test_a_long_recall_settles_on_its_way(settings, delivery, monkeypatch) -> None:
    monkeypatch.setattr("service.stream.restore.SETTLE_EVERY", 2)
    await delivery.deliver(_remembered(3, 4, 7, 8, 9))
    stage = SettlingStage()
    await _recall(settings, stage)

    assert stage.settled == [Standing(3, 7), Standing(5, 9)]


async def test_a_recall_that_found_something_late_settles_nothing_before_it_is_put_right(
    settings, delivery, monkeypatch
) -> None:
    monkeypatch.setattr("service.stream.restore.SETTLE_EVERY", 2)
    await delivery.deliver(_remembered(3, 2, 7, 8, 9))
    stage = SettlingStage()
    await _recall(settings, stage)

    assert stage.settled == []


async def test_a_state_beyond_the_end_of_its_topic_is_cleared(settings, delivery) -> None:
    """The topic was created anew."""
    await delivery.deliver(_remembered(3, 4))
    stage = SettlingStage()
    recalled = await _recall(settings, stage, Recalled(position=40, applied=90, input_end=0))

    assert stage.cleared == 1
    assert (len(stage.counted), recalled.position, recalled.applied) == (2, 2, 4)
