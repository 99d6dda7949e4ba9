"""A broker that is away is waited for, and what it comes back with is lost by nobody."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from audit import all_ended, consumed, endings, held, reported
from cluster import Cluster
from corpus import Corpus
from service.stream.topics import ARTICLES

pytestmark = [pytest.mark.kafka, pytest.mark.slow]


def test_a_broker_that_goes_away_and_comes_back_loses_nothing(own_kafka: Callable[..., Any], tmp_path: Path) -> None:
    corpus, broker = Corpus(60), own_kafka()
    cluster = Cluster(broker.bootstrap, tmp_path)
    try:
        worker = cluster.start_worker()
        cluster.send((telling.article_id, telling.value) for telling in corpus.tellings)
        cluster.wait_until(lambda: cluster.count(ARTICLES) >= 10, "some articles have ended")
        broker.stop()
        broker.start()
        if worker.poll() is not None:  # a worker may give up, loudly: its orchestrator starts it anew
            cluster.start_worker()
        cluster.wait_until(lambda: all_ended(cluster, len(corpus.tellings)), "every article has ended")

        assert {len(ending) for ending in endings(cluster).values()} == {1}
        assert held(consumed(cluster).values()) == reported(cluster)
    finally:
        cluster.stop()


def test_a_worker_without_a_broker_says_that_it_waits_and_stops_when_told() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{nobody.getsockname()[1]}"
        worker = subprocess.Popen(
            [sys.executable, "-m", "service", "worker", "--broker", address], stderr=subprocess.PIPE, text=True
        )
        assert worker.stderr is not None
        line = next(line for line in worker.stderr if "waiting" in line)
        worker.send_signal(signal.SIGTERM)
        worker.wait(20)

    assert f"waiting for a Kafka broker at {address}" in line
