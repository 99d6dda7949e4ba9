"""Bad input on real Kafka: each message ends in a defined way, with its bytes, and the worker lives."""

import json
from collections.abc import Callable

import pytest
from audit import all_ended, endings
from cluster import Cluster
from service.stream.dead_letters import REASON
from service.stream.topics import DEAD_LETTERS

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

BODY = "Gunmen killed 12 people in Kandahar on Monday, police said."
REFUSED = {
    "not-json": (b"gunmen killed", "not_json"),
    "not-utf8": (b'{"body": "\xff\xfe\xfa"}', "not_utf8"),
    "not-an-object": (b"[1, 2]", "not_an_object"),
    "wrong-type": (json.dumps({"id": "wrong-type", "body": 12}).encode(), "invalid_field"),
    "no-body": (json.dumps({"id": "no-body"}).encode(), "invalid_field"),
    "empty-body": (json.dumps({"id": "empty-body", "body": " \x00 "}).encode(), "empty_body"),
    "too-large": (json.dumps({"id": "too-large", "body": "word " * 1_100_000}).encode(), "too_large"),
}
TAKEN = {
    "nul": {"body": f"\x00{BODY}\x00"},
    "unknown-fields": {"body": BODY, "colour": "red", "nested": {"deep": [1, {"er": None}]}},
    "five-mebibytes": {"body": f"{BODY}\n\n" + "x" * (5 * 1024 * 1024 - 100), "content_type": "text/plain"},
    "never-closed": {"body": "<html><body>" + "<div>" * 50 + f"<p>{BODY} {BODY}", "content_type": "text/html"},
}
# Whether anything is found in it or not: it ends, once, and harms nobody.
HOSTILE = {
    "nested-for-ever": {"body": "<html><body><div>" * 20_000 + f"<p>{BODY}", "content_type": "text/html"},
    "one-endless-line": {"body": "a<b " * 1_000_000, "content_type": "text/html"},
}


def test_bad_messages_end_as_dead_letters_and_the_worker_lives(new_cluster: Callable[..., Cluster]) -> None:
    cluster = new_cluster()
    worker = cluster.start_worker()
    taken = {key: json.dumps({"id": key, **fields}).encode() for key, fields in {**TAKEN, **HOSTILE}.items()}
    refused = {key: value for key, (value, _) in REFUSED.items()}
    cluster.send({**refused, **taken}.items())
    cluster.wait_until(lambda: all_ended(cluster, len(refused) + len(taken)), "every message has ended")

    letters = {(message.key or b"").decode(): message for message in cluster.read(DEAD_LETTERS)}
    letters = {key: message for key, message in letters.items() if key not in HOSTILE}

    assert worker.poll() is None, "the worker lives"
    assert {key: dict(m.headers)[REASON].decode() for key, m in letters.items()} == {
        key: reason for key, (_, reason) in REFUSED.items()
    }
    assert {key: message.value for key, message in letters.items()} == refused, "with the original bytes"
    assert {len(ending) for ending in endings(cluster).values()} == {1}


def test_a_null_value_is_a_dead_letter(new_cluster: Callable[..., Cluster]) -> None:
    cluster = new_cluster()
    cluster.start_worker("--stages", "read")
    cluster.send([("empty", b"")])
    cluster.wait_until(lambda: cluster.count(DEAD_LETTERS) == 1, "the empty message is refused")

    assert dict(cluster.read(DEAD_LETTERS)[0].headers)[REASON] in {b"not_json", b"empty_body"}
