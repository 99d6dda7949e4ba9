"""What the operator sees of a worker on a real broker: metrics, health and readiness."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from audit import all_ended
from cluster import Cluster
from corpus import Corpus

pytestmark = [pytest.mark.kafka, pytest.mark.slow]


def _address(cluster: Cluster) -> str:
    cluster.wait_until(lambda: "operations pages on port" in cluster.logs(), "the operations pages are up")
    found = re.search(r"operations pages on port (\d+)", cluster.logs())
    assert found is not None
    return f"http://127.0.0.1:{found.group(1)}"


def _get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_worker_becomes_ready_and_counts_what_it_does(new_cluster: Callable[..., Cluster]) -> None:
    corpus, cluster = Corpus(20), new_cluster()
    cluster.start_worker()
    address = _address(cluster)
    cluster.wait_until(lambda: _get(f"{address}/readyz")[0] == 200, "the worker is ready")
    cluster.send((telling.article_id, telling.value) for telling in corpus.tellings)
    cluster.wait_until(lambda: all_ended(cluster, len(corpus.tellings)), "every article has ended")
    cluster.wait_until(
        lambda: 'consumer_lag_messages{partition="0",stage="read"} 0.0' in _get(f"{address}/metrics")[1], "no lag"
    )

    metrics = _get(f"{address}/metrics")[1]
    health, answer = _get(f"{address}/healthz")

    assert f'sitrep_messages_handled_total{{outcome="extracted",stage="read"}} {len(corpus.tellings)}.0' in metrics
    assert 'sitrep_articles_finished_total{outcome="copy"} 4.0' in metrics
    assert "sitrep_path_seconds_bucket" in metrics
    assert "sitrep_build_info" in metrics
    assert (health, json.loads(answer)["ok"]) == (200, True)


def test_a_worker_whose_broker_is_gone_says_that_it_is_not_well(own_kafka: Callable[..., Any], tmp_path: Path) -> None:
    broker = own_kafka()
    cluster = Cluster(broker.bootstrap, tmp_path, SITREP_STUCK_SECONDS="2")
    try:
        worker = cluster.start_worker()
        address = _address(cluster)
        cluster.wait_until(lambda: _get(f"{address}/healthz")[0] == 200, "the worker is well")
        cluster.send((telling.article_id, telling.value) for telling in Corpus(600).tellings)
        broker.kill()
        cluster.wait_until(lambda: worker.poll() is not None or _get(f"{address}/healthz")[0] == 503, "it is not well")
    finally:
        worker.kill()
        cluster.stop()
