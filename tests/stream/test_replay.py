"""Each stage's output is a pure function of its input partition's log: replays, restarts and crashes change nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from service.commands.events import upsert
from service.models.event import Event, EventStatus
from service.pipeline import Knowledge
from service.settings import Settings
from service.stream.dedupe_stage import DedupeStage
from service.stream.messages import Message
from service.stream.outgoing import Outgoing
from service.stream.read_stage import ReadStage
from service.stream.resolve_stage import ResolveStage
from service.stream.topics import ARTICLES, COPIES, DEAD_LETTERS, EVENTS, HISTORY, MENTIONS, RAW
from stream_builders import Bench, FakeBroker, a_message, received

from article_builders import BRIDGE, MARKET, QUIET, raw_message

SETTINGS = Settings(_env_file=None)
LATER = BRIDGE.replace("12 soldiers", "14 soldiers")
OTHERS = "Earlier that day " + MARKET.replace("four people", "five people").replace("vegetable cart", "handcart")

# what came in: originals, a copy, a second report, no event, no article, a correction, one sent twice
SENT = (
    raw_message("bridge"),
    raw_message("market", MARKET),
    raw_message("copy of bridge", outlet="Other outlet"),
    raw_message("quiet", QUIET),
    b"no article",
    raw_message("market told again", OTHERS),
    raw_message("bridge", LATER),
    raw_message("market", MARKET),
    raw_message("copy of market", MARKET, outlet="Third outlet"),
    raw_message("bridge", QUIET),
)

Stages = Callable[[], DedupeStage | ResolveStage]


@pytest.fixture(scope="module")
def extracted(knowledge: Knowledge) -> list[Message]:
    """The dedupe stage's input log."""
    stage = ReadStage(knowledge)
    messages = [a_message(offset, value, topic=RAW.name) for offset, value in enumerate(SENT)]
    outputs = [stage.handle(message) for message in messages]
    records = [record for one in outputs if one.refused is None for record in one.publish]
    return [received(record, offset) for offset, record in enumerate(records)]


@pytest.fixture
def reports(extracted: list[Message]) -> list[Message]:
    """The resolve stage's input log: all reports on one partition."""
    stage = DedupeStage(SETTINGS, 0)
    records = [record for message in extracted for record in stage.handle(message).publish if record.topic is MENTIONS]
    return [received(record, offset) for offset, record in enumerate(records)]


async def run_whole(stages: Stages, log: Sequence[Message], batch_size: int = 64) -> FakeBroker:
    """What a stage makes of the log without any interruption."""
    broker = FakeBroker()
    bench = Bench(stages(), broker, batch_size=batch_size)
    await bench.run(*log)
    assert not bench.failures
    return broker


async def run_with_crash(stages: Stages, log: Sequence[Message], after: int, batch_size: int) -> FakeBroker:
    """What a stage makes of the log when its worker dies after so many records, and a fresh one goes on.

    The fresh worker begins at the first message that was not acknowledged, and recalls what was remembered.
    """
    broker = FakeBroker()
    left = after

    def dead(_: Outgoing) -> bool:
        nonlocal left
        left -= 1
        return left < 0

    broker.failing = dead
    broker.deliver = delivering_until_death(broker)
    crashed = Bench(stages(), broker, batch_size=batch_size)
    await crashed.run(*log)
    del broker.deliver
    broker.failing = lambda record: False
    rest = [message for message in log if message.offset not in crashed.acknowledged]
    assert rest == list(log[len(crashed.acknowledged) :])
    fresh = Bench(stages(), broker, batch_size=batch_size)
    await fresh.run(*rest)
    assert not fresh.failures
    return broker


def delivering_until_death(broker: FakeBroker):
    """Takes records one by one, so that nothing follows the first that is not confirmed."""
    deliver = broker.deliver

    async def one_by_one(records):
        return [confirmed for record in records for confirmed in await deliver([record])]

    return one_by_one


