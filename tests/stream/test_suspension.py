"""A process that stood still must not publish what another worker has done meanwhile."""

import pytest
from service.stream.suspension import Suspended, SuspensionWatch


def test_a_gap_longer_than_the_limit_is_told_to_whoever_began_before_it() -> None:
    watch = SuspensionWatch(limit_seconds=1e6)
    watch.look(1e9)
    watch.look(3e9)

    with pytest.raises(Suspended, match="stood still"):
        watch.require_no_pause_since(2e9)


def test_regular_looks_are_no_pause() -> None:
    watch = SuspensionWatch(limit_seconds=60)
    watch.start()

    watch.require_no_pause_since(0.0)
    watch.close()


def test_what_began_after_the_pause_may_be_published() -> None:
    watch = SuspensionWatch(limit_seconds=1e6)
    watch.look(1e9)
    watch.look(3e9)

    watch.require_no_pause_since(4e9)
