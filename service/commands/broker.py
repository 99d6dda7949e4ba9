"""What every command that needs a broker does first."""

from service.commands.failure import CommandFailed, ExitCode
from service.settings import Settings
from service.stream.connection import BrokerAway, wait_for_broker


async def reach_broker(settings: Settings, patience_seconds: float | None) -> None:
    """Wait for a broker; raises CommandFailed when none answers within the patience (None: waits for ever)."""
    try:
        await wait_for_broker(settings, patience_seconds)
    except BrokerAway as away:
        raise CommandFailed(str(away), ExitCode.BROKER_AWAY) from away