def everything(broker: FakeBroker) -> dict[str, list[Outgoing]]:
    """All that was published, by topic, without repeats, in the order in which it first came."""
    topics = (ARTICLES, MENTIONS, COPIES, EVENTS, HISTORY, DEAD_LETTERS)
    return {topic.name: list(dict.fromkeys(broker.logs[topic.name, 0])) for topic in topics}


def held(broker: FakeBroker) -> dict[str, Event]:
    """What a consumer holds that upserts by event_id."""
    newest: dict[str, Event] = {}
    for value in broker.values(EVENTS):
        upsert(newest, Event.from_json(value))
    return newest


def dedupe() -> DedupeStage:
    """A dedupe stage that knows nothing yet."""
    return DedupeStage(SETTINGS, 0)


class OnDisk:
    """Makes dedupe stages on one folder: each takes up what the one before has settled, as after a SIGKILL."""

    def __init__(self, folder: Path) -> None:
        self._settings = Settings(_env_file=None, state_dir=str(folder))
        self._made: list[DedupeStage] = []

    def __call__(self) -> DedupeStage:
        if self._made:
            self._made[-1].close()
        self._made.append(DedupeStage(self._settings, 0))
        return self._made[-1]


@pytest.fixture
def resolve(knowledge: Knowledge) -> Callable[[], ResolveStage]:
    """Makes resolve stages that know nothing yet."""
    return lambda: ResolveStage(SETTINGS, 0, knowledge.dedupe)


@pytest.mark.parametrize("batch_size", [1, 3, 64])
async def test_replaying_the_extracted_log_gives_the_same_bytes(extracted, batch_size):
    first = await run_whole(dedupe, extracted)
    second = await run_whole(dedupe, extracted, batch_size)

    for topic in (ARTICLES, MENTIONS, COPIES):
        assert first.logs[topic.name, 0] == second.logs[topic.name, 0]
    assert first.values(ARTICLES)


@pytest.mark.parametrize("batch_size", [1, 3, 64])
async def test_replaying_the_mentions_log_gives_the_same_bytes(reports, resolve, batch_size):
    first = await run_whole(resolve, reports)
    second = await run_whole(resolve, reports, batch_size)

    for topic in (EVENTS, HISTORY):
        assert first.logs[topic.name, 0] == second.logs[topic.name, 0]
    assert first.values(EVENTS)


@pytest.mark.parametrize("batch_size", [1, 4])
async def test_a_dedupe_worker_that_dies_anywhere_publishes_nothing_but_equal_repeats(extracted, batch_size):
    whole = everything(await run_whole(dedupe, extracted))
    records = sum(map(len, whole.values()))

    for after in range(records + 1):
        assert everything(await run_with_crash(dedupe, extracted, after, batch_size)) == whole, f"dead after {after}"


@pytest.mark.parametrize("batch_size", [1, 4])
async def test_a_dedupe_worker_on_disk_that_dies_anywhere_publishes_the_same(extracted, batch_size, tmp_path):
    whole = everything(await run_whole(dedupe, extracted))
    records = sum(map(len, whole.values()))

    for after in range(records + 1):
        stages = OnDisk(tmp_path / str(after))
        assert everything(await run_with_crash(stages, extracted, after, batch_size)) == whole, f"dead after {after}"


@pytest.mark.parametrize("batch_size", [1, 4])
async def test_a_resolve_worker_that_dies_anywhere_publishes_nothing_but_equal_repeats(reports, resolve, batch_size):
    whole_broker = await run_whole(resolve, reports)
    whole = everything(whole_broker)
    records = sum(map(len, whole.values()))

    for after in range(records + 1):
        broker = await run_with_crash(resolve, reports, after, batch_size)
        assert everything(broker) == whole, f"dead after {after}"
        assert held(broker) == held(whole_broker)


