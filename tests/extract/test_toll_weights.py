"""The script that fits the weights of elected tolls, on a set of a few self-written articles."""

import json
import sys
from pathlib import Path

import pytest
from deploy.build import toll_weights
from service.lexicons.loading import read_table

INCIDENTS = [(1, 0), (0, 2), (1, 3), (2, 0)]
NUMBERS = {1: "One man was", 2: "Two men were", 3: "Three men were"}


def an_article(number: int, killed: int, injured: int) -> dict[str, str]:
    dead = f"{NUMBERS[killed]} killed on Monday." if killed else "Nobody died."
    hurt = f"{NUMBERS[injured]} wounded on Monday." if injured else "The street was closed."
    name = f"a{number}"
    return {"article_id": name, "title": "Shooting in town", "text": f"{dead}\n\n{hurt}\n\n{dead}", "content_hash": "h"}


@pytest.fixture
def fitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    rows = {
        "articles": [an_article(number, *toll) for number, toll in enumerate(INCIDENTS * 3)],
        "gold": [{"article_id": f"a{number}", "event_id": f"e{number % 4}"} for number in range(12)],
        "incidents": [{"event_id": f"e{n}", "killed": k, "injured": i} for n, (k, i) in enumerate(INCIDENTS)],
    }
    paths = []
    for name, lines in rows.items():
        paths.append(tmp_path / f"{name}.jsonl")
        paths[-1].write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    output = tmp_path / "weights.tsv"
    monkeypatch.setattr(sys, "argv", ["build", *map(str, paths), str(output)])
    toll_weights.main()
    return {row["feature"]: float(row["weight"]) for row in read_table(str(output))}


def test_what_is_counted_speaks_for_its_number(fitted: dict[str, float]) -> None:
    assert fitted["killed:counted@first"] > 0
    assert fitted["none_killed:claims"] < 0
