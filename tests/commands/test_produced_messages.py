from io import StringIO

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from service.commands.inputs import InputLine
from service.commands.produce import Sent, raw_messages
from service.ingest import ingest
from service.models.dead_letter import Reason, Rejected
from service.pipeline import Knowledge, cleaned, load_knowledge

ENTRY = {"id": 5, "hash": "h5", "feed_id": 1, "title": "T", "content": "<p>Words.</p>", "url": "https://news.example/5"}

ONE_ARTICLE = {
    "news-please": {
        "maintext": "Words.",
        "title": "T",
        "date_publish": "None",
        "date_download": "2024-05-02 10:11:12",
        "source_domain": "news.example",
        "url": "https://news.example/1",
        "language": "en",
        "filename": "1.json",
    },
    "newspaper4k": {
        "text": "Words.",
        "title": "T",
        "publish_date": "2024-05-01T08:00:00",
        "meta_lang": "en",
        "meta_site_name": "News",
        "canonical_link": "https://news.example/2",
        "url": "https://news.example/2",
        "authors": ["Ann Lee"],
        "top_image": "",
    },
    "Scrapy": {"url": "https://news.example/3", "headline": "T", "content": ["Words.", "More."], "date": "2024-05-01"},
    "Miniflux, one entry": ENTRY,
    "Connect": {"schema": {"type": "struct"}, "payload": {"id": "a1", "title": "T", "body": "Words."}},
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def messages_of(*values: bytes, refusal: Rejected | None = None):
    """(messages, what was counted, what the console said) for lines with these values."""
    sent, screen = Sent(), StringIO()
    lines = [InputLine("in.jsonl", number, value, refusal) for number, value in enumerate(values, 1)]
    return list(raw_messages(lines, sent, Console(file=screen, width=200))), sent, screen.getvalue()


def test_a_line_that_is_one_article_goes_as_it_is():
    line = b'{ "id": "a1",  "body": "Words.", "unknown": [1] }'
    ((message,), _, _) = messages_of(line)

    assert (message.key, message.value) == (b"a1", line)


@pytest.mark.parametrize("record", ONE_ARTICLE.values(), ids=ONE_ARTICLE)
def test_a_feeders_record_is_sent_unchanged_and_read_from_the_raw_topic(record, knowledge):
    line = orjson.dumps(record)
    ((message,), sent, _) = messages_of(line)
    article = cleaned(message.value, message.key, knowledge)

    assert message.value == line
    assert not sent.refused
    assert message.key.decode() == article.article_id
    assert article.text.startswith("Words.")
    assert article.title == "T"


def test_the_key_is_the_id_that_the_worker_will_give():
    line = b'{"url": "https://news.example/a", "body": "Words."}'
    ((message,), _, _) = messages_of(line)

    assert message.key.decode() == ingest(line).id


@pytest.mark.parametrize(
    "value",
    [
        [{"id": "a1", "body": "Words."}],
        [{"id": "a1", "body": "Words."}, {"id": "a2", "body": "More."}],
        {"event_type": "new_entries", "feed": {"title": "F"}, "entries": [ENTRY]},
        {"event_type": "new_entries", "feed": {"title": "F"}, "entries": [ENTRY, {**ENTRY, "hash": "h6"}]},
        {"payload": {"id": "a1", "body": "Words."}, "schema": {}},
    ],
    ids=["a list of one", "a list", "a webhook of one", "a webhook", "an envelope"],
)
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_what_is_sent_is_what_the_worker_can_read(value, mark):
    messages, sent, _ = messages_of(mark + orjson.dumps(value))

    assert messages
    assert not sent.refused
    for message in messages:
        assert ingest(message.value).id == message.key.decode()


@given(
    st.lists(st.sampled_from([{"id": "a", "body": "w"}, {"body": ""}, 5, None, {"id": "b", "body": "x"}]), max_size=4)
)
def test_each_record_of_a_list_is_sent_or_refused(records):
    messages, sent, _ = messages_of(orjson.dumps(records))

    assert len(messages) + sent.refused.total() == len(records)
    assert all(ingest(message.value).id == message.key.decode() for message in messages)


def test_a_refused_line_is_counted_and_named_and_never_quoted():
    messages, sent, screen = messages_of(b'{"id": "a", "body": "x"}', b"secret words")

    assert len(messages) == 1
    assert sent.refused == {Reason.NOT_JSON: 1}
    assert "refused in.jsonl, line 2: not_json" in screen
    assert "secret" not in screen


def test_a_document_that_could_not_be_read_is_counted():
    messages, sent, _ = messages_of(b"", refusal=Rejected(Reason.EMPTY_BODY))

    assert messages == []
    assert sent.refused == {Reason.EMPTY_BODY: 1}


def test_markup_in_a_file_name_is_shown_as_it_is():
    sent, screen = Sent(), StringIO()
    lines = [InputLine("[bold]x[/bold].jsonl", 1, b"no")]
    list(raw_messages(lines, sent, Console(file=screen, width=200)))

    assert "[bold]x[/bold].jsonl" in screen.getvalue()


def test_the_summary_says_what_was_sent_and_refused():
    sent = Sent(confirmed=3)
    assert str(sent) == "3 articles confirmed, 0 refused"

    sent.refused[Reason.NOT_JSON] += 2
    assert str(sent) == "3 articles confirmed, 2 refused (2 not_json)"
