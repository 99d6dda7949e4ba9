"""A worker that counts the CPU time of its pure functions: `python metered_worker.py METER worker`.

At each SIGUSR1 it writes to the file METER: CPU seconds so far of the pure functions, and of the whole process. Both
are of the same process and moment, so that their difference is what the stream costs, however fast the machine is then.
"""

import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from service import pipeline
from service.cli import app

PURE = ("cleaned", "mentions_of", "with_fingerprint", "deduped", "resolve_report")  # not: reading and writing JSON


class Meter:
    """The CPU time spent in the functions that it watches."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def watched(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its CPU time counted."""

        def run(*arguments: Any, **named: Any) -> Any:
            started = time.thread_time()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds += time.thread_time() - started

        return run


def main() -> None:
    """Run the command line with the pipeline's functions watched."""
    meter, file = Meter(), Path(sys.argv.pop(1))
    for name in PURE:
        setattr(pipeline, name, meter.watched(getattr(pipeline, name)))
    signal.signal(signal.SIGUSR1, lambda *_: _write(file, f"{meter.seconds} {time.process_time()}"))
    app()


def _write(file: Path, text: str) -> None:
    partial = file.with_suffix(".partial")
    partial.write_text(text)
    partial.rename(file)


if __name__ == "__main__":
    main()
