"""Finds what stands in a sentence and makes statements of it: one for each family of kinds of events."""

from service.extract.actors.parties import Party, PartyKind, find_parties
from service.extract.actors.relations import Relation, affiliation, relate
from service.extract.asides import is_aside, is_known, is_spoken_of, without_settings
from service.extract.casualties.cues import Harm, find_cues, find_harms, may_harm
from service.extract.casualties.groups import find_people
from service.extract.casualties.pasts import without_past
from service.extract.claims import find_claim
from service.extract.codebook_rules import Candidate, as_intent, combined, without_asides
from service.extract.dates import DateExpression
from service.extract.events.filters import Doubt, Mark, doubt_of, find_marks
from service.extract.events.triggers import Firing, find_triggers
from service.extract.knowledge import ExtractionKnowledge
from service.extract.reading.inflection import Form
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set
from service.extract.readings import HARMING, NOMINAL, VIOLENCE, Reading, Statement

SUBORDINATE_REACH = 8  # words before a trigger in which its clause's first word is sought
GENERIC_RANK = 3  # kinds up to this rank do not tell the means
SUPPORT_REACH = 5  # words before a noun in which the verb that makes it an event stands
AFTERMATH = "aftermath"  # the kind of a sentence that only tells what became of the victims
BACKGROUND = (Doubt.PAST, Doubt.TOTAL, Doubt.TYPICAL, Doubt.EARLIER)  # what a report of one sentence cannot be
_WITNESSES = (PartyKind.PERSON, PartyKind.PROPER)
_SUBORDINATING = word_set("after when while as which who whose that since before because if where following to")


def read_sentence(
    tokens: Tokens,
    sentence: Sentence,
    told: Sentence,
    dates: tuple[DateExpression, ...],
    knowledge: ExtractionKnowledge,
    is_short: bool,
) -> Reading | None:
    """What stands in a sentence (told: without its dateline); None when it reports neither event nor casualties."""
    firings = find_triggers(tokens, told, knowledge.events.triggers)
    cues = find_cues(tokens, told, knowledge.events.cues)
    harms: list[Harm] = []
    if may_harm(tokens, told, cues):
        harms = find_harms(tokens, told, find_people(tokens, told, knowledge.events.people), cues)
        harms = without_past(tokens, harms, find_marks(tokens, told, knowledge.events.doubts))
    if not firings and not harms:
        return None
    firings = firings or [Firing(harms[0].cue_first, harms[0].cue_end, AFTERMATH, Form.WORD)]
    parties = find_parties(tokens, told, knowledge.actors)
    claim = find_claim(tokens, told, parties, knowledge.events.claims)
    return Reading(sentence, tuple(firings), tuple(parties), tuple(harms), dates, claim, is_short)


def statements_of(tokens: Tokens, reading: Reading, knowledge: ExtractionKnowledge) -> list[Statement]:
    """The events that a sentence reports: one for each family of kinds, led by its most telling trigger."""
    marks = find_marks(tokens, reading.sentence, knowledge.events.doubts)
    by_family: dict[str, list[Candidate]] = {}
    for firing in reading.firings:
        kind = knowledge.events.kinds[firing.kind]
        if is_aside(tokens, reading, firing, kind):
            continue
        candidate = Candidate(kind, firing, _doubt(tokens, reading, firing, marks))
        if reading.is_short and candidate.doubt is Doubt.PLANNED:
            candidate = as_intent(tokens, reading.sentence, candidate, knowledge.events)
        by_family.setdefault(candidate.kind.family, []).append(candidate)
    found = [_statement(tokens, reading, group, knowledge.events.support_verbs) for group in by_family.values()]
    return without_asides(without_settings(tokens, combined(found, knowledge.events)), reading)


def _doubt(tokens: Tokens, reading: Reading, firing: Firing, marks: list[Mark]) -> Doubt | None:
    doubt = doubt_of(tokens, reading.sentence, firing, marks)
    return None if reading.is_short and doubt in BACKGROUND else doubt


