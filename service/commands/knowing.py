"""What a command's stages know: the package's data, and the files that settings name."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from service import pipeline
from service.commands.failure import CommandFailed, ExitCode
from service.lexicons.loading import BadLexicon
from service.settings import Settings


def knowledge_for(settings: Settings) -> pipeline.Knowledge:
    """Everything the stages know under these settings; raises CommandFailed for a file that cannot be read."""
    try:
        with _for_good():
            return pipeline.load_knowledge(settings.outlet_lines, settings.lexicon_folder)
    except BadLexicon as error:
        raise CommandFailed(f"SITREP_LEXICON_FOLDER: {error}", ExitCode.USAGE) from error
    except (OSError, ValueError) as error:
        raise CommandFailed(f"SITREP_OUTLET_LINES: {settings.outlet_lines}: {error}", ExitCode.USAGE) from error


@contextmanager
def _for_good() -> Iterator[None]:
    """What is made inside lives as long as the process: the garbage collector need not visit it.

    Its visits cost 7 % of an article (CPU of the pure functions, median of 2 x 600 articles).
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()
