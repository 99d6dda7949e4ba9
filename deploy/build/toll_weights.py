"""Fit the weights by which the toll of a crime is elected (service/extract/casualties/election.py).

    python -m deploy.build.toll_weights ARTICLES GOLD INCIDENTS OUTPUT [--part 0,1,2,3]

ARTICLES (JSONL of Articles), GOLD (article_id, event_id) and INCIDENTS (event_id, killed, injured); a name ending in
.gz is unpacked. An incident's part is the sixth of the hash of its id. Each article is a choice among the pairs of
numbers that its claims allow; its incident's pair is the right one. Only weights of numeric features are written.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from service.extract import load_extraction_knowledge
from service.extract.casualties.election import candidates, features
from service.extract.extraction import trace
from service.extract.tally import evidence_of
from service.models.article import Article

PARTS = 6
MIN_SEEN = 8  # pairs that must hold a feature; rarer ones teach one article
RIDGE, STEPS, RATE = 5.0, 300, 0.05
HEADER = "# Weights of numeric features, fitted by deploy/build/toll_weights.py; no text is kept.\nfeature\tweight\n"
Choice = tuple[list[dict[str, float]], int]
Floats = NDArray[np.float64]


def main() -> None:
    """Read the paths of the command line, fit, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("articles", "gold", "incidents", "output"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--part", default=",".join(map(str, range(PARTS))), help="parts of the incidents to fit on")
    options = parser.parse_args()
    choices = list(_choices(options))
    weights = fit(choices)
    lines = [f"{name}\t{weight:.3f}" for name, weight in sorted(weights.items()) if round(weight, 3)]
    options.output.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(choices)} articles, {len(lines)} weights")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    data = path.read_bytes()
    for line in (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines():
        yield json.loads(line)


def _choices(options: argparse.Namespace) -> Iterator[Choice]:
    """Each article's candidate pairs by their features, and which is right; articles that do not allow it are left."""
    knowledge = load_extraction_knowledge()
    incidents = {row["event_id"]: (row["killed"], row["injured"]) for row in _rows(options.incidents)}
    events = {row["article_id"]: row["event_id"] for row in _rows(options.gold)}
    for row in _rows(options.articles):
        article = Article.from_json(json.dumps(row))
        event = events.get(article.article_id, "")
        part = int(md5(event.encode(), usedforsecurity=False).hexdigest(), 16) % PARTS
        if event not in incidents or str(part) not in options.part.split(","):
            continue
        read = trace(article, knowledge)
        if read.setting.title is None:
            continue
        told = evidence_of(read.around, read.setting.title, [passage.reading for passage in read.passages])
        pairs = candidates(told[0])
        if incidents[event] in pairs:
            yield [features(pair, *told) for pair in pairs], pairs.index(incidents[event])


def fit(choices: list[Choice]) -> dict[str, float]:
    """Weights of a conditional choice, by gradient descent with adaptive steps."""
    seen = Counter(name for found, _ in choices for one in found for name in one)
    names = sorted(name for name, count in seen.items() if count >= MIN_SEEN)
    column = {name: number for number, name in enumerate(names)}
    rows = np.zeros((sum(len(found) for found, _ in choices), len(names)))
    for row, found in zip(rows, (one for group, _ in choices for one in group), strict=True):
        for name, value in found.items():
            if name in column:
                row[column[name]] = value
    starts = np.cumsum([0] + [len(found) for found, _ in choices[:-1]])
    right = np.zeros(len(rows))
    right[starts + np.array([number for _, number in choices])] = 1.0
    weights = _descend(rows, starts, right)
    return dict(zip(names, weights.tolist(), strict=True))


def _descend(rows: Floats, starts: NDArray[np.int64], right: Floats) -> Floats:
    weights, speed, square = (np.zeros(rows.shape[1]) for _ in range(3))
    sizes = np.diff(np.append(starts, len(rows)))
    for step in range(1, STEPS + 1):
        scores = rows @ weights
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        chances = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
        slope = (rows.T @ (chances - right) + RIDGE * weights) / len(starts)
        speed, square = 0.9 * speed + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights - RATE * (speed / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


if __name__ == "__main__":
    main()
