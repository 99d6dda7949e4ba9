"""When a worker is healthy and when it is ready: rules over a snapshot of it.

Unhealthy means that only a restart helps: after an unexpected answer of the group coordinator a consumer can stay alive
and idle for good, holding partitions that nobody else may read. Ready means that it is doing its work now.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Health:
    """Whether all is well, and what is not."""

    ok: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class WorkerSnapshot:
    """A stage of a worker at one moment; times are seconds on its monotonic clock.

    assigned, recovering: partitions it holds, and those of them whose state is being restored. lag: messages that wait.
    """

    stage: str
    last_loop_tick: float
    last_read: float
    last_assignment: float
    assigned: int
    lag: int
    recovering: int
    connected: bool


@dataclass(frozen=True)
class HealthLimits:
    """Seconds without any progress after which a stage counts as stuck."""

    stuck_seconds: float


def health_of(snapshot: WorkerSnapshot, now: float, limits: HealthLimits) -> Health:
    """Whether the stage still makes progress; `now` is on the snapshot's clock."""
    limit = limits.stuck_seconds
    return _health(
        snapshot,
        _stuck_loop(snapshot, now, limit),
        _stuck_reading(snapshot, now, limit),
        _no_partitions(snapshot, now, limit),
    )


def readiness_of(snapshot: WorkerSnapshot) -> Health:
    """Whether the stage is connected, has partitions and has restored their state."""
    return _health(
        snapshot,
        None if snapshot.connected else "not connected to a broker",
        None if snapshot.assigned else "no partitions assigned",
        f"restoring the state of {snapshot.recovering} partitions" if snapshot.recovering else None,
    )


def _health(snapshot: WorkerSnapshot, *findings: str | None) -> Health:
    reasons = tuple(f"{snapshot.stage}: {finding}" for finding in findings if finding is not None)
    return Health(ok=not reasons, reasons=reasons)


def _stuck_loop(snapshot: WorkerSnapshot, now: float, limit: float) -> str | None:
    silent = now - snapshot.last_loop_tick
    return f"the event loop has not run for {silent:.0f} s" if silent > limit else None


def _stuck_reading(snapshot: WorkerSnapshot, now: float, limit: float) -> str | None:
    """A new assignment starts the count anew, and while state is restored nothing is meant to be read."""
    if not snapshot.assigned or not snapshot.lag or snapshot.recovering:
        return None
    silent = now - max(snapshot.last_read, snapshot.last_assignment)
    return f"{snapshot.lag} messages wait and none was read for {silent:.0f} s" if silent > limit else None


def _no_partitions(snapshot: WorkerSnapshot, now: float, limit: float) -> str | None:
    if snapshot.assigned:
        return None
    silent = now - snapshot.last_assignment
    return f"no partitions for {silent:.0f} s" if silent > limit else None
