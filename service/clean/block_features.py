"""Block features: one row of numbers a block, for the model that tells body from boilerplate.

Three kinds: what the line looks like and what surrounds it (line_shape), where it stands among the page's elements
(the nearest element of each hint, what the elements around it hold, what blocks of the same look hold), and whether
the page itself declares the text (title, description, JSON-LD body).
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from service.clean.blocks import Block
from service.clean.knowledge import WordKnowledge
from service.clean.line_features import word_features
from service.clean.line_shape import FAR, Floats, Ints, Shapes, shape_features, shapes_of, shifted, window_features

LEVELS = 4  # elements upwards whose contents are looked at
MAX_DISTANCE = 15.0  # levels to a hint beyond which it says nothing
_TAGS = {
    tag: at
    for at, tag in enumerate(
        ["p", "div", "li", "td", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "pre", "span", "dd"], 1
    )
}


@dataclass(frozen=True)
class Declared:
    """What a page says about its article in its head: comparable forms, empty where it says nothing."""

    title: str = ""
    description: str = ""
    body: str = ""


def block_features(blocks: list[Block], forms: list[str], declared: Declared, knowledge: WordKnowledge) -> Floats:
    """The features of `blocks` (at least one) with their comparable `forms`, one row each."""
    texts = [block.text for block in blocks]
    shapes = shapes_of(texts, knowledge.character_classes)
    parts = [
        shape_features(shapes),
        window_features(shapes),
        word_features(texts, shapes, knowledge.furniture_words),
        _element_features(blocks, shapes),
        _hint_distances(blocks),
        _container_features(blocks),
        *(_group_features(keys, blocks, shapes) for keys in _groupings(blocks)),
        _declared_features(forms, declared),
    ]
    return np.concatenate(parts, axis=1, dtype=np.float32)


def _element_features(blocks: list[Block], shapes: Shapes) -> Floats:
    lengths = np.array([len(block.text) for block in blocks], dtype=np.float32)
    linked = np.array([block.linked for block in blocks], dtype=np.float32) / lengths
    strong = np.array([block.strong for block in blocks], dtype=np.float32) / lengths
    tags = np.array([_TAGS.get(block.frame.tag, 0) for block in blocks], dtype=np.float32)
    depths = np.array([block.frame.depth for block in blocks], dtype=np.float32)
    around = [shifted(linked, step) for step in (-1, 1)] + [shifted(tags, step) for step in (-1, 1)]
    return np.column_stack([linked, strong, tags, depths, *around])


def _hint_distances(blocks: list[Block]) -> Floats:
    """Levels up to the nearest element that gives each hint, FAR where none does."""
    depths = np.array([block.frame.depth for block in blocks], dtype=np.float32)[:, None]
    nearest = np.frombuffer(b"".join(block.frame.hints for block in blocks), dtype=np.uint8).reshape(len(blocks), -1)
    return np.where(nearest == 0, FAR, np.minimum(depths - nearest, MAX_DISTANCE)).astype(np.float32)


def _container_features(blocks: list[Block]) -> Floats:
    """What the elements above hold: their share of the page's text, their linked share and their lines."""
    frames = [block.frame for block in blocks]
    held: list[list[list[int]]] = []
    for _ in range(LEVELS):
        held.append([[one.size for one in frames], [one.linked for one in frames], [one.lines for one in frames]])
        frames = [one.above or one for one in frames]
    size, linked, lines = np.array(held, np.float32).transpose(1, 2, 0)
    total = max(float(sum(len(block.text) for block in blocks)), 1.0)
    filled = np.maximum(size, 1)
    return np.concatenate([size / total, linked / filled, lines, size / np.maximum(lines, 1)], axis=1)


def _groupings(blocks: list[Block]) -> list[Ints]:
    """Group numbers of the blocks: by the element above, by the one above that, by look."""
    frames = [block.frame for block in blocks]
    above = [frame.above or frame for frame in frames]
    keys = ([frame.key for frame in above], [(one.above or one).key for one in above], [frame.look for frame in frames])
    return [np.unique(np.array(key), return_inverse=True)[1] for key in keys]


def _group_features(group: Ints, blocks: list[Block], shapes: Shapes) -> Floats:
    """What the blocks of the same group hold together: lines, prose, its share of the page's, linked share."""
    lengths = np.array([len(block.text) for block in blocks], dtype=np.float32)
    linked = np.array([block.linked for block in blocks], dtype=np.float32)
    count, size, prose, links = (
        np.bincount(group, one) for one in (np.ones(len(group)), lengths, shapes.prose, linked)
    )
    prose_lines = np.bincount(group, shapes.prose > 0)
    of_page = prose / max(float(prose.sum()), 1.0)
    columns = [
        count,
        size / count,
        prose,
        of_page,
        of_page / max(float(of_page.max()), 1e-9),
        links / size,
        prose_lines / count,
    ]
    return np.column_stack([column[group] for column in columns]).astype(np.float32)


def _declared_features(forms: list[str], declared: Declared) -> Floats:
    """Whether the page declares the line, how far the title stands above, and how often the line is printed."""
    times = Counter(forms)
    title_at = forms.index(declared.title) if declared.title in times else -1
    rows = [
        (
            at - title_at if title_at >= 0 else -FAR,
            form == declared.title,
            _agrees(form, declared.description),
            -1.0 if not declared.body else float(form in declared.body),
            times[form],
        )
        for at, form in enumerate(forms)
    ]
    return np.array(rows, dtype=np.float32)


def _agrees(form: str, description: str) -> float:
    """1 when the line opens with the description or the description with the line, -1 when the page declares none."""
    if not description:
        return -1.0
    return float(form.startswith(description) or (len(form) > 30 and description.startswith(form)))
