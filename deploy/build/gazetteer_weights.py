"""Fit the weights that tell places from other names and choose between places of one name.

    python -m deploy.build.gazetteer_weights OUTPUT ARTICLES GOLD [ARTICLES GOLD ...] [--half 0|1]

ARTICLES are gzipped JSONL of cleaned articles, GOLD the toponyms of each (start, end, gazetteer_id, coordinates).
Only weights of numeric features (sizes, counts, kinds, positions) are written; no word of a text is kept.
"""

import argparse
import gzip
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from service.extract.places import resolve as resolving
from service.extract.places.candidates import find_spans
from service.extract.places.compounds import with_compounds
from service.extract.places.context import span_features, survey
from service.extract.places.find import PlaceHints, outlet_of
from service.extract.places.gazetteer import Entry
from service.extract.places.knowledge import PlaceKnowledge, load_place_knowledge
from service.extract.places.support import SUPPORT_FEATURES, Candidates, support
from service.extract.places.tokens import tokenize

RIDGE = 0.5  # penalty on squared weights
EXPECTED = {  # set by hand: sets of usual news hold few villages of such countries
    "article:loose_unusual": 1.5,
    "before:article_name": -2.5,
}
NEWTON_STEPS = 30
DESCENT_STEPS, DESCENT_RATE = 1500, 1.0
SAME_PLACE_KM = 25.0  # a candidate this near to the gold point, or with its id, is right
HEADER = (
    "# Weights of numeric features, fitted by deploy/build/gazetteer_weights.py; no text is kept.\nfeature\tweight\n"
)
Floats = NDArray[np.float64]


def main() -> None:
    """Read the paths of the command line, fit both models, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--half", type=int, choices=(0, 1), help="fit on every second article only")
    options = parser.parse_args()
    files = list(zip(options.sets[::2], options.sets[1::2], strict=True))
    pairs = [pair for articles, gold in files for pair in read_pairs(articles, gold, options.half)]
    knowledge = load_place_knowledge()
    weights = fit_spans(pairs, knowledge) | fit_places(pairs, knowledge)
    lines = [f"{name}\t{weight:.4f}" for name, weight in sorted(weights.items())]
    options.output.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def read_pairs(articles: Path, gold: Path, half: int | None) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(article, gold) of each line, or of every second one."""
    with gzip.open(articles, "rt", encoding="utf-8") as one, gzip.open(gold, "rt", encoding="utf-8") as other:
        pairs = [(json.loads(first), json.loads(second)) for first, second in zip(one, other, strict=True)]
    return [pair for number, pair in enumerate(pairs) if half is None or number % 2 == half]


def gold_spans(gold: dict[str, Any]) -> dict[tuple[int, int], dict[str, Any]]:
    """The scored toponyms by their offsets."""
    return {(place["start"], place["end"]): place for place in gold["toponyms"] if place["scored"]}


def fit_spans(pairs: list[tuple[dict[str, Any], dict[str, Any]]], knowledge: PlaceKnowledge) -> dict[str, float]:
    """Logistic regression of "is a place" on the features of a span."""
    rows, answers = [], []
    for article, gold in pairs:
        tokens = tokenize(article["text"])
        spans = with_compounds(find_spans(tokens, knowledge), tokens, knowledge)
        around = survey(tokens, spans, knowledge)
        wanted = gold_spans(gold)
        rows += [span_features(span, around) for span in spans]
        answers += [float((span.start, span.end) in wanted) for span in spans]
    names = sorted({name for row in rows for name in row})
    columns = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.items():
            matrix[number, columns[name]] = value
    expected = np.array([EXPECTED.get(name, 0.0) for name in names])
    return dict(zip(names, logistic(matrix, np.array(answers), expected).tolist(), strict=True))


