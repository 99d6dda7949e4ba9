"""Fits the weights of service/extract/confidence.py: which drafts are events, from documents of known relevance.

    python deploy/build/confidence.py ARTICLES GOLD OUTPUT

ARTICLES: JSONL of Articles; GOLD: JSONL with "relevant" (true, false or null) for each. No draft of an irrelevant
document is an event; of a relevant one at least the likeliest is (multiple-instance learning, a few rounds of logistic
regression).
Only weights of numeric features are written, no word of any text.
"""

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from service.extract import load_extraction_knowledge
from service.extract.confidence import OFFSET, SLOPE, features
from service.extract.extraction import trace
from service.models.article import Article

ROUNDS, STEPS, RATE, RIDGE = 6, 400, 0.5, 0.01
SURE = 0.5  # a draft of a relevant document likelier than this counts as an event beside the likeliest

Rows = NDArray[np.float64]


def lines(path: Path) -> list[str]:
    """The lines of a file, unpacked when its name ends in .gz."""
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines()


def fit(rows: Rows, labels: Rows, weights: Rows) -> Rows:
    """Logistic regression by gradient descent from `weights`."""
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        weights = weights - RATE * (rows.T @ (chance - labels) / len(rows) + RIDGE * weights)
    return weights


def label(groups: list[NDArray[np.int64]], relevant: list[bool], chance: Rows) -> Rows:
    """1 for the likeliest draft of each relevant document and those that are likely enough."""
    labels = np.zeros(len(chance))
    for group, is_event in zip(groups, relevant, strict=True):
        if is_event and len(group):
            labels[group[chance[group] >= SURE]] = 1
            labels[group[np.argmax(chance[group])]] = 1
    return labels


def calibrate(groups: list[NDArray[np.int64]], relevant: list[bool], raw: Rows) -> tuple[float, float]:
    """Offset and slope that turn the sum of a document's likeliest draft into the chance that it is relevant."""
    told = [(raw[group].max(), is_event) for group, is_event in zip(groups, relevant, strict=True) if len(group)]
    rows = np.array([(1.0, highest) for highest, _ in told])
    labels = np.array([float(is_event) for _, is_event in told])
    offset, slope = fit(rows, labels, np.zeros(2))
    return float(offset), float(slope)


def main(articles: Path, gold: Path, output: Path) -> None:
    """Write the weights, one a line."""
    knowledge = load_extraction_knowledge()
    groups, relevant, rows, names = [], [], [], []
    for text, answer in zip(lines(articles), lines(gold), strict=True):
        verdict = json.loads(answer)["relevant"]
        if verdict is None:
            continue
        found = trace(Article.from_json(text), knowledge)
        values = [features(draft, found.setting) for draft in found.drafts]
        groups.append(np.arange(len(rows), len(rows) + len(values)))
        relevant.append(verdict)
        names = list(values[0]) if values else names
        rows.extend([float(value[name]) for name in names] for value in values)
    table = np.array(rows)
    chance = np.full(len(table), 0.4) + table[:, names.index("earliness")] * 0.3
    weights = np.zeros(len(names))
    for _ in range(ROUNDS):
        weights = fit(table, label(groups, relevant, chance), weights)
        chance = 1 / (1 + np.exp(-table @ weights))
    offset, slope = calibrate(groups, relevant, table @ weights)
    pairs = [*zip(names, weights, strict=True), (OFFSET, offset), (SLOPE, slope)]
    text = "\n".join(f"{name}\t{weight:.4f}" for name, weight in pairs)
    note = (
        "# Weights of numeric features, fitted by deploy/build/confidence.py on newswire documents of known relevance;"
        " no text.\n"
    )
    output.write_text(f"{note}feature\tweight\n{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
