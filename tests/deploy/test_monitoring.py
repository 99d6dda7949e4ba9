"""Dashboard and alerts against the metrics that the code declares."""

import importlib.util
import json
import re
import shutil
import subprocess
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from service.metrics import Metrics
from service.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PROMETHEUS = ROOT / "deploy" / "prometheus"
GRAFANA = ROOT / "deploy" / "grafana"
SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",), "info": ("_info",)}
LABELS_OF_PROMETHEUS = {"le", "instance", "job", "version"}
METRIC = re.compile(r"\bsitrep_\w+")
LABEL = re.compile(r"(\w+)\s*=~?\s*\"")
GROUPING = re.compile(r"\b(?:by|on)\s*\(([^)]*)\)")


@pytest.fixture(scope="module")
def declared() -> dict[str, set[str]]:
    """Every series that the service can show, and the labels of its metric."""
    metrics = Metrics()
    found = {}
    for name in vars(metrics):
        metric = getattr(metrics, name)
        if name != "registry":
            for family in metric.describe():
                for suffix in SUFFIXES[family.type]:
                    found[family.name + suffix] = set(metric._labelnames)
    return found


@pytest.fixture(scope="module")
def panels() -> list[dict[str, Any]]:
    return json.loads((GRAFANA / "dashboards" / "sitrep.json").read_text(encoding="utf-8"))["panels"]


def alert_rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def panel_queries(panels: list[dict[str, Any]]) -> list[str]:
    return [target["expr"] for panel in panels for target in panel.get("targets", [])]


def queries_of_all(panels: list[dict[str, Any]]) -> list[str]:
    return panel_queries(panels) + [rule["expr"] for rule in alert_rules()]


def test_every_metric_asked_for_is_declared(panels: list[dict[str, Any]], declared: dict[str, set[str]]) -> None:
    asked = {name for query in queries_of_all(panels) for name in METRIC.findall(query)}

    assert asked - declared.keys() == set()


def test_every_label_asked_for_belongs_to_the_metrics_of_the_query(
    panels: list[dict[str, Any]], declared: dict[str, set[str]]
) -> None:
    for query in queries_of_all(panels):
        labels = set(LABEL.findall(query))
        for group in GROUPING.findall(query):
            labels |= {label.strip() for label in group.split(",")}
        known = LABELS_OF_PROMETHEUS.union(*(declared[name] for name in METRIC.findall(query)))
        assert labels <= known, query


def test_every_declared_metric_is_on_the_dashboard(panels: list[dict[str, Any]], declared: dict[str, set[str]]) -> None:
    shown = " ".join(panel_queries(panels))
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in declared}

    assert {family for family in families if not re.search(rf"\b{family}(_bucket)?\b", shown)} == set()


def test_the_dashboard_is_the_one_that_its_script_writes() -> None:
    specification = importlib.util.spec_from_file_location("sitrep_dashboard", GRAFANA / "dashboard.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)

    written = json.loads((GRAFANA / "dashboards" / "sitrep.json").read_text(encoding="utf-8"))

    assert written == module.dashboard(), "run: python deploy/grafana/dashboard.py"


def test_panels_do_not_overlap_and_each_says_what_it_shows(panels: list[dict[str, Any]]) -> None:
    for one, other in combinations((panel["gridPos"] for panel in panels), 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        below = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert beside or below
    assert all(panel["description"] for panel in panels if panel["type"] != "row")
    assert len({panel["id"] for panel in panels}) == len(panels)


def test_every_alert_says_how_bad_it_is_what_it_means_and_where_to_look() -> None:
    for rule in alert_rules():
        assert rule["labels"]["severity"] in {"warning", "critical"}
        assert rule["annotations"]["summary"]
        assert rule["annotations"]["description"]


def test_every_alert_is_held_by_an_example() -> None:
    tests = yaml.safe_load((PROMETHEUS / "alerts.test.yml").read_text(encoding="utf-8"))["tests"]
    raised = {case["alertname"] for test in tests for case in test["alert_rule_test"] if case["exp_alerts"]}
    silent = {case["alertname"] for test in tests for case in test["alert_rule_test"] if not case["exp_alerts"]}

    names = {rule["alert"] for rule in alert_rules()}
    assert raised == names
    assert silent == names


def test_prometheus_looks_for_the_workers_where_they_are() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    (job,) = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text(encoding="utf-8"))["scrape_configs"]
    (search,) = job["dns_sd_configs"]

    assert search["names"] == ["worker"]
    assert str(search["port"]) == compose["worker"]["environment"]["SITREP_OPS_PORT"]
    assert search["port"] == Settings.model_fields["ops_port"].default
    assert compose["worker"]["environment"]["SITREP_OPS_HOST"] == "0.0.0.0"


def test_grafana_finds_its_data_source_and_its_dashboard(panels: list[dict[str, Any]]) -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    provisioning = GRAFANA / "provisioning"
    (source,) = yaml.safe_load((provisioning / "datasources" / "prometheus.yml").read_text())["datasources"]
    (provider,) = yaml.safe_load((provisioning / "dashboards" / "sitrep.yml").read_text())["providers"]
    mounts = {volume.split(":")[1] for volume in compose["grafana"]["volumes"]}
    home = compose["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]

    assert {panel["datasource"]["uid"] for panel in panels if "datasource" in panel} == {source["uid"]}
    assert source["url"] == "http://prometheus:9090"
    assert provider["options"]["path"] in mounts
    assert (GRAFANA / "dashboards" / Path(home).name).exists()
    assert home.startswith(provider["options"]["path"])


@pytest.fixture(scope="module")
def promtool() -> str:
    path = shutil.which("promtool")
    if path is None:
        pytest.skip("promtool is not installed (on Debian it comes with prometheus)")
    return path


@pytest.mark.parametrize(
    "arguments",
    [("check", "config", "prometheus.yml"), ("check", "rules", "alerts.yml"), ("test", "rules", "alerts.test.yml")],
)
def test_prometheus_own_tool_is_content(promtool: str, arguments: tuple[str, ...]) -> None:
    result = subprocess.run([promtool, *arguments], cwd=PROMETHEUS, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr


def test_every_query_of_the_dashboard_is_valid(promtool: str, panels: list[dict[str, Any]], tmp_path: Path) -> None:
    queries = [query.replace("$__rate_interval", "1m") for query in panel_queries(panels)]
    rules = [{"record": f"panel:{index}", "expr": query} for index, query in enumerate(queries)]
    file = tmp_path / "rules.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}), encoding="utf-8")

    result = subprocess.run([promtool, "check", "rules", str(file)], capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr
