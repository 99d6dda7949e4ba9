"""Wrapping: text whose lines were broken at a column, as old mail and newswire feeds do, gets its paragraphs back."""

from collections.abc import Sequence
from itertools import pairwise

from service.clean.marks import ends_sentence

MIN_WIDTH, MAX_WIDTH = 45, 140  # characters; shorter lines are list items, longer ones were not broken at a column
MIN_BROKEN = 3  # lines that go on with a small letter, before a text counts as wrapped
MIN_BROKEN_SHARE = 0.3  # of the lines that end without an end mark; elsewhere those are headings and menu items
NEARLY_FULL = 0.7  # share of the text's widest broken line from which a line may be broken


def unwrapped(lines: Sequence[str]) -> list[str]:
    """`lines` (an empty one parts paragraphs) with broken ones joined; as they are when the text is not wrapped."""
    open_pairs = [(one, other) for one, other in pairwise(lines) if other and _is_open(one)]
    broken = [one for one, other in open_pairs if other[0].islower()]
    if len(broken) < MIN_BROKEN or len(broken) < MIN_BROKEN_SHARE * len(open_pairs):
        return list(lines)
    least = NEARLY_FULL * max(map(len, broken))
    paragraphs: list[list[str]] = []
    for at, line in enumerate(lines):
        goes_on = at > 0 and bool(line) and _is_open(lines[at - 1]) and len(lines[at - 1]) >= least
        if goes_on:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [" ".join(parts) for parts in paragraphs]


def _is_open(line: str) -> bool:
    return MIN_WIDTH <= len(line) <= MAX_WIDTH and not ends_sentence(line)
