"""`sitrep worker`: run until told to stop; a worker that cannot go on says why in one line and exits."""

from functools import partial

from service.commands.failure import CommandFailed, ExitCode
from service.commands.knowing import knowledge_for
from service.commands.reading import engine_trouble_told
from service.settings import Settings
from service.stream.admin import TopicsMissing
from service.stream.worker import run_worker


async def work(settings: Settings) -> None:
    """Run the worker; raises CommandFailed with what stopped it."""
    try:
        with engine_trouble_told():
            await run_worker(settings, partial(knowledge_for, settings))
    except CommandFailed:
        raise
    except TopicsMissing as missing:
        raise CommandFailed(str(missing), ExitCode.STOPPED) from missing
    except Exception as error:
        message = f"the worker stopped, and nothing unfinished was acknowledged: {type(error).__name__}: {error}"
        raise CommandFailed(message, ExitCode.STOPPED) from error
