"""Line shape: numbers that tell prose from page furniture in any language, all lines of a page at once.

The text is looked at as character classes, never as words, so that no language needs a word list. One pass over the
characters gives the counts of each class in each line; the window numbers follow from cumulated sums.
"""

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

LOWER, UPPER, DIGIT, SPACE, STOP, COMMA, COLON, QUOTE, BRACKET, SEPARATOR, IDEOGRAPH, SIGN, OTHER = range(13)
CLASSES = 16  # a power of two above the number of classes
TABLE_SIZE = 0x10000  # characters beyond the basic plane are emoji and rare scripts: OTHER

IDEOGRAPH_SIZE = 2.5  # letters that one ideograph is worth, so that "long" means the same in Chinese and English
PROSE_SIZE = 40.0  # letters from which a line that ends a sentence counts as prose
REGION_COSTS = (20.0, 60.0, 150.0)  # letters; a loose, a middling and a tight idea of where the body is
FAR = 99.0  # distance where there is no prose on that side, and the cap of all distances

_WRITTEN = {
    STOP: ".!?…。！？؟।",
    COMMA: ",;、，؛،",
    COLON: ":：",
    QUOTE: "\"'“”„‘’«»「」",
    BRACKET: "()[]",
    SEPARATOR: "|/·•›>–—-_+*",
}
_CATEGORIES = {
    "Lu": UPPER,
    "Lt": UPPER,
    "Nd": DIGIT,
    "Zs": SPACE,
    "Cc": SPACE,
    "Sc": SIGN,
    "Sm": SIGN,
    "So": SIGN,
    "Po": SIGN,
}


def character_classes() -> NDArray[np.uint8]:
    """The class of every character of the basic plane."""
    table = np.full(TABLE_SIZE, OTHER, dtype=np.uint8)
    for code in range(TABLE_SIZE):
        category = unicodedata.category(chr(code))
        table[code] = _CATEGORIES.get(category, LOWER if category[0] == "L" else OTHER)
    table[0x3040:0xA000] = IDEOGRAPH
    table[0xAC00:0xD7B0] = IDEOGRAPH
    for kind, characters in _WRITTEN.items():
        table[[ord(one) for one in characters]] = kind
    return table


@dataclass(frozen=True)
class Shapes:
    """What all lines of a page look like: counts[line, class], size in letters, and which lines end a sentence."""

    counts: Floats
    size: Floats
    ends: Floats
    first: NDArray[np.uint8]
    last: NDArray[np.uint8]

    @property
    def prose(self) -> Floats:
        """Letters of the lines that are prose, 0 for the others."""
        return self.size * ((self.ends > 0) & (self.size >= PROSE_SIZE))


def shapes_of(lines: list[str], table: NDArray[np.uint8]) -> Shapes:
    """The shapes of `lines`, none of which is empty; `table` is that of `character_classes`."""
    codes = np.frombuffer("\n".join(lines).encode("utf-32-le", "replace"), dtype=np.uint32)
    classes = table[np.minimum(codes, TABLE_SIZE - 1)]
    lengths = np.fromiter(map(len, lines), dtype=np.int64, count=len(lines))
    starts = np.concatenate(([0], np.cumsum(lengths[:-1] + 1)))
    owner = np.repeat(np.arange(len(lines)) * CLASSES, np.append(lengths[:-1] + 1, lengths[-1:]))
    counts = np.bincount(owner + classes, minlength=len(lines) * CLASSES).reshape(-1, CLASSES).astype(np.float32)
    last = _last_class(classes, starts, starts + lengths - 1)
    size = counts[:, LOWER] + counts[:, UPPER] + counts[:, DIGIT] + IDEOGRAPH_SIZE * counts[:, IDEOGRAPH]
    return Shapes(counts, size, (last == STOP).astype(np.float32), classes[starts], last)