def logistic(matrix: Floats, answers: Floats, expected: Floats) -> Floats:
    """Logistic regression by Newton's method, the weights drawn to the expected ones."""
    weights = expected.copy()
    for _ in range(NEWTON_STEPS):
        chances = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (chances - answers) + 2 * RIDGE * (weights - expected)
        curvature = (matrix * (chances * (1 - chances))[:, None]).T @ matrix + 2 * RIDGE * np.eye(len(weights))
        weights -= np.linalg.solve(curvature, gradient)
    return weights


def fit_places(pairs: list[tuple[dict[str, Any], dict[str, Any]]], knowledge: PlaceKnowledge) -> dict[str, float]:
    """Two softmax models over the candidates of a name: on their own features, then with the support of other names."""
    tables = [table for pair in pairs for table in labelled_tables(*pair, knowledge)]
    prior = softmax_descent([(table.features, table.bounds, right) for table, right in tables])
    final = []
    for table, right in tables:
        chances = resolving.probabilities(table, table.features @ prior)
        final.append((np.hstack([table.features, support(table, chances)]), table.bounds, right))
    names = [*resolving.PRIOR_FEATURES, *SUPPORT_FEATURES]
    weights = {f"prior/{name}": value for name, value in zip(resolving.PRIOR_FEATURES, prior.tolist(), strict=True)}
    return weights | {
        f"final/{name}": value for name, value in zip(names, softmax_descent(final).tolist(), strict=True)
    }


def labelled_tables(
    article: dict[str, Any], gold: dict[str, Any], knowledge: PlaceKnowledge
) -> Iterator[tuple[Candidates, Floats]]:
    """The candidates of the article's true names; 1 marks the right ones of each name."""
    tokens = tokenize(article["text"])
    spans = with_compounds(find_spans(tokens, knowledge), tokens, knowledge)
    around = survey(tokens, spans, knowledge)
    wanted = gold_spans(gold)
    true = {span.key: wanted[span.start, span.end] for span in spans if (span.start, span.end) in wanted}
    chosen = [span for span in spans if (span.start, span.end) in wanted and span.entries]
    if chosen:
        hints = PlaceHints(article["outlet"], article["title"], article["language"])
        table = resolving.tabulate(chosen, around, outlet_of(hints, knowledge))
        names = np.repeat(np.arange(len(table.names)), np.diff(table.bounds))
        right = [
            is_right(entry, true[table.names[name]], knowledge)
            for name, entry in zip(names, table.entries, strict=True)
        ]
        yield table, np.array(right, dtype=float)


def is_right(entry: Entry, gold: dict[str, Any], knowledge: PlaceKnowledge) -> bool:
    """Whether the candidate is the gold place."""
    if knowledge.identifier_of(entry.row) == f"geonames:{gold['gazetteer_id']}":
        return True
    if gold["latitude"] is None:
        return False
    east = (entry.longitude - gold["longitude"]) * math.cos(math.radians(entry.latitude))
    return 111.2 * math.hypot(entry.latitude - gold["latitude"], east) <= SAME_PLACE_KM


def softmax_descent(groups: list[tuple[Floats, list[int], Floats]]) -> Floats:
    """Weights that make the right candidates of each name likely; names without a right candidate are left out."""
    matrix = np.vstack([features for features, _, _ in groups])
    right = np.concatenate([answers for _, _, answers in groups])
    sizes = np.concatenate([np.diff(bounds) for _, bounds, _ in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    solvable = np.repeat(np.add.reduceat(right, starts) > 0, sizes)
    weights = previous = np.zeros(matrix.shape[1])
    for step in range(DESCENT_STEPS):
        ahead = weights + step / (step + 3) * (weights - previous)  # Nesterov's momentum
        scores = matrix @ ahead
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        chances = powers / np.repeat(np.add.reduceat(powers, starts), sizes)
        masses = chances * right
        targets = masses / np.maximum(np.repeat(np.add.reduceat(masses, starts), sizes), 1e-12)
        gradient = matrix.T @ ((chances - targets) * solvable) + 2 * RIDGE * ahead
        weights, previous = ahead - DESCENT_RATE * gradient / len(starts), weights
    return weights


if __name__ == "__main__":
    main()
