"""Deaths of earlier years that a relative clause recalls: "a march to mark the massacre in which 34 miners died"."""

from service.extract.casualties.chains import breaks
from service.extract.casualties.cues import Harm
from service.extract.events.filters import Doubt, Mark
from service.extract.reading.tokens import Tokens, word_set

PAST_REACH = 8  # words after the cue in which "last year" stands
_RELATIVE = word_set("which when where who whom whose")
_STOPS = word_set("; . ! ?")


def without_past(tokens: Tokens, harms: list[Harm], marks: list[Mark]) -> list[Harm]:
    """The harms without those of relative clauses that words for the past date."""
    past = [mark for mark in marks if mark.doubt is Doubt.PAST]
    return [harm for harm in harms if not any(_recalls(tokens, harm, mark) for mark in past)] if past else harms


def _recalls(tokens: Tokens, harm: Harm, mark: Mark) -> bool:
    first, end = min(harm.people.first, harm.cue_first), max(harm.people.end, harm.cue_end)
    if mark.first >= end:  # "in which three people died last year"
        start, is_near = 0, mark.first - end <= PAST_REACH and not breaks(tokens, end, mark.first)
    else:  # "ten years since the massacre in which 34 died"
        start, is_near = mark.end, mark.end <= first
    return is_near and _opens_relative(tokens, start, first)


def _opens_relative(tokens: Tokens, start: int, first: int) -> bool:
    """Is the last clause that begins before the token at `first` a relative one?"""
    for position in range(first - 1, start - 1, -1):
        if tokens.words[position] in _STOPS:
            return False
        if tokens.words[position] in _RELATIVE:
            return True
    return False
