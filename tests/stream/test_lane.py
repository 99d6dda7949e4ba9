import asyncio
import time
from dataclasses import replace

import pytest
from service.models.dead_letter import DeadLetter, Reason
from service.stream.dead_letters import REASON, DeadLetterLimit, dead_letter_record
from service.stream.delivery import DeliveryFailed
from service.stream.messages import Message
from service.stream.stages import Outputs
from service.stream.suspension import Suspended
from service.stream.tally import TooManyDeadLetters
from service.stream.topics import ARTICLES, COPIES, DEAD_LETTERS
from stream_builders import Bench, CountingStage, FakeBroker, StatelessStage, a_message, until


def messages(*values: bytes, first: int = 0) -> list[Message]:
    """Messages with these values and ascending offsets."""
    return [a_message(offset, value) for offset, value in enumerate(values, first)]


def a_refusal(message: Message, reason: Reason) -> Outputs:
    """What a stage answers for a message that it refuses."""
    letter = DeadLetter(reason, "", "dedupe", message.key, message.value)
    return Outputs("rejected", publish=(dead_letter_record(letter, message),), refused=letter)


def reasons(broker: FakeBroker) -> list[tuple[bytes | None, bytes]]:
    """(value, reason) of every dead letter."""
    return [(record.value, dict(record.headers)[REASON]) for record in broker.logs[DEAD_LETTERS.name, 0]]


async def test_messages_are_handled_in_order():
    bench = Bench(CountingStage(), FakeBroker())

    await bench.run(*messages(b"a", b"b", b"c"))

    assert bench.broker.values(ARTICLES) == [b"a is number 1", b"b is number 2", b"c is number 3"]
    assert bench.acknowledged == [0, 1, 2]
    assert bench.lane.acknowledged_to == 2
    assert bench.failures == []


async def test_outputs_are_published_before_they_are_remembered_before_the_message_is_acknowledged():
    bench = Bench(CountingStage(), FakeBroker(), batch_size=2)

    await bench.run(*messages(b"a", b"b"))

    assert bench.broker.journal == [
        ("recall", 0),
        (ARTICLES.name, b"a is number 1"),
        (ARTICLES.name, b"b is number 2"),
        (COPIES.name, b"a"),
        (COPIES.name, b"b"),
        ("ack", 0),
        ("ack", 1),
    ]


@pytest.mark.parametrize("topic", [ARTICLES, COPIES], ids=["publishing", "remembering"])
async def test_nothing_is_acknowledged_when_delivery_fails(topic):
    broker = FakeBroker()
    broker.failing = lambda record: record.topic is topic and b"b" in (record.value or b"")
    bench = Bench(CountingStage(), broker, batch_size=3)

    await bench.run(*messages(b"a", b"b", b"c"))

    assert bench.acknowledged == []
    assert [type(failure) for failure in bench.failures] == [DeliveryFailed]
    assert bench.stage.counted == [], "the state is ahead of what is remembered"


async def test_a_new_lane_goes_on_where_the_failed_one_stopped():
    broker = FakeBroker()
    broker.failing = lambda record: record.topic is ARTICLES and record.value == b"c is number 3"
    failed = Bench(CountingStage(), broker, batch_size=1)
    await failed.run(*messages(b"a", b"b", b"c", b"d"))
    assert failed.acknowledged == [0, 1]

    broker.failing = lambda record: False
    bench = Bench(CountingStage(), broker)
    await bench.run(*messages(b"c", b"d", first=2))

    assert bench.acknowledged == [2, 3]
    assert broker.values(ARTICLES)[2:] == [b"c is number 3", b"d is number 4"]


async def test_what_was_remembered_and_not_acknowledged_is_a_repeat():
    """A crash between the two: the message is read again, and must not be counted again."""
    broker = FakeBroker()
    await Bench(CountingStage(), broker).run(*messages(b"a", b"b"))
    published = list(broker.values(ARTICLES))

    bench = Bench(CountingStage(), broker)
    await bench.run(*messages(b"a", b"b", b"c"))

    assert broker.values(ARTICLES) == [*published, b"c is number 3"]
    assert bench.acknowledged == [0, 1, 2]
    handled = bench.metrics.messages_handled
    assert handled.labels("dedupe", "repeat")._value.get() == 2


async def test_an_output_too_large_refuses_its_own_message_alone():
    broker = FakeBroker()
    broker.too_large = lambda record: record.topic is ARTICLES and b"huge" in (record.value or b"")
    bench = Bench(CountingStage(), broker, batch_size=4)

    await bench.run(*messages(b"a", b"huge", b"c", b"d"))

    assert bench.acknowledged == [0, 1, 2, 3]
    assert reasons(broker) == [(b"huge", b"output_too_large")]
    assert broker.values(COPIES) == [b"a", b"c", b"d"]


