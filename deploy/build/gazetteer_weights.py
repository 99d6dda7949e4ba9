"""Fit the weights that tell places from other names and choose between places of one name.

    python -m deploy.build.gazetteer_weights OUTPUT ARTICLES GOLD [ARTICLES GOLD ...] [--half 0|1] [--spans WEIGHTS]

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
from service.extract.places.gazetteer import Entry
from service.extract.places.knowledge import PlaceKnowledge, load_place_knowledge
from service.extract.places.outlet import read_outlet
from service.extract.places.support import SUPPORT_FEATURES, Candidates, ground_of, support
from service.extract.places.table import PRIOR_FEATURES, tabulate
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
    parser.add_argument(
        "--spans", type=Path, help="keep what these weights say of spans; fit the choice of places only"
    )
    options = parser.parse_args()
    files = list(zip(options.sets[::2], options.sets[1::2], strict=True))
    pairs = [pair for articles, gold in files for pair in read_pairs(articles, gold, options.half)]
    knowledge = load_place_knowledge()
    spans = read_spans(options.spans) if options.spans else fit_spans(pairs, knowledge)
    weights = spans | fit_places(pairs, knowledge)
    lines = [f"{name}\t{weight:.4f}" for name, weight in sorted(weights.items())]
    options.output.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def read_pairs(articles: Path, gold: Path, half: int | None) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(article, gold) of each line, or of every second one."""
    with gzip.open(articles, "rt", encoding="utf-8") as one, gzip.open(gold, "rt", encoding="utf-8") as other:
        pairs = [(json.loads(first), json.loads(second)) for first, second in zip(one, other, strict=True)]
    return [pair for number, pair in enumerate(pairs) if half is None or number % 2 == half]


def read_spans(path: Path) -> dict[str, float]:
    """The weights of a file that decide what is a place."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[2:]]
    return {name: float(weight) for name, weight in rows if "/" not in name}


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
    """Softmax models over the candidates of a name: by their own features, then twice with the other names' support."""
    tables = [table for pair in pairs for table in labelled_tables(*pair, knowledge)]
    grounds = [ground_of(table) for table, _ in tables]
    names = PRIOR_FEATURES
    vector = softmax_descent([(table.features, table.bounds, right) for table, right in tables])
    weights = _staged(resolving.PRIOR, names, vector)
    matrices = [table.features for table, _ in tables]
    names = (*names, *SUPPORT_FEATURES)
    for stage in resolving.STAGES:
        chances = [resolving.probabilities(table, m @ vector) for (table, _), m in zip(tables, matrices, strict=True)]
        matrices = [
            np.hstack([table.features, support(ground, chance)])
            for (table, _), ground, chance in zip(tables, grounds, chances, strict=True)
        ]
        vector = softmax_descent([(m, table.bounds, right) for m, (table, right) in zip(matrices, tables, strict=True)])
        weights |= _staged(stage, names, vector)
    return weights


def _staged(stage: str, names: tuple[str, ...], vector: Floats) -> dict[str, float]:
    return {f"{stage}/{name}": value for name, value in zip(names, vector.tolist(), strict=True)}


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
        outlet = read_outlet(article["outlet"], article["language"], knowledge)
        table = tabulate(chosen, around, outlet)
        names = np.repeat(np.arange(len(table.names)), np.diff(table.bounds))
        right = [
            table.names[name] in true and is_right(entry, true[table.names[name]], knowledge)
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
