"""Line features: one row of numbers a line of flattened text, for the model that tells body from boilerplate.

Beside its look and its surroundings (line_shape), a line is told by how often it is printed, by how many of its words
the page's prose uses (a sub-head speaks of what the body does, a menu does not), and by words of sign-ups and notices.
"""

import re
from collections import Counter

import numpy as np

from service.clean.knowledge import WordKnowledge
from service.clean.line_marks import MARK_CODES
from service.clean.line_shape import Floats, Shapes, shape_features, shifted, window_features
from service.models.article import LineRole

_LONG_WORD = re.compile(r"\w{5,}")
MAX_WORDS_LOOKED_AT = 25  # long words of a line that are looked up; enough to tell, and linear on endless lines


def line_features(lines: list[str], marks: list[LineRole | None], shapes: Shapes, knowledge: WordKnowledge) -> Floats:
    """The features of `lines` (at least one, none empty) with their marks and shapes, one row each."""
    return np.concatenate(
        [
            shape_features(shapes),
            window_features(shapes),
            word_features(lines, shapes, knowledge.furniture_words),
            mark_features(marks),
            np.column_stack([_same_start(lines, step) for step in (-2, -1, 1, 2)] + [_run_of_short_lines(shapes)]),
        ],
        axis=1,
        dtype=np.float32,
    )


def word_features(lines: list[str], shapes: Shapes, furniture_words: frozenset[str]) -> Floats:
    """How often each line is printed, the share of its long words that other prose uses, how many are furniture's."""
    words = [_LONG_WORD.findall(line.casefold())[:MAX_WORDS_LOOKED_AT] for line in lines]
    times = Counter(lines)
    repeats = np.array([times[line] for line in lines], dtype=np.float32)
    agreement = _agreement(words, shapes)
    furniture = np.array([len(furniture_words.intersection(own)) for own in words], dtype=np.float32)
    around = [shifted(values, step) for values in (agreement, furniture) for step in (-1, 1)]
    return np.column_stack([repeats, agreement, furniture, *around])


def mark_features(marks: list[LineRole | None]) -> Floats:
    """What the word lists say about each line and its neighbours."""
    codes = np.array([MARK_CODES[mark] for mark in marks], dtype=np.float32)
    return np.column_stack([codes, shifted(codes, -1), shifted(codes, 1)])


def _agreement(words: list[list[str]], shapes: Shapes) -> Floats:
    """The share of each line's words that the page's prose (elsewhere) uses too; -1 for lines without any."""
    prose = (shapes.prose > 0).tolist()
    used = Counter(word for own, is_prose in zip(words, prose, strict=True) if is_prose for word in own)
    elsewhere = (used.__contains__, {word for word, times in used.items() if times > 1}.__contains__)
    shares = [
        sum(map(elsewhere[is_prose], own)) / len(own) if own else -1.0
        for own, is_prose in zip(words, prose, strict=True)
    ]
    return np.array(shares, dtype=np.float32)


def _same_start(lines: list[str], step: int) -> Floats:
    """Whether the line `step` further on begins with the same letters: lists do, and captions printed twice."""
    starts = [line[:8] for line in lines]
    others = ([""] * -step + starts)[: len(lines)] if step < 0 else starts[step:] + [""] * min(step, len(lines))
    return np.array([one == other for one, other in zip(starts, others, strict=True)], dtype=np.float32)


def _run_of_short_lines(shapes: Shapes) -> Floats:
    """How many lines that are no prose stand together here."""
    is_prose = shapes.prose > 0
    run = np.cumsum(is_prose)
    return np.bincount(run, ~is_prose)[run].astype(np.float32)
