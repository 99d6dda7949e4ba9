"""How long a partition's events take to be rebuilt from real Kafka.

    events_rebuild.py MENTIONS [--reports N]

MENTIONS  output of `sitrep extract --stage mentions`. Its reports are joined into events once; then these events are
          told again and again, each time of other people, places and days, until there are enough reports.
"""

import argparse
import asyncio
from collections.abc import Iterator
from pathlib import Path

from kafka_path import launcher
from rebuilding import PARTITION, fill, rebuild
from report_stream import Retelling, reports_in
from service.dedupe.event_state import EventState
from service.dedupe.knowledge import DedupeKnowledge, load_dedupe_knowledge
from service.dedupe.reconcile import reconciled
from service.dedupe.resolve import event_report, resolve
from service.models.event import Event, EventReport, EventStatus
from service.models.report import Report
from service.settings import Settings
from service.stream.admin import create_topics
from service.stream.connection import wait_for_broker
from service.stream.resolve_stage import ResolveStage
from service.stream.topics import EVENTS, MENTIONS

BYTES = 2**50  # room for all of them
DAYS = 10_000


def remembered(reports: list[Report], amount: int, knowledge: DedupeKnowledge) -> Iterator[tuple[str, bytes]]:
    """The newest revisions of the events that so many reports tell of."""
    event_of = groups(reports, knowledge)
    events: dict[str, list[EventReport]] = {}
    for number, report in enumerate(Retelling(reports).first(amount)):
        telling, place = divmod(number, len(reports))
        if place == 0:
            yield from _as_records(events)
            events = {}
        events.setdefault(f"{event_of[reports[place].mention_id]}-{telling}", []).append(event_report(report))
    yield from _as_records(events)


def groups(reports: list[Report], knowledge: DedupeKnowledge) -> dict[str, str]:
    """The event of each mention."""
    state, event_of = EventState(DAYS, BYTES), dict[str, str]()
    for report in Retelling(reports).first(len(reports)):
        for event in resolve(report, state, knowledge):
            if event.status is EventStatus.ACTIVE:
                event_of.update({one.mention_id: event.event_id for one in event.reports})
    return event_of


def _as_records(events: dict[str, list[EventReport]]) -> Iterator[tuple[str, bytes]]:
    for event_id, reports in events.items():
        event = Event(event_id=event_id, revision=len(reports), reports=tuple(reports), **reconciled(reports))
        yield event_id, event.to_json()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mentions", type=Path, help="output of `sitrep extract --stage mentions`")
    parser.add_argument("--reports", type=int, default=100_000)
    options = parser.parse_args()
    reports, knowledge = reports_in(options.mentions.read_bytes().splitlines()), load_dedupe_knowledge()
    with launcher().running_kafka() as broker:
        settings = Settings(broker=broker, event_window_days=DAYS, event_max_bytes=BYTES)
        asyncio.run(wait_for_broker(settings, 120))
        asyncio.run(create_topics(settings))
        written = fill(broker, EVENTS, remembered(reports, options.reports, knowledge))
        print(f"{options.reports:,} reports, {written // options.reports:,} bytes each on the topic", flush=True)
        stage = ResolveStage(settings, PARTITION, knowledge)
        found, seconds, cpu = asyncio.run(rebuild(stage, MENTIONS, settings))
        print(f"rebuilt: {found:,} reports in {seconds:.1f} s, {cpu:.1f} s of them CPU", flush=True)


if __name__ == "__main__":
    main()
