"""The README's examples run, and its records are records."""

import asyncio
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from service.extract.own_lexicons import FILES
from service.ingest import ingest
from service.metrics import Metrics
from service.models.event import Event, EventReport, EventStatus
from service.models.mention import EventType
from service.settings import Settings
from service.stream.connection import client_options
from service.stream.delivery import Delivery
from service.stream.embedded import embedded_broker, embedded_settings
from service.stream.outgoing import Outgoing, milliseconds
from service.stream.reading import read_topic
from service.stream.topics import EVENTS, RAW

README = (Path(__file__).resolve().parent.parent / "README.md").read_text()
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def example(name: str, broker: str) -> str:
    """The code between the markers of that name, for the broker at this address."""
    code = README.partition(f"<!-- {name} -->")[2].partition(f"<!-- /{name} -->")[0]
    return re.search(r"```python\n(.*?)```", code, re.DOTALL).group(1).replace("localhost:9092", broker)


def record_under(heading: str) -> dict:
    """The JSON example below a heading."""
    return json.loads(re.search(r"```json\n(.*?)```", README.partition(f"## {heading}")[2], re.DOTALL).group(1))


def an_event(event_id: str, revision: int, status: EventStatus = EventStatus.ACTIVE) -> Outgoing:
    """A revision as it lies on the events topic."""
    event = Event(
        event_id=event_id,
        revision=revision,
        status=status,
        event_type=EventType(),
        first_reported_at=NOON,
        last_reported_at=NOON,
    )
    return Outgoing(EVENTS, event_id.encode(), event.to_json(), (), milliseconds(NOON), partition=0)


def test_the_raw_article_shown_is_one():
    shown = record_under("What goes in")
    article = ingest(json.dumps(shown).encode())

    assert article.id == shown["id"]
    assert article.metadata == {}


def test_the_event_shown_has_no_field_that_events_have_not():
    shown = record_under("What comes out")

    assert shown.keys() <= Event.model_fields.keys()
    for report in shown["reports"]:
        assert report.keys() <= EventReport.model_fields.keys()
    Event.from_json(json.dumps({**shown, "reports": []}))


def is_shown(shown: Any, given: Any) -> bool:
    """Is what the README shows of a record what was given? Fields may be left out, elements of lists not."""
    if isinstance(shown, dict):
        return isinstance(given, dict) and all(is_shown(value, given.get(key)) for key, value in shown.items())
    if isinstance(shown, list):
        return isinstance(given, list) and len(shown) == len(given) and all(map(is_shown, shown, given))
    return bool(shown == given)


def test_the_event_shown_is_what_a_run_over_the_article_gives(tmp_path: Path):
    (tmp_path / "article.jsonl").write_text(json.dumps(record_under("What goes in")))
    command = [sys.executable, "-m", "service", "extract", str(tmp_path), "--stage", "events"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=True)

    given = json.loads(done.stdout.splitlines()[0])

    assert is_shown(record_under("What comes out"), given), json.dumps(given, indent=2)


def test_every_command_named_exists():
    commands = {" ".join(found) for found in re.findall(r"sitrep (topics|dlq) ([a-z]+)", README)}
    single = set(re.findall(r"(?:^|`|/)sitrep ([a-z][a-z-]+)", README, re.MULTILINE)) - {"topics", "dlq"}

    assert commands <= {"topics create", "topics describe", "dlq list", "dlq show", "dlq replay", "dlq skip"}
    named = {"demo", "worker", "produce", "extract", "explain", "events", "schema", "check-config", "learn-lines"}
    assert single <= named


def test_the_own_lexicons_described_are_those_that_are_read():
    described = README.partition("## Your own lexicons")[2].partition("\n## ")[0]

    assert tuple(re.findall(r"^\| `([a-z]+\.[a-z]+)`", described, re.MULTILINE)) == FILES


def test_every_file_linked_is_there():
    root = Path(__file__).resolve().parent.parent

    assert [name for name in re.findall(r"\]\(([A-Z]+(?:\.md)?)\)", README) if not (root / name).exists()] == []


@pytest.mark.slow
async def test_the_producer_shown_sends_an_article():
    with embedded_broker() as broker:
        code = example("producer", broker)
        done = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", code], timeout=60, check=False)
        settings = embedded_settings(broker, Settings())
        messages = [message async for message in read_topic(settings, RAW)]

    assert done.returncode == 0
    assert [(message.key, ingest(message.value).id) for message in messages] == [(b"a-1", "a-1")]


@pytest.mark.slow
async def test_the_consumer_shown_keeps_the_highest_revision_of_each_event():
    revisions = [an_event("e1", 1), an_event("e1", 2), an_event("e1", 1), an_event("e2", 1)]
    revisions += [an_event("e2", 1), an_event("e1", 3, EventStatus.MERGED)]
    with embedded_broker() as broker:
        delivery = Delivery(client_options(embedded_settings(broker, Settings())), Metrics())
        await delivery.start()
        await delivery.deliver(revisions)
        await delivery.stop()
        code = example("consumer", broker)
        consumer = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=subprocess.PIPE)
        try:
            lines = [await asyncio.wait_for(consumer.stdout.readline(), 60) for _ in range(4)]
        finally:
            consumer.kill()
            await consumer.wait()

    assert [line.decode().split() for line in lines] == [
        ["active", "e1", "1"],
        ["active", "e1", "2"],
        ["active", "e2", "1"],
        ["merged", "e1", "3"],
    ]