def _last_class(classes: NDArray[np.uint8], starts: Ints, ends: Ints) -> NDArray[np.uint8]:
    """The class of each line's last character, up to three closing quotation marks, brackets or spaces aside."""
    for _ in range(3):
        closing = np.isin(classes[ends], (QUOTE, BRACKET, SPACE)) & (ends > starts)
        ends = ends - closing
    return classes[ends]


def shape_features(shapes: Shapes) -> Floats:
    """What each line looks like by itself: one row a line."""
    size = np.maximum(shapes.size, 1)[:, None]
    shares = shapes.counts[:, [UPPER, DIGIT, SPACE, QUOTE, SEPARATOR, SIGN, BRACKET]] / size
    raw = shapes.counts[:, [STOP, COMMA, COLON]]
    return np.column_stack([shapes.size, shapes.ends, shapes.first, shapes.last, raw, raw[:, :2] / size, shares])


def window_features(shapes: Shapes) -> Floats:
    """What stands around each line, and where it stands: one row a line."""
    count, size, prose = len(shapes.size), shapes.size, shapes.prose
    is_prose = prose > 0
    at = np.arange(count)
    total = max(float(prose.sum()), 1.0)
    before = np.cumsum(prose) - prose
    near = [window_sum(values, *reach) for values in (prose, size) for reach in ((3, 0), (0, 3), (8, 0), (0, 8))]
    neighbours = [shifted(values, step) for step in (-2, -1, 1, 2) for values in (size, shapes.ends)]
    distances = [_distance_before(is_prose), _distance_before(is_prose[::-1])[::-1]]
    place = [at, count - at, at / count, before / total, 1 - (before + prose) / total]
    page = [np.full(count, value) for value in (count, total, is_prose.mean(), float(np.median(size)))]
    regions = [_from_region(*densest_region(prose, cost), count) for cost in REGION_COSTS]
    return np.column_stack([*near, *neighbours, *distances, *place, *page, *regions]).astype(np.float32)


def window_sum(values: Floats, above: int, below: int) -> Floats:
    """The sum over `above` lines above and `below` lines below, the line itself left out."""
    sums = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    at = np.arange(len(values))
    inside = sums[np.minimum(at + below + 1, len(values))] - sums[np.maximum(at - above, 0)]
    return (inside - values).astype(np.float32)


def densest_region(prose: Floats, cost: float) -> tuple[int, int]:
    """First and last line of the stretch with the most prose, when every other line in it costs `cost` letters.

    The maximum-sum stretch (Kadane), as in Pasternack and Roth, Extracting article text with maximum subsequence
    segmentation (WWW 2009).
    """
    best, best_at, total, start = 0.0, (0, len(prose) - 1), 0.0, 0
    for at, value in enumerate(prose.tolist()):
        gain = value or -cost
        if total <= 0:
            total, start = 0.0, at
        total += gain
        if total > best:
            best, best_at = total, (start, at)
    return best_at


def _from_region(first: int, last: int, count: int) -> Floats:
    """Lines to the region, negative above it, 0 inside."""
    at = np.arange(count)
    distance = np.where(at < first, at - first, np.where(at > last, at - last, 0))
    return np.clip(distance, -FAR, FAR).astype(np.float32)


def shifted(values: Floats, step: int) -> Floats:
    """The value `step` lines further on, -1 beyond the page's ends."""
    beyond = np.full(min(abs(step), len(values)), -1.0)
    moved = np.concatenate([beyond, values[:step]] if step < 0 else [values[step:], beyond])
    return moved.astype(np.float32)


def _distance_before(is_prose: NDArray[np.bool_]) -> Floats:
    """Lines since the last prose line above."""
    at = np.arange(len(is_prose))
    seen = np.maximum.accumulate(np.where(is_prose, at, -1))
    above = np.concatenate(([-1], seen[:-1]))
    return np.where(above < 0, FAR, np.minimum(at - above, FAR)).astype(np.float32)
