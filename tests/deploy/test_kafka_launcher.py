"""The launcher of real brokers: ready when it says so, gone when it says so, and never left behind."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient, NewTopic

pytestmark = pytest.mark.kafka

LAUNCHER = Path(__file__).resolve().parents[2] / "deploy" / "kafka" / "kafka.py"


def create_topic(bootstrap: str, name: str) -> None:
    admin = AdminClient({"bootstrap.servers": bootstrap})
    admin.create_topics([NewTopic(name, num_partitions=1, replication_factor=1)])[name].result(30)


def send(bootstrap: str, topic: str, value: bytes) -> None:
    producer = Producer({"bootstrap.servers": bootstrap, "message.max.bytes": 16_000_000})
    failures: list[Any] = []
    producer.produce(topic, value, on_delivery=lambda error, _: failures.append(error) if error else None)
    assert producer.flush(30) == 0
    assert failures == []


def first_value(bootstrap: str, topic: str) -> bytes | None:
    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": topic, "auto.offset.reset": "earliest"})
    consumer.subscribe([topic])
    try:
        message = consumer.poll(30)
        assert message is not None
        assert message.error() is None
        return message.value()
    finally:
        consumer.close()


def test_a_message_sent_is_a_message_read(kafka: str) -> None:
    create_topic(kafka, "launcher.round-trip")
    send(kafka, "launcher.round-trip", b"hello")

    assert first_value(kafka, "launcher.round-trip") == b"hello"


def test_an_unknown_topic_is_not_created_by_writing_to_it(kafka: str) -> None:
    producer = Producer({"bootstrap.servers": kafka, "allow.auto.create.topics": "true", "message.timeout.ms": 2000})
    errors: list[Any] = []
    producer.produce("launcher.unknown", b"lost", on_delivery=lambda error, _: errors.append(error))
    producer.flush(30)

    assert len(errors) == 1
    assert "launcher.unknown" not in AdminClient({"bootstrap.servers": kafka}).list_topics(timeout=30).topics


@pytest.mark.slow
def test_a_broker_stopped_and_killed_comes_back_on_its_address_with_its_data(own_kafka: Callable[..., Any]) -> None:
    broker = own_kafka()
    create_topic(broker.bootstrap, "kept")
    send(broker.bootstrap, "kept", b"before")

    address = broker.bootstrap
    broker.stop()
    assert not answers(broker.port)
    broker.start()
    broker.kill()
    assert not answers(broker.port)
    broker.start()

    assert broker.bootstrap == address
    assert first_value(address, "kept") == b"before"


@pytest.mark.slow
def test_a_large_message_passes_and_own_properties_are_taken(own_kafka: Callable[..., Any]) -> None:
    broker = own_kafka({"num.partitions": "7"})
    admin = AdminClient({"bootstrap.servers": broker.bootstrap})
    topic = NewTopic("large", num_partitions=-1, replication_factor=1)
    admin.create_topics([topic])["large"].result(30)
    send(broker.bootstrap, "large", b"x" * 12_000_000)

    assert len(admin.list_topics("large", timeout=30).topics["large"].partitions) == 7


@pytest.mark.slow
def test_a_broker_ends_with_a_starter_that_is_killed(launcher: ModuleType) -> None:
    """Because: a crashed test run must not leave a JVM and its data behind."""
    program = f"""
        import sys
        sys.path.insert(0, {str(LAUNCHER.parent)!r})
        import kafka
        broker = kafka.start_kafka()
        print(broker.port, broker.pid, broker.log_path.parent, flush=True)
        sys.stdin.read()
    """
    starter = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert starter.stdout
    port, pid, folder = starter.stdout.readline().split()
    assert answers(int(port))

    starter.kill()
    starter.communicate()

    wait_for(lambda: not is_running(int(pid)) and not Path(folder).exists())
    assert not answers(int(port))


@pytest.mark.slow
def test_ctrl_c_ends_the_command_and_its_broker(launcher: ModuleType) -> None:
    port = free_port()
    command = subprocess.Popen([sys.executable, str(LAUNCHER), "--port", str(port)], stdout=subprocess.PIPE, text=True)
    assert command.stdout
    assert f"127.0.0.1:{port}" in command.stdout.readline()

    command.send_signal(signal.SIGINT)

    assert command.wait(30) == 0
    assert not answers(port)


def test_a_missing_java_is_named_in_one_line(launcher: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(launcher.KafkaUnavailable, match=r"^Java is not installed"):
        launcher.prepare()


def test_a_missing_maven_is_named_when_there_are_no_jars_yet(
    launcher: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(launcher, "HERE", tmp_path)
    monkeypatch.setenv("PATH", "")

    with pytest.raises(launcher.KafkaUnavailable, match=r"^Maven \(mvn\) is not installed"):
        launcher.jars()


@pytest.mark.slow
def test_a_broker_that_cannot_start_shows_the_end_of_its_log(launcher: ModuleType) -> None:
    with pytest.raises(launcher.KafkaFailed, match=r"process\.roles"):
        launcher.start_kafka(properties={"process.roles": "bystander"})


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(condition: Callable[[], bool]) -> None:
    """Return when the condition holds; the test's own time limit ends the wait otherwise."""
    pause = threading.Event()
    while not condition():
        pause.wait(0.02)
