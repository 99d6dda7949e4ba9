"""What is declared is documented, used and true to its name."""

import re
from pathlib import Path

import pytest
from prometheus_client import generate_latest
from service.metrics import Metrics
from service.models.dead_letter import Reason
from service.settings import Settings

from declared_tables import README, TABLES, section

ROOT = README.parent
SOURCES = {path: path.read_text() for path in (ROOT / "service").rglob("*.py")}
METRICS = [name for name in vars(Metrics()) if name != "registry"]
HINT = "run `python tests/declared_tables.py`"


@pytest.mark.parametrize("name", TABLES)
def test_the_readmes_table_is_what_is_declared(name):
    assert section(README.read_text(), name) == TABLES[name](), HINT


def runbook() -> dict[str, str]:
    """The runbook's entries: what stands under each heading that is a reason."""
    text = README.read_text().partition("## Runbook")[2]
    parts = re.split(r"^### `?([a-z0-9_]+)`?$", re.split(r"^## ", text, flags=re.MULTILINE)[0], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_reason_has_an_entry_in_the_runbook():
    assert set(runbook()) == set(Reason)


@pytest.mark.parametrize("reason", Reason)
def test_an_entry_says_what_happened_and_what_to_do(reason):
    assert len(runbook()[reason].split()) >= 15


def users_of(word: str, *, beside: str) -> list[Path]:
    """The files, other than the one that declares it, that use the word."""
    return [path for path, text in SOURCES.items() if path.name != beside and re.search(rf"\b{word}\b", text)]


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_is_used(name):
    assert users_of(name, beside="metrics.py")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_used(name):
    assert users_of(name, beside="settings.py")


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_given_somewhere(reason):
    assert users_of(f"Reason.{reason.name}", beside="dead_letter.py")


@pytest.mark.parametrize("name", METRICS)
def test_metrics_are_named_as_prometheus_wants_them(name):
    metric = getattr(Metrics(), name)

    assert re.fullmatch(r"sitrep_[a-z_]+", metric._name)
    assert metric._documentation.endswith(".")
    if metric._type == "histogram":
        assert metric._name.endswith("_seconds")


def test_two_processes_worth_of_metrics_do_not_meet():
    """Tests and the demo build several in one process."""
    first, second = Metrics(), Metrics()
    first.rebalances.labels("read").inc()

    assert second.registry.get_sample_value("sitrep_rebalances_total", {"stage": "read"}) is None


def test_an_undeclared_metric_raises():
    with pytest.raises(AttributeError):
        Metrics().articles_guessed  # noqa: B018


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("SITREP_BROKER", "kafka-1:9092,kafka-2:9092")
    monkeypatch.setenv("SITREP_STAGES", "read, resolve,read")

    settings = Settings()

    assert settings.broker == "kafka-1:9092,kafka-2:9092"
    assert [str(stage) for stage in settings.stages] == ["read", "resolve"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STAGES", "read,write"),
        ("STAGES", ""),
        ("MAX_IN_FLIGHT", "0"),
        ("OPS_PORT", "70000"),
        ("LOG_LEVEL", "loud"),
        ("SECURITY_PROTOCOL", "HTTP"),
        ("DEAD_LETTER_MAX_SHARE", "1.5"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(f"SITREP_{name}", value)

    with pytest.raises(ValueError, match=name.lower()):
        Settings()


def test_a_password_is_never_shown(monkeypatch):
    monkeypatch.setenv("SITREP_SASL_PASSWORD", "open sesame")

    assert "sesame" not in repr(Settings())
    assert "sesame" not in Settings().model_dump_json()


def test_every_declared_metric_is_exported():
    text = generate_latest(Metrics().registry).decode()

    assert len(re.findall(r"^# HELP sitrep_", text, flags=re.MULTILINE)) >= len(METRICS)