async def test_after_an_output_too_large_the_state_is_as_if_the_message_had_not_been():
    broker = FakeBroker()
    broker.too_large = lambda record: record.topic is ARTICLES and b"huge" in (record.value or b"")
    bench = Bench(CountingStage(), broker, batch_size=4)

    await bench.run(*messages(b"a", b"huge", b"c"))

    assert bench.stage.counted == [b"a", b"c"]
    assert broker.values(ARTICLES)[-1] == b"c is number 2"


@pytest.mark.parametrize("where", ["published_on", "remembered_on"])
async def test_a_record_over_its_topics_limit_leaves_nothing_half_published(where):
    """Were a later message remembered first, a crash would let this one pass for a repeat: gone without a trace."""
    topic = {"published_on": ARTICLES, "remembered_on": COPIES}[where]
    bench = Bench(CountingStage(**{where: replace(topic, max_message_bytes=1_000)}), FakeBroker(), batch_size=3)
    huge = b"huge" * 1_000

    await bench.run(*messages(b"a", huge, b"c"))

    assert reasons(bench.broker) == [(huge, b"output_too_large")]
    assert bench.broker.values(ARTICLES) == [b"a is number 1", b"c is number 2"]
    assert bench.broker.values(COPIES) == [b"a", b"c"]
    assert bench.acknowledged == [0, 1, 2]


async def test_several_outputs_too_large_in_one_batch_are_refused_each():
    broker = FakeBroker()
    broker.too_large = lambda record: record.topic is ARTICLES and b"huge" in (record.value or b"")
    bench = Bench(CountingStage(), broker, batch_size=8)

    await bench.run(*messages(b"huge1", b"a", b"huge2", b"huge3", b"b"))

    assert [value for value, _ in reasons(broker)] == [b"huge1", b"huge2", b"huge3"]
    assert bench.stage.counted == [b"a", b"b"]
    assert bench.acknowledged == [0, 1, 2, 3, 4]


async def test_a_stage_without_state_goes_on_after_an_output_too_large():
    broker = FakeBroker()
    broker.too_large = lambda record: record.topic is ARTICLES and record.value == b"huge"
    bench = Bench(StatelessStage(), broker, batch_size=3)

    await bench.run(*messages(b"a", b"huge", b"c"))

    assert bench.acknowledged == [0, 1, 2]
    assert reasons(broker) == [(b"huge", b"output_too_large")]
    assert bench.stage.forgotten == 0


async def test_a_bug_in_a_stage_with_state_forgets_and_recalls():
    """The stage may have been interrupted half way through a change."""
    stage = CountingStage()
    stage.broken = lambda message: a_refusal(message, Reason.BUG) if message.value == b"bad" else None
    bench = Bench(stage, FakeBroker(), batch_size=1)

    await bench.run(*messages(b"a", b"bad", b"c"))

    assert reasons(bench.broker) == [(b"bad", b"bug")]
    assert stage.counted == [b"a", b"c"]
    assert stage.forgotten == 1
    assert bench.acknowledged == [0, 1, 2]


async def test_what_follows_a_bug_in_its_batch_is_computed_on_the_recalled_state():
    """Otherwise what is published would depend on where batches happen to end."""
    stage = CountingStage()
    stage.broken = lambda message: a_refusal(message, Reason.BUG) if message.value == b"bad" else None
    bench = Bench(stage, FakeBroker(), batch_size=8)

    await bench.run(*messages(b"a", b"bad", b"c"))

    assert bench.broker.values(ARTICLES) == [b"a is number 1", b"c is number 2"]
    assert stage.counted == [b"a", b"c"]
    assert bench.acknowledged == [0, 1, 2]


async def test_a_refusal_that_is_no_bug_forgets_nothing():
    stage = CountingStage()
    stage.broken = lambda message: a_refusal(message, Reason.NOT_JSON) if message.value == b"bad" else None
    bench = Bench(stage, FakeBroker())

    await bench.run(*messages(b"a", b"bad", b"c"))

    assert stage.forgotten == 0
    assert bench.acknowledged == [0, 1, 2]


async def test_too_many_refusals_stop_the_worker():
    stage = StatelessStage()
    stage.broken = lambda message: a_refusal(message, Reason.NOT_JSON)
    bench = Bench(stage, FakeBroker(), DeadLetterLimit(1.0, 3), batch_size=1)

    await bench.run(*messages(*[b"bad"] * 10))

    assert [type(failure) for failure in bench.failures] == [TooManyDeadLetters]
    assert bench.acknowledged == [0, 1, 2]


async def test_stopping_finishes_the_batch_in_hand_and_drops_the_rest():
    bench = Bench(CountingStage(), FakeBroker(), batch_size=2)
    bench.lane.start()
    await bench.offer(*messages(b"a", b"b", b"c", b"d", b"e"))
    await until(lambda: (ARTICLES.name, b"a is number 1") in bench.broker.journal)

    await bench.lane.stop(5.0)

    assert bench.acknowledged == [0, 1]
    assert bench.broker.values(COPIES) == [b"a", b"b"]
    assert bench.lane.waiting == 0
    assert (bench.budget.messages, bench.budget.bytes) == (0, 0)


