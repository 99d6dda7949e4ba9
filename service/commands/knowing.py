"""What a command's stages know: the package's data, and the files that settings name."""

from service import pipeline
from service.commands.failure import CommandFailed, ExitCode
from service.settings import Settings


def knowledge_for(settings: Settings) -> pipeline.Knowledge:
    """Everything the stages know under these settings; raises CommandFailed for a file that cannot be read."""
    try:
        return pipeline.load_knowledge(settings.outlet_lines)
    except (OSError, ValueError) as error:
        raise CommandFailed(f"SITREP_OUTLET_LINES: {settings.outlet_lines}: {error}", ExitCode.USAGE) from error
