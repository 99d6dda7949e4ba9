"""`sitrep extract` with an engine: its mentions where it answers, the rules' where it does not."""

import orjson
import pytest
from service.cli import app
from service.commands.failure import ExitCode
from typer.testing import CliRunner

from article_builders import BRIDGE, QUIET, raw_message
from stub_endpoint import AMBUSH, Reply, StubEndpoint, running_endpoint, telling

EVIDENCE = "Rebel fighters killed 12 soldiers"


@pytest.fixture
def endpoint(monkeypatch, knowledge):
    monkeypatch.setattr("service.pipeline.load_knowledge", lambda *_: knowledge)
    with running_endpoint() as stub:
        monkeypatch.setenv("SITREP_ENGINE", "endpoint")
        monkeypatch.setenv("SITREP_ENGINE_URL", stub.url)
        monkeypatch.setenv("SITREP_ENGINE_MODEL", "tiny")
        monkeypatch.setenv("SITREP_ENGINE_API_KEY", "sk-open-sesame")
        yield stub


def run(*arguments: str, stdin: bytes = b""):
    return CliRunner().invoke(app, list(arguments), input=stdin)


def test_an_endpoints_mentions_are_written_and_its_answers_counted(endpoint: StubEndpoint):
    endpoint.reply = lambda request: telling({**AMBUSH, "evidence": EVIDENCE})
    result = run("extract", "--stage", "mentions", stdin=raw_message("a1", BRIDGE))
    (mention,) = orjson.loads(result.stdout_bytes)["mentions"]

    assert mention["evidence"]["text"] == EVIDENCE
    assert "endpoint: 700 tokens, 1 answered" in result.stderr


def test_events_are_made_of_an_endpoints_mentions(endpoint: StubEndpoint):
    endpoint.reply = lambda request: telling({**AMBUSH, "evidence": EVIDENCE})
    result = run("extract", stdin=raw_message("a1", BRIDGE) + b"\n" + raw_message("a2", QUIET))
    (event,) = [orjson.loads(line) for line in result.stdout_bytes.splitlines()]

    assert event["status"] == "active"
    assert event["confidence"] is None
    assert "1 misquoted" in result.stderr


def test_where_the_endpoint_fails_the_rules_read(endpoint: StubEndpoint, monkeypatch):
    endpoint.reply = lambda request: Reply(status=500)
    asked = run("extract", "--stage", "mentions", stdin=raw_message("a1", BRIDGE))
    monkeypatch.delenv("SITREP_ENGINE")
    by_rules = run("extract", "--stage", "mentions", stdin=raw_message("a1", BRIDGE))

    assert asked.stdout == by_rules.stdout
    assert "endpoint: 1 refused" in asked.stderr


@pytest.mark.parametrize("command", [["extract"], ["check-config"], ["demo", "seeds"]])
def test_an_engine_that_cannot_be_is_told_in_one_line(endpoint: StubEndpoint, monkeypatch, command: list[str]):
    monkeypatch.delenv("SITREP_ENGINE_MODEL")
    result = run(*command)

    assert result.exit_code == ExitCode.USAGE
    (line,) = result.stderr.splitlines()
    assert line == "sitrep: SITREP_ENGINE=endpoint needs SITREP_ENGINE_URL and SITREP_ENGINE_MODEL"


def test_check_config_shows_no_key(endpoint: StubEndpoint):
    result = run("check-config", "--broker", "127.0.0.1:1", "--patience", "0")

    assert "engine endpoint can be used" in result.stdout
    assert "sesame" not in result.output
    assert endpoint.requests == []


def test_a_key_in_the_address_is_refused(endpoint: StubEndpoint, monkeypatch):
    monkeypatch.setenv("SITREP_ENGINE_URL", "https://user:sk-open-sesame@host/v1")
    result = run("extract")

    assert result.exit_code == ExitCode.USAGE
    assert result.stderr.startswith("sitrep: SITREP_ENGINE_URL:")
    assert "sesame" not in result.stderr