async def test_a_state_recalled_from_its_topic_decides_as_the_one_that_was_never_lost(extracted):
    whole = await run_whole(dedupe, extracted)
    broker = FakeBroker()
    for message in extracted:
        await Bench(dedupe(), broker).run(message)

    assert broker.logs[ARTICLES.name, 0] == whole.logs[ARTICLES.name, 0]
    assert broker.logs[MENTIONS.name, 0] == whole.logs[MENTIONS.name, 0]


async def test_a_state_on_disk_is_taken_up_and_only_the_rest_is_recalled(extracted, tmp_path):
    whole, stages = await run_whole(dedupe, extracted), OnDisk(tmp_path)
    broker = FakeBroker()
    for message in extracted:
        await Bench(stages(), broker).run(message)

    recalls = [position for name, position in broker.journal if name == "recall"]
    assert recalls[-1] > 0
    assert recalls == sorted(recalls)
    assert broker.logs[ARTICLES.name, 0] == whole.logs[ARTICLES.name, 0]
    assert broker.logs[MENTIONS.name, 0] == whole.logs[MENTIONS.name, 0]


async def test_a_lost_disk_is_rebuilt_from_the_topic(extracted, tmp_path):
    whole = await run_whole(dedupe, extracted)
    broker = FakeBroker()
    await Bench(OnDisk(tmp_path / "lost")(), broker).run(*extracted[:5])
    await Bench(OnDisk(tmp_path / "new")(), broker).run(*extracted[5:])

    assert broker.logs[ARTICLES.name, 0] == whole.logs[ARTICLES.name, 0]


async def test_a_partition_that_comes_back_goes_on_from_its_old_disk(extracted, tmp_path):
    """Another worker had it meanwhile; what that one remembered is recalled on top."""
    whole = await run_whole(dedupe, extracted)
    broker, here, there = FakeBroker(), OnDisk(tmp_path / "here"), OnDisk(tmp_path / "there")
    for stages, part in ((here, extracted[:3]), (there, extracted[3:6]), (here, extracted[6:])):
        await Bench(stages(), broker).run(*part)

    assert broker.logs[ARTICLES.name, 0] == whole.logs[ARTICLES.name, 0]


async def test_events_recalled_from_their_topic_decide_as_those_that_were_never_lost(reports, resolve):
    whole = await run_whole(resolve, reports)
    broker = FakeBroker()
    for message in reports:
        await Bench(resolve(), broker).run(message)

    assert broker.logs[EVENTS.name, 0] == whole.logs[EVENTS.name, 0]


async def test_reading_the_whole_log_again_adds_nothing_to_the_articles(extracted):
    """A consumer group whose offsets were lost begins at the beginning."""
    broker = await run_whole(dedupe, extracted)
    before = len(broker.values(ARTICLES)), len(broker.values(MENTIONS))
    await Bench(dedupe(), broker).run(*extracted)

    assert (len(broker.values(ARTICLES)), len(broker.values(MENTIONS))) == before


async def test_messages_repeated_by_the_stage_before_change_nothing(extracted, reports, resolve):
    """The stage before may have died and published the same records again, at new offsets."""
    again = [received_again(message, offset) for offset, message in enumerate([*extracted, *extracted])]
    broker, whole = await run_whole(dedupe, again), await run_whole(dedupe, extracted)
    assert broker.logs[MENTIONS.name, 0] == whole.logs[MENTIONS.name, 0]
    assert broker.values(ARTICLES) == whole.values(ARTICLES)

    again = [received_again(message, offset) for offset, message in enumerate([*reports, *reports])]
    broker, whole = await run_whole(resolve, again), await run_whole(resolve, reports)
    active = [{key: e for key, e in held(b).items() if e.status is EventStatus.ACTIVE} for b in (broker, whole)]
    assert {key: e.reports for key, e in active[0].items()} == {key: e.reports for key, e in active[1].items()}


def received_again(message: Message, offset: int) -> Message:
    """The same record at another offset."""
    return Message(message.topic, message.partition, offset, message.key, message.value, message.headers, message.at)
