"""`make bench`: what an article costs, in the pure functions and through real Kafka, as medians over several runs.

pure      CPU time of the very functions that the agents run, serialising left out
stream    CPU time of whole worker processes an article, and how much of it is not spent in those functions
workers   articles a second through the whole path with one and with two workers; this machine also carries the broker
state     CPU time of dedupe and resolve an article while 1 to 100 thousand articles are remembered
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "streaming"))

from corpus import Corpus, Telling  # noqa: E402
from kafka_path import measured  # noqa: E402
from service import pipeline  # noqa: E402
from service.commands.knowing import knowledge_for  # noqa: E402
from service.dedupe.copy_state import CopyState  # noqa: E402
from service.dedupe.event_state import EventState  # noqa: E402
from service.models.dead_letter import DeadLetter  # noqa: E402
from service.models.extracted import ExtractedArticle  # noqa: E402
from service.settings import Settings  # noqa: E402

NOW = datetime(2024, 6, 1, tzinfo=UTC)
BLOCK_STORIES = 650  # about a thousand articles
WARM_UP = 50  # articles read before the clock runs: lazy tables, caches


class PurePath:
    """The three stages in one process, with their states."""

    def __init__(self, knowledge: pipeline.Knowledge) -> None:
        self.knowledge = knowledge
        self.copies = CopyState(14, 10**10)
        self.events = EventState(120, 10**7)

    def read(self, telling: Telling, at: datetime) -> ExtractedArticle:
        result = pipeline.read(telling.value, None, at, self.knowledge)
        assert not isinstance(result, DeadLetter), result
        return result

    def finish(self, extracted: ExtractedArticle) -> None:
        done = pipeline.deduped(extracted, extracted.article.article_id, self.copies)
        for report in done.reports:
            pipeline.resolve_report(report, self.events, self.knowledge.dedupe)


def pure_cost(knowledge: pipeline.Knowledge, tellings: list[Telling]) -> tuple[float, float]:
    """(CPU ms an article of reading, of dedupe and resolve)."""
    path = PurePath(knowledge)
    for telling in tellings[:WARM_UP]:
        path.read(telling, NOW)
    started = time.process_time()
    read = [path.read(telling, NOW) for telling in tellings]
    middle = time.process_time()
    for extracted in read:
        path.finish(extracted)
    ended = time.process_time()
    return (middle - started) / len(tellings) * 1e3, (ended - middle) / len(tellings) * 1e3


def state_cost(knowledge: pipeline.Knowledge, sizes: list[int]) -> Iterator[tuple[int, float]]:
    """(articles remembered, CPU ms of dedupe and resolve for one more), each over the last tenth before that size."""
    path, spent, since = PurePath(knowledge), 0.0, 0
    for done, extracted in enumerate(_many(path, max(sizes)), 1):
        started = time.process_time()
        path.finish(extracted)
        elapsed = time.process_time() - started
        target = next(size for size in sizes if size >= done)
        if done > target * 9 // 10:
            spent, since = spent + elapsed, since + 1
        if done == target:
            yield target, spent / since * 1e3
            spent, since = 0.0, 0


def _many(path: PurePath, articles: int) -> Iterator[ExtractedArticle]:
    """So many articles, some thousand a day, no story twice; made in blocks, so that memory stays small."""
    blocks = (Corpus(BLOCK_STORIES, first=block * BLOCK_STORIES).tellings for block in count())
    received = (NOW + timedelta(days=day) for day in count())
    days = zip(blocks, received, strict=False)
    everything = (path.read(telling, at) for tellings, at in days for telling in tellings)
    return islice(everything, articles)


def medians(runs: int, measure: Callable[[], tuple[float, float]]) -> tuple[float, float]:
    """The medians of both figures over the runs."""
    results = [measure() for _ in range(runs)]
    return statistics.median(first for first, _ in results), statistics.median(second for _, second in results)


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=1_305, help="stories of the corpus; each is 1.5 articles")
    parser.add_argument("--runs", type=int, default=3, help="runs of each measurement")
    parser.add_argument("--remembered", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--no-kafka", action="store_true", help="the pure functions only")
    options = parser.parse_args()
    console, tellings = Console(), Corpus(options.stories).tellings
    knowledge = knowledge_for(Settings())
    read, rest = medians(options.runs, lambda: pure_cost(knowledge, tellings))
    table = Table(
        "what", "articles/s", "CPU ms an article", title=f"{len(tellings)} articles, {options.runs} runs, medians"
    )
    table.add_row("pure: read", f"{1e3 / read:.0f}", f"{read:.2f}")
    table.add_row("pure: read, dedupe, resolve", f"{1e3 / (read + rest):.0f}", f"{read + rest:.2f}")
    if not options.no_kafka:
        _add_kafka(table, tellings, options.runs)
    console.print(table)
    curve = Table("articles remembered", "CPU ms an article (dedupe, resolve)")
    for size, cost in state_cost(knowledge, sorted(options.remembered)):
        curve.add_row(f"{size}", f"{cost:.2f}")
    console.print(curve)


def _add_kafka(table: Table, tellings: list[Telling], runs: int) -> None:
    """One and two workers in turn, so that a slow hour of the machine meets both."""
    pairs = [(measured(tellings, 1), measured(tellings, 2)) for _ in range(runs)]
    for workers, costs in enumerate(zip(*pairs, strict=True), 1):
        rate, total, pure, added, share = (
            statistics.median(getattr(cost, name) for cost in costs)
            for name in ("rate", "total_ms", "pure_ms", "added_ms", "added_share")
        )
        table.add_row(f"real Kafka, {workers} worker(s)", f"{rate:.0f}", f"{total:.2f}")
        table.add_row("  the pure functions there", "", f"{pure:.2f}")
        table.add_row("  added by the stream", "", f"{added:.2f} ({share:.0%})")
    ratio = statistics.median(two.rate / one.rate for one, two in pairs)
    table.add_row("two workers against one", f"{ratio:.2f} times", "")


if __name__ == "__main__":
    main()
