"""Reading and Statement: what stands in a sentence, and one event as that sentence reports it (the neutral record)."""

from dataclasses import dataclass

from service.extract.actors.parties import Party, PartyKind
from service.extract.actors.relations import Relation
from service.extract.casualties.cues import Harm
from service.extract.dates import DateExpression
from service.extract.events.filters import Doubt
from service.extract.events.kinds import Kind
from service.extract.events.triggers import Firing
from service.extract.reading.inflection import Form
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import POSSESSIVE, Tokens, word_set
from service.models.mention import Claim, Modality

VIOLENCE = "violence"  # the family of kinds in which somebody is hurt
DEFINITE = word_set("the this that these those")  # before what the text takes as known
HARMING = word_set("violence territory protest abduction")  # families whose statements carry casualties
VERBAL_RANK = 3  # kinds up to this rank outside HARMING are words and deals: an article is full of them
NOMINAL = (Form.NOUN, Form.WORD)
_LOCATING = word_set("in near at around outside of to from into through inside towards toward")


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


def is_verbal(kind: Kind) -> bool:
    """Is the kind made of words and deals rather than of deeds?"""
    return kind.rank <= VERBAL_RANK and kind.family not in HARMING


def has_verb(statement: Statement) -> bool:
    """Does a verb report the event, and not a noun?"""
    return statement.firing.form is not Form.NOUN


def tells_of_none(statement: Statement) -> bool:
    """Does the sentence only say that nobody was harmed?"""
    return bool(statement.harms) and all(harm.people.quantity.best == 0 for harm in statement.harms)


def is_denied(statement: Statement) -> bool:
    """Does the sentence itself deny what it reports?"""
    claim = statement.reading.claim
    return statement.doubt is Doubt.NEGATED and claim is not None and claim.modality is Modality.DENIED


def metonyms(tokens: Tokens, reading: Reading) -> list[tuple[int, int]]:
    """The offsets of capitals that stand for a government: no preposition of place before them, or "Kyiv's forces"."""
    spans = []
    for party in reading.parties:
        before = tokens.words[party.first - 1] if party.first > reading.sentence.first else ""
        if party.kind is PartyKind.CAPITAL and before not in _LOCATING:
            spans.append(tokens.span(party.first, party.end))
        elif party.side == "state" and POSSESSIVE in tokens.words[party.first : party.end]:
            spans.append(tokens.span(party.first, tokens.words.index(POSSESSIVE, party.first)))
    return spans
