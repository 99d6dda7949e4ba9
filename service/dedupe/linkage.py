"""How well a report fits an event: the pair scores with the reports that stand for it, taken together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.dedupe.apartness import are_apart
from service.dedupe.event_state import EventMemory
from service.dedupe.knowledge import DedupeKnowledge
from service.dedupe.likeness import likeness
from service.dedupe.probe import Probe, cosine, in_common
from service.dedupe.traits import Traits

Pair = tuple[Probe, Traits]

OTHER_TYPE = 0.35  # factor for reports of another event type: CoNLL .930, pair F1 .881; barred altogether .921, .863
SAME_WORDS = 0.8  # cosine of the evidence at which a copy repeats its original's mention


@dataclass(frozen=True)
class Linkage:
    """best_share: the weight of the best pair beside the mean of all; join_at, merge_at: fit from which two are one."""

    best_share: float
    join_at: float
    merge_at: float


# Swept on one half of the development incidents, each model fitted on the other. With text: CoNLL .930, pair precision
# .972 and recall .806 at .20; half of the best pair gains .01 pair F1 over the mean alone. Coded: CoNLL .876 at .20,
# .878 at .30; there the best pair adds false joins. Merging asks for more: a false merge destroys an event, a missed
# one doubles it. On the halves held aside, merging at .3, .4, .5, .6 and .7 has pair F1 .872, .872, .872, .870 and .869
# with text, where another order of arrival changes least at .6, and .777, .790, .791, .785 and .783 coded.
TEXT = Linkage(best_share=0.5, join_at=0.2, merge_at=0.6)
CODED = Linkage(best_share=0.0, join_at=0.25, merge_at=0.5)


def linkage_for(pairs: Sequence[Pair]) -> Linkage:
    """The rule for these pairs: coded when one report of them comes without text."""
    return CODED if any(one.traits.is_coded or other.is_coded for one, other in pairs) else TEXT


def fits(groups: Sequence[Sequence[Pair]], state: EventMemory, knowledge: DedupeKnowledge) -> list[float]:
    """For each group of pairs (a report or an event with one event) how well the two fit, 0 to 1."""
    chances = [0.0] * len(groups)
    for linkage, model in ((TEXT, knowledge.text_pairs), (CODED, knowledge.coded_pairs)):
        chosen = [place for place, pairs in enumerate(groups) if pairs and linkage_for(pairs) is linkage]
        rows = [likeness(one, other, state.holders) for place in chosen for one, other in groups[place]]
        if not rows:
            continue
        ends = np.cumsum([len(groups[place]) for place in chosen])
        for place, scores in zip(chosen, np.split(model.probabilities(rows), ends[:-1]), strict=True):
            mean, best = float(scores.mean()), float(scores.max())
            fit = linkage.best_share * best + (1.0 - linkage.best_share) * mean
            chances[place] = fit * OTHER_TYPE if linkage is TEXT and _differ_in_type(groups[place]) else fit
    return [1.0 if _repeats(pairs) else chance for pairs, chance in zip(groups, chances, strict=True)]


def _repeats(pairs: Sequence[Pair]) -> bool:
    """Whether a copy makes its original's mention again."""
    return any(_is_copy(one.traits, other) and _have_same_words(one, other) for one, other in pairs)


def _is_copy(one: Traits, other: Traits) -> bool:
    return one.root == other.root and one.article != other.article


def _have_same_words(one: Probe, other: Traits) -> bool:
    common = in_common(one.evidence, other.evidence)
    return bool(common) and cosine(common, len(one.evidence), len(other.evidence)) >= SAME_WORDS


def are_told_apart(pairs: Sequence[tuple[Traits, Traits]]) -> bool:
    """Whether they tell of other days or regions, or one article tells of both as two events, however alike they are.

    The extractor has joined what it takes for one, so only mentions of one type on one day in one place may meet. Coded
    reports are left to the pair score.
    """
    return are_apart(pairs) or any(
        one.article == other.article and not _is_alike(one, other) and not (one.is_coded or other.is_coded)
        for one, other in pairs
    )


def _differ_in_type(pairs: Sequence[Pair]) -> bool:
    types = ((one.traits.event_type, other.event_type) for one, other in pairs)
    return all(one and other and one != other for one, other in types)


def _is_alike(one: Traits, other: Traits) -> bool:
    """Whether type, day and most specific place are the same and known."""
    if not one.spots or not other.spots or one.first_day is None or one.event_type is None:
        return False
    same_place = one.spots[0].name == other.spots[0].name
    return same_place and one.event_type == other.event_type and one.first_day == other.first_day
