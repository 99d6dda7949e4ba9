"""Fit the weights by which date expressions vote for the day of an event.

    python -m deploy.build.date_weights OUTPUT ARTICLES GOLD INCIDENTS [--part 0,1,2,3]

ARTICLES (JSONL of Articles), GOLD (article_id, event_id) and INCIDENTS (event_id, date) are JSONL; a name ending in .gz
is unpacked. An incident's part is the sixth of the hash of its id. OUTPUT receives the weights of the words' features;
those of the setting are printed, to be copied into choose.py.
Only weights of numeric features are written; no word of a text is kept.
"""

import argparse
import gzip
import json
from datetime import date
from hashlib import md5
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from service.extract import load_extraction_knowledge
from service.extract.context import bounds, is_story
from service.extract.dates.choose import resolved_dates
from service.extract.dates.weigh import guess_features, setting_features, story_features, word_features
from service.extract.extraction import Trace, trace
from service.extract.knowledge import ExtractionKnowledge
from service.models.article import Article

PARTS = 6
RIDGE, STEPS, RATE = 0.5, 1500, 2.0
HEADER = "# Weights of numeric features, fitted by deploy/build/date_weights.py; no text is kept.\nfeature\tweight\n"
Rows = list[tuple[dict[str, float], date]]


def main() -> None:
    """Read the paths of the command line, fit, write and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("output", "articles", "gold", "incidents"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--part", default=",".join(map(str, range(PARTS))), help="parts of the incidents to fit on")
    options = parser.parse_args()
    groups = read_groups(options, load_extraction_knowledge())
    weights = fit(groups)
    words = {name: weight for name, weight in weights.items() if is_of_words(name)}
    lines = [f"{name}\t{weight:.3f}" for name, weight in sorted(words.items())]
    options.output.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    print({name: round(weight, 2) for name, weight in sorted(weights.items()) if not is_of_words(name)})


def is_of_words(name: str) -> bool:
    """Whether a feature is one of word_features."""
    return name.startswith(("kind:", "cue", "second_cue:", "part:", "has_", "is_"))


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    data = path.read_bytes()
    return [
        json.loads(line) for line in (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines()
    ]


def read_groups(options: argparse.Namespace, knowledge: ExtractionKnowledge) -> list[tuple[Rows, date]]:
    """For each article whose story has a known day: the features and first day of its dates, and that day."""
    days = {row["event_id"]: row["date"] for row in read_rows(options.incidents) if row["date"]}
    events = {row["article_id"]: row["event_id"] for row in read_rows(options.gold)}
    groups = []
    for row in read_rows(options.articles):
        article = Article.from_json(json.dumps(row))
        event = events.get(article.article_id, "")
        part = int(md5(event.encode(), usedforsecurity=False).hexdigest(), 16) % PARTS
        if event in days and article.published_at and str(part) in options.part.split(","):
            groups.append((candidate_rows(trace(article, knowledge)), date.fromisoformat(days[event])))
    return [(rows, day) for rows, day in groups if any(found == day for _, found in rows)]


def candidate_rows(read: Trace) -> Rows:
    """The dates of an article that are not after its publication, and that day as a guess; none without a story."""
    calendar, drafts = read.around.calendar, [draft for draft, _ in read.rated]
    published = calendar.published_at
    if published is None or (drafts and not is_story(drafts[0], read.dated)):
        return []
    evidence = read.around.tokens.span(*bounds(drafts[0])) if drafts else (0, 0)
    rows = [(guess_features(calendar.report), published.date())]
    for expression, resolved in resolved_dates(calendar.dates, published):
        if resolved.start and resolved.start <= published.date():
            setting = setting_features(expression, resolved, evidence, published)
            story = story_features(resolved.start, published, calendar.report)
            rows.append(({**word_features(expression), **setting, **story}, resolved.start))
    return rows


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
