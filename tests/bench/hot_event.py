"""What one more report costs an event that has 10, 100 and 1,000 already.

    hot_event.py MENTIONS

MENTIONS  output of `sitrep extract --stage mentions`; its first report with a place and a day is told by one outlet
          after the other.
"""

import argparse
import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from report_stream import START, reports_in
from rich.console import Console
from rich.table import Table
from service.dedupe.event_state import EventState
from service.dedupe.knowledge import load_dedupe_knowledge
from service.dedupe.resolve import resolve
from service.models.report import Report

SIZES = (10, 100, 1_000)
LAST = 10  # reports measured before each size


def retold(report: Report, number: int) -> Report:
    """The report as another outlet's article tells it."""
    return report.model_copy(
        update={
            "mention_id": f"{report.mention_id}-{number}",
            "article_id": f"{report.article_id}-{number}",
            "outlet": f"outlet{number}.example",
            "duplicate_of": None,
            "agency": None,
            "received_at": START + timedelta(seconds=number),
        }
    )


def costs(report: Report) -> Iterator[tuple[int, float, float, int]]:
    """(reports, CPU ms to decide and remember, CPU ms to write down, bytes of the record) before each size."""
    knowledge, state = load_dedupe_knowledge(), EventState(3_650, 10**9)
    spent: list[tuple[float, float]] = []
    for number in range(1, max(SIZES) + 1):
        started = time.process_time()
        (event,) = resolve(retold(report, number), state, knowledge)
        decided = time.process_time()
        value = event.to_json()
        spent.append((decided - started, time.process_time() - decided))
        if number in SIZES:
            assert len(event.reports) == number
            deciding, writing = (statistics.median(times) * 1e3 for times in zip(*spent[-LAST:], strict=True))
            yield number, deciding, writing, len(value)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mentions", type=Path, help="output of `sitrep extract --stage mentions`")
    reports = reports_in(parser.parse_args().mentions.read_bytes().splitlines())
    report = next(one for one in reports if one.places and one.event_date.start)
    table = Table("reports of the event", "CPU ms to decide", "CPU ms to write down", "bytes of the record")
    for size, deciding, writing, nbytes in costs(report):
        table.add_row(f"{size:,}", f"{deciding:.2f}", f"{writing:.2f}", f"{nbytes:,}")
    Console().print(table)


if __name__ == "__main__":
    main()
