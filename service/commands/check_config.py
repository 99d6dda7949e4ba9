"""`sitrep check-config`: the settings in force, and whether files, broker and topics are as the service needs them."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from service.commands.broker import reach_broker
from service.commands.failure import CommandFailed, ExitCode
from service.commands.knowing import knowledge_for
from service.commands.reading import extractor_for
from service.commands.screen import print_table
from service.settings import Engine, Settings
from service.stream.admin import TopicsMissing, require_topics


async def check(settings: Settings, patience_seconds: float, console: Console) -> None:
    """Print the settings, then raise CommandFailed for the first thing that is wrong."""
    table = Table("setting", "value")
    for name in type(settings).model_fields:
        table.add_row(f"SITREP_{name.upper()}", Text(shown(getattr(settings, name))))
    print_table(table, console)
    if settings.lexicon_folder or settings.outlet_lines or settings.engine is not Engine.RULES:
        _check_reading(settings, console)
    await reach_broker(settings, patience_seconds)
    console.print(f"broker answers at {settings.broker}", highlight=False)
    try:
        await require_topics(settings)
    except TopicsMissing as missing:
        raise CommandFailed(str(missing), ExitCode.REFUSED) from missing
    console.print("topics are as declared")


def _check_reading(settings: Settings, console: Console) -> None:
    """Load the files that settings name, and build the engine; the endpoint is not asked."""
    knowledge = knowledge_for(settings)
    edition = knowledge.extraction.edition
    console.print(f"own files are in order{f', lexicons of edition {edition}' if edition else ''}", highlight=False)
    with extractor_for(settings, knowledge, lambda line: None):
        console.print(f"engine {settings.engine} can be used")


def shown(value: object) -> str:
    """A setting's value for the screen: a secret stays masked."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
