"""The commands as people type them, against a real broker with one worker."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from audit import all_ended
from cluster import Cluster
from service.stream.topics import DEAD_LETTERS, EXTRACTED, RAW

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def _sitrep(cluster: Cluster, *words: str, code: int = 0) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "service", *words, "--broker", cluster.settings.broker]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == code, done.stderr
    return done


def test_what_is_produced_is_shown_as_events(new_cluster: Callable[..., Cluster]) -> None:
    cluster = new_cluster()
    cluster.start_worker()

    sent = _sitrep(cluster, "produce", str(SEEDS))
    cluster.wait_until(lambda: all_ended(cluster, 5), "every seed has ended")
    table = _sitrep(cluster, "events").stdout
    dump = [json.loads(line) for line in _sitrep(cluster, "events", "--format", "jsonl").stdout.splitlines()]
    none = _sitrep(cluster, "events", "--format", "jsonl", "--since", "2099-01-01T00:00:00").stdout

    assert "5 articles confirmed, 0 refused" in sent.stderr
    assert "who → whom" in table
    assert {event["status"] for event in dump} == {"active"}
    assert none == ""


def test_topics_and_settings_are_checked(new_cluster: Callable[..., Cluster]) -> None:
    cluster = new_cluster()

    assert "sitrep.events.v1" in _sitrep(cluster, "topics", "describe").stdout
    assert "exists   sitrep.events.v1" in _sitrep(cluster, "topics", "create").stdout
    assert "topics are as declared" in _sitrep(cluster, "check-config").stdout


def test_a_dead_letter_is_listed_shown_and_sent_again(new_cluster: Callable[..., Cluster]) -> None:
    cluster = new_cluster()
    cluster.start_worker()
    cluster.send([("broken", b'{"id": "broken", "body": 5}')])
    cluster.wait_until(lambda: all_ended(cluster, 1), "the message is refused")

    place = next(word for word in _sitrep(cluster, "dlq", "list").stdout.split() if word.endswith(":0"))
    shown = _sitrep(cluster, "dlq", "show", place)
    planned = _sitrep(cluster, "dlq", "replay", "--dry-run").stdout
    _sitrep(cluster, "dlq", "replay", "--reason", "invalid_field")
    cluster.wait_until(lambda: all_ended(cluster, 2), "the message is refused again")
    second = _sitrep(cluster, "dlq", "replay", "--max-attempts", "1").stdout

    assert shown.stdout == '{"id": "broken", "body": 5}'
    assert "sitrep-reason: invalid_field" in shown.stderr
    assert "would go to sitrep.articles.raw.v1" in planned
    assert "0 sent again" in second, "both have been tried once or more"


def test_a_worker_without_topics_says_what_to_do(own_kafka: Callable[..., object], tmp_path: Path) -> None:
    broker = own_kafka().bootstrap  # type: ignore[attr-defined]
    command = [sys.executable, "-m", "service", "worker", "--broker", broker]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 4
    assert "sitrep topics create" in done.stderr


def test_a_record_that_cannot_be_read_is_skipped_once_its_workers_are_stopped(
    new_cluster: Callable[..., Cluster],
) -> None:
    cluster = new_cluster()
    cluster.start_worker("--stages", "read")
    cluster.send([("fine", b'{"id": "fine", "body": "Gunmen killed 3 people in Kabul."}')])
    cluster.wait_until(lambda: cluster.count(EXTRACTED) == 1, "the first article is read")
    place = next(message.partition for message in cluster.read(RAW))
    busy = _sitrep(cluster, "dlq", "skip", "read", f"{place}:1", code=1)
    cluster.stop()

    cluster.send([("fine", b"unreadable"), ("fine", b'{"id": "next", "body": "Gunmen killed 4 people in Kabul."}')])
    _sitrep(cluster, "dlq", "skip", "read", f"{place}:1")
    cluster.start_worker("--stages", "read")
    cluster.wait_until(lambda: cluster.count(EXTRACTED) == 2, "the article behind it is read")
    pointer = dict(cluster.read(DEAD_LETTERS)[-1].headers)

    assert "stop the workers of stage read first" in busy.stderr
    assert pointer["sitrep-reason"] == b"unreadable"
    assert pointer["__connect.errors.offset"] == b"1"
