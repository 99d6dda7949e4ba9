"""The five sample articles through real Kafka, with two workers."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from audit import (
    all_ended,
    consumed,
    endings,
    final_articles,
    held,
    holders,
    replayed,
    replayed_articles,
    reported,
)
from cluster import Cluster
from service.ingest import raw_article_of_file

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))


@pytest.fixture
def seeded(new_cluster: Callable[..., Cluster]) -> Cluster:
    cluster = new_cluster()
    cluster.start_worker()
    cluster.start_worker()
    cluster.send((path.name, raw_article_of_file(path.name, path.read_bytes()).to_json()) for path in SEEDS)
    cluster.wait_until(lambda: all_ended(cluster, len(SEEDS)), "every seed has ended")
    return cluster


def test_every_seed_becomes_events_and_every_report_is_counted_once(seeded: Cluster) -> None:
    events = consumed(seeded)

    assert [sorted(ending) for ending in endings(seeded).values()] == [["events"]] * len(SEEDS)
    assert {report.article_id for event in events.values() for report in event.reports} == {p.name for p in SEEDS}
    assert held(events.values()) == reported(seeded)
    assert all(len(ids) == 1 for ids in holders(events.values()).values())
    assert replayed(seeded) == events
    assert replayed_articles(seeded) == final_articles(seeded)
    assert json.loads(next(iter(events.values())).to_json())["event_id"]
