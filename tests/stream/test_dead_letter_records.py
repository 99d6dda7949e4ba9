import hashlib

import pytest
from service.models.dead_letter import DeadLetter, Reason
from service.stream.dead_letters import (
    ATTEMPTS,
    HEADER_ALLOWANCE,
    POINTER,
    REASON,
    DeadLetterLimit,
    attempts_of,
    dead_letter,
    dead_letter_record,
    original_headers,
)
from service.stream.outgoing import milliseconds
from service.stream.topics import DEAD_LETTERS
from stream_builders import MONDAY, TOPIC, a_message

SENT = (("x-sender", b"scraper"), ("x-sender", b"twice"), ("traceparent", b"00-1"))


def a_letter_record(message=None, reason=Reason.NOT_JSON, detail="line 1, column 1"):
    """The record of a refused message."""
    message = message or a_message(7, b"\x00 not json", partition=3, headers=SENT)
    return dead_letter_record(DeadLetter(reason, detail, "read", message.key, message.value), message)


def test_a_dead_letter_keeps_key_bytes_and_headers():
    record = a_letter_record()

    assert record.topic is DEAD_LETTERS
    assert (record.key, record.value) == (b"k", b"\x00 not json")
    assert record.headers[:3] == SENT
    assert record.timestamp_ms == milliseconds(MONDAY) + 7 * 60_000


def test_a_dead_letter_says_where_it_came_from_and_why():
    headers = dict(a_letter_record().headers)

    assert headers["__connect.errors.topic"] == TOPIC.encode()
    assert headers["__connect.errors.partition"] == b"3"
    assert headers["__connect.errors.offset"] == b"7"
    assert headers["__connect.errors.stage"] == b"read"
    assert headers["__connect.errors.exception.class.name"] == b"not_json"
    assert headers["__connect.errors.exception.message"] == b"line 1, column 1"
    assert headers[REASON] == b"not_json"
    assert headers["sitrep-version"] == b"0.1.0"
    assert headers["sitrep-received-at"] == b"2026-03-02T08:07:00+00:00"


def test_a_dead_letter_refused_again_counts_its_attempts_and_keeps_one_set_of_error_headers():
    first = a_letter_record()
    assert attempts_of(first.headers) == 1

    again = a_letter_record(a_message(9, first.value, headers=first.headers), Reason.BUG, "somewhere")

    assert attempts_of(again.headers) == 2
    names = [name for name, _ in again.headers]
    assert names.count(REASON) == names.count(ATTEMPTS) == 1
    assert original_headers(again.headers) == SENT


@pytest.mark.parametrize("value", [b"", b"many", b"-1", b"\xff", b"1" * 5_000])
def test_attempts_that_are_no_number_count_as_none(value):
    assert attempts_of(((ATTEMPTS, value),)) == 0


def test_a_message_that_never_failed_has_no_attempts():
    assert attempts_of(SENT) == 0


def test_a_long_detail_is_cut():
    headers = dict(a_letter_record(detail="é" * 10_000).headers)

    assert len(headers["__connect.errors.exception.message"].decode()) == 500


def test_a_value_too_large_for_the_topic_becomes_its_hash():
    value = b"x" * (DEAD_LETTERS.max_message_bytes - HEADER_ALLOWANCE + 1)
    record = a_letter_record(a_message(1, value))

    assert record.value is None
    assert dict(record.headers)[POINTER] == hashlib.sha256(value).hexdigest().encode()


def test_the_largest_value_that_fits_is_kept_whole():
    value = b"x" * (DEAD_LETTERS.max_message_bytes - HEADER_ALLOWANCE)

    assert a_letter_record(a_message(1, value)).value == value


def test_a_tombstone_can_be_a_dead_letter():
    assert a_letter_record(a_message(1, None)).value is None


def test_a_message_becomes_a_dead_letter_with_its_bytes():
    letter = dead_letter(Reason.OUTPUT_TOO_LARGE, "stage read", "read", a_message(1, b"body", key=None))

    assert letter == DeadLetter(Reason.OUTPUT_TOO_LARGE, "stage read", "read", None, b"body")


def test_the_limit_is_not_exceeded_by_nothing():
    assert not DeadLetterLimit(0.5, 3).is_exceeded


def test_refusals_in_a_row_exceed_the_limit():
    limit = DeadLetterLimit(1.0, 3)
    limit.refused()
    limit.refused()
    assert not limit.is_exceeded

    limit.refused()
    assert limit.is_exceeded


def test_one_good_message_begins_the_row_anew():
    limit = DeadLetterLimit(1.0, 3)
    for _ in range(2):
        limit.refused()
    limit.accepted()
    limit.refused()

    assert not limit.is_exceeded


def test_the_share_counts_only_once_the_window_is_full():
    limit = DeadLetterLimit(0.5, 1_000_000)
    for number in range(DeadLetterLimit.WINDOW - 1):
        limit.refused() if number % 3 else limit.accepted()
    assert not limit.is_exceeded

    limit.refused()
    assert limit.is_exceeded


def test_exactly_the_share_is_still_allowed():
    limit = DeadLetterLimit(0.5, 1_000_000)
    for number in range(DeadLetterLimit.WINDOW):
        limit.refused() if number % 2 else limit.accepted()

    assert not limit.is_exceeded


def test_old_refusals_leave_the_window():
    limit = DeadLetterLimit(0.5, 1_000_000)
    for _ in range(DeadLetterLimit.WINDOW):
        limit.refused()
    for _ in range(DeadLetterLimit.WINDOW // 2):
        limit.accepted()

    assert not limit.is_exceeded


def test_a_message_without_key_and_value_can_still_be_sent():
    """No client of ours sends a record that has neither; a message of that kind would stop the worker for good."""
    record = dead_letter_record(DeadLetter(Reason.NOT_JSON, "", "read", None, None), a_message(1, None))

    assert (record.key, record.value) == (None, b"")
