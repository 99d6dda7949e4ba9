"""Creating and describing the declared topics."""

import asyncio
from dataclasses import dataclass

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code

from service.settings import Settings
from service.stream.connection import open_admin
from service.stream.topics import TOPICS, Topic

CREATE_TIMEOUT_MS = 30_000
POLL_SECONDS = 0.1


class TopicsMissing(Exception):
    """Topics that the worker needs are not there."""


@dataclass(frozen=True)
class TopicState:
    """A declared topic as the broker knows it; partitions None: it is not there."""

    topic: Topic
    partitions: int | None

    @property
    def is_as_declared(self) -> bool:
        """Whether the broker's topic has the declared number of partitions."""
        return self.partitions == self.topic.partitions


async def create_topics(settings: Settings) -> list[tuple[Topic, bool]]:
    """Create every declared topic; returns each with whether it is new, once all can be seen.

    Raises aiokafka.errors.KafkaError.
    """
    admin = await open_admin(settings)
    try:
        created = [(topic, await _create(admin, topic, settings.replication_factor)) for topic in TOPICS]
        await _until_visible(admin)
    finally:
        await admin.close()
    return created


async def describe_topics(settings: Settings) -> list[TopicState]:
    """Every declared topic as it stands on the broker."""
    admin = await open_admin(settings)
    try:
        existing = set(await admin.list_topics())
        found = await admin.describe_topics([topic.name for topic in TOPICS if topic.name in existing])
    finally:
        await admin.close()
    partitions = {entry["topic"]: len(entry["partitions"]) for entry in found}
    return [TopicState(topic, partitions.get(topic.name)) for topic in TOPICS]


async def require_topics(settings: Settings) -> None:
    """Raises TopicsMissing when a declared topic is missing or has another number of partitions."""
    wrong = [state for state in await describe_topics(settings) if not state.is_as_declared]
    if wrong:
        names = ", ".join(f"{state.topic.name} ({_found(state)})" for state in wrong)
        raise TopicsMissing(f"create the topics first with `sitrep topics create`: {names}")


async def _until_visible(admin: AIOKafkaAdminClient) -> None:
    """The broker confirms a topic before every client can see it."""
    deadline = asyncio.get_running_loop().time() + CREATE_TIMEOUT_MS / 1000
    while missing := {topic.name for topic in TOPICS} - set(await admin.list_topics()):
        if asyncio.get_running_loop().time() > deadline:
            raise TopicsMissing(f"created, but not to be seen: {', '.join(sorted(missing))}")
        await asyncio.sleep(POLL_SECONDS)


def _found(state: TopicState) -> str:
    if state.partitions is None:
        return "missing"
    return f"{state.partitions} partitions instead of {state.topic.partitions}"


async def _create(admin: AIOKafkaAdminClient, topic: Topic, replication: int) -> bool:
    new = NewTopic(topic.name, topic.partitions, replication, topic_configs=topic.configs)
    response = await admin.create_topics([new], timeout_ms=CREATE_TIMEOUT_MS)
    name, code, *_ = response.topic_errors[0]
    if code == TopicAlreadyExistsError.errno:
        return False
    if code:
        raise for_code(code)(name)
    return True
