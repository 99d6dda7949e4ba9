from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from service.stream.messages import message_of
from service.stream.outgoing import Origin, Outgoing, cloud_event, code_version, milliseconds, origin_of
from service.stream.topics import ARTICLES
from stream_builders import MONDAY, TOPIC, a_message

TRACE = (("traceparent", b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("tracestate", b"vendor=1"))


def test_a_raw_message_is_its_own_origin():
    assert a_message(7, partition=3).origin == Origin(TOPIC, 3, 7)


def test_the_origin_is_carried_from_hop_to_hop():
    origin = a_message(7, partition=3, headers=TRACE).origin
    second = a_message(1, topic="next", headers=origin.headers).origin
    third = a_message(2, topic="after", headers=second.headers).origin

    assert third == Origin(TOPIC, 3, 7, TRACE)
    assert third.address == "3:7"


def test_a_trace_goes_along_and_other_headers_do_not():
    origin = a_message(headers=(("x-sender", b"scraper"), *TRACE)).origin

    assert origin.trace == TRACE


def test_headers_that_name_half_an_origin_name_none():
    headers = (("sitrep-origin-topic", b"raw"), ("sitrep-origin-offset", b"5"))

    assert origin_of(headers, Origin(TOPIC, 0, 1)) == Origin(TOPIC, 0, 1)


@pytest.mark.parametrize(
    "values",
    [
        (b"raw", b"x", b"1"),
        (b"raw", b"1", b""),
        (b"", b"1", b"1"),
        (b"raw", b"\xff", b"1"),
        (b"raw", b"-1", b"1"),
        (b"r", b"9" * 5_000, b"1"),
    ],
)
def test_an_origin_that_cannot_be_one_is_ignored(values):
    """Anybody may write headers; an exception here would stop the worker at the same message again and again."""
    names = ("sitrep-origin-topic", "sitrep-origin-partition", "sitrep-origin-offset")

    assert origin_of(tuple(zip(names, values, strict=True)), Origin(TOPIC, 0, 1)) == Origin(TOPIC, 0, 1)


def test_a_record_keeps_order_and_repeats_of_its_headers():
    headers = [("a", b"1"), ("b", b"2"), ("a", b"3"), ("gone", None)]
    record = SimpleNamespace(topic=TOPIC, partition=1, offset=2, key=b"k", value=None, headers=headers)

    message = message_of(record, milliseconds(MONDAY))

    assert message.headers == (("a", b"1"), ("b", b"2"), ("a", b"3"))
    assert (message.topic, message.partition, message.offset, message.key, message.value) == (TOPIC, 1, 2, b"k", None)
    assert message.at == MONDAY


@pytest.mark.parametrize("headers", [None, {}, ()])
def test_a_record_without_headers_has_none(headers):
    record = SimpleNamespace(topic=TOPIC, partition=1, offset=2, key=None, value=b"", headers=headers)

    assert message_of(record, 0).headers == ()


def test_size_counts_key_and_value():
    assert a_message(value=b"12345", key=b"123").size == 8
    assert a_message(value=None, key=None).size == 0


def test_cloud_events_headers_say_what_when_and_how():
    headers = dict(cloud_event("event", "e-1:2", MONDAY))

    assert headers["ce_specversion"] == b"1.0"
    assert headers["ce_id"] == b"e-1:2"
    assert headers["ce_type"] == b"sitrep.event.v1"
    assert headers["ce_time"] == b"2026-03-02T08:00:00+00:00"
    assert headers["ce_dataschema"] == b"schemas/event.json"
    assert headers["content-type"] == b"application/json"


def test_milliseconds_and_back_is_the_same_moment():
    moment = datetime(2026, 3, 2, 8, 0, 0, 123_000, tzinfo=UTC)

    assert datetime.fromtimestamp(milliseconds(moment) / 1000, UTC) == moment


def test_the_code_version_is_the_package_version():
    assert code_version() == "0.1.0"


def test_a_record_fits_up_to_its_topics_limit():
    topic = replace(ARTICLES, max_message_bytes=1_000)
    headers = (("name", b"value"),)

    assert Outgoing(topic, b"key", b"x" * 800, headers, 0).fits
    assert not Outgoing(topic, b"key", b"x" * 1_000, headers, 0).fits
    assert not Outgoing(topic, b"key", b"x" * 800, headers * 10, 0).fits
    assert Outgoing(topic, None, None, (), 0).fits