async def test_a_batch_that_cannot_be_finished_in_time_is_abandoned_and_its_state_forgotten():
    stage, broker = CountingStage(), FakeBroker()
    bench = Bench(stage, broker)
    never = asyncio.Event()

    async def hanging(_):
        await never.wait()

    broker.deliver = hanging
    bench.lane.start()
    await until(lambda: bench.lane._task and not bench.lane.restored)
    await bench.offer(*messages(b"a"))

    await bench.lane.stop(0.01)

    assert bench.acknowledged == []
    assert stage.counted == []
    assert bench.failures == []


async def test_a_lane_starts_again_where_it_stopped_without_reading_its_own_records_back():
    bench = Bench(CountingStage(), FakeBroker())
    await bench.run(*messages(b"a", b"b"))
    await bench.run(*messages(b"c", first=2))

    assert [entry for entry in bench.broker.journal if entry[0] == "recall"] == [("recall", 0), ("recall", 2)]
    assert bench.broker.values(ARTICLES)[-1] == b"c is number 3"


async def test_a_lane_that_starts_again_recalls_what_another_worker_remembered_meanwhile():
    broker = FakeBroker()
    bench = Bench(CountingStage(), broker)
    await bench.run(*messages(b"a"))
    await Bench(CountingStage(), broker).run(*messages(b"b", first=1))

    await bench.run(*messages(b"b", b"c", first=1))

    assert bench.broker.values(ARTICLES)[-1] == b"c is number 3"
    assert bench.acknowledged == [0, 1, 2]


async def test_a_worker_that_stood_still_with_a_batch_in_hand_publishes_nothing():
    """Its partitions are another worker's by then, which has published the same, and perhaps more."""
    bench = Bench(CountingStage(), FakeBroker())

    def stood_still(message: Message) -> None:
        bench.watch.look(time.monotonic() + 3_600)

    bench.stage.broken = stood_still
    await bench.run(*messages(b"a", b"b"))

    assert [type(failure) for failure in bench.failures] == [Suspended]
    assert bench.broker.values(ARTICLES) == []
    assert bench.acknowledged == []


async def test_what_a_zombie_remembered_late_is_not_recalled():
    """It lies behind what its successor remembered of the same messages, and of later ones."""
    broker = FakeBroker()
    await Bench(CountingStage(), broker).run(*messages(b"a", b"b", b"c"))
    broker.logs[COPIES.name, 0].append(broker.logs[COPIES.name, 0][1])

    bench = Bench(CountingStage(), broker)
    await bench.run(*messages(b"d", first=3))

    assert bench.stage.counted == [b"a", b"b", b"c", b"d"]


async def test_metrics_tell_what_was_handled_and_refused():
    stage = StatelessStage()
    stage.broken = lambda message: a_refusal(message, Reason.NOT_JSON) if message.value == b"bad" else None
    bench = Bench(stage, FakeBroker())

    await bench.run(*messages(b"a", b"bad", b"c"))

    sample = bench.metrics.registry.get_sample_value
    assert sample("sitrep_messages_handled_total", {"stage": "read", "outcome": "read"}) == 2
    assert sample("sitrep_messages_rejected_total", {"stage": "read", "reason": "not_json"}) == 1
    assert sample("sitrep_stage_seconds_count", {"stage": "read"}) == 3
    assert sample("sitrep_path_seconds_count", {"stage": "read"}) == 3


async def test_the_budget_is_given_back_when_a_batch_fails():
    broker = FakeBroker()
    broker.failing = lambda record: True
    bench = Bench(StatelessStage(), broker, batch_size=1)

    await bench.run(*messages(b"a", b"b", b"c"))

    assert (bench.budget.messages, bench.budget.bytes) == (0, 0)


@pytest.mark.parametrize("batch_size", [1, 2, 3, 7, 64])
async def test_the_size_of_batches_changes_nothing_that_is_published(batch_size):
    broker = FakeBroker()
    stage = CountingStage()
    stage.broken = lambda message: a_refusal(message, Reason.NOT_JSON) if message.offset % 4 == 3 else None

    await Bench(stage, broker, batch_size=batch_size).run(*messages(*[b"m"] * 12))

    assert broker.values(ARTICLES) == [b"m is number %d" % n for n in (1, 2, 3, 5, 6, 7, 9, 10, 11)]


class ClumsyStage(CountingStage):
    """Fails on one message, beyond what the pipeline catches."""

    def handle(self, message: Message) -> Outputs:
        if message.value == b"bad":
            raise TypeError("cannot be put into JSON")
        return super().handle(message)


async def test_a_bug_outside_the_pipeline_refuses_its_own_message_alone():
    bench = Bench(ClumsyStage(), FakeBroker())

    await bench.run(*messages(b"a", b"bad", b"c"))

    assert reasons(bench.broker) == [(b"bad", b"bug")]
    assert bench.broker.values(ARTICLES) == [b"a is number 1", b"c is number 2"]
    assert (bench.acknowledged, bench.failures) == ([0, 1, 2], [])
