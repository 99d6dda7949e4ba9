"""Page body: which blocks are the article's, by the model's probabilities and by their like."""

from collections import Counter
from collections.abc import Sequence

from service.clean.blocks import Block
from service.clean.marks import ends_sentence

MIN_PROBABILITY = 0.45  # of being body; best F1 over the development pages, swept .40 to .60
MIN_BESIDE_BODY = 0.15  # of a sentence among body blocks; F1 is the same from .15 to .35, short reports keep their end


def body_blocks(blocks: Sequence[Block], chances: Sequence[float]) -> list[bool]:
    """Whether each block is body: likely by itself, or a sentence whose like in the same element mostly is."""
    kinds = [((block.frame.above or block.frame).key, block.frame.look) for block in blocks]
    likely = [chance >= MIN_PROBABILITY for chance in chances]
    of_kind = Counter(kinds)
    kept = Counter(kind for kind, is_likely in zip(kinds, likely, strict=True) if is_likely)
    mostly_body = {kind for kind, count in kept.items() if 2 * count >= of_kind[kind]}
    return [
        is_likely or (kind in mostly_body and chance >= MIN_BESIDE_BODY and ends_sentence(block.text))
        for block, kind, chance, is_likely in zip(blocks, kinds, chances, likely, strict=True)
    ]
