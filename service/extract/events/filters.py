"""Words that take a statement out of the news: past, totals, plans, negation, habit."""

from dataclasses import dataclass
from enum import StrEnum

from service.extract.events.triggers import Firing
from service.extract.reading.inflection import Form
from service.extract.reading.phrases import Hit, PhraseIndex
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import POSSESSIVE, Tokens, word_set

NEAR_VERB, WIDE_VERB, IF_REACH = 3, 5, 10  # words before a verb in which a modal or "if" makes it unreal
NEAR_NOUN = 5  # words before a noun in which "might complicate its" makes it a thought
NEAR = 6  # words before a trigger in which a negation or a plan reaches it
_SHORT_SPANS = word_set("hours hour day days night week")
_MODALS = word_set("will would could may might should must can shall to")
_ABLE = word_set("managed able began started continued continue continues continuing seeking sought")
_CLAUSE_BREAKS = word_set("; : . ! ? ,")
_WISHED = word_set("must should shall will would")
_MAY = word_set("might could would may cannot")
_IF = frozenset(("if", "unless", "whether", "until"))


class Doubt(StrEnum):
    """Why a statement may not be an event of the article."""

    PAST = "past"
    TOTAL = "total"
    PLANNED = "planned"
    NEGATED = "negated"
    TYPICAL = "typical"
    WAR = "war"
    UNDONE = "undone"
    EARLIER = "earlier"


@dataclass(frozen=True)
class Mark:
    """Words of a doubt at the tokens from `first` to before `end`."""

    first: int
    end: int
    doubt: Doubt


def find_marks(tokens: Tokens, sentence: Sentence, index: PhraseIndex[Doubt]) -> list[Mark]:
    """The words of doubt in a sentence."""
    hits = index.find(tokens, sentence.first, sentence.end)
    return [Mark(hit.first, hit.end, doubt) for hit in hits if not _is_recent(tokens, hit) for doubt in hit.payloads]


def _is_recent(tokens: Tokens, hit: Hit[Doubt]) -> bool:
    """Do the words go on to a short span ("in the past 24 hours")?"""
    return tokens.words[hit.end - 1] == "past" and not _SHORT_SPANS.isdisjoint(tokens.words[hit.end : hit.end + 3])


def doubt_of(tokens: Tokens, sentence: Sentence, firing: Firing, marks: list[Mark]) -> Doubt | None:
    """Why the event that `firing` reports is none, or None."""
    for mark in marks:
        if mark.doubt in (Doubt.PAST, Doubt.TOTAL, Doubt.TYPICAL) and not firing.first <= mark.first < firing.end:
            return mark.doubt
        if mark.doubt in (Doubt.PLANNED, Doubt.NEGATED, Doubt.EARLIER) and _reaches(tokens, mark, firing):
            return mark.doubt
        if mark.doubt is Doubt.UNDONE:
            return Doubt.NEGATED
        if mark.doubt is Doubt.WAR and _is_subject(tokens, mark, firing):
            return Doubt.TOTAL
    if _is_unreal(tokens, sentence, firing):
        return Doubt.PLANNED
    return None


def _reaches(tokens: Tokens, mark: Mark, firing: Firing) -> bool:
    if not mark.end <= firing.first <= mark.end + NEAR:
        return False
    return not any(word in _CLAUSE_BREAKS for word in tokens.words[mark.end : firing.first])


def _is_subject(tokens: Tokens, mark: Mark, firing: Firing) -> bool:
    """Is a whole war the subject of the verb ("the war in Syria has killed")?"""
    if firing.form is Form.NOUN or not mark.end <= firing.first <= mark.end + NEAR:
        return False
    between = tokens.words[mark.end : firing.first]
    return bool({"has", "have", "had"} & set(between)) and not any(word in _CLAUSE_BREAKS for word in between)


def _is_unreal(tokens: Tokens, sentence: Sentence, firing: Firing) -> bool:
    """A bare verb after "to" or a modal, a participle after "could be", a noun beside a modal, a verb after "if"."""
    if firing.form in (Form.NOUN, Form.GERUND) and _must(tokens, sentence, firing):
        return True
    if firing.form is Form.NOUN:
        return not _MAY.isdisjoint(_before(tokens, sentence, firing, NEAR_NOUN))
    near, wide = _before(tokens, sentence, firing, NEAR_VERB), _before(tokens, sentence, firing, WIDE_VERB)
    if firing.form is Form.BASE and not _MODALS.isdisjoint(near):
        return _ABLE.isdisjoint(wide)
    if firing.form in (Form.PAST, Form.PARTICIPLE) and "be" in near and not _MODALS.isdisjoint(wide):
        return True
    return not _IF.isdisjoint(_before(tokens, sentence, firing, IF_REACH)) and POSSESSIVE not in near


def _before(tokens: Tokens, sentence: Sentence, firing: Firing, reach: int) -> list[str]:
    return tokens.words[max(sentence.first, firing.first - reach) : firing.first]


def _must(tokens: Tokens, sentence: Sentence, firing: Firing) -> bool:
    """Is the noun wished for or away ("the killing must stop")?"""
    return firing.end < sentence.end and tokens.words[firing.end] in _WISHED
