"""What the lanes of one stage share."""

from collections.abc import Callable
from dataclasses import dataclass

from service.metrics import Metrics
from service.settings import Settings
from service.stream.budget import Budget
from service.stream.dead_letters import DeadLetterLimit
from service.stream.delivery import Delivery
from service.stream.restore import Restorer
from service.stream.suspension import SuspensionWatch


@dataclass(frozen=True)
class LaneServices:
    """What the lanes of one stage share."""

    settings: Settings
    metrics: Metrics
    delivery: Delivery
    restorer: Restorer
    budget: Budget
    limit: DeadLetterLimit
    watch: SuspensionWatch
    fail: Callable[[BaseException], None]
