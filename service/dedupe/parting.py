"""Does an event fall apart when a report is taken out of it?"""

from collections.abc import Sequence
from itertools import combinations

from service.dedupe.event_state import EventMemory
from service.dedupe.knowledge import DedupeKnowledge
from service.dedupe.linkage import are_told_apart, fits, linkage_for
from service.dedupe.probe import Probe
from service.dedupe.traits import traits_of
from service.models.event import EventReport

MOST_PARTED = 40  # reports; a larger event does not hang on one of them, and each is compared with every other

Reports = tuple[EventReport, ...]


def parts_without(
    taken: EventReport, kept: Reports, state: EventMemory, knowledge: DedupeKnowledge
) -> tuple[Reports, ...]:
    """The reports kept, in one part, or in several that only the report taken out held together."""
    if not 1 < len(kept) <= MOST_PARTED or len(_linked((*kept, taken), state, knowledge)) > 1:
        return (kept,)
    return _linked(kept, state, knowledge)


def _linked(reports: Reports, state: EventMemory, knowledge: DedupeKnowledge) -> tuple[Reports, ...]:
    """Groups of reports between which no two fit each other, each in the order given; the first report's first."""
    group = list(range(len(reports)))
    for one, other in _fitting_pairs(reports, state, knowledge):
        joined, left = sorted((group[one], group[other]))
        group = [joined if number == left else number for number in group]
    return tuple(
        tuple(report for report, number in zip(reports, group, strict=True) if number == kept)
        for kept in sorted(set(group))
    )


def _fitting_pairs(
    reports: Sequence[EventReport], state: EventMemory, knowledge: DedupeKnowledge
) -> list[tuple[int, int]]:
    probes = [Probe(traits_of(report)) for report in reports]
    places = [
        (one, other)
        for one, other in combinations(range(len(reports)), 2)
        if not are_told_apart([(probes[one].traits, probes[other].traits)])
    ]
    pairs = [[(probes[one], probes[other].traits)] for one, other in places]
    chances = fits(pairs, state, knowledge)
    return [
        place for place, pair, chance in zip(places, pairs, chances, strict=True) if chance >= linkage_for(pair).join_at
    ]