def _statement(tokens: Tokens, reading: Reading, group: list[Candidate], support_verbs: frozenset[str]) -> Statement:
    """The statement of one family's triggers, those without a doubt first, the most telling leading."""
    real = [item for item in group if item.doubt is None] or group
    ranked = sorted(real, key=lambda item: -item.kind.rank)
    best = ranked[0]
    harms = reading.harms if best.kind.family in HARMING else ()
    relation = _relation(tokens, reading, ranked)
    is_made = any(_is_made(tokens, reading, item, support_verbs) for item in ranked)
    if all(_is_generic_noun(item) for item in ranked):
        is_made = is_made and bool(harms or reading.dates or relation.source or relation.target)
    return Statement(
        reading,
        tuple(item.kind for item in ranked),
        best.firing,
        _with_harmed(tokens, reading, relation, harms),
        harms,
        best.doubt,
        _is_subordinate(tokens, reading.sentence, best.firing),
        can_open=is_made or (reading.is_short and best.doubt is None),
    )


def _is_generic_noun(item: Candidate) -> bool:
    """A noun such as "violence" or "attacks", which alone speaks of no one event."""
    return item.firing.form in NOMINAL and item.kind.rank <= GENERIC_RANK


def _relation(tokens: Tokens, reading: Reading, ranked: list[Candidate]) -> Relation:
    """Who acts on whom: what the most telling trigger leaves open, the others fill."""
    relation = Relation((), ())
    for item in ranked:
        more = relate(tokens, reading.sentence, item.firing, list(reading.parties))
        source = () if is_spoken_of(tokens, reading, item.firing) else more.source
        relation = Relation(relation.source or source, relation.target or more.target)
    relation = _without_self(relation)
    return _without_witness(reading, relation) if ranked[0].kind.family == VIOLENCE else relation


def _without_self(relation: Relation) -> Relation:
    """Nobody who acts is acted on by a pronoun: "the mayor asked the people to help her"."""
    acting = {party.name for party in relation.source}
    is_self = [party.refers_back and party.name in acting for party in relation.target]
    return Relation(
        relation.source, tuple(party for party, same in zip(relation.target, is_self, strict=True) if not same)
    )


def _without_witness(reading: Reading, relation: Relation) -> Relation:
    """Whoever tells of violence and is no armed party has not done it ("We received 14 bodies," a doctor said)."""
    said = (reading.claim.text or "") if reading.claim else ""
    source = tuple(party for party in relation.source if not (_is_witness(party) and party.name in said))
    return Relation(source, relation.target)


def _is_witness(party: Party) -> bool:
    return party.kind in _WITNESSES or (party.refers_back and party.side == "civilian")


def _with_harmed(tokens: Tokens, reading: Reading, relation: Relation, harms: tuple[Harm, ...]) -> Relation:
    """The people harmed are the target, whatever the trigger's object is ("shelling of a town killed 22 fighters")."""
    parties = list(reading.parties)
    found = [affiliation(tokens, harm.people.first, harm.people.end, parties) for harm in harms]
    harmed = tuple(dict.fromkeys(party for group in found for party in group))
    others = tuple(party for party in harmed if party not in relation.source)
    return Relation(relation.source, others or relation.target)


def _is_subordinate(tokens: Tokens, sentence: Sentence, firing: Firing) -> bool:
    """Does the trigger stand in a clause that only tells the circumstances?"""
    for number in range(firing.first - 1, max(sentence.first, firing.first - SUBORDINATE_REACH) - 1, -1):
        if tokens.words[number] in _SUBORDINATING:
            return True
        if tokens.words[number] in (",", ";"):
            return False
    return False


def _is_made(tokens: Tokens, reading: Reading, item: Candidate, support_verbs: frozenset[str]) -> bool:
    """Is the trigger a verb, a deed of violence or protest, or a noun that a verb makes an event ("signed a truce")?"""
    if item.kind.name == AFTERMATH or is_known(tokens, reading, item.firing):
        return False
    if item.firing.form not in NOMINAL or item.kind.family in HARMING:
        return True
    before = tokens.words[max(reading.sentence.first, item.firing.first - SUPPORT_REACH) : item.firing.first]
    return not support_verbs.isdisjoint(before)
