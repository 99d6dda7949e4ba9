"""How a command fails: one line on standard error and an exit code a script can tell apart."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What a command's exit code means."""

    DONE = 0
    REFUSED = 1  # some input was refused, or a check found something wrong
    USAGE = 2  # the command line or a setting is wrong
    BROKER_AWAY = 3
    STOPPED = 4  # the worker had to stop


class CommandFailed(Exception):
    """The command cannot go on; the message is one line for a person."""

    def __init__(self, message: str, code: ExitCode = ExitCode.REFUSED) -> None:
        super().__init__(message)
        self.code = code
