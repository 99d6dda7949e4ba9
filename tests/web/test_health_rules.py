"""When a worker is healthy, and when it is ready."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from service.web import Health, HealthLimits, WorkerSnapshot, health_of, readiness_of

NOW = 1_000.0
LIMITS = HealthLimits(stuck_seconds=60)
BUSY = WorkerSnapshot(
    stage="read",
    last_loop_tick=NOW - 1,
    last_read=NOW - 1,
    last_assignment=NOW - 500,
    assigned=4,
    lag=100,
    recovering=0,
    connected=True,
)


def reasons_of(**changes: Any) -> tuple[str, ...]:
    health = health_of(replace(BUSY, **changes), NOW, LIMITS)
    assert health.ok is (not health.reasons)
    return health.reasons


def test_a_busy_stage_is_healthy_and_ready() -> None:
    assert health_of(BUSY, NOW, LIMITS) == Health(ok=True)
    assert readiness_of(BUSY) == Health(ok=True)


def test_a_loop_that_stands_still_is_unhealthy() -> None:
    assert reasons_of(last_loop_tick=NOW - 61) == ("read: the event loop has not run for 61 s",)
    assert reasons_of(last_loop_tick=NOW - 60) == ()


def test_messages_that_nobody_reads_are_unhealthy() -> None:
    """Because: a consumer can stay assigned and idle after an unexpected coordinator error."""
    assert reasons_of(last_read=NOW - 61) == ("read: 100 messages wait and none was read for 61 s",)


def test_an_empty_topic_is_no_reason_to_worry() -> None:
    assert reasons_of(last_read=NOW - 10_000, lag=0) == ()


def test_a_new_assignment_starts_the_count_anew() -> None:
    assert reasons_of(last_read=NOW - 300, last_assignment=NOW - 30) == ()


def test_nothing_is_meant_to_be_read_while_state_is_restored() -> None:
    assert reasons_of(last_read=NOW - 300, recovering=2) == ()


def test_a_stage_without_partitions_becomes_unhealthy_with_time() -> None:
    assert reasons_of(assigned=0, lag=0, last_assignment=NOW - 59) == ()
    assert reasons_of(assigned=0, lag=0, last_assignment=NOW - 61) == ("read: no partitions for 61 s",)


def test_all_that_is_wrong_is_named() -> None:
    assert len(reasons_of(last_loop_tick=0.0, last_read=0.0)) == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"connected": False}, "read: not connected to a broker"),
        ({"assigned": 0}, "read: no partitions assigned"),
        ({"recovering": 3}, "read: restoring the state of 3 partitions"),
    ],
)
def test_a_stage_is_not_ready_until_connected_assigned_and_restored(changes: dict[str, Any], reason: str) -> None:
    assert readiness_of(replace(BUSY, **changes)) == Health(ok=False, reasons=(reason,))


@given(st.floats(0, 59), st.floats(0, 59), st.integers(0, 1_000), st.integers(1, 100))
def test_a_stage_within_all_limits_is_healthy(loop: float, read: float, lag: int, partitions: int) -> None:
    stage = replace(BUSY, last_loop_tick=NOW - loop, last_read=NOW - read, lag=lag, assigned=partitions)

    assert health_of(stage, NOW, LIMITS).ok
