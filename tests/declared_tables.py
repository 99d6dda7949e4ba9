"""What the README shows, made from the code: `python tests/declared_tables.py` writes it anew.

The tables come from what is declared, the event from a run over the article that the README shows. Each stands between
`<!-- NAME -->` and `<!-- /NAME -->`.
"""

import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import orjson
from prometheus_client import Info
from pydantic_core import PydanticUndefined
from service.commands.extract import Offline
from service.commands.inputs import InputLine
from service.commands.stages import InputStage
from service.metrics import Metrics
from service.pipeline import load_knowledge
from service.settings import Settings
from service.stream.topics import TOPICS

REPORT_FIELDS = (  # of the contract; what resolution compares is left out
    *("article_id", "mention_id", "url", "outlet", "published_at", "duplicate_of"),
    *("fatalities", "injuries", "claim", "evidence"),
)
README = Path(__file__).resolve().parent.parent / "README.md"


def settings_table() -> str:
    """Every setting: its variable, default and sentence."""
    rows = []
    for name, field in Settings.model_fields.items():
        assert field.description, f"setting {name} has no sentence"
        assert field.default is not PydanticUndefined
        rows.append((f"`SITREP_{name.upper()}`", _default(field.default), field.description))
    return _table(("variable", "default", "meaning"), rows)


def metrics_table() -> str:
    """Every metric: its name as scraped, type, labels and sentence."""
    metrics = Metrics()
    declared = [getattr(metrics, name) for name in vars(metrics) if name != "registry"]
    rows = [(f"`{_scraped_name(one)}`", one._type, _labels(one), one._documentation) for one in declared]
    return _table(("metric", "type", "labels", "meaning"), sorted(rows))


def topics_table() -> str:
    """Every topic: partitions, how long it keeps what, and its purpose."""
    rows = []
    for topic in TOPICS:
        kept = "for good" if topic.retention_days is None else f"{topic.retention_days} days"
        size = f"{topic.max_message_bytes // 1024**2} MiB"
        rows.append((f"`{topic.name}`", str(topic.partitions), topic.cleanup, kept, size, topic.purpose))
    return _table(("topic", "partitions", "cleanup", "kept", "largest record", "what for"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "settings": settings_table,
    "metrics": metrics_table,
    "topics": topics_table,
}


def shown_event(text: str) -> str:
    """The first event that comes of the article that the README shows; what is unknown or empty is left out."""
    article = re.search(r"```json\n(.*?)```", text.partition("## What goes in")[2], re.DOTALL)
    assert article
    line = InputLine("README.md", 1, article.group(1).encode())
    offline = Offline(load_knowledge(), Settings(), datetime(2026, 3, 1, 10, 5, tzinfo=UTC))
    event = orjson.loads(next(iter(offline.events([line], InputStage.RAW))))
    event["reports"] = [{name: report[name] for name in REPORT_FIELDS} for report in event["reports"]]
    return f"```json\n{json.dumps(_known(event), indent=2, ensure_ascii=False)}\n```"


def section(text: str, name: str) -> str:
    """What the text holds between the markers of that name."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n?<!-- /{name} -->", text, re.DOTALL)
    assert found, f"the README has no section {name}"
    return found.group(1)


def with_section(text: str, name: str, content: str) -> str:
    """The text with what stands between the markers of that name made anew."""
    section(text, name)
    before, _, rest = text.partition(f"<!-- {name} -->\n")
    return f"{before}<!-- {name} -->\n{content}\n<!-- /{name} -->{rest.partition(f'<!-- /{name} -->')[2]}"


def _known(value: Any) -> Any:
    """The value without what is null or empty."""
    if isinstance(value, dict):
        known = {name: _known(one) for name, one in value.items()}
        return {name: one for name, one in known.items() if one not in (None, [], {})}
    return [_known(one) for one in value] if isinstance(value, list) else value


def _table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heading, tuple("---" for _ in heading), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _default(value: object) -> str:
    if value is None:
        return "not set"
    if isinstance(value, tuple):
        return f"`{','.join(map(str, value))}`"
    return f"`{value.value if isinstance(value, StrEnum) else value}`"


def _scraped_name(metric: object) -> str:
    name = str(metric._name)
    return f"{name}_total" if metric._type == "counter" else f"{name}_info" if isinstance(metric, Info) else name


def _labels(metric: object) -> str:
    return ", ".join(f"`{label}`" for label in metric._labelnames) or "none"


def main() -> None:
    """Write the README's generated parts anew."""
    text = README.read_text()
    for name, table in TABLES.items():
        text = with_section(text, name, table())
    README.write_text(with_section(text, "record", shown_event(text)))


if __name__ == "__main__":
    main()
