from dataclasses import replace
from datetime import timedelta

import pytest
from service.models.article import Article
from service.models.event import Event, EventStatus
from service.models.extracted import ExtractedArticle
from service.models.mention import EventType, Plover
from service.models.report import Report
from service.pipeline import Knowledge
from service.settings import Settings
from service.stream.dead_letters import REASON
from service.stream.dedupe_stage import DedupeStage
from service.stream.messages import Message
from service.stream.outgoing import INPUT_OFFSET, INPUT_PART, MENDED, OUTCOME, VERSION, Headers, Outgoing, milliseconds
from service.stream.read_stage import ReadStage
from service.stream.resolve_stage import ResolveStage
from service.stream.topics import ARTICLES, COPIES, DEAD_LETTERS, EVENTS, EXTRACTED, HISTORY, MENTIONS, RAW
from stream_builders import MONDAY, a_message, received

from article_builders import BRIDGE, MARKET, QUIET, raw_message

ORIGIN = {"sitrep-origin-topic": RAW.name.encode(), "sitrep-origin-partition": b"5", "sitrep-origin-offset": b"7"}
SETTINGS = Settings(_env_file=None)


def a_raw(value: bytes | None, offset: int = 7, **fields) -> Message:
    """A message on partition 5 of the raw topic."""
    return a_message(offset, value, topic=RAW.name, partition=5, **fields)


def read_one(knowledge: Knowledge, value: bytes | None, offset: int = 7, **fields) -> Outgoing:
    """The only record that the read stage makes of the message."""
    outputs = ReadStage(knowledge).handle(a_raw(value, offset, **fields))
    (record,) = outputs.publish
    return record


def extracted_messages(knowledge: Knowledge, *values: bytes) -> list[Message]:
    """What the dedupe stage receives for these raw messages, sent one after the other."""
    return [received(read_one(knowledge, value, offset), offset) for offset, value in enumerate(values)]


def report_messages(knowledge: Knowledge, *values: bytes) -> list[Message]:
    """What the resolve stage receives for these raw messages."""
    stage = DedupeStage(SETTINGS, 0)
    outputs = [stage.handle(message) for message in extracted_messages(knowledge, *values)]
    records = [record for one in outputs for record in one.publish if record.topic is MENTIONS]
    return [received(record, offset) for offset, record in enumerate(records)]


def on(topic, records) -> list[Outgoing]:
    """The records that go to the topic."""
    return [record for record in records if record.topic is topic]


def test_a_raw_article_becomes_an_extracted_article_keyed_by_language(knowledge):
    record = read_one(knowledge, raw_message(language="en-GB"))

    assert (record.topic, record.key, record.partition) == (EXTRACTED, b"en", None)
    extracted = ExtractedArticle.from_json(record.value)
    assert extracted.article.article_id == "a1"
    assert extracted.mentions
    assert extracted.received_at == a_raw(b"").at
    assert record.timestamp_ms == milliseconds(extracted.received_at)


def test_an_extracted_article_says_which_raw_message_and_code_it_comes_from(knowledge):
    headers = dict(read_one(knowledge, raw_message(), headers=(("traceparent", b"00-ab"), ("x", b"y"))).headers)

    assert headers.items() >= (ORIGIN | {VERSION: b"0.1.0", "traceparent": b"00-ab"}).items()
    assert "x" not in headers


def test_a_raw_message_cannot_claim_another_origin(knowledge):
    """With the origin of another message it would pass for its repeat, and vanish."""
    claimed = tuple((name, b"99") for name in ORIGIN)

    assert dict(read_one(knowledge, raw_message(), headers=claimed).headers).items() >= ORIGIN.items()


@pytest.mark.parametrize(
    ("value", "reason"), [(b"no json", b"not_json"), (None, b"not_json"), (b"[]", b"not_an_object")]
)
def test_what_is_no_article_becomes_a_dead_letter_with_its_bytes(knowledge, value, reason):
    outputs = ReadStage(knowledge).handle(a_raw(value))

    (record,) = outputs.publish
    assert outputs.outcome == "rejected"
    assert (record.topic, record.key, record.value) == (DEAD_LETTERS, b"k", value)
    assert dict(record.headers)[REASON] == reason


