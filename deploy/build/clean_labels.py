"""Labels for training: which blocks or lines of a page belong to the body that its gold gives."""

import re
from collections import Counter, defaultdict

WORD = re.compile(r"\w+")
GRAM = 4  # words; the unit in which cleaning is scored
MIN_COVER = 0.5  # share of a block's word groups that the gold must hold
NEAR = 12  # blocks within which neighbours decide between two copies of a line


def labels_of(texts: list[str], gold: str) -> list[bool]:
    """For each text, in page order, whether `gold` holds it."""
    words = WORD.findall(gold)
    places = defaultdict(list)
    for at in range(len(words) - GRAM + 1):
        places[tuple(words[at : at + GRAM])].append(at)
    parts = [WORD.findall(text) for text in texts]
    anchors = [_place(part, places) for part in parts]
    _drop_copies(texts, anchors)
    labels = [anchor is not None for anchor in anchors]
    for at, part in enumerate(parts):
        if 0 < len(part) < GRAM:
            labels[at] = _stands_between(part, words, *_gap(anchors, at, len(words)))
    return labels


def _place(part: list[str], places: dict[tuple[str, ...], list[int]]) -> int | None:
    grams = [tuple(part[at : at + GRAM]) for at in range(len(part) - GRAM + 1)]
    hits = [gram for gram in grams if gram in places]
    return places[hits[0]][0] if grams and len(hits) >= MIN_COVER * len(grams) else None


def _drop_copies(texts: list[str], anchors: list[int | None]) -> None:
    """Of a line that stands more than once, keep the one with the most body around it."""
    copies = defaultdict(list)
    for at, text in enumerate(texts):
        if anchors[at] is not None:
            copies[text].append(at)
    around = {at: sum(one is not None for one in anchors[max(0, at - NEAR) : at + NEAR]) for at in range(len(texts))}
    for places in copies.values():
        best = max(places, key=lambda at: (around[at], -at))
        for at in places:
            if at != best:
                anchors[at] = None


def _gap(anchors: list[int | None], at: int, end: int) -> tuple[int, int]:
    """The stretch of the gold between the blocks around `at` that were found in it."""
    above = next((anchor for anchor in reversed(anchors[:at]) if anchor is not None), None)
    below = next((anchor for anchor in anchors[at + 1 :] if anchor is not None), None)
    if above is None:
        return 0, min(60, below if below is not None else 0)
    return above, (below if below is not None and below >= above else min(above + 400, end))


def _stands_between(part: list[str], words: list[str], start: int, end: int) -> bool:
    stretch = words[start:end]
    return any(stretch[at : at + len(part)] == part for at in range(len(stretch) - len(part) + 1))


def word_count(text: str) -> int:
    """Words of `text`, at least 1."""
    return max(1, len(WORD.findall(text)))


__all__ = ["Counter", "labels_of", "word_count"]
