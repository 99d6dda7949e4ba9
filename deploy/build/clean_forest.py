"""Train the three cleaning models and write them as compact arrays.

    clean_forest.py OUTPUT_FOLDER SET_FOLDER... [--held-aside N]

Each set folder holds html, text-full and text-light pages with their gold. With --held-aside N, every Nth site (by the
digest of its name) is left out: that is how the reported figures were measured; without it all pages teach.
The forests go to OUTPUT_FOLDER/page_forest.npz (HTML blocks), OUTPUT_FOLDER/text_forest.npz (lines),
OUTPUT_FOLDER/second_forest.npz (lines, judged again by the first probabilities around them).

Data statement: trained on pages and gold of the parser tests of flairNLP/fundus (MIT) and of the development part
of web-content-extraction-benchmark (CC BY 4.0, Murrough Foley). The forests hold thresholds over numbers and no word
of a page.
"""

import argparse
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path

import lightgbm
import numpy as np
from clean_pages import TrainingPage, bare_pages, flattened_pages, html_pages, text_pages
from numpy.typing import NDArray
from service.clean.knowledge import load_word_knowledge
from service.clean.second_look import second_features

PARAMETERS = {
    "objective": "binary", "num_leaves": 16, "learning_rate": 0.08, "min_data_in_leaf": 40, "feature_fraction": 0.3,
    "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 2.0, "max_bin": 127, "num_threads": 1, "seed": 1,
    "deterministic": True, "force_row_wise": True, "verbose": -1,
}  # fmt: skip
TREES = 200
PARTS = 4  # of the sites; the second forest learns from first probabilities that were not fitted to them
BARE = "bare"


def is_held_aside(site: str, every: int) -> bool:
    """Whether the site is one of those left out; decided by its name alone, so that all its pages go together."""
    return every > 0 and int(hashlib.md5(site.encode()).hexdigest(), 16) % every == 0


def train(pages: Iterable[TrainingPage]) -> lightgbm.Booster:
    """A forest fitted to the pages."""
    pages = list(pages)
    rows = np.concatenate([page.rows for page in pages])
    labels = np.concatenate([page.labels for page in pages]).astype(int)
    weights = np.concatenate([page.weights for page in pages])
    return lightgbm.train(PARAMETERS, lightgbm.Dataset(rows, labels, weight=weights), TREES)


def train_second(pages: list[TrainingPage], first: lightgbm.Booster) -> lightgbm.Booster:
    """A forest that judges lines again, fitted to first probabilities of forests that did not know the page's site.

    The bare texts get theirs from `first`: they have no furniture to be unsure of.
    """
    second: list[TrainingPage] = []
    for part in range(PARTS):
        aside = [page for page in pages if not page.kind.endswith(BARE) and _part_of(page.site) == part]
        others = train(page for page in pages if _part_of(page.site) != part)
        second += [_looked_at_again(page, others) for page in aside]
    second += [_looked_at_again(page, first) for page in pages if page.kind.endswith(BARE)]
    return train(second)


def _part_of(site: str) -> int:
    return int(hashlib.md5(b"part " + site.encode()).hexdigest(), 16) % PARTS


def _looked_at_again(page: TrainingPage, booster: lightgbm.Booster) -> TrainingPage:
    chances = booster.predict(page.rows, num_threads=1).astype(np.float32)
    return replace(page, rows=second_features(page.rows, chances, page.shapes))


def arrays_of(booster: lightgbm.Booster) -> dict[str, NDArray[np.generic]]:
    """The forest as arrays: of each condition the column, threshold, tree and leaves on its left; and all values."""
    trees = booster.dump_model()["tree_info"]
    values = np.zeros((len(trees), PARAMETERS["num_leaves"]), dtype=np.float32)
    conditions: list[tuple[int, float, int, int]] = []
    for number, tree in enumerate(trees):
        leaves: list[float] = []
        _read(tree["tree_structure"], number, leaves, conditions)
        values[number, : len(leaves)] = leaves
    columns, thresholds, owners, lefts = zip(*conditions, strict=True)
    return {
        "columns": np.array(columns, dtype=np.uint16),
        "thresholds": _rounded_down(np.array(thresholds)),
        "trees": np.array(owners, dtype=np.uint16),
        "lefts": np.array(lefts, dtype=np.uint16),
        "values": values,
    }


def _read(node: dict, tree: int, leaves: list[float], conditions: list[tuple[int, float, int, int]]) -> int:
    """Add the node's conditions and leaves, left before right; returns the bits of its leaves."""
    if "leaf_value" in node:
        leaves.append(node["leaf_value"])
        return 1 << (len(leaves) - 1)
    left = _read(node["left_child"], tree, leaves, conditions)
    conditions.append((node["split_feature"], node["threshold"], tree, left))
    return left | _read(node["right_child"], tree, leaves, conditions)


def _rounded_down(thresholds: NDArray[np.float64]) -> NDArray[np.float32]:
    """The largest single-precision number not above each threshold: single-precision values compare as before."""
    single = thresholds.astype(np.float32)
    return np.where(single > thresholds, np.nextafter(single, np.float32(-np.inf)), single)


def main() -> None:
    """Train on the given sets and write both forests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--held-aside", type=int, default=0)
    options = parser.parse_args()
    knowledge = load_word_knowledge()
    blocks = _taught(html_pages(options.sets, knowledge), options.held_aside)
    makers = (text_pages, flattened_pages, bare_pages)
    lines = _taught(chain.from_iterable(make(options.sets, knowledge) for make in makers), options.held_aside)
    text = train(lines)
    for name, booster in (("page", train(blocks)), ("text", text), ("second", train_second(lines, text))):
        np.savez_compressed(options.output / f"{name}_forest.npz", **arrays_of(booster))
    print(f"taught by {len(blocks)} pages, {len(lines)} texts")


def _taught(pages: Iterable[TrainingPage], held_aside: int) -> list[TrainingPage]:
    return [page for page in pages if not is_held_aside(page.site, held_aside)]


if __name__ == "__main__":
    main()
