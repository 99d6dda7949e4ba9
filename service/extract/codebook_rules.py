"""What the code books say of a sentence with several reports: which are one event, words only, or intentions."""

from dataclasses import dataclass, replace

from service.extract.actors.parties import IDENTIFIED, PartyKind
from service.extract.events.filters import Doubt
from service.extract.events.kinds import Combination, Kind
from service.extract.events.triggers import Firing
from service.extract.knowledge import EventKnowledge
from service.extract.reading.inflection import Form
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set
from service.extract.readings import Reading, Statement, has_verb, is_verbal
from service.models.mention import Quad

INTENT_REACH = 5  # words before a verb in which its announcement stands
_ABOUT_TO = "about to"
_INTENT = word_set(
    "will would willing ready agreed agree plans planning planned promised pledged vowed offered prepared wants"
    " expected"
)
_KNOWN = (*IDENTIFIED, PartyKind.COUNTRY, PartyKind.CAPITAL)


@dataclass(frozen=True)
class Candidate:
    """A trigger with its kind and what speaks against it."""

    kind: Kind
    firing: Firing
    doubt: Doubt | None


def combined(found: list[Statement], knowledge: EventKnowledge) -> list[Statement]:
    """Statements of one sentence that the code books count as one event: a protest with arson is a riot."""
    for rule in knowledge.combinations:
        host = next((one for one in found if _hosts(one, rule)), None)
        guest = next((one for one in found if one.kinds[0].family == rule.absorbs and one is not host), None)
        if host is None or guest is None or guest.doubt is not None or _is_barred(found, rule):
            continue
        kinds = (knowledge.kinds[rule.becomes], *host.kinds) if rule.becomes else host.kinds
        merged = replace(host, kinds=kinds, harms=host.harms or guest.harms)
        found = [merged if one is host else one for one in found if one is not guest]
    return found


def _is_barred(found: list[Statement], rule: Combination) -> bool:
    return bool(rule.unless) and any(one.kinds[0].family == rule.unless for one in found)


def _hosts(statement: Statement, rule: Combination) -> bool:
    """Is the statement of the rule's kind, or, with casualties or as a noun ("the attack damaged"), of its family?"""
    if statement.doubt is not None:
        return False
    if statement.kinds[0].family == rule.kind and (statement.harms or statement.firing.form is Form.NOUN):
        return True
    return rule.kind in [kind.name for kind in statement.kinds]


def as_intent(tokens: Tokens, sentence: Sentence, candidate: Candidate, knowledge: EventKnowledge) -> Candidate:
    """What is announced is an event of words: to cooperate is to agree, to coerce is to threaten (PLOVER codebook)."""
    before = tokens.words[max(sentence.first, candidate.firing.first - INTENT_REACH) : candidate.firing.first]
    if _ABOUT_TO in " ".join(before):
        return replace(candidate, doubt=None)
    if _INTENT.isdisjoint(before) or candidate.firing.form not in (Form.BASE, Form.PAST, Form.PARTICIPLE):
        return candidate
    quad = knowledge.books.quads.get(candidate.kind.plover)
    if quad in (Quad.MATERIAL_COOPERATION, Quad.VERBAL_COOPERATION):
        return replace(candidate, kind=knowledge.kinds["agree"], doubt=None)
    if quad is Quad.MATERIAL_CONFLICT:
        return replace(candidate, kind=knowledge.kinds["threaten"], doubt=None)
    return replace(candidate, doubt=None)


def without_asides(found: list[Statement], reading: Reading) -> list[Statement]:
    """Deeds all stay; of words only the first that a known party says, and in long articles nouns do not count."""
    deeds = [statement for statement in found if not is_verbal(statement.kinds[0])]
    words = [statement for statement in found if is_verbal(statement.kinds[0])]
    if not reading.is_short:
        words = [statement for statement in words if _is_spoken(statement)]
        words = sorted(words, key=lambda statement: statement.firing.first)[:1]
    elif any(has_verb(statement) and statement.doubt is None for statement in found):
        words = [statement for statement in words if has_verb(statement)]
    return deeds + words


def _is_spoken(statement: Statement) -> bool:
    if not has_verb(statement):
        return False
    return any(party.kind in _KNOWN or party.side == "state" for party in statement.relation.source)
