"""Workers as people run them (processes of their own) on a real broker, and what to ask of the topics afterwards."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import GroupCoordinatorNotAvailableError
from service.settings import Settings
from service.stream.admin import create_topics
from service.stream.connection import client_options, open_admin, wait_for_broker
from service.stream.messages import Message
from service.stream.reading import read_topic
from service.stream.sending import RawMessage, send_raw
from service.stream.topics import INPUTS, Topic

SESSION_SECONDS = 3.0
PATIENCE_SECONDS = 120.0


class Cluster:
    """A broker with the declared topics, and the workers started on it."""

    def __init__(self, broker: str, logs: Path, **environment: str) -> None:
        self.settings = Settings(broker=broker)
        self.workers: list[subprocess.Popen[bytes]] = []
        self._logs = logs
        self._environment = {
            "SITREP_BROKER": broker,
            "SITREP_OPS_PORT": "0",
            "SITREP_SESSION_TIMEOUT_SECONDS": str(SESSION_SECONDS),
            "SITREP_COMMIT_INTERVAL_SECONDS": "0.3",
            **environment,
        }
        asyncio.run(wait_for_broker(self.settings, PATIENCE_SECONDS))
        asyncio.run(create_topics(self.settings))

    def program(self) -> list[str]:
        """What Python runs as the next worker."""
        return ["-m", "service"]

    def start_worker(self, *options: str, **environment: str) -> "subprocess.Popen[bytes]":
        """A worker process; its log goes to a file below `logs`."""
        log = (self._logs / f"worker-{len(self.workers)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, *self.program(), "worker", *options],
            env={**os.environ, **self._environment, **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        self.workers.append(process)
        return process

    def logs(self) -> str:
        """All that the workers have said."""
        return "\n".join(path.read_text() for path in sorted(self._logs.glob("worker-*.log")))

    def stop(self) -> None:
        """End every worker: first kindly, then not."""
        for process in self.workers:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
        for process in self.workers:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def send(self, values: Iterable[tuple[str, bytes]]) -> None:
        """Put (key, value) pairs onto the raw topic, each confirmed."""

        async def send_all() -> None:
            async for _ in send_raw(self.settings, (RawMessage(key.encode(), value) for key, value in values)):
                pass

        asyncio.run(send_all())

    def read(self, topic: Topic) -> list[Message]:
        """Every record of the topic, partition by partition in log order."""

        async def read_all() -> list[Message]:
            return [message async for message in read_topic(self.settings, topic)]

        return asyncio.run(read_all())

    def is_idle(self) -> bool:
        """Whether every stage has committed all of its input; asks the broker alone."""
        try:
            return asyncio.run(self._lag()) == 0
        except GroupCoordinatorNotAvailableError:  # before the first group has formed
            return False

    async def _lag(self) -> int:
        lag = 0
        admin = await open_admin(self.settings)
        try:
            for stage, topic in INPUTS.items():
                committed = await admin.list_consumer_group_offsets(f"{self.settings.group}.{stage}")
                for tp, end in (await self._ends(topic)).items():
                    lag += end - max(0, committed[tp].offset if tp in committed else 0)
        finally:
            await admin.close()
        return lag

    def count(self, topic: Topic) -> int:
        """Records written to the topic so far."""
        return sum(asyncio.run(self._ends(topic)).values())

    async def _ends(self, topic: Topic) -> dict[TopicPartition, int]:
        consumer = AIOKafkaConsumer(topic.name, **client_options(self.settings), group_id=None)
        await consumer.start()
        try:
            ends: dict[TopicPartition, int] = await consumer.end_offsets(sorted(consumer.assignment()))
            return ends
        finally:
            await consumer.stop()

    def wait_until(
        self, condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS, poll: float = 0.1
    ) -> None:
        """Return once the condition holds; fails with the workers' logs when it never does."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {seconds:.0f} s: {what}\n{self.logs()[-6000:]}")
            time.sleep(poll)
