import gzip
import socket
import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from service.cli import app
from service.commands.failure import ExitCode
from service.models.article import Article
from service.models.event import Event
from service.models.mention import EventMention
from typer.testing import CliRunner

from article_builders import BRIDGE, MARKET, QUIET, raw_message

ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
NOBODY = "127.0.0.1:1"  # no broker listens there


@pytest.fixture(autouse=True)
def _loaded_once(monkeypatch, knowledge):
    monkeypatch.setattr("service.pipeline.load_knowledge", lambda *_: knowledge)
    monkeypatch.setenv("COLUMNS", "200")


def run(*arguments: object, stdin: bytes | str | None = None):
    """The result of `sitrep` with these arguments."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def lines(*arguments: object, stdin: bytes | None = None) -> list[dict]:
    """The JSON lines that `sitrep extract` writes."""
    result = run("extract", *arguments, stdin=stdin)
    assert result.exit_code == 0, result.stderr
    return [orjson.loads(line) for line in result.stdout_bytes.splitlines()]


def jsonl(*messages: bytes) -> bytes:
    """The messages as lines."""
    return b"".join(message + b"\n" for message in messages)


def test_every_seed_gives_an_article(knowledge):
    articles = lines("--stage", "article", ROOT / "seeds")

    assert [article["article_id"] for article in articles] == [seed.name for seed in SEEDS]
    for article in articles:
        assert Article.from_json(orjson.dumps(article)).text


def test_every_seed_gives_mentions_whose_evidence_stands_in_its_article():
    articles = {article["article_id"]: article for article in lines("--stage", "article", ROOT / "seeds")}
    found = lines("--stage", "mentions", ROOT / "seeds")

    assert [line["article_id"] for line in found] == list(articles)
    for line in found:
        assert line["mentions"]
        for mention in line["mentions"]:
            EventMention.from_json(orjson.dumps(mention))
            evidence = mention["evidence"]
            text = articles[line["article_id"]]["text"]
            assert text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_the_seeds_give_events():
    events = [Event.from_json(orjson.dumps(line)) for line in lines(ROOT / "seeds")]

    assert {report.article_id for event in events for report in event.reports} == {seed.name for seed in SEEDS}
    assert all(event.status == "active" for event in events)


@pytest.mark.parametrize("stage", ["article", "mentions"])
def test_output_is_the_same_on_every_run(stage):
    first, second = (run("extract", "--stage", stage, ROOT / "seeds") for _ in range(2))

    assert first.stdout_bytes == second.stdout_bytes


@pytest.mark.slow
def test_output_does_not_depend_on_the_order_of_hashing():
    code = "import sys; from service.cli import app; app(['extract', '--stage', 'mentions', 'seeds'])"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "7")
    }

    assert len(outputs) == 1


def test_input_comes_from_standard_input():
    assert [line["article_id"] for line in lines("--stage", "mentions", "-", stdin=raw_message())] == ["a1"]
    assert [line["article_id"] for line in lines("--stage", "mentions", stdin=raw_message())] == ["a1"]


def test_gzipped_input_reads_the_same(tmp_path):
    plain, packed = tmp_path / "in.jsonl", tmp_path / "in.jsonl.gz"
    plain.write_bytes(jsonl(raw_message("a1"), raw_message("a2", MARKET)))
    packed.write_bytes(gzip.compress(plain.read_bytes()))

    assert lines("--stage", "mentions", plain) == lines("--stage", "mentions", packed)


def test_a_refused_line_is_an_error_in_its_place():
    data = jsonl(raw_message("a1"), b"no json", raw_message("a3", QUIET), b'{"id": "a4", "body": ""}')
    found = lines("--stage", "mentions", stdin=data)

    assert found[0]["article_id"] == "a1"
    assert found[1] == {"error": {"reason": "not_json", "line": 2}}
    assert found[2] == {**found[2], "article_id": "a3", "mentions": []}
    assert found[3] == {"error": {"reason": "empty_body", "line": 4}}


def test_a_summary_goes_to_standard_error():
    result = run("extract", "--stage", "mentions", stdin=jsonl(raw_message(), b"no json", b"[]", b"[]"))

    assert result.stderr.strip() == "4 read, 3 refused (2 not_an_object, 1 not_json)"


def test_articles_can_be_read_in_place_of_raw_articles():
    data = jsonl(raw_message("a1"), raw_message("a2", MARKET))
    articles = jsonl(*(orjson.dumps(line) for line in lines("--stage", "article", stdin=data)))

    assert lines("--stage", "mentions", "--input-stage", "article", stdin=articles) == lines(
        "--stage", "mentions", stdin=data
    )


def test_mentions_can_be_read_in_place_of_raw_articles():
    data = jsonl(raw_message("a1"), raw_message("a2", MARKET), raw_message("a3"))
    mentions = jsonl(*(orjson.dumps(line) for line in lines("--stage", "mentions", stdin=data)))
    straight, resumed = lines(stdin=data), lines("--input-stage", "mentions", stdin=mentions)

    assert [event["event_id"] for event in resumed] == [event["event_id"] for event in straight]
    assert [len(event["reports"]) for event in resumed] == [len(event["reports"]) for event in straight]


def test_mentions_cannot_become_articles_again():
    result = run("extract", "--stage", "article", "--input-stage", "mentions", stdin=b"{}")

    assert result.exit_code == ExitCode.USAGE
    assert len(result.stderr.splitlines()) == 1


def test_a_copy_is_named_in_the_articles():
    found = lines("--stage", "article", stdin=jsonl(raw_message("a1"), raw_message("a2"), raw_message("a3", MARKET)))

    assert [(article["duplicate_of"], article["duplicate_kind"]) for article in found] == [
        (None, None),
        ("a1", "exact"),
        (None, None),
    ]


def test_a_corrected_article_takes_its_older_version_back():
    events = lines(stdin=jsonl(raw_message("a1"), raw_message("a1", QUIET)))

    assert events == []


def test_annotations_name_what_stands_in_the_text():
    (line,) = lines("--stage", "mentions", "--annotations", stdin=raw_message())

    assert {"entities", "toponyms", "mentions", "article_id"} <= line.keys()
    for note in [*line["entities"], *line["toponyms"]]:
        assert 0 <= note["start"] < note["end"] <= len(BRIDGE)


def test_an_article_is_explained_on_the_screen_and_as_a_page(tmp_path):
    (tmp_path / "in.jsonl").write_bytes(raw_message())
    screen, page = run("explain", tmp_path / "in.jsonl"), run("explain", tmp_path / "in.jsonl", "--html")

    assert (screen.exit_code, page.exit_code) == (ExitCode.DONE, ExitCode.DONE)
    assert "reports event 1" in screen.stdout
    assert page.stdout.startswith("<!doctype html>")


def test_a_refused_article_is_not_explained():
    result = run("explain", "-", stdin=b"no json")

    assert result.exit_code == ExitCode.REFUSED
    assert "not_json" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("explain", "nowhere.jsonl"), ExitCode.USAGE, "no such file"),
        (("explain", "-", "--input-stage", "mentions"), ExitCode.USAGE, "nothing to explain"),
        (("extract", "nowhere.jsonl"), ExitCode.USAGE, "no such file"),
        (("produce", "nowhere.jsonl", "--broker", NOBODY, "--patience", "0"), ExitCode.BROKER_AWAY, NOBODY),
        (("events", "--broker", NOBODY, "--patience", "0"), ExitCode.BROKER_AWAY, NOBODY),
        (("topics", "describe", "--broker", NOBODY, "--patience", "0"), ExitCode.BROKER_AWAY, NOBODY),
        (("check-config", "--broker", NOBODY, "--patience", "0"), ExitCode.BROKER_AWAY, NOBODY),
        (("dlq", "show", "here"), ExitCode.USAGE, "partition:offset"),
        (("schema", "weather"), ExitCode.USAGE, "raw_article"),
        (("worker", "--stages", "read,write"), ExitCode.USAGE, "SITREP_STAGES"),
        (("demo", "nowhere.jsonl"), ExitCode.USAGE, "no such file"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_goes_wrong_is_told_in_one_line(arguments, code, told):
    result = run(*arguments)

    assert result.exit_code == code
    errors = [line for line in result.stderr.splitlines() if line.startswith("sitrep: ")]
    assert len(errors) == 1
    assert told in errors[0]
    assert "Traceback" not in result.output


def test_a_setting_that_is_wrong_is_named_by_its_variable(monkeypatch):
    monkeypatch.setenv("SITREP_OPS_PORT", "many")
    result = run("extract", stdin=b"")

    assert result.exit_code == ExitCode.USAGE
    assert result.stderr.startswith("sitrep: SITREP_OPS_PORT:")


@pytest.mark.slow
def test_a_port_that_was_asked_for_and_is_taken_is_named_in_one_line(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("SITREP_OPS_PORT", port)
        result = run("demo", str(ROOT / "seeds"))

    assert result.exit_code == ExitCode.STOPPED
    assert port in result.stderr
    assert "Traceback" not in result.output


def test_the_configuration_is_shown_with_the_password_masked(monkeypatch):
    monkeypatch.setenv("SITREP_SASL_PASSWORD", "open sesame")
    result = run("check-config", "--broker", NOBODY, "--patience", "0")

    assert "SITREP_MAX_IN_FLIGHT" in result.stdout
    assert "sesame" not in result.output


@pytest.mark.parametrize("name", ["raw_article", "article", "event", "report", "extracted_article"])
def test_a_schema_is_printed(name):
    result = run("schema", name)

    assert orjson.loads(result.stdout_bytes)["type"] == "object"


def test_schemas_are_written_into_a_folder(tmp_path):
    result = run("schema", "--folder", tmp_path)

    assert len(result.stdout.splitlines()) == len(list(tmp_path.glob("*.json"))) > 0


COMMANDS = (
    "demo",
    "worker",
    "produce",
    "extract",
    "explain",
    "learn-lines",
    "events",
    "schema",
    "check-config",
    "topics create",
    "topics describe",
    "dlq list",
    "dlq show",
    "dlq replay",
    "dlq skip",
)


def test_help_lists_every_command():
    text = run("--help").stdout

    assert all(command.split()[0] in text for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_a_command_does_in_a_sentence(command):
    result = run(*command.split(), "--help")

    assert result.exit_code == 0
    sentences = [line.strip() for line in result.stdout.splitlines() if line.strip().endswith(".")]
    assert sentences
    assert len(sentences[0].split()) >= 4


def test_no_arguments_show_the_help():
    assert "Usage" in run().output


@pytest.mark.slow
def test_the_demo_turns_the_seeds_into_a_table_of_events():
    result = subprocess.run(
        [sys.executable, "-m", "service", "demo", "seeds"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )

    assert result.returncode == 0, result.stderr
    assert "5 articles in" in result.stdout
    assert "5 with events, 0 without, 0 copies, 0 refused" in result.stdout
    assert "who → whom" in result.stdout
    assert "Syria" in result.stdout or "SYR" in result.stdout
