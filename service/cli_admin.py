"""`sitrep topics` and `sitrep dlq`, declared: what an operator does on the broker."""

from typing import Annotated

import typer
from rich.console import Console

from service.commands.options import Broker, Limit, Patience, ReasonOption, StageOption
from service.commands.running import run, settings_of
from service.settings import Stage

topics_app = typer.Typer(help="Create and describe the topics.", no_args_is_help=True)
dlq_app = typer.Typer(help="Look at refused messages, and send them again.", no_args_is_help=True)


@topics_app.command("create")
def topics_create(broker: Broker = None, patience: Patience = None) -> None:
    """Create every topic that is not there yet, with its partitions, retention and limits."""
    from service.commands import topics as command

    run(command.create(settings_of(broker=broker), patience, Console()))


@topics_app.command("describe")
def topics_describe(broker: Broker = None, patience: Patience = None) -> None:
    """Show every topic as declared and as the broker has it; exit code 1 when they differ."""
    from service.commands import topics as command

    run(command.describe(settings_of(broker=broker), patience, Console()))


@dlq_app.command("list")
def dlq_list(
    broker: Broker = None, reason: ReasonOption = None, stage: StageOption = None, limit: Limit = None
) -> None:
    """One line a dead letter: place, time, reason, stage, origin, attempts."""
    from service.commands import dlq as command
    from service.commands.dead_letters import Selection

    run(command.show_list(settings_of(broker=broker), Selection(reason, stage), limit, Console()))


@dlq_app.command("show")
def dlq_show(
    place: Annotated[str, typer.Argument(help="partition:offset, as `list` shows it.")], broker: Broker = None
) -> None:
    """One dead letter: its headers, then its original bytes on standard output."""
    from service.commands import dlq as command

    run(command.show_one(settings_of(broker=broker), place, Console(stderr=True)))


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
    from service.commands.dead_letters import Selection

    action = command.show_replay if dry_run else command.replay
    run(action(settings_of(broker=broker), Selection(reason, stage, max_attempts), limit, Console()))


@dlq_app.command("skip")
def dlq_skip(
    stage: Annotated[Stage, typer.Argument(help="The stage that cannot go on; its workers must be stopped.")],
    place: Annotated[str, typer.Argument(help="partition:offset of the record that cannot be read.")],
    broker: Broker = None,
) -> None:
    """Move a stage past a record that cannot be read at all, leaving a pointer in the dead letters."""
    from service.commands import dlq as command

    run(command.skip_record(settings_of(broker=broker), stage, place, Console()))
