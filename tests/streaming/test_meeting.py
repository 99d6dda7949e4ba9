"""What must meet meets: copies and second reports are recognised whichever raw partition and worker they arrive on."""

from collections import Counter
from collections.abc import Callable

import pytest
from audit import active, all_ended, consumed, endings
from cluster import Cluster
from corpus import Corpus
from service.models.article import Article
from service.stream.topics import ARTICLES, RAW

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

STORIES = 30


def test_copies_and_second_reports_meet_across_eight_partitions_and_two_workers(
    new_cluster: Callable[..., Cluster],
) -> None:
    corpus, cluster = Corpus(STORIES), new_cluster()
    cluster.start_worker("--stages", "read,dedupe")
    cluster.start_worker("--stages", "read,resolve")
    cluster.send((telling.article_id, telling.value) for telling in corpus.tellings)
    cluster.wait_until(lambda: all_ended(cluster, len(corpus.tellings)), "every article has ended")

    articles = [Article.from_json(message.value or b"") for message in cluster.read(ARTICLES)]
    originals = {article.article_id: article.duplicate_of for article in articles if article.duplicate_of}
    stories = {telling.article_id: telling.story for telling in corpus.tellings}

    assert {message.partition for message in cluster.read(RAW)} == set(range(8)), "every raw partition is used"
    assert len(originals) == sum(telling.kind == "copy" for telling in corpus.tellings)
    assert all(stories[copy] == stories[original] for copy, original in originals.items())
    assert sorted(map(sorted, endings(cluster).values())) == sorted(
        [["copy"]] * len(originals) + [["events"]] * (len(articles) - len(originals))
    )
    events = active(consumed(cluster).values())
    assert all(len({stories[report.article_id] for report in event.reports}) == 1 for event in events)
    told = Counter(stories[article] for event in events for article in {report.article_id for report in event.reports})
    assert all(told[story] == sum(t.story == story for t in corpus.tellings) for story in told), "one event a story"
