"""What a mention costs in resolution, and a report in memory, by how many are stored; what rebuilding the state costs.

    resolve_curve.py [MENTIONS] [--stored 1000 10000 100000 1000000]

MENTIONS  output of `sitrep extract --stage mentions`; its reports are told again and again, each time of other people,
          places and days, until enough are stored. Without it the reports come from the made-up stories of the other
          benchmark.

CPU time of `resolve` alone over the last twentieth before each size, the median of ten blocks; the memory is that by
which the process has grown.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
from report_stream import Retelling, reports_in
from rich.console import Console
from rich.table import Table
from service import pipeline
from service.commands.extract import MentionsLine
from service.dedupe.event_state import EventState
from service.dedupe.knowledge import load_dedupe_knowledge
from service.dedupe.resolve import resolve
from service.models.dead_letter import DeadLetter
from service.models.event import Event

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "streaming"))

from corpus import Corpus

STORIES = 2_000
SHARE = 20  # the cost at a size is that of the last twentieth before it
BLOCKS = 10
REBUILT = 10_000  # reports


@dataclass(frozen=True)
class Point:
    """At so many stored reports: CPU microseconds a mention, mentions a second, bytes a report, reports an event."""

    stored: int
    microseconds: float
    bytes_each: float
    reports_an_event: float


def made_up_lines(stories: int) -> Iterator[bytes]:
    """Mentions of the other benchmark's stories, as the command line prints them."""
    knowledge = pipeline.load_knowledge()
    for telling in Corpus(stories).tellings:
        read = pipeline.read(telling.value, None, datetime(2026, 1, 1, tzinfo=UTC), knowledge)
        assert not isinstance(read, DeadLetter), read
        shared = {name: getattr(read.article, name) for name in MentionsLine.model_fields if name != "mentions"}
        yield MentionsLine(**shared, mentions=read.mentions).to_json()


def curve(stream: Retelling, sizes: list[int]) -> Iterator[Point]:
    """One pass over the stream, a point at each size."""
    knowledge, state, process = load_dedupe_knowledge(), EventState(3_650, 10**9), psutil.Process()
    gc.collect()
    empty, spent, events = process.memory_info().rss, [], 0
    for done, report in enumerate(stream.first(max(sizes)), 1):
        started = time.process_time()
        revisions = resolve(report, state, knowledge)
        elapsed = time.process_time() - started
        events += sum(event.revision == 1 for event in revisions)
        target = next(size for size in sizes if size >= done)
        if done > target - target // SHARE:
            spent.append(elapsed)
        if done == target:
            grown = process.memory_info().rss - empty
            yield Point(target, _typical(spent) * 1e6, grown / done, done / events)
            spent = []


def rebuilding(stream: Retelling, reports: int) -> float:
    """CPU microseconds a report to rebuild the state from the newest revisions, as they lie on the events topic."""
    knowledge, state, newest = load_dedupe_knowledge(), EventState(3_650, 10**9), dict[str, bytes]()
    for report in stream.first(reports):
        newest.update({event.event_id: event.to_json() for event in resolve(report, state, knowledge)})
    rebuilt = EventState(3_650, 10**9)
    started = time.process_time()
    for value in newest.values():
        rebuilt.add(Event.from_json(value))
    return (time.process_time() - started) / rebuilt.size()[0] * 1e6


def _typical(spent: list[float]) -> float:
    """The median of the means of blocks, which no pause of the machine moves."""
    size = max(1, len(spent) // BLOCKS)
    return statistics.median(statistics.mean(spent[at : at + size]) for at in range(0, size * BLOCKS, size))


def main() -> None:
    """Measure and print the curve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mentions", type=Path, nargs="?", help="output of `sitrep extract --stage mentions`")
    parser.add_argument("--stored", type=int, nargs="*", default=[1_000, 10_000, 100_000, 1_000_000])
    options = parser.parse_args()
    lines = options.mentions.read_bytes().splitlines() if options.mentions else made_up_lines(STORIES)
    stream = Retelling(reports_in(lines))
    table = Table("reports stored", "CPU µs a mention", "mentions/s/core", "bytes a report", "reports an event")
    for point in curve(stream, sorted(options.stored)):
        figures = (point.microseconds, 1e6 / point.microseconds, point.bytes_each)
        table.add_row(f"{point.stored:,}", *(f"{figure:,.0f}" for figure in figures), f"{point.reports_an_event:.2f}")
        print(point, file=sys.stderr, flush=True)
    Console().print(table)
    Console().print(f"rebuilt from the events topic: {rebuilding(stream, REBUILT):.0f} CPU µs a report")


if __name__ == "__main__":
    main()
