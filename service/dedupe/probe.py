"""A report's traits laid out for looking up, to be compared with many other reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from service.dedupe.traits import MAX_TERMS, Traits

LAST_WEIGHT = 0.25

# How much a shared word says, by its place: it falls from 1 at the first, the heaviest, to LAST_WEIGHT at the fortieth.
WEIGHTS = tuple(1.0 - (1.0 - LAST_WEIGHT) / MAX_TERMS * place for place in range(MAX_TERMS))
SQUARES = (0.0, *accumulate(weight * weight for weight in WEIGHTS))  # of the first n weights

Shared = tuple[str, float, float]  # a word, and its weights on either side


@dataclass(frozen=True)
class Probe:
    """Traits, and the weight of each word that they hold."""

    traits: Traits

    @cached_property
    def terms(self) -> Mapping[str, float]:
        """The heaviest terms."""
        return weighted(self.traits.terms)

    @cached_property
    def names(self) -> Mapping[str, float]:
        """The names."""
        return weighted(self.traits.names)

    @cached_property
    def title(self) -> Mapping[str, float]:
        """The words of the title."""
        return weighted(self.traits.title)

    @cached_property
    def evidence(self) -> Mapping[str, float]:
        """The words of the evidence."""
        return weighted(self.traits.evidence)


def weighted(ordered: tuple[str, ...]) -> dict[str, float]:
    """Each member with the weight of its place."""
    return dict(zip(ordered, WEIGHTS, strict=False))


def in_common(one: Mapping[str, float], other: tuple[str, ...]) -> list[Shared]:
    """What both name, in the order of the second, with the weight that it has in each."""
    return [(word, one[word], weight) for word, weight in zip(other, WEIGHTS, strict=False) if word in one]


def cosine(common: Sequence[Shared], size: int, other_size: int) -> float:
    """The cosine of two weighted sets of these sizes, neither empty, by what they have in common."""
    shared = sum([own * weight for _, own, weight in common])
    return float(shared / (SQUARES[size] * SQUARES[other_size]) ** 0.5)
