"""Running a command: its settings, its failures as one line and an exit code, its output."""

import asyncio
import errno
import logging
import sys
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, NoReturn, TypeVar

import typer
from pydantic import ValidationError

from service.commands.failure import CommandFailed, ExitCode
from service.settings import Settings

T = TypeVar("T")


def settings_of(**given: Any) -> Settings:
    """The settings of the environment with the options that were given; a mistake ends the command in one line."""
    try:
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"][:1]).upper()
        fail(CommandFailed(f"SITREP_{name}: {first['msg']}", ExitCode.USAGE))
    _configure_logging(settings.log_level)
    return settings


def _configure_logging(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    for name in ("faust", "aiokafka", "mode"):  # they build a record for every debug line, silent or not
        logging.getLogger(name).setLevel(logging.ERROR)


def run(work: Coroutine[Any, Any, T]) -> T:
    """What the coroutine returns; a command that fails ends the process with its line and exit code."""
    return guarded(lambda: asyncio.run(work))


def guarded(work: Callable[[], T]) -> T:
    """What `work` returns; a command that fails ends the process with its line and exit code."""
    try:
        return work()
    except CommandFailed as failure:
        fail(failure)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        fail(CommandFailed(str(error), ExitCode.STOPPED))
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.DONE) from None


def fail(failure: CommandFailed) -> NoReturn:
    """End the process with one line on standard error."""
    typer.echo(f"sitrep: {failure}", err=True)
    raise typer.Exit(failure.code)


def write_lines(lines: Iterable[bytes]) -> None:
    """Each line on standard output."""
    for line in lines:
        sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
