"""Writes dashboards/sitrep.json: panels as data, so that a dashboard is read and reviewed like code.

python deploy/grafana/dashboard.py
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent / "dashboards" / "sitrep.json"
DATA_SOURCE = {"type": "prometheus", "uid": "prometheus"}
COLUMNS = 24  # of Grafana's grid
HEIGHTS = {"stat": 4, "timeseries": 8}


@dataclass(frozen=True)
class Panel:
    """One panel: what it shows, in which unit, over which queries (expression, legend)."""

    title: str
    unit: str
    queries: tuple[tuple[str, str], ...]
    description: str
    width: int = 8
    kind: str = "timeseries"
    stacked: str = "none"


def _stat(title: str, unit: str, query: str, description: str) -> Panel:
    return Panel(title, unit, ((query, ""),), description, width=4, kind="stat")


def _quantile(share: float, metric: str) -> str:
    return f"histogram_quantile({share}, sum by (le, stage) (rate({metric}_bucket[$__rate_interval])))"


NOW = (
    _stat("Workers", "none", 'sum(up{job="sitrep"})', "Workers that answer."),
    _stat("Articles", "cps", "sum(rate(sitrep_articles_finished_total[5m]))", "Articles that came to their end."),
    _stat("Event revisions", "cps", "sum(rate(sitrep_events_published_total[5m]))", "Revisions of events published."),
    _stat("Waiting", "short", "sum(sitrep_consumer_lag_messages)", "Messages that wait before any stage."),
    _stat("Refused", "short", "sum(increase(sitrep_messages_rejected_total[1h]))", "Dead letters of the last hour."),
    Panel(
        "Version",
        "none",
        (("count by (version) (sitrep_build_info)", "{{version}}"),),
        "Workers by version.",
        4,
        "stat",
    ),
)
FLOW = (
    Panel(
        "How articles end",
        "cps",
        (("sum by (outcome) (rate(sitrep_articles_finished_total[$__rate_interval]))", "{{outcome}}"),),
        "With events, without, or as a copy of an article already known.",
        stacked="normal",
    ),
    Panel(
        "Messages handled",
        "cps",
        (("sum by (stage) (rate(sitrep_messages_handled_total[$__rate_interval]))", "{{stage}}"),),
        "By each stage; read scales with the workers.",
    ),
    Panel(
        "Refusals",
        "cps",
        (("sum by (stage, reason) (rate(sitrep_messages_rejected_total[$__rate_interval]))", "{{stage}}: {{reason}}"),),
        "By reason. A sender that changes its format shows here first; `bug` is ours.",
        stacked="normal",
    ),
    Panel(
        "Lag",
        "short",
        (("sum by (stage) (sitrep_consumer_lag_messages)", "{{stage}}"),),
        "Messages that wait before each stage.",
    ),
    Panel(
        "In flight",
        "short",
        (("sum by (stage) (sitrep_in_flight_messages)", "{{stage}}"),),
        "Read and not yet acknowledged.",
    ),
    Panel(
        "Records delivered",
        "cps",
        (
            ("sum by (topic) (rate(sitrep_records_delivered_total[$__rate_interval]))", "{{topic}}"),
            ("sum by (topic) (rate(sitrep_deliveries_failed_total[$__rate_interval]))", "failed: {{topic}}"),
        ),
        "What the broker confirmed, and what it did not.",
    ),
)
TIME = (
    Panel(
        "Computing one message",
        "s",
        (
            (_quantile(0.5, "sitrep_stage_seconds"), "{{stage}} median"),
            (_quantile(0.95, "sitrep_stage_seconds"), "{{stage}} 95 %"),
        ),
        "What the pure functions take.",
        width=12,
    ),
    Panel(
        "From the raw message to a stage's output",
        "s",
        (
            (_quantile(0.5, "sitrep_path_seconds"), "{{stage}} median"),
            (_quantile(0.95, "sitrep_path_seconds"), "{{stage}} 95 %"),
        ),
        "With all waiting; resolve is the whole path.",
        width=12,
    ),
)
STATE = (
    Panel(
        "Partitions",
        "short",
        (("sum by (stage, instance) (sitrep_partitions_assigned)", "{{stage}} {{instance}}"),),
        "Who holds how many.",
        width=6,
    ),
    Panel(
        "Rebalances",
        "short",
        (("sum by (stage) (increase(sitrep_rebalances_total[$__rate_interval]))", "{{stage}}"),),
        "Partitions handed out anew; many without a deployment are a sign of workers that die or stall.",
        width=6,
    ),
    Panel(
        "Entries remembered",
        "short",
        (("sum by (stage) (sitrep_state_entries)", "{{stage}}"),),
        "Articles by dedupe, reports by resolve.",
        width=6,
    ),
    Panel(
        "Size of what is remembered",
        "bytes",
        (("sum by (stage) (sitrep_state_bytes)", "{{stage}}"),),
        "An estimate.",
        width=6,
    ),
    Panel(
        "Restoring state",
        "s",
        ((_quantile(0.95, "sitrep_restore_seconds"), "{{stage}} 95 %"),),
        "How long a partition waits after it has moved.",
        width=12,
    ),
    Panel(
        "What is in the news",
        "cps",
        (("sum by (plover) (rate(sitrep_mentions_extracted_total[$__rate_interval]))", "{{plover}}"),),
        "Mentions by PLOVER type.",
        width=12,
        stacked="normal",
    ),
)
ENGINE = (
    Panel(
        "Articles asked about",
        "cps",
        (("sum by (outcome) (rate(sitrep_engine_articles_total[$__rate_interval]))", "{{outcome}}"),),
        "Answered by the endpoint, or why the rules read instead. Empty without SITREP_ENGINE=endpoint.",
        width=12,
        stacked="normal",
    ),
    Panel(
        "Tokens",
        "short",
        (("sum (increase(sitrep_engine_tokens_total[1h]))", "in an hour"),),
        "What the answers took; SITREP_ENGINE_TOKENS_PER_HOUR bounds each worker's.",
        width=12,
    ),
)
ROWS = (("Now", NOW), ("Flow", FLOW), ("Time", TIME), ("State", STATE), ("Engine", ENGINE))


def dashboard() -> dict[str, Any]:
    """The dashboard as Grafana reads it."""
    return {
        "uid": "sitrep",
        "title": "Sitrep",
        "tags": ["sitrep"],
        "timezone": "utc",
        "schemaVersion": 39,
        "editable": False,
        "refresh": "10s",
        "time": {"from": "now-1h", "to": "now"},
        "panels": list(_placed()),
    }


def _placed() -> Iterator[dict[str, Any]]:
    """Rows one below the other, each row's panels from left to right."""
    number, top = 1, 0
    for title, panels in ROWS:
        yield {"id": number, "type": "row", "title": title, "gridPos": {"x": 0, "y": top, "w": COLUMNS, "h": 1}}
        number, top, left = number + 1, top + 1, 0
        for panel in panels:
            height = HEIGHTS[panel.kind]
            if left + panel.width > COLUMNS:
                left, top = 0, top + height
            yield _drawn(panel, number, {"x": left, "y": top, "w": panel.width, "h": height})
            number, left = number + 1, left + panel.width
        top += height


def _drawn(panel: Panel, number: int, place: dict[str, int]) -> dict[str, Any]:
    return {
        "id": number,
        "type": panel.kind,
        "title": panel.title,
        "description": panel.description,
        "datasource": DATA_SOURCE,
        "gridPos": place,
        "fieldConfig": {"defaults": {"unit": panel.unit, **_style(panel)}, "overrides": []},
        "targets": [
            {"refId": chr(ord("A") + index), "datasource": DATA_SOURCE, "expr": query, "legendFormat": legend}
            for index, (query, legend) in enumerate(panel.queries)
        ],
    }


def _style(panel: Panel) -> dict[str, Any]:
    if panel.kind == "stat":
        return {}
    fill = 10 if panel.stacked == "none" else 40
    return {"min": 0, "custom": {"fillOpacity": fill, "stacking": {"mode": panel.stacked, "group": "A"}}}


def main() -> None:
    """Write the dashboard."""
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(dashboard(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