def test_mentions_are_counted_by_type(knowledge):
    outputs = ReadStage(knowledge).handle(a_raw(raw_message()))

    assert ("mentions_extracted", "ASSAULT", 1) in outputs.counts
    assert all(name == "mentions_extracted" for name, _, _ in outputs.counts)


def test_the_read_stage_remembers_nothing(knowledge):
    stage = ReadStage(knowledge)
    stage.recall(a_message())
    stage.forget()

    assert stage.remembers_on is None
    assert stage.size() == (0, 0)
    assert stage.handle(a_raw(raw_message())).remember == ()


def test_the_final_article_goes_out_under_its_id(knowledge):
    (message,) = extracted_messages(knowledge, raw_message())
    outputs = DedupeStage(SETTINGS, 0).handle(message)

    (record,) = on(ARTICLES, outputs.publish)
    headers = dict(record.headers)
    assert record.key == b"a1"
    assert Article.from_json(record.value).duplicate_of is None
    assert headers[OUTCOME] == b"events"
    assert headers["ce_id"] == b"a1"
    assert outputs.counts == (("articles_finished", "events", 1),)


def test_reports_go_out_under_their_country_and_carry_what_an_event_needs(knowledge):
    (message,) = extracted_messages(knowledge, raw_message())
    records = on(MENTIONS, DedupeStage(SETTINGS, 0).handle(message).publish)

    report = Report.from_json(records[0].value)
    assert records[0].key == b"SYR"
    assert (report.url, report.outlet, report.received_at) == ("https://news.example/a1", "Outlet of a1", message.at)
    assert dict(records[0].headers)["ce_id"] == report.mention_id.encode()


def test_what_dedupe_remembers_lies_on_the_partition_of_its_input(knowledge):
    (message,) = extracted_messages(knowledge, raw_message())
    (record,) = DedupeStage(SETTINGS, 0).handle(message).remember

    assert (record.topic, record.key, record.partition) == (COPIES, b"a1", message.partition)
    assert dict(record.headers)[INPUT_OFFSET] == b"0"


def test_a_copy_is_named_and_so_are_its_reports(knowledge):
    messages = extracted_messages(knowledge, raw_message("a1"), raw_message("a2"))
    stage = DedupeStage(SETTINGS, 0)
    stage.handle(messages[0])
    outputs = stage.handle(messages[1])

    assert outputs.outcome == "copy"
    assert Article.from_json(on(ARTICLES, outputs.publish)[0].value).duplicate_of == "a1"
    assert {Report.from_json(record.value).duplicate_of for record in on(MENTIONS, outputs.publish)} == {"a1"}


def test_an_article_without_events_is_published_without_reports(knowledge):
    (message,) = extracted_messages(knowledge, raw_message(body=QUIET))
    outputs = DedupeStage(SETTINGS, 0).handle(message)

    assert outputs.outcome == "no_event"
    assert [record.topic for record in outputs.publish] == [ARTICLES]
    assert outputs.remember


def test_the_same_raw_message_again_leads_to_nothing(knowledge):
    (message,) = extracted_messages(knowledge, raw_message())
    stage = DedupeStage(SETTINGS, 0)
    stage.handle(message)
    outputs = stage.handle(message)

    assert (outputs.outcome, outputs.publish, outputs.remember, outputs.counts) == ("repeat", (), (), ())


def test_the_same_place_in_a_topic_created_anew_is_another_message(knowledge):
    """Taken for a repeat, whatever was corrected before it was sent again would vanish."""
    stage = DedupeStage(SETTINGS, 0)
    stage.handle(extracted_messages(knowledge, raw_message())[0])
    anew = replace(extracted_messages(knowledge, raw_message(body=MARKET))[0], at=MONDAY + timedelta(days=1))

    assert stage.handle(anew).outcome == "events"


def test_dedupe_refuses_what_is_no_extracted_article():
    outputs = DedupeStage(SETTINGS, 0).handle(a_message(1, b"{}"))

    (record,) = outputs.publish
    assert dict(record.headers)[REASON] == b"invalid_field"
    assert outputs.remember == ()


def test_dedupe_recalls_the_articles_it_remembered(knowledge):
    messages = extracted_messages(knowledge, raw_message("a1"), raw_message("a2"))
    stage, again = DedupeStage(SETTINGS, 0), DedupeStage(SETTINGS, 0)
    for offset, record in enumerate(stage.handle(messages[0]).remember):
        again.recall(received(record, offset))

    assert again.size()[0] == 1
    assert again.handle(messages[1]) == stage.handle(messages[1])


def test_a_forgotten_state_knows_no_copies(knowledge):
    messages = extracted_messages(knowledge, raw_message("a1"), raw_message("a2"))
    stage = DedupeStage(SETTINGS, 0)
    stage.handle(messages[0])
    stage.forget()

    assert stage.size()[0] == 0
    assert stage.handle(messages[1]).outcome == "events"


def test_a_tombstone_recalls_nothing(knowledge):
    for stage in (DedupeStage(SETTINGS, 0), ResolveStage(SETTINGS, 0, knowledge.dedupe)):
        stage.recall(a_message(0, None))
        assert stage.size()[0] == 0


def test_each_revision_goes_to_history_and_to_the_events_of_its_partition(knowledge):
    message = report_messages(knowledge, raw_message())[0]
    outputs = ResolveStage(SETTINGS, 3, knowledge.dedupe).handle(message)

    (history,), (event,) = outputs.publish, outputs.remember
    assert (history.topic, history.partition) == (HISTORY, None)
    assert (event.topic, event.partition) == (EVENTS, 3)
    assert history.key == event.key == Event.from_json(event.value).event_id.encode()
    assert history.value == event.value
    assert outputs.counts == [("events_published", "new", 1)]


def test_an_event_says_which_raw_message_it_comes_from(knowledge):
    message = report_messages(knowledge, raw_message())[0]
    (record,) = ResolveStage(SETTINGS, 3, knowledge.dedupe).handle(message).remember

    headers = dict(record.headers)
    assert headers["sitrep-origin-partition"] == b"5"
    assert headers["sitrep-origin-offset"] == b"0"
    assert headers["ce_id"].endswith(b":1")


def test_a_report_seen_again_changes_no_event(knowledge):
    message = report_messages(knowledge, raw_message())[0]
    stage = ResolveStage(SETTINGS, 0, knowledge.dedupe)
    stage.handle(message)
    outputs = stage.handle(message)

    assert (outputs.outcome, list(outputs.publish), list(outputs.remember)) == ("repeat", [], [])


def test_resolve_refuses_what_is_no_report(knowledge):
    outputs = ResolveStage(SETTINGS, 0, knowledge.dedupe).handle(a_message(1, b"null"))

    assert dict(outputs.publish[0].headers)[REASON] == b"invalid_field"


def test_resolve_recalls_the_events_it_published(knowledge):
    messages = report_messages(knowledge, raw_message("a1"), raw_message("a2"), raw_message("a3", MARKET))
    stage, again = (ResolveStage(SETTINGS, 0, knowledge.dedupe) for _ in range(2))
    for offset, record in enumerate(stage.handle(messages[0]).remember):
        again.recall(received(record, offset))

    for message in messages[1:]:
        assert again.handle(message) == stage.handle(message)


def an_event(event_id: str, **fields) -> Event:
    """An event with one made-up report."""
    report = {
        "article_id": f"article of {event_id}",
        "mention_id": f"mention of {event_id}",
        "received_at": MONDAY,
        "event_type": EventType(plover=Plover(type="ASSAULT")),
    }
    defaults = {
        "event_id": event_id,
        "revision": 1,
        "event_type": report["event_type"],
        "first_reported_at": MONDAY,
        "last_reported_at": MONDAY,
        "reports": (report,),
    }
    return Event(**(defaults | fields))


def recalled(knowledge: Knowledge, *records: tuple[Event, Headers]) -> ResolveStage:
    """A stage that found these events, with these headers, on its topic."""
    stage = ResolveStage(SETTINGS, 3, knowledge.dedupe)
    for offset, (event, headers) in enumerate(records):
        stage.recall(a_message(offset, event.to_json(), headers=headers))
    return stage


