"""Training pages: the feature rows, labels and weights of every page of the given development sets."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from clean_labels import labels_of, word_count
from numpy.typing import NDArray
from service.clean.block_features import block_features
from service.clean.flat_text import lines_of
from service.clean.knowledge import WordKnowledge
from service.clean.line_features import line_features
from service.clean.line_marks import marks_of
from service.clean.line_shape import Shapes, shapes_of
from service.clean.page import open_page

PAGE_WEIGHT = 30.0  # every page weighs the same, however long it is
BLOCK_WEIGHT = 15.0  # a page flattened by our own walk: a third way of flattening, of pages that the other two show too
BARE_WEIGHT = 2.0  # a text that is body alone; three of them are made of every page


@dataclass(frozen=True)
class TrainingPage:
    """A page's rows; `site` keeps pages of one template together when a part is held aside; `weight` is the page's."""

    kind: str
    site: str
    gold: dict[str, Any]
    texts: list[str]
    rows: NDArray[np.float32]
    labels: NDArray[np.bool_]
    weight: float = PAGE_WEIGHT
    shapes: Shapes | None = None

    @property
    def weights(self) -> NDArray[np.float64]:
        """Longer lines weigh more, as they do in the score, but by the logarithm: a long sure line teaches little."""
        weights = np.log1p([word_count(text) for text in self.texts])
        return np.asarray(weights / weights.sum() * self.weight)


def html_pages(folders: list[Path], knowledge: WordKnowledge) -> Iterator[TrainingPage]:
    """The pages of `html.jsonl.gz` in each folder, one row a block."""
    for folder in folders:
        for raw, gold in _records(folder, "html"):
            page = open_page(raw["body"], knowledge)
            texts = [block.text for block in page.blocks]
            rows = block_features(page.blocks, page.forms, page.declared, knowledge)
            yield TrainingPage(f"{folder.name} html", gold["site"], gold, texts, rows, _labels(texts, gold))


def text_pages(folders: list[Path], knowledge: WordKnowledge) -> Iterator[TrainingPage]:
    """The pages of `text-full.jsonl.gz` and `text-light.jsonl.gz` in each folder, one row a line."""
    for folder in folders:
        for variant in ("text-full", "text-light"):
            for raw, gold in _records(folder, variant):
                texts = lines_of(raw["body"])
                rows, shapes = _line_rows(texts, knowledge)
                labels = _labels(texts, gold)
                kind = f"{folder.name} {variant}"
                yield TrainingPage(kind, gold["site"], gold, texts, rows, labels, shapes=shapes)


def flattened_pages(folders: list[Path], knowledge: WordKnowledge) -> Iterator[TrainingPage]:
    """The pages of `html.jsonl.gz` flattened to one line a block: one row a line, as a text's."""
    for folder in folders:
        for raw, gold in _records(folder, "html"):
            texts = [block.text for block in open_page(raw["body"], knowledge).blocks]
            rows, shapes = _line_rows(texts, knowledge)
            labels = _labels(texts, gold)
            yield TrainingPage(f"{folder.name} blocks", gold["site"], gold, texts, rows, labels, BLOCK_WEIGHT, shapes)


def bare_pages(folders: list[Path], knowledge: WordKnowledge) -> Iterator[TrainingPage]:
    """Texts that were clean already, whole, short and in one line: without them every text seems to hold furniture."""
    for folder in folders:
        for _, gold in _records(folder, "html"):
            lines = lines_of(gold["body"])
            for texts in (lines, lines[: 2 + len(lines) % 4], [" ".join(lines)]):
                rows, shapes = _line_rows(texts, knowledge)
                labels = np.ones(len(texts), dtype=bool)
                yield TrainingPage(f"{folder.name} bare", gold["site"], gold, texts, rows, labels, BARE_WEIGHT, shapes)


def _line_rows(texts: list[str], knowledge: WordKnowledge) -> tuple[NDArray[np.float32], Shapes]:
    shapes = shapes_of(texts, knowledge.character_classes)
    return line_features(texts, marks_of(texts, knowledge), shapes, knowledge), shapes


def _records(folder: Path, variant: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    with (
        gzip.open(folder / f"{variant}.jsonl.gz", "rt", encoding="utf-8") as raws,
        gzip.open(folder / f"{variant}.gold.jsonl.gz", "rt", encoding="utf-8") as golds,
    ):
        for raw, gold in zip(raws, golds, strict=True):
            yield json.loads(raw), json.loads(gold)


def _labels(texts: list[str], gold: dict[str, Any]) -> NDArray[np.bool_]:
    return np.array(labels_of(texts, f"{gold.get('standfirst') or ''}\n\n{gold['body']}"), dtype=bool)
