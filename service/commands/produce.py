"""`sitrep produce`: raw articles onto the raw topic; what is no raw article is refused here, before it is sent."""

import codecs
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from service.commands.broker import reach_broker
from service.commands.inputs import InputLine, input_lines
from service.ingest import raw_articles_in
from service.models.dead_letter import Reason, Rejected
from service.settings import Settings
from service.stream.sending import RawMessage, send_raw


@dataclass
class Sent:
    """What became of the input: articles confirmed by the broker, and those refused, by reason."""

    confirmed: int = 0
    refused: Counter[Reason] = field(default_factory=Counter)

    def __str__(self) -> str:
        reasons = ", ".join(f"{count} {reason}" for reason, count in self.refused.most_common())
        return f"{self.confirmed} articles confirmed, {self.refused.total()} refused" + (
            f" ({reasons})" if reasons else ""
        )


def raw_messages(lines: Iterable[InputLine], sent: Sent, console: Console) -> Iterator[RawMessage]:
    """The messages to send: a line that is one article goes as it is, a line of many (a webhook's) as one each."""
    for line in lines:
        results = [line.refusal] if line.refusal is not None else raw_articles_in(line.value)
        for result in results:
            if isinstance(result, Rejected):
                sent.refused[result.reason] += 1
                console.print(f"refused {line.source}, line {line.number}: {result}", style="yellow", markup=False)
            else:
                is_alone = len(results) == 1 and line.value.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"
                yield RawMessage(result.id.encode(), line.value if is_alone else result.to_json())


async def produce(settings: Settings, paths: Iterable[str], patience_seconds: float | None, console: Console) -> Sent:
    """Send everything and wait until it is confirmed, with a progress bar on the console."""
    await reach_broker(settings, patience_seconds)
    sent = Sent()
    with _progress(console) as progress:
        task = progress.add_task("sending", total=None)
        async for confirmed, refused in send_raw(settings, raw_messages(input_lines(paths), sent, console)):
            sent.confirmed += confirmed
            if refused:
                sent.refused[Reason.TOO_LARGE] += refused
            progress.update(task, completed=sent.confirmed)
        progress.update(task, total=sent.confirmed)
    return sent


def _progress(console: Console) -> Progress:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console, transient=True)
