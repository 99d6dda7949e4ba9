"""`sitrep topics`: create the declared topics, or compare them with the broker's."""

from rich.console import Console
from rich.table import Table

from service.commands.broker import reach_broker
from service.commands.failure import CommandFailed
from service.commands.screen import print_table
from service.settings import Settings
from service.stream.admin import create_topics, describe_topics


async def create(settings: Settings, patience_seconds: float | None, console: Console) -> None:
    """Create what is missing and say so, topic by topic."""
    await reach_broker(settings, patience_seconds)
    for topic, is_new in await create_topics(settings):
        console.print(f"{'created' if is_new else 'exists '}  {topic.name}", highlight=False)


async def describe(settings: Settings, patience_seconds: float | None, console: Console) -> None:
    """Show each topic; raises CommandFailed when one is missing or has another number of partitions."""
    await reach_broker(settings, patience_seconds)
    states = await describe_topics(settings)
    table = Table("topic", "partitions", "declared", "cleanup", "days kept", "largest message", "what for")
    for state in states:
        topic = state.topic
        days = "for good" if topic.retention_days is None else str(topic.retention_days)
        found = "missing" if state.partitions is None else str(state.partitions)
        size = f"{topic.max_message_bytes // 1024 // 1024} MiB"
        table.add_row(topic.name, found, str(topic.partitions), topic.cleanup, days, size, topic.purpose)
    print_table(table, console)
    wrong = [state.topic.name for state in states if not state.is_as_declared]
    if wrong:
        raise CommandFailed(f"not as declared: {', '.join(wrong)}")
