"""Every command, declared: options and their help. What each does lives in `service/commands/`.

The stream is imported inside the commands that need a broker, so that `sitrep extract` and `--help` start quickly.
"""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Coroutine, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from pydantic import ValidationError
from rich.console import Console

from service.commands.failure import CommandFailed, ExitCode
from service.commands.stages import InputStage, OutputStage
from service.models.dead_letter import Reason
from service.settings import Settings, Stage

T = TypeVar("T")

app = typer.Typer(
    help="News articles in, structured events out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
topics_app = typer.Typer(help="Create and describe the topics.", no_args_is_help=True)
dlq_app = typer.Typer(help="Look at refused messages, and send them again.", no_args_is_help=True)
app.add_typer(topics_app, name="topics")
app.add_typer(dlq_app, name="dlq")

Broker = Annotated[str | None, typer.Option(help="Kafka bootstrap servers.  [default: SITREP_BROKER]")]
Paths = Annotated[list[str], typer.Argument(help="JSONL (also .gz), .txt, .html, folders of them, or - (stdin).")]
Patience = Annotated[float | None, typer.Option(help="Seconds to wait for a broker that is away.  [default: for ever]")]
Lexicons = Annotated[
    Path | None, typer.Option(help="Folder with lexicons of your own.  [default: SITREP_LEXICON_FOLDER]")
]
ReasonOption = Annotated[Reason | None, typer.Option(help="Only dead letters with this reason.")]
StageOption = Annotated[Stage | None, typer.Option(help="Only dead letters of this stage.")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most this many.")]


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
    _run(command.demo(_settings(), paths or command.default_seeds(), Console(), stay))


@app.command()
def worker(
    stages: Annotated[str | None, typer.Option(help="read, dedupe, resolve, by commas.  [default: all]")] = None,
    broker: Broker = None,
    lexicons: Lexicons = None,
) -> None:
    """Run the stages until SIGTERM or Ctrl-C; waits for a broker that is away."""
    from service.commands.worker import work

    _run(work(_settings(broker=broker, stages=stages, lexicon_folder=lexicons)))


@app.command()
def produce(paths: Paths, broker: Broker = None, patience: Patience = None) -> None:
    """Send raw articles and wait until the broker has confirmed them; exit code 1 when some were refused."""
    from service.commands import produce as command

    console = Console(stderr=True)
    sent = _run(command.produce(_settings(broker=broker), paths, patience, console))
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
        _fail(CommandFailed("mentions hold no article text: --stage article cannot be made of them", ExitCode.USAGE))
    settings = _settings(lexicon_folder=lexicons)
    knowledge = _guarded(lambda: knowledge_for(settings))

    def run() -> Summary:
        with extractor_for(settings, knowledge, lambda line: typer.echo(line, err=True)) as extractor:
            offline = Offline(knowledge, settings, datetime.now(UTC), extractor)
            outputs = {
                OutputStage.ARTICLE: offline.articles,
                OutputStage.MENTIONS: offline.annotated_mentions if annotations else offline.mentions,
                OutputStage.EVENTS: offline.events,
            }
            _write_lines(outputs[stage](input_lines(paths or ["-"]), input_stage))
        return offline.summary

    typer.echo(str(_guarded(run)), err=True)


@app.command("learn-lines")
def learn_lines(
    paths: Paths, output: Annotated[Path, typer.Option(help="The file to write, for SITREP_OUTLET_LINES.")]
) -> None:
    """Learn from collected raw articles which lines each outlet prints around them."""
    from service.commands.learn_lines import learn

    typer.echo(str(_guarded(lambda: learn(paths, output))), err=True)


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
        _fail(CommandFailed("mentions hold no article text: there is nothing to explain", ExitCode.USAGE))
    settings = _settings(lexicon_folder=lexicons)
    told = command.explanations(input_lines(paths), input_stage, _guarded(lambda: knowledge_for(settings)))
    if html:
        _guarded(lambda: _write_lines(piece.encode() for piece in command.html_page(told)))
    elif _guarded(lambda: command.show(told, Console(highlight=False))):
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
    settings = _settings(broker=broker)
    if follow:
        _run(command.follow(settings, moment, patience))
    elif output is OutputFormat.JSONL:
        _run(command.dump(settings, moment, patience))
    else:
        _run(command.table(settings, moment, patience, Console()))


@topics_app.command("create")
def topics_create(broker: Broker = None, patience: Patience = None) -> None:
    """Create every topic that is not there yet, with its partitions, retention and limits."""
    from service.commands import topics as command

    _run(command.create(_settings(broker=broker), patience, Console()))


@topics_app.command("describe")
def topics_describe(broker: Broker = None, patience: Patience = None) -> None:
    """Show every topic as declared and as the broker has it; exit code 1 when they differ."""
    from service.commands import topics as command

    _run(command.describe(_settings(broker=broker), patience, Console()))


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
        _fail(CommandFailed(f"no record {record!r}: {', '.join(RECORDS)}", ExitCode.USAGE))


@dlq_app.command("list")
def dlq_list(
    broker: Broker = None, reason: ReasonOption = None, stage: StageOption = None, limit: Limit = None
) -> None:
    """One line a dead letter: place, time, reason, stage, origin, attempts."""
    from service.commands import dlq as command

    _run(command.show_list(_settings(broker=broker), reason, stage, limit, Console()))


@dlq_app.command("show")
def dlq_show(
    place: Annotated[str, typer.Argument(help="partition:offset, as `list` shows it.")], broker: Broker = None
) -> None:
    """One dead letter: its headers, then its original bytes on standard output."""
    from service.commands import dlq as command

    _run(command.show_one(_settings(broker=broker), place, Console(stderr=True)))


@dlq_app.command("replay")
def dlq_replay(
    broker: Broker = None,
    reason: ReasonOption = None,
    stage: StageOption = None,
    limit: Limit = None,
    max_attempts: Annotated[int, typer.Option(min=1, help="Leave out what was tried this often.")] = 3,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sent, send nothing.")] = False,
) -> None:
    """Send dead letters back to the topics they came from."""
    from service.commands import dlq as command

    action = command.show_replay if dry_run else command.replay
    _run(action(_settings(broker=broker), reason, stage, limit, max_attempts, Console()))


@dlq_app.command("skip")
def dlq_skip(
    stage: Annotated[Stage, typer.Argument(help="The stage that cannot go on; its workers must be stopped.")],
    place: Annotated[str, typer.Argument(help="partition:offset of the record that cannot be read.")],
    broker: Broker = None,
) -> None:
    """Move a stage past a record that cannot be read at all, leaving a pointer in the dead letters."""
    from service.commands import dlq as command

    _run(command.skip_record(_settings(broker=broker), stage, place, Console()))


@app.command("check-config")
def check_config(broker: Broker = None, patience: Annotated[float, typer.Option(min=0)] = 5.0) -> None:
    """Show the settings in force, and whether your files, the broker and the topics are as the service needs them."""
    from service.commands.check_config import check

    _run(check(_settings(broker=broker), patience, Console()))


def main() -> None:
    """The command `sitrep`."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `sitrep extract | head` ends quietly
    app()


def _settings(**given: Any) -> Settings:
    """The settings of the environment with the options that were given; a mistake ends the command in one line."""
    try:
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"][:1]).upper()
        _fail(CommandFailed(f"SITREP_{name}: {first['msg']}", ExitCode.USAGE))
    _configure_logging(settings.log_level)
    return settings


def _configure_logging(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    for name in ("faust", "aiokafka", "mode"):  # they build a record for every debug line, silent or not
        logging.getLogger(name).setLevel(logging.ERROR)


def _run(work: Coroutine[Any, Any, T]) -> T:
    return _guarded(lambda: asyncio.run(work))


def _guarded(work: Callable[[], T]) -> T:
    try:
        return work()
    except CommandFailed as failure:
        _fail(failure)
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.DONE) from None


def _fail(failure: CommandFailed) -> NoReturn:
    typer.echo(f"sitrep: {failure}", err=True)
    raise typer.Exit(failure.code)


def _write_lines(lines: Iterable[bytes]) -> None:
    for line in lines:
        sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
