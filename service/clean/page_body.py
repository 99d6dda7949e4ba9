"""Page body: which blocks are the article's, by the model's probabilities and by their like."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from service.clean.blocks import Block, Frame
from service.clean.marks import ends_sentence

# All were chosen on the development pages with forests that did not know the page's site, three ways to part the sites.
MIN_PROBABILITY = 0.45  # of being body; best F1 over the development pages, swept .40 to .60
MIN_BESIDE_BODY = 0.15  # of a sentence among body blocks; F1 is the same from .15 to .35, short reports keep their end
LIKES_SHARE = 0.6  # of a block's log odds that its look decides; F1 is the same from .6 to .9
MIN_COPY = 60  # characters of a line that a body holds once; shorter ones repeat in tables; the same from 40 to 100
COPY_MARGIN = 0.1  # by which a later copy must be likelier than the first, so that copies of a whole text go together
MIN_IN_COMMENT = 0.95  # probability of body inside a comment; the same from .8
MAX_COMMENT = 0.5  # of the page's text; an element that holds more of it has comments beside the article; .3 loses .001
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
COMMENT_LEVELS = 15  # upwards to the element of the comment


def body_blocks(blocks: Sequence[Block], forms: Sequence[str], chances: Sequence[float], comment: int) -> list[bool]:
    """Whether each block is body: likely with its like, or a sentence whose like in the same element mostly is.

    forms: the blocks' comparable forms. comment: the number of the hint that tells of comments. Of a long line's copies
    one stays.
    """
    agreed = _agreed(blocks, chances).tolist() if blocks else []
    body = _likely(blocks, agreed)
    _drop_comments(blocks, agreed, comment, body)
    _drop_copies(forms, agreed, body)
    _drop_last_headings(blocks, body)
    return body


def _agreed(blocks: Sequence[Block], chances: Sequence[float]) -> NDArray[np.float64]:
    """The probabilities once blocks of the same look have agreed: long ones weigh more, by the root of their length."""
    probabilities = np.clip(np.array(chances, dtype=np.float64), 1e-4, 1 - 1e-4)
    odds = np.log(probabilities / (1 - probabilities))
    weights = np.sqrt([len(block.text) for block in blocks])
    group = np.unique([block.frame.look for block in blocks], return_inverse=True)[1]
    of_look = np.bincount(group, weights * odds) / np.maximum(np.bincount(group, weights), 1e-9)
    agreed: NDArray[np.float64] = 1 / (1 + np.exp(-((1 - LIKES_SHARE) * odds + LIKES_SHARE * of_look[group])))
    return agreed


def _likely(blocks: Sequence[Block], chances: Sequence[float]) -> list[bool]:
    kinds = [((block.frame.above or block.frame).key, block.frame.look) for block in blocks]
    likely = [chance >= MIN_PROBABILITY for chance in chances]
    of_kind = Counter(kinds)
    kept = Counter(kind for kind, is_likely in zip(kinds, likely, strict=True) if is_likely)
    mostly_body = {kind for kind, count in kept.items() if 2 * count >= of_kind[kind]}
    return [
        is_likely or (kind in mostly_body and chance >= MIN_BESIDE_BODY and ends_sentence(block.text))
        for block, kind, chance, is_likely in zip(blocks, kinds, chances, likely, strict=True)
    ]


def _drop_comments(blocks: Sequence[Block], chances: Sequence[float], comment: int, body: list[bool]) -> None:
    """Readers write prose too: what stands in a comment must be all but certain."""
    most = MAX_COMMENT * sum(len(block.text) for block in blocks)
    for at, block in enumerate(blocks):
        if body[at] and chances[at] < MIN_IN_COMMENT and 0 < _size_of_comment(block.frame, comment) < most:
            body[at] = False


def _size_of_comment(frame: Frame, comment: int) -> int:
    """Characters of the nearest comment around `frame`, 0 where none is near."""
    levels = frame.depth - frame.hints[comment]
    if not frame.hints[comment] or levels > COMMENT_LEVELS:
        return 0
    for _ in range(levels):
        frame = frame.above or frame
    return frame.size


def _drop_copies(forms: Sequence[str], chances: Sequence[float], body: list[bool]) -> None:
    """Pages hold what they show on wide and on narrow screens; of copies about as likely the first stays."""
    best: dict[str, int] = {}
    dropped: set[int] = set()
    for at, form in enumerate(forms):
        if not body[at] or len(form) < MIN_COPY:
            continue
        known = best.setdefault(form, at)
        if known != at:
            loser = known if chances[at] > chances[known] + COPY_MARGIN else at
            best[form] = at if loser == known else known
            body[loser] = False
            dropped.add(loser)
    _drop_headings(forms, dropped, body)


def _drop_headings(forms: Sequence[str], dropped: set[int], body: list[bool]) -> None:
    """A short line that the body holds elsewhere goes with the copy beside which it stands."""
    times = Counter(form for form, is_body in zip(forms, body, strict=True) if is_body)
    for at in range(len(forms)) if dropped else ():
        if body[at] and times[forms[at]] > 1 and (at - 1 in dropped or at + 1 in dropped):
            times[forms[at]] -= 1
            body[at] = False


def _drop_last_headings(blocks: Sequence[Block], body: list[bool]) -> None:
    """A heading below which no body stands heads none of it."""
    for at in reversed(range(len(blocks))):
        if body[at] and (blocks[at].frame.tag not in _HEADINGS or ends_sentence(blocks[at].text)):
            return
        body[at] = False
