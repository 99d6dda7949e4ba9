from datetime import UTC, datetime

import pytest
from service.commands.dead_letters import Selection, as_sent, is_pointer, summary_of
from service.models.dead_letter import DeadLetter, Reason
from service.stream.dead_letters import ATTEMPTS, attempts_of, dead_letter_record
from service.stream.messages import Message
from service.stream.topics import DEAD_LETTERS, EXTRACTED, RAW

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def a_letter(reason=Reason.NOT_JSON, stage="read", topic=RAW, value=b"no json", tried=0) -> Message:
    """A dead letter as it is read from its topic."""
    headers = (("x-sender", b"scraper"), (ATTEMPTS, str(tried).encode()))
    refused = Message(topic.name, 2, 17, b"key", value, headers, NOON)
    record = dead_letter_record(DeadLetter(reason, "line 1, column 1", stage, refused.key, value), refused)
    return Message(DEAD_LETTERS.name, 1, 40, record.key, record.value, record.headers, NOON)


def test_everything_is_selected_without_conditions():
    assert Selection().has(a_letter())


@pytest.mark.parametrize(
    ("selection", "selected"),
    [
        (Selection(reason=Reason.NOT_JSON), True),
        (Selection(reason=Reason.BUG), False),
        (Selection(stage="read"), True),
        (Selection(stage="resolve"), False),
        (Selection(max_attempts=2), True),
        (Selection(max_attempts=1), False),
        (Selection(Reason.NOT_JSON, "read", 2), True),
        (Selection(Reason.NOT_JSON, "resolve", 2), False),
    ],
)
def test_all_conditions_that_are_given_must_hold(selection, selected):
    assert selection.has(a_letter()) is selected


def test_a_foreign_record_on_the_topic_is_selected_by_no_condition():
    foreign = Message(DEAD_LETTERS.name, 0, 0, None, b"x", (), NOON)

    assert not Selection(reason=Reason.NOT_JSON).has(foreign)
    assert summary_of(foreign)[2:6] == ("?", "?", "?[?]@?", "0")


def test_a_line_about_a_dead_letter_says_where_when_and_why():
    assert summary_of(a_letter()) == (
        "1:40",
        "2026-03-01T12:00:00+00:00",
        "not_json",
        "read",
        "sitrep.articles.raw.v1[2]@17",
        "1",
        "line 1, column 1",
    )


def test_it_is_sent_again_as_it_came_with_its_attempts_counted():
    record = as_sent(a_letter(tried=1))

    assert (record.topic, record.key, record.value) == (RAW, b"key", b"no json")
    assert ("x-sender", b"scraper") in record.headers
    assert attempts_of(record.headers) == 2
    assert {name for name, _ in record.headers} == {"x-sender", ATTEMPTS}


def test_a_dead_letter_of_a_later_stage_goes_back_to_that_stages_topic():
    assert as_sent(a_letter(stage="dedupe", topic=EXTRACTED)).topic is EXTRACTED


def test_a_pointer_cannot_go_back():
    pointer = a_letter(Reason.OUTPUT_TOO_LARGE, value=b"x" * DEAD_LETTERS.max_message_bytes)

    assert is_pointer(pointer)
    assert as_sent(pointer) is None


def test_what_came_from_no_topic_of_ours_cannot_go_back():
    foreign = Message(DEAD_LETTERS.name, 0, 0, None, b"x", (("__connect.errors.topic", b"orders"),), NOON)

    assert as_sent(foreign) is None
