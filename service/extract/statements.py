"""Statements: what one sentence says happened, as the neutral record that assembly joins."""

from dataclasses import dataclass, replace

from service.extract.actors.parties import IDENTIFIED, Party, PartyKind, find_parties
from service.extract.actors.relations import Relation, affiliation, relate
from service.extract.casualties.cues import Harm, find_harms
from service.extract.casualties.groups import find_people
from service.extract.claims import find_claim
from service.extract.dates import DateExpression
from service.extract.events.filters import Doubt, Mark, doubt_of, find_marks
from service.extract.events.kinds import Combination, Kind
from service.extract.events.triggers import Firing, find_triggers
from service.extract.knowledge import ExtractionKnowledge
from service.extract.reading.inflection import Form
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set
from service.models.mention import Claim, Modality, Quad

HARMING = word_set("violence territory protest abduction")  # families whose statements carry casualties
SUBORDINATE_REACH = 8  # words before a trigger in which its clause's first word is sought
INTENT_REACH = 5  # words before a verb in which its announcement stands
SUPPORT_REACH = 5  # words before a noun in which the verb that makes it an event stands
AFTERMATH = "aftermath"  # the kind of a sentence that only tells what became of the victims
VERBAL_RANK = 3  # kinds up to this rank outside HARMING are words and deals: an article is full of them
_LOCATING = word_set("in near at around outside of to from into through inside towards toward")
_SUBORDINATING = word_set("after when while as which who whose that since before because if where following to")
_ARTICLES = word_set("a an the its their his her")
_ABOUT_TO = "about to"
_INTENT = word_set(
    "will would willing ready agreed agree plans planning planned promised pledged vowed offered prepared wants expected"
)
_BE = word_set("was were is are been being be")


@dataclass(frozen=True)
class Reading:
    """A sentence with everything found in it. is_short: the article has no more than a sentence or two."""

    sentence: Sentence
    firings: tuple[Firing, ...]
    parties: tuple[Party, ...]
    harms: tuple[Harm, ...]
    dates: tuple[DateExpression, ...]
    claim: Claim | None
    is_short: bool


@dataclass(frozen=True)
class Statement:
    """One event as one sentence reports it. kinds: the first is the most telling."""

    reading: Reading
    kinds: tuple[Kind, ...]
    firing: Firing
    relation: Relation
    harms: tuple[Harm, ...]
    doubt: Doubt | None = None
    is_subordinate: bool = False  # after "which", "after", "to" and the like
    can_open: bool = True  # else it only adds to an event that another sentence reports


@dataclass(frozen=True)
class _Candidate:
    kind: Kind
    firing: Firing
    doubt: Doubt | None


def read_sentence(
    tokens: Tokens,
    sentence: Sentence,
    dates: tuple[DateExpression, ...],
    knowledge: ExtractionKnowledge,
    is_short: bool,
) -> Reading | None:
    """What stands in a sentence; None when no word of it reports an event."""
    firings = find_triggers(tokens, sentence, knowledge.events.triggers)
    people = find_people(tokens, sentence, knowledge.events.people)
    harms = find_harms(tokens, sentence, people, knowledge.events.cues)
    if not firings and not harms:
        return None
    firings = firings or [Firing(harms[0].cue_first, harms[0].cue_end, AFTERMATH, Form.WORD)]
    parties = find_parties(tokens, sentence, knowledge.actors)
    claim = find_claim(tokens, sentence, parties, knowledge.events.claims)
    return Reading(sentence, tuple(firings), tuple(parties), tuple(harms), dates, claim, is_short)


def statements_of(tokens: Tokens, reading: Reading, knowledge: ExtractionKnowledge) -> list[Statement]:
    """The events that a sentence reports: one for each family of kinds, led by its most telling trigger."""
    marks = find_marks(tokens, reading.sentence, knowledge.events.doubts)
    by_family: dict[str, list[_Candidate]] = {}
    for firing in reading.firings:
        if _is_reduced_relative(tokens, reading.sentence, firing):
            continue
        kind = knowledge.events.kinds[firing.kind]
        candidate = _Candidate(kind, firing, _doubt(tokens, reading, firing, marks))
        if reading.is_short and candidate.doubt is Doubt.PLANNED:
            candidate = _as_intent(tokens, reading.sentence, candidate, knowledge)
        by_family.setdefault(candidate.kind.family, []).append(candidate)
    found = [_statement(tokens, reading, group, knowledge.events.support_verbs) for group in by_family.values()]
    return _without_asides(_combined(found, knowledge), reading)


