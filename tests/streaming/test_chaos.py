"""Workers killed at random while articles flow: nothing may be lost, and nothing counted twice."""

import random
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from audit import (
    all_ended,
    consumed,
    endings,
    final_articles,
    groups,
    held,
    holders,
    replayed,
    replayed_articles,
    reported,
)
from cluster import Cluster
from corpus import Corpus
from service.commands.failure import ExitCode
from service.models.event import Event
from service.stream.topics import ARTICLES, EVENTS

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(900)]

STORIES = 1_305  # 2,001 articles: every fifth story is copied, every third told twice
KILLS = 10


def _run(cluster: Cluster, corpus: Corpus, order: random.Random | None, kills: int, disk: Path) -> None:
    """All articles through two workers, which are killed and started anew `kills` times on the way.

    One remembers on disk and the other in memory, so that partitions go from one kind to the other.
    """
    environments: list[dict[str, str]] = [{"SITREP_STATE_DIR": str(disk)}, {}]
    tellings = list(corpus.tellings)
    if order is not None:
        order.shuffle(tellings)
    workers = [cluster.start_worker(**environment) for environment in environments]
    cluster.send((telling.article_id, telling.value) for telling in tellings)
    chance = random.Random(11)
    for kill, progress in enumerate(sorted(chance.sample(range(len(tellings) * 9 // 10), kills))):
        cluster.wait_until(lambda at=progress: cluster.count(ARTICLES) >= at, f"{progress} articles have ended")
        victim = kill % 2  # the one that was not just started
        workers[victim].kill()
        workers[victim].wait()
        workers[victim] = cluster.start_worker(**environments[victim])
    cluster.wait_until(lambda: all_ended(cluster, len(tellings)), "every article has ended", 400)


def test_ten_kills_lose_nothing_and_count_nothing_twice(new_cluster: Callable[..., Cluster], tmp_path: Path) -> None:
    corpus = Corpus(STORIES)
    calm, stormy = new_cluster(), new_cluster()

    _run(calm, corpus, order=None, kills=0, disk=tmp_path / "calm")
    calm.stop()
    _run(stormy, corpus, order=random.Random(5), kills=KILLS, disk=tmp_path / "stormy")

    assert len(corpus.tellings) >= 2_000
    assert {len(ending) for ending in endings(stormy).values()} == {1}, "each raw message ends in exactly one way"
    events = consumed(stormy)
    assert held(events.values()) == reported(stormy)
    assert all(len(ids) == 1 for ids in holders(events.values()).values()), "no report is in two active events"
    assert replayed(stormy) == events, "replaying the mentions gives what a consumer holds"
    assert replayed_articles(stormy) == final_articles(stormy), "and so do the extracted articles"
    assert groups(events.values()) == groups(consumed(calm).values()), "the same groups and counts as without faults"


def test_what_a_worker_publishes_late_is_put_right(new_cluster: Callable[..., Cluster]) -> None:
    """A worker that stood still with a batch in hand stops; what it had sent off may lie behind newer records.

    One that stood still with nothing in hand goes on: both are right, and which it is depends on the moment.
    """
    corpus, cluster = Corpus(300), new_cluster()
    sleeper, other = cluster.start_worker(), cluster.start_worker()
    cluster.send((telling.article_id, telling.value) for telling in corpus.tellings)
    cluster.wait_until(lambda: cluster.count(ARTICLES) >= 50, "some articles have ended")
    sleeper.send_signal(signal.SIGSTOP)
    cluster.wait_until(lambda: all_ended(cluster, len(corpus.tellings)), "the other worker has done it all", 300)
    sleeper.send_signal(signal.SIGCONT)
    cluster.wait_until(lambda: _compacted(cluster) == consumed(cluster), "the newest revision of each event lies last")
    cluster.stop()

    assert sleeper.returncode in {ExitCode.STOPPED, ExitCode.DONE}
    assert other.returncode == ExitCode.DONE
    assert held(consumed(cluster).values()) == reported(cluster)
    assert replayed(cluster) == consumed(cluster)


def _compacted(cluster: Cluster) -> dict[str, Event]:
    """What compaction leaves of the events topic: the last record of each key."""
    events = [Event.from_json(message.value or b"") for message in cluster.read(EVENTS)]
    return {event.event_id: event for event in events}
