"""Every command, declared: options and their help. What each does lives in `service/commands/`.

The stream is imported inside the commands that need a broker, so that `sitrep extract` and `--help` start quickly.
"""

import asyncio
import signal
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from service.cli_admin import dlq_app, topics_app
from service.commands.failure import CommandFailed, ExitCode
from service.commands.options import Broker, Lexicons, Paths, Patience
from service.commands.running import fail, guarded, run, settings_of, write_lines
from service.commands.stages import InputStage, OutputStage

app = typer.Typer(
    help="News articles in, structured events out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(topics_app, name="topics")
app.add_typer(dlq_app, name="dlq")


class OutputFormat(StrEnum):
    """How `events` writes."""

    TABLE = "table"
    JSONL = "jsonl"


@app.command()
def demo(
    paths: Annotated[list[str] | None, typer.Argument(help="Articles to show.  [default: seeds]")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Stay up with the metrics address until Ctrl-C.")] = False,
) -> None:
    """Run the whole path on an embedded broker and print the events: no Kafka, no Java."""
    from service.commands import demo as command

    stay = asyncio.Event() if keep else None
    run(command.demo(settings_of(), paths or command.default_seeds(), Console(), stay))


@app.command()
def worker(
    stages: Annotated[str | None, typer.Option(help="read, dedupe, resolve, by commas.  [default: all]")] = None,
    broker: Broker = None,
    lexicons: Lexicons = None,
) -> None:
    """Run the stages until SIGTERM or Ctrl-C; waits for a broker that is away."""
    from service.commands.worker import work

    run(work(settings_of(broker=broker, stages=stages, lexicon_folder=lexicons)))


@app.command()
def produce(paths: Paths, broker: Broker = None, patience: Patience = None) -> None:
    """Send raw articles and wait until the broker has confirmed them; exit code 1 when some were refused."""
    from service.commands import produce as command

    console = Console(stderr=True)
    sent = run(command.produce(settings_of(broker=broker), paths, patience, console))
    console.print(str(sent))
    if sent.refused:
        raise typer.Exit(ExitCode.REFUSED)


@app.command()
def extract(
    paths: Annotated[list[str] | None, typer.Argument(help="Files, folders, or - (stdin).  [default: -]")] = None,
    stage: Annotated[OutputStage, typer.Option(help="What to write.")] = OutputStage.EVENTS,
    input_stage: Annotated[InputStage, typer.Option(help="What is read.")] = InputStage.RAW,
    annotations: Annotated[
        bool, typer.Option("--annotations", help="Add entities and toponyms to lines of mentions.")
    ] = False,
    lexicons: Lexicons = None,
) -> None:
    """Run the path without a broker: one JSON object a line on standard output, a summary on standard error."""
    from service.commands.extract import Offline, Summary
    from service.commands.inputs import input_lines
    from service.commands.knowing import knowledge_for
    from service.commands.reading import extractor_for

    if (stage, input_stage) == (OutputStage.ARTICLE, InputStage.MENTIONS):
        fail(CommandFailed("mentions hold no article text: --stage article cannot be made of them", ExitCode.USAGE))
    settings = settings_of(lexicon_folder=lexicons)
    knowledge = guarded(lambda: knowledge_for(settings))

    def write() -> Summary:
        with extractor_for(settings, knowledge, lambda line: typer.echo(line, err=True)) as extractor:
            offline = Offline(knowledge, settings, datetime.now(UTC), extractor)
            outputs = {
                OutputStage.ARTICLE: offline.articles,
                OutputStage.MENTIONS: offline.annotated_mentions if annotations else offline.mentions,
                OutputStage.EVENTS: offline.events,
            }
            write_lines(outputs[stage](input_lines(paths or ["-"]), input_stage))
        return offline.summary

    typer.echo(str(guarded(write)), err=True)


@app.command("learn-lines")
def learn_lines(
    paths: Paths, output: Annotated[Path, typer.Option(help="The file to write, for SITREP_OUTLET_LINES.")]
) -> None:
    """Learn from collected raw articles which lines each outlet prints around them."""
    from service.commands.learn_lines import learn

    typer.echo(str(guarded(lambda: learn(paths, output))), err=True)


@app.command()
def explain(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - (stdin).")],
    input_stage: Annotated[InputStage, typer.Option(help="What is read: raw or article.")] = InputStage.RAW,
    html: Annotated[bool, typer.Option("--html", help="Write a page of HTML instead.")] = False,
    lexicons: Lexicons = None,
) -> None:
    """Show how articles are read, sentence by sentence: what was found, by which rule, and what became of it."""
    from service.commands import explain as command
    from service.commands.inputs import input_lines
    from service.commands.knowing import knowledge_for

    if input_stage is InputStage.MENTIONS:
        fail(CommandFailed("mentions hold no article text: there is nothing to explain", ExitCode.USAGE))
    settings = settings_of(lexicon_folder=lexicons)
    told = command.explanations(input_lines(paths), input_stage, guarded(lambda: knowledge_for(settings)))
    if html:
        guarded(lambda: write_lines(piece.encode() for piece in command.html_page(told)))
    elif guarded(lambda: command.show(told, Console(highlight=False))):
        raise typer.Exit(ExitCode.REFUSED)


@app.command()
def events(
    broker: Broker = None,
    follow: Annotated[bool, typer.Option("--follow", help="Go on as revisions come, until Ctrl-C (JSONL).")] = False,
    since: Annotated[datetime | None, typer.Option(help="Only what was published from then on (UTC).")] = None,
    output: Annotated[OutputFormat, typer.Option("--format", help="For people or for programs.")] = OutputFormat.TABLE,
    patience: Patience = None,
) -> None:
    """Show the current events as a table or as JSONL, or follow every revision."""
    from service.commands import show_events as command

    moment = since.replace(tzinfo=UTC) if since else None
    settings = settings_of(broker=broker)
    if follow:
        run(command.follow(settings, moment, patience))
    elif output is OutputFormat.JSONL:
        run(command.dump(settings, moment, patience))
    else:
        run(command.table(settings, moment, patience, Console()))


@app.command()
def schema(
    folder: Annotated[Path | None, typer.Option(help="Write every schema into this folder.")] = None,
    record: Annotated[str, typer.Argument(help="Print this record's schema.")] = "event",
) -> None:
    """Print a record's JSON Schema, or write them all."""
    from service.commands.schema import RECORDS, schema_bytes, write_schemas

    if folder is not None:
        for path in write_schemas(folder):
            typer.echo(path)
    elif record in RECORDS:
        sys.stdout.buffer.write(schema_bytes(record))
    else:
        fail(CommandFailed(f"no record {record!r}: {', '.join(RECORDS)}", ExitCode.USAGE))


@app.command("check-config")
def check_config(broker: Broker = None, patience: Annotated[float, typer.Option(min=0)] = 5.0) -> None:
    """Show the settings in force, and whether your files, the broker and the topics are as the service needs them."""
    from service.commands.check_config import check

    run(check(settings_of(broker=broker), patience, Console()))


def main() -> None:
    """The command `sitrep`."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `sitrep extract | head` ends quietly
    app()
