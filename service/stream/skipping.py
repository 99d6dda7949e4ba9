"""Skipping a record that cannot be read at all: a damaged batch, an unknown codec.

Such a record stops every worker at the same place, again and again. An operator who has looked at it moves the stage
past it; a pointer in the dead letters (topic, partition, offset, no bytes) keeps it from being forgotten.
"""

from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import RebalanceInProgressError, UnknownMemberIdError

from service.metrics import Metrics
from service.models.dead_letter import DeadLetter, Reason
from service.settings import Settings, Stage
from service.stream.connection import client_options, open_admin
from service.stream.dead_letters import dead_letter_record
from service.stream.delivery import Delivery
from service.stream.messages import Message
from service.stream.topics import INPUTS

_BUSY = (UnknownMemberIdError, RebalanceInProgressError)
_AT_REST = {"Empty", "Dead", ""}  # states of a consumer group without members; a group that never was is dead


class StageBusy(Exception):
    """Workers run the stage: only a stage at rest can be moved."""


async def skip(settings: Settings, stage: Stage, partition: int, offset: int) -> None:
    """Point at the record in the dead letters, then commit the offset behind it for the stage's group.

    Raises StageBusy while workers hold the stage, and aiokafka.errors.KafkaError.
    """
    await _require_rest(settings, stage)
    delivery = Delivery(client_options(settings), Metrics())
    await delivery.start()
    try:
        await delivery.deliver([dead_letter_record(*_pointer(stage, partition, offset))])
        await _commit(settings, stage, TopicPartition(INPUTS[stage].name, partition), offset + 1)
    finally:
        await delivery.stop()


def _pointer(stage: Stage, partition: int, offset: int) -> tuple[DeadLetter, Message]:
    message = Message(INPUTS[stage].name, partition, offset, None, None, (), datetime.now(UTC))
    return DeadLetter(Reason.UNREADABLE, "skipped by hand", str(stage), None, None), message


async def _require_rest(settings: Settings, stage: Stage) -> None:
    admin = await open_admin(settings)
    try:
        answers = await admin.describe_consumer_groups([f"{settings.group}.{stage}"])
    finally:
        await admin.close()
    states = {group[2] for answer in answers for group in answer.groups}
    if not states <= _AT_REST:
        raise StageBusy(f"stop the workers of stage {stage} first")


async def _commit(settings: Settings, stage: Stage, tp: TopicPartition, offset: int) -> None:
    group = f"{settings.group}.{stage}"
    consumer = AIOKafkaConsumer(**client_options(settings), group_id=group, enable_auto_commit=False)
    await consumer.start()
    try:
        consumer.assign([tp])
        await consumer.commit({tp: offset})
    except _BUSY as error:
        raise StageBusy(f"stop the workers of stage {stage} first") from error
    finally:
        await consumer.stop()
