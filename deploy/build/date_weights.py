"""Fit the weights by which date expressions vote for the day of an event.

    python -m deploy.build.date_weights OUTPUT ARTICLES GOLD INCIDENTS [--half 0|1]

ARTICLES (id, title, body, published_at), GOLD (article_id, event_id) and INCIDENTS (event_id, date) are gzipped JSONL.
OUTPUT receives the weights of the words' features; those of the setting are printed, to be copied into choose.py.
Only weights of numeric features are written; no word of a text is kept.
"""

import argparse
import gzip
import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from service.extract.dates import find_dates, load_date_knowledge
from service.extract.dates.choose import resolved_dates
from service.extract.dates.knowledge import DateKnowledge
from service.extract.dates.weigh import setting_features, word_features

MAX_CHARACTERS = 8_000  # about forty sentences
RIDGE, STEPS, RATE = 0.5, 1500, 2.0
SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
HEADER = "# Weights of numeric features, fitted by deploy/build/date_weights.py; no text is kept.\nfeature\tweight\n"
Rows = list[tuple[dict[str, float], date]]


def main() -> None:
    """Read the paths of the command line, fit, write and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("output", "articles", "gold", "incidents"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), help="fit on the incidents of even or odd number only")
    options = parser.parse_args()
    groups = read_groups(options, load_date_knowledge())
    weights = fit(groups)
    words = {name: weight for name, weight in weights.items() if is_of_words(name)}
    lines = [f"{name}\t{weight:.3f}" for name, weight in sorted(words.items())]
    options.output.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print({name: round(weight, 2) for name, weight in sorted(weights.items()) if not is_of_words(name)})


def is_of_words(name: str) -> bool:
    """Whether a feature is one of word_features."""
    return name.startswith(("kind:", "cue", "second_cue:", "part:", "has_", "is_"))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read_groups(options: argparse.Namespace, knowledge: DateKnowledge) -> list[tuple[Rows, date]]:
    """For each article with a known day: the features and first day of its dates, and that day."""
    incidents = {row["event_id"]: row for row in read_rows(options.incidents)}
    groups = []
    for article, gold in zip(read_rows(options.articles), read_rows(options.gold), strict=True):
        incident = incidents.get(gold["event_id"])
        number = int(re.sub(r"\D", "", str(gold["event_id"])) or 0)
        if incident and incident["date"] and article["published_at"] and options.half in (None, number % 2):
            groups.append((candidate_rows(article, knowledge), date.fromisoformat(incident["date"])))
    return [(rows, day) for rows, day in groups if any(found == day for _, found in rows)]


def candidate_rows(article: dict[str, Any], knowledge: DateKnowledge) -> Rows:
    """The dates of an article that are not after its publication."""
    text = f"{article['title'] or ''}\n{article['body']}"[:MAX_CHARACTERS]
    published = datetime.fromisoformat(article["published_at"])
    evidence = first_report(text, len(article["title"] or ""), knowledge)
    rows = []
    for expression, resolved in resolved_dates(find_dates(text, knowledge), published):
        if resolved.start and resolved.start <= published.date():
            setting = setting_features(expression, resolved, evidence, published)
            rows.append(({**word_features(expression), **setting}, resolved.start))
    return rows


def first_report(text: str, start: int, knowledge: DateKnowledge) -> tuple[int, int]:
    """The first sentence after `start` that holds a trigger word."""
    sentences = [match.span() for match in SENTENCE.finditer(text, start)]
    for first, last in sentences:
        if any(knowledge.cues.get(word.lower()) == "trigger" for word in re.findall(r"\w+", text[first:last])):
            return first, last
    return sentences[0] if sentences else (0, len(text))


def fit(groups: list[tuple[Rows, date]]) -> dict[str, float]:
    """Weights that make the votes for the right day large: softmax over each article's dates."""
    names = sorted({name for rows, _ in groups for features, _ in rows for name in features})
    columns = {name: number for number, name in enumerate(names)}
    sizes = np.array([len(rows) for rows, _ in groups])
    matrix = np.zeros((int(sizes.sum()), len(names)))
    right = np.zeros(len(matrix))
    at = 0
    for rows, day in groups:
        for features, found in rows:
            for name, value in features.items():
                matrix[at, columns[name]] = value
            right[at] = found == day
            at += 1
    return dict(zip(names, descend(matrix, right, sizes).tolist(), strict=True))


def descend(matrix: NDArray[np.float64], right: NDArray[np.float64], sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    """Ridge-penalised maximum likelihood by gradient descent with Nesterov's momentum."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    weights = previous = np.zeros(matrix.shape[1])
    for step in range(STEPS):
        ahead = weights + step / (step + 3) * (weights - previous)
        scores = matrix @ ahead
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        chances = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
        masses = chances * right
        targets = masses / np.repeat(np.add.reduceat(masses, starts), sizes)
        gradient = matrix.T @ (chances - targets) + 2 * RIDGE * ahead
        weights, previous = ahead - RATE * gradient / len(sizes), weights
    return weights


if __name__ == "__main__":
    main()
