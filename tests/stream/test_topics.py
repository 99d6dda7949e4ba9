import re

import pytest
from service.stream.topics import (
    ARTICLES,
    CO_PARTITIONED,
    COPIES,
    DEAD_LETTERS,
    EVENTS,
    EXTRACTED,
    HISTORY,
    MAX_RECORD_BYTES,
    MENTIONS,
    RAW,
    TOPICS,
    topics_by_name,
)


@pytest.mark.parametrize("pair", CO_PARTITIONED, ids=lambda pair: pair[0].name)
def test_what_must_meet_has_the_same_number_of_partitions(pair):
    assert pair[0].partitions == pair[1].partitions


@pytest.mark.parametrize("source", [RAW, EXTRACTED, MENTIONS], ids=lambda topic: topic.name)
def test_a_dead_letter_is_larger_than_its_source(source):
    """Headers are added to the original, which may be as large as its topic allows."""
    assert DEAD_LETTERS.max_message_bytes > source.max_message_bytes


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_names_are_domain_nouns_and_version(topic):
    assert re.fullmatch(r"sitrep\.[a-z]+(\.[a-z]+)?\.v\d+", topic.name)
    assert 0 < topic.max_message_bytes <= MAX_RECORD_BYTES
    assert topic.purpose


def test_no_name_is_declared_twice():
    assert len(topics_by_name()) == len(TOPICS)


def test_the_broker_stamps_raw_articles_and_nothing_else():
    """The raw message's time is the only clock of all later stages; they hand it on unchanged."""
    assert [topic for topic in TOPICS if topic.timestamps == "LogAppendTime"] == [RAW]


def test_state_is_compacted_and_history_is_not():
    assert EVENTS.cleanup == "compact"
    assert "compact" in COPIES.cleanup
    assert HISTORY.cleanup == "delete"


def test_configs_are_in_kafkas_words():
    assert EVENTS.configs["retention.ms"] == "-1"
    assert ARTICLES.configs == {
        "cleanup.policy": "compact,delete",
        "retention.ms": str(90 * 24 * 3_600 * 1_000),
        "max.message.bytes": str(12 * 1024 * 1024),
        "message.timestamp.type": "CreateTime",
    }
