"""The scripts that fit the weights of places and dates, on sets of a few self-written articles."""

import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from deploy.build import date_weights, gazetteer_weights
from service.lexicons.loading import read_table

TEXTS = (
    "Police in Houston said Mr. Lincoln fled to Dallas, Texas.",
    "A fire in Nairobi, Kenya, spread. Lincoln Dallas said so in Houston.",
    "Troops left Aleppo for Homs. James Houston wrote from Damascus, Syria.",
)
TRUE_NAMES = ({"Houston", "Dallas", "Texas"}, {"Nairobi", "Kenya"}, {"Aleppo", "Homs", "Damascus", "Syria"})


def packed(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_bytes(gzip.compress("\n".join(json.dumps(row) for row in rows).encode()))
    return path


def run(command: Callable[[], None], *arguments: object) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["build", *map(str, arguments)])
        command()


@pytest.fixture
def toponyms(tmp_path: Path) -> tuple[Path, Path]:
    articles = [{"text": text, "outlet": None, "title": None, "language": "en"} for text in TEXTS]
    gold = [
        {"toponyms": [a_toponym(text, name) for name in sorted(names)]}
        for text, names in zip(TEXTS, TRUE_NAMES, strict=True)
    ]
    return packed(tmp_path / "articles.jsonl.gz", articles), packed(tmp_path / "gold.jsonl.gz", gold)


def a_toponym(text: str, name: str) -> dict[str, Any]:
    start = text.index(name)
    return {
        "start": start,
        "end": start + len(name),
        "scored": True,
        "gazetteer_id": None,
        "latitude": 0.0,
        "longitude": 0.0,
    }


def test_fitted_weights_of_places_hold_numbers_alone(toponyms: tuple[Path, Path], tmp_path: Path):
    """Because no word of a text it is fitted on may reach the package."""
    output = tmp_path / "weights.tsv"
    run(gazetteer_weights.main, output, *toponyms)
    shipped = {row["feature"] for row in read_table("places/weights.tsv")}
    names = {line.split("\t")[0] for line in output.read_text().splitlines()[2:]}

    assert output.read_text().startswith("# ")
    assert names <= shipped


def test_a_word_before_true_places_speaks_for_them(toponyms: tuple[Path, Path], tmp_path: Path):
    output = tmp_path / "weights.tsv"
    run(gazetteer_weights.main, output, *toponyms)
    weights = dict(line.split("\t") for line in output.read_text().splitlines()[2:])

    assert float(weights["before:locative"]) > 0 > float(weights["before:given_name"])


def test_half_a_set_can_be_kept_aside(toponyms: tuple[Path, Path]):
    assert len(gazetteer_weights.read_pairs(*toponyms, None)) == 3
    assert len(gazetteer_weights.read_pairs(*toponyms, 0)) == 2
    assert len(gazetteer_weights.read_pairs(*toponyms, 1)) == 1


def test_logistic_regression_finds_the_telling_column():
    matrix = np.array([[1.0, 1.0], [1.0, 1.0], [1.0, 0.0], [1.0, 0.0]])
    weights = gazetteer_weights.logistic(matrix, np.array([1.0, 1.0, 0.0, 0.0]), np.zeros(2))

    assert weights[1] > 0 > weights[0]


def test_weights_without_evidence_stay_at_what_was_expected():
    weights = gazetteer_weights.logistic(np.array([[1.0, 0.0]]), np.array([1.0]), np.array([0.0, 1.5]))

    assert weights[1] == pytest.approx(1.5)


def test_softmax_prefers_the_column_of_the_right_candidates():
    features = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    weights = gazetteer_weights.softmax_descent([(features, [0, 2, 4], np.array([1.0, 0.0, 1.0, 0.0]))])

    assert weights[0] > weights[1]


def test_dates_of_the_deed_are_learnt_from_known_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    text = "A man was charged Tuesday with murder. The victim was shot Saturday night. He was 30. No one else was hurt."
    story = {"title": "Gunman sought", "text": text, "published_at": "2021-06-16T00:00:00+00:00"}
    articles = [{**story, "content_hash": "-", "article_id": str(number)} for number in range(4)]
    gold = [{"article_id": str(number), "event_id": str(number)} for number in range(4)]
    incidents = [{"event_id": str(number), "date": "2021-06-12"} for number in range(4)]
    files = [packed(tmp_path / f"{n}.gz", rows) for n, rows in (("a", articles), ("g", gold), ("i", incidents))]
    run(date_weights.main, tmp_path / "weights.tsv", *files)
    weights = dict(line.split("\t") for line in (tmp_path / "weights.tsv").read_text().splitlines()[2:])

    assert float(weights["cue:trigger"]) > 0 > float(weights["cue:justice"])
    assert "age:" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("feature", "expected"),
    [("cue:clock", True), ("cue_before:speech", True), ("has_time", True), ("age:0", False), ("inside", False)],
)
def test_features_of_words_are_told_from_those_of_the_setting(feature: str, expected: bool):
    assert date_weights.is_of_words(feature) is expected
