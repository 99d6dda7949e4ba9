"""Statements: what one sentence says happened, as the neutral record that projections and assembly read."""

from dataclasses import dataclass, field

from service.extract.actors.parties import Party, find_parties
from service.extract.actors.relations import Relation, relate
from service.extract.casualties.cues import Harm, find_harms
from service.extract.casualties.people import find_people
from service.extract.claims import find_claim
from service.extract.dates import DateExpression
from service.extract.events.filters import Doubt, doubt_of, find_marks
from service.extract.events.kinds import Kind
from service.extract.events.triggers import Firing, find_triggers
from service.extract.knowledge import ExtractionKnowledge
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens
from service.models.mention import Claim, Place


@dataclass(frozen=True)
class Reading:
    """A sentence with everything found in it."""

    sentence: Sentence
    firings: tuple[Firing, ...]
    parties: tuple[Party, ...]
    harms: tuple[Harm, ...]
    places: tuple[Place, ...]
    dates: tuple[DateExpression, ...]
    claim: Claim | None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class Statement:
    """One event as one sentence reports it. kinds: the first is the most telling."""

    reading: Reading
    kinds: tuple[Kind, ...]
    firing: Firing
    relation: Relation
    harms: tuple[Harm, ...]
    doubt: Doubt | None = None
    extra: dict[str, str] = field(default_factory=dict)


def read_sentence(
    tokens: Tokens,
    sentence: Sentence,
    places: tuple[Place, ...],
    dates: tuple[DateExpression, ...],
    knowledge: ExtractionKnowledge,
) -> Reading | None:
    """What stands in a sentence; None when no word of it reports an event."""
    firings = find_triggers(tokens, sentence, knowledge.events.triggers)
    people = find_people(tokens, sentence, knowledge.events.people)
    harms = find_harms(tokens, sentence, people, knowledge.events.cues)
    if not firings and not harms:
        return None
    parties = find_parties(tokens, sentence, knowledge.actors)
    claim = find_claim(tokens, sentence, parties, knowledge.events.claims)
    return Reading(sentence, tuple(firings), tuple(parties), tuple(harms), places, dates, claim)


def statements_of(tokens: Tokens, reading: Reading, knowledge: ExtractionKnowledge) -> list[Statement]:
    """The events that a sentence reports: one for each family of kinds, led by its most telling trigger."""
    marks = find_marks(tokens, reading.sentence, knowledge.events.doubts)
    by_family: dict[str, list[tuple[Kind, Firing, Doubt | None]]] = {}
    for firing in reading.firings:
        kind = knowledge.events.kinds[firing.kind]
        doubt = doubt_of(tokens, reading.sentence, firing, marks)
        by_family.setdefault(kind.family, []).append((kind, firing, doubt))
    found = [_statement(tokens, reading, group) for group in by_family.values()]
    return found


def _statement(tokens: Tokens, reading: Reading, group: list[tuple[Kind, Firing, Doubt | None]]) -> Statement:
    real = [item for item in group if item[2] is None] or group
    ranked = sorted(real, key=lambda item: -item[0].rank)
    kind, firing, doubt = ranked[0]
    relation = relate(tokens, reading.sentence, firing, list(reading.parties))
    for _, other, _ in ranked[1:]:
        more = relate(tokens, reading.sentence, other, list(reading.parties))
        relation = Relation(relation.source or more.source, relation.target or more.target)
    harms = reading.harms if kind.family in HARMING else ()
    return Statement(reading, tuple(item[0] for item in ranked), firing, relation, harms, doubt)


HARMING = frozenset(
    ["violence", "territory", "protest", "abduction", "property", "arrest"]
)  # families whose statements carry casualties
