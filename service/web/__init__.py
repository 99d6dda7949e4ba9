"""What a worker shows of itself: /metrics, /healthz, /readyz.

`health` holds the rules (pure); `operations` answers from threads of its own, also while the event loop is stuck.
"""

from service.web.health import Health, HealthLimits, WorkerSnapshot, health_of, readiness_of
from service.web.operations import OperationsServer, serve

__all__ = ["Health", "HealthLimits", "OperationsServer", "WorkerSnapshot", "health_of", "readiness_of", "serve"]
