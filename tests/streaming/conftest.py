"""Fixtures for tests on a real broker: one of their own each, since topics have fixed names."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from cluster import Cluster


@pytest.fixture
def new_cluster(own_kafka: Callable[..., Any], tmp_path: Path) -> Iterator[Callable[..., Cluster]]:
    """Call it (with worker settings if need be) for a broker with topics and no worker yet."""
    with ExitStack() as stack:

        def start(**environment: str) -> Cluster:
            cluster = Cluster(own_kafka().bootstrap, tmp_path, **environment)
            stack.callback(cluster.stop)
            return cluster

        yield start