def _combined(found: list[Statement], knowledge: ExtractionKnowledge) -> list[Statement]:
    """Statements of one sentence that the code books count as one event: a protest with arson is a riot."""
    for rule in knowledge.events.combinations:
        host = next((one for one in found if _hosts(one, rule)), None)
        guest = next((one for one in found if one.kinds[0].family == rule.absorbs and one is not host), None)
        if host is None or guest is None or guest.doubt is not None:
            continue
        kinds = (knowledge.events.kinds[rule.becomes], *host.kinds) if rule.becomes else host.kinds
        merged = replace(host, kinds=kinds, harms=host.harms or guest.harms)
        found = [merged if one is host else one for one in found if one is not guest]
    return found


def _hosts(statement: Statement, rule: Combination) -> bool:
    """Is the statement of the rule's kind, or, with casualties, of the rule's family?"""
    if statement.doubt is not None:
        return False
    if statement.kinds[0].family == rule.kind and statement.harms:
        return True
    return rule.kind in [kind.name for kind in statement.kinds]


def _as_intent(tokens: Tokens, sentence: Sentence, candidate: _Candidate, knowledge: ExtractionKnowledge) -> _Candidate:
    """What is announced is an event of words: to cooperate is to agree, to coerce is to threaten (PLOVER codebook)."""
    before = tokens.words[max(sentence.first, candidate.firing.first - INTENT_REACH) : candidate.firing.first]
    if _ABOUT_TO in " ".join(before):
        return replace(candidate, doubt=None)
    if _INTENT.isdisjoint(before) or candidate.firing.form not in (Form.BASE, Form.PAST, Form.PARTICIPLE):
        return candidate
    quad = knowledge.events.books.quads.get(candidate.kind.plover)
    if quad in (Quad.MATERIAL_COOPERATION, Quad.VERBAL_COOPERATION):
        return replace(candidate, kind=knowledge.events.kinds["agree"], doubt=None)
    if quad is Quad.MATERIAL_CONFLICT:
        return replace(candidate, kind=knowledge.events.kinds["threaten"], doubt=None)
    return replace(candidate, doubt=None)


def _doubt(tokens: Tokens, reading: Reading, firing: Firing, marks: list[Mark]) -> Doubt | None:
    doubt = doubt_of(tokens, reading.sentence, firing, marks)
    if reading.is_short and doubt in (Doubt.PAST, Doubt.TOTAL, Doubt.TYPICAL, Doubt.EARLIER):
        return None
    return doubt


def _is_reduced_relative(tokens: Tokens, sentence: Sentence, firing: Firing) -> bool:
    """Is the participle only a description ("the army backed by warplanes", "a man accused of theft", "a suspected thief")?"""
    if firing.form not in (Form.PAST, Form.PARTICIPLE) or firing.end >= sentence.end:
        return False
    before = tokens.words[max(sentence.first, firing.first - 4) : firing.first]
    if before and before[-1] in _ARTICLES:
        return True
    return tokens.words[firing.end] in ("by", "of") and _BE.isdisjoint(before)


def _statement(tokens: Tokens, reading: Reading, group: list[_Candidate], support_verbs: frozenset[str]) -> Statement:
    real = [item for item in group if item.doubt is None] or group
    ranked = sorted(real, key=lambda item: -item.kind.rank)
    best = ranked[0]
    relation = relate(tokens, reading.sentence, best.firing, list(reading.parties))
    for item in ranked[1:]:
        more = relate(tokens, reading.sentence, item.firing, list(reading.parties))
        relation = Relation(relation.source or more.source, relation.target or more.target)
    harms = reading.harms if best.kind.family in HARMING else ()
    relation = _with_harmed(tokens, reading, relation, harms)
    can_open = (reading.is_short and best.doubt is None) or any(
        _is_made(tokens, reading.sentence, item, support_verbs) for item in ranked
    )
    return Statement(
        reading,
        tuple(item.kind for item in ranked),
        best.firing,
        relation,
        harms,
        best.doubt,
        _is_subordinate(tokens, reading.sentence, best.firing),
        can_open,
    )