APPLIED = ((INPUT_OFFSET, b"8"),)
LOSER = an_event("loser", revision=4)
SURVIVOR = an_event("survivor", revision=2, absorbed=("loser",))
REDIRECT = an_event("loser", revision=5, status=EventStatus.MERGED, merged_into="survivor", reports=())


def test_half_of_a_merge_is_not_recalled(knowledge):
    """Its report was not acknowledged: read again on the state of before, it leads to the same two revisions."""
    stage = recalled(knowledge, (LOSER, APPLIED), (SURVIVOR, ()))

    assert stage.size()[0] == 1


def test_a_whole_merge_is_recalled(knowledge):
    half = recalled(knowledge, (LOSER, APPLIED), (SURVIVOR, ()), (SURVIVOR, ()), (REDIRECT, APPLIED))
    whole = recalled(knowledge, (LOSER, APPLIED), (SURVIVOR, ()), (REDIRECT, APPLIED))

    assert half.size() == whole.size() == recalled(knowledge, (SURVIVOR, APPLIED)).size()


def test_a_tombstone_goes_before_the_revisions_of_the_report_at_whose_time_it_is_due(knowledge):
    redirect = REDIRECT.model_copy(update={"merged_at": MONDAY - timedelta(days=SETTINGS.event_redirect_days)})
    stage = recalled(knowledge, (SURVIVOR, ()), (redirect, APPLIED))
    report = report_messages(knowledge, raw_message("a1"))[0]

    first = stage.handle(report)

    assert (first.remember[0].key, first.remember[0].value) == (b"loser", None)
    assert len(first.remember) == len(first.publish) + 1
    assert INPUT_PART in dict(first.remember[0].headers)


def test_a_redirect_that_a_tombstone_removed_is_not_removed_again(knowledge):
    redirect = REDIRECT.model_copy(update={"merged_at": MONDAY - timedelta(days=SETTINGS.event_redirect_days)})
    stage = recalled(knowledge, (SURVIVOR, ()), (redirect, APPLIED))
    stage.recall(a_message(7, None, key=b"loser", headers=((INPUT_PART, b"9"),)))
    stage.recall(a_message(8, an_event("another").to_json(), headers=((INPUT_OFFSET, b"9"),)))
    report = report_messages(knowledge, raw_message("a1"))[0]

    assert all(record.value is not None for record in stage.handle(report).remember)


def test_a_mended_revision_is_recalled_alone_and_completes_no_group(knowledge):
    """It lies behind newer records; what stands unfinished before it is still unfinished."""
    stage = recalled(knowledge, (LOSER, APPLIED), (SURVIVOR, ()), (an_event("another"), (*APPLIED, (MENDED, b"1"))))

    assert stage.size()[0] == 2


def test_a_mended_article_that_is_known_does_not_become_the_newest(knowledge):
    messages = extracted_messages(knowledge, raw_message("a1"), raw_message("a2", MARKET), raw_message("a3", QUIET))
    writer = DedupeStage(SETTINGS, 0)
    records = [writer.handle(message).remember[0] for message in messages]
    stage = DedupeStage(Settings(_env_file=None, copy_max_bytes=writer.size()[1] - 1), 0)  # room for two of the three
    for offset, record in enumerate(records[:2]):
        stage.recall(received(record, offset))
    stage.recall(received(replace(records[0], headers=(*records[0].headers, (MENDED, b"1"))), 2))
    stage.recall(received(records[2], 3))

    assert stage.handle(extracted_messages(knowledge, raw_message("a4", MARKET))[0]).outcome == "copy"


def test_a_revision_whose_group_compaction_has_thinned_is_recalled_with_the_next(knowledge):
    assert recalled(knowledge, (SURVIVOR, ()), (an_event("another"), APPLIED)).size()[0] == 2


def test_a_broken_revision_on_the_events_topic_is_not_passed_over(knowledge):
    """Going on without it would resolve against half the state."""
    with pytest.raises(ValueError, match="Event"):
        recalled(knowledge).recall(a_message(0, b"{}"))


def test_the_body_reaches_no_header(knowledge):
    headers = (
        read_one(knowledge, raw_message()).headers
        + ReadStage(knowledge).handle(a_raw(BRIDGE.encode())).publish[0].headers
    )

    assert not any(b"Idlib" in value for _, value in headers)
