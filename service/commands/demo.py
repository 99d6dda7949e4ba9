"""`sitrep demo`: the whole path on the embedded broker, from files to a table of events."""

import asyncio
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from service.commands.event_table import print_events
from service.commands.events import current_events
from service.commands.failure import CommandFailed, ExitCode
from service.commands.inputs import InputLine, input_lines
from service.commands.knowing import knowledge_for
from service.commands.produce import Sent, raw_messages
from service.commands.reading import engine_trouble_told
from service.metrics import Metrics
from service.settings import Settings, Stage
from service.stream.embedded import MAX_TOTAL_BYTES, PROMISE, embedded_broker, embedded_settings
from service.stream.sending import RawMessage, send_raw
from service.stream.topics import EXTRACTED, MENTIONS
from service.stream.worker import running_worker

POLL_SECONDS = 0.05
PATIENCE_SECONDS = 60.0


def demo_messages(paths: Sequence[str], console: Console) -> list[RawMessage]:
    """The raw articles; raises CommandFailed when there are none, or more than the embedded broker holds."""
    lines: list[InputLine] = list(input_lines(paths))
    messages = list(raw_messages(lines, Sent(), console))
    if not messages:
        raise CommandFailed(f"no articles in {', '.join(paths)}", ExitCode.USAGE)
    total = sum(len(message.value) for message in messages)
    if total > MAX_TOTAL_BYTES:
        raise CommandFailed(f"{total} bytes are too many for the embedded broker: use Kafka", ExitCode.USAGE)
    return messages


async def demo(settings: Settings, paths: Sequence[str], console: Console, keep: "asyncio.Event | None") -> None:
    """Send the articles, wait until all have ended, print the events; with `keep`, stay up until it is set."""
    messages = demo_messages(paths, console)
    started = time.monotonic()
    console.print(PROMISE, style="dim")
    with engine_trouble_told(), embedded_broker() as broker, console.status("starting the worker") as status:
        local, metrics = embedded_settings(broker, settings), Metrics()
        async with running_worker(local, knowledge_for(settings), metrics) as worker:
            status.update("sending the articles")
            async for _ in send_raw(local, messages):
                pass
            await _until_ended(len(messages), metrics, worker.failure, status.update)
            events = await current_events(local, since=None)
            status.stop()
            _tell(messages, metrics, time.monotonic() - started, console)
            print_events(events, console)
            if keep is not None:
                console.print(f"metrics: http://{settings.ops_host}:{worker.ops_port}/metrics (Ctrl-C ends)")
                await keep.wait()


async def _until_ended(
    articles: int, metrics: Metrics, failure: "asyncio.Future[None]", show: Callable[[str], None]
) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (left := unfinished(articles, metrics)) > 0:
        if failure.done():
            failure.result()
        if time.monotonic() > deadline:
            raise CommandFailed(
                f"{left} messages were still under way after {PATIENCE_SECONDS:.0f} s", ExitCode.STOPPED
            )
        show(f"reading, deduplicating, resolving: {left} messages under way")
        await asyncio.sleep(POLL_SECONDS)


def unfinished(articles: int, metrics: Metrics) -> int:
    """Messages of the three stages still under way, by the metrics: sent and not yet handled."""
    sent = {
        Stage.READ: articles,
        Stage.DEDUPE: _total(metrics, "sitrep_records_delivered_total", {"topic": EXTRACTED.name}),
        Stage.RESOLVE: _total(metrics, "sitrep_records_delivered_total", {"topic": MENTIONS.name}),
    }
    handled = {stage: _total(metrics, "sitrep_messages_handled_total", {"stage": str(stage)}) for stage in sent}
    return sum(sent[stage] - handled[stage] for stage in sent)


def _total(metrics: Metrics, name: str, labels: dict[str, str]) -> int:
    samples = (sample for family in metrics.registry.collect() for sample in family.samples if sample.name == name)
    return int(sum(sample.value for sample in samples if labels.items() <= sample.labels.items()))


def _tell(messages: Sequence[RawMessage], metrics: Metrics, seconds: float, console: Console) -> None:
    endings = ("events", "no_event", "copy")
    counts = {end: _total(metrics, "sitrep_articles_finished_total", {"outcome": end}) for end in endings}
    refused = _total(metrics, "sitrep_messages_rejected_total", {})
    console.print(
        f"{len(messages)} articles in {seconds:.1f} s: {counts['events']} with events, {counts['no_event']} without, "
        f"{counts['copy']} copies, {refused} refused"
    )


def default_seeds() -> list[str]:
    """The folder of sample articles below the working folder; raises CommandFailed when it is not there."""
    if not Path("seeds").is_dir():
        raise CommandFailed("no folder `seeds` here: name the articles to show", ExitCode.USAGE)
    return ["seeds"]