def _is_subordinate(tokens: Tokens, sentence: Sentence, firing: Firing) -> bool:
    """Does the trigger stand in a clause that only tells the circumstances?"""
    for number in range(firing.first - 1, max(sentence.first, firing.first - SUBORDINATE_REACH) - 1, -1):
        if tokens.words[number] in _SUBORDINATING:
            return True
        if tokens.words[number] in (",", ";"):
            return False
    return False


def _with_harmed(tokens: Tokens, reading: Reading, relation: Relation, harms: tuple[Harm, ...]) -> Relation:
    """The people harmed are the target, whatever the trigger's object is ("shelling of the village killed 22 fighters")."""
    parties = list(reading.parties)
    found = [affiliation(tokens, harm.people.first, harm.people.end, parties) for harm in harms]
    harmed = tuple(dict.fromkeys(party for group in found for party in group))
    if not harmed:
        return relation
    source = tuple(party for party in relation.source if party not in harmed)
    return Relation(source, harmed if source or not relation.target else relation.target)


def _is_made(tokens: Tokens, sentence: Sentence, item: _Candidate, support_verbs: frozenset[str]) -> bool:
    """Is the trigger a verb, a deed of violence or protest, or a noun that a verb makes an event ("signed a truce")?"""
    if item.kind.name == AFTERMATH:
        return False
    if item.firing.form not in (Form.NOUN, Form.WORD) or item.kind.family in HARMING:
        return True
    before = tokens.words[max(sentence.first, item.firing.first - SUPPORT_REACH) : item.firing.first]
    return not support_verbs.isdisjoint(before)


def is_verbal(kind: Kind) -> bool:
    """Is the kind made of words and deals rather than of deeds?"""
    return kind.rank <= VERBAL_RANK and kind.family not in HARMING


def _without_asides(found: list[Statement], reading: Reading) -> list[Statement]:
    """Deeds all stay; of words only the first that a known party says, and in long articles nouns do not count."""
    deeds = [statement for statement in found if not is_verbal(statement.kinds[0])]
    words = [statement for statement in found if is_verbal(statement.kinds[0])]
    if not reading.is_short:
        words = [statement for statement in words if _is_spoken(statement)]
        words = sorted(words, key=lambda statement: statement.firing.first)[:1]
    elif any(_has_verb(statement) and statement.doubt is None for statement in found):
        words = [statement for statement in words if _has_verb(statement)]
    return deeds + words


def _has_verb(statement: Statement) -> bool:
    return statement.firing.form not in (Form.NOUN, Form.WORD)


def _is_spoken(statement: Statement) -> bool:
    if statement.firing.form in (Form.NOUN, Form.WORD):
        return False
    return any(party.kind in _KNOWN or party.side == "state" for party in statement.relation.source)


_KNOWN = (*IDENTIFIED, PartyKind.COUNTRY, PartyKind.CAPITAL)


def metonyms(tokens: Tokens, reading: Reading) -> list[tuple[int, int]]:
    """The offsets of capitals that stand for a government: those that no preposition of place precedes."""
    spans = []
    for party in reading.parties:
        before = tokens.words[party.first - 1] if party.first > reading.sentence.first else ""
        if party.kind is PartyKind.CAPITAL and before not in _LOCATING:
            spans.append(tokens.span(party.first, party.end))
    return spans


def tells_of_none(statement: Statement) -> bool:
    """Does the sentence only say that nobody was harmed?"""
    return bool(statement.harms) and all(harm.people.quantity.best == 0 for harm in statement.harms)


def is_denied(statement: Statement) -> bool:
    """Does the sentence itself deny what it reports?"""
    claim = statement.reading.claim
    return statement.doubt is Doubt.NEGATED and claim is not None and claim.modality is Modality.DENIED
