"""Words that report deaths and injuries, and find_harms: whom each is about."""

from dataclasses import dataclass, replace
from enum import StrEnum

from service.extract.casualties.chains import Scene
from service.extract.casualties.patients import patients
from service.extract.casualties.people import People, Side
from service.extract.reading.inflection import Form
from service.extract.reading.numbers import Quantity
from service.extract.reading.phrases import Hit, PhraseIndex
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set

UNREAL_REACH = 4  # words before a cue in which it is taken back
TOLL = "toll"  # the frame of a word whose number is a sum
SELF = "self"  # the frame of words that say whom they harm ("took his own life")
ALSO_REACH = 2  # words before a cue in which "also" adds
NONE_REACH = 3  # words before a cue in which "no" denies it
_BODIES = word_set("bodies corpses lives")
_SAVING = word_set("save saves saved saving spare spared")
_NONE = word_set("no nobody none neither")
_UNREAL = word_set(
    "attempted attempting not never nobody could would might may should must if didnt wasnt werent isnt arent"
    " dont doesnt hadnt hasnt havent wont cant couldnt no none neither nor without threatened threatening nearly trying"
    " tried"
)


class Effect(StrEnum):
    """What happened to the people."""

    KILLED = "killed"
    INJURED = "injured"
    SHOT = "shot"


@dataclass(frozen=True)
class Cue:
    """A word that reports deaths or injuries; `frame` names where the people stand beside it (patients.py)."""

    effect: Effect
    frame: str
    form: Form


@dataclass(frozen=True)
class Harm:
    """People killed, injured or shot, and the tokens of the cue that says so."""

    effect: Effect
    people: People
    cue_first: int
    cue_end: int
    is_total: bool = False  # "raising the death toll to 45"


def find_cues(tokens: Tokens, sentence: Sentence, cues: PhraseIndex[Cue]) -> list[Hit[Cue]]:
    """The words of a sentence that report deaths or injuries."""
    return cues.find(tokens, sentence.first, sentence.end)


def may_harm(tokens: Tokens, sentence: Sentence, hits: list[Hit[Cue]]) -> bool:
    """Can the sentence hold people who were harmed, so that it is worth finding them?"""
    return bool(hits) or not _BODIES.isdisjoint(tokens.words[sentence.first : sentence.end])


def find_harms(tokens: Tokens, sentence: Sentence, people: list[People], hits: list[Hit[Cue]]) -> list[Harm]:
    """Who was killed, injured or shot according to the cues of a sentence; each group once for each effect."""
    harms: list[Harm] = []
    for hit in hits:
        if not _is_unreal(tokens, sentence, hit):
            harms.extend(_with_also(tokens, hit, _harms(tokens, sentence, hit, people)))
        elif _is_none(tokens, sentence, hit):
            harms.append(_none(hit, hit.payloads[0]))
    harms.extend(_bodies(tokens, people))
    return _once(harms)


def _with_also(tokens: Tokens, hit: Hit[Cue], harms: list[Harm]) -> list[Harm]:
    """The harms, said to come to those told of before ("a civilian also died"), without what only gives a rank."""
    told = [harm for harm in harms if not _is_ranked(tokens, hit, harm.people)]
    if "also" not in tokens.words[max(0, hit.first - ALSO_REACH) : hit.first]:
        return told
    return [_more(harm) for harm in told]


def _more(harm: Harm) -> Harm:
    return replace(harm, people=replace(harm.people, quantity=replace(harm.people.quantity, is_more=True)))


def _is_ranked(tokens: Tokens, hit: Hit[Cue], people: People) -> bool:
    """Is it the same one again, told as which of how many ("the 12th to be killed this year")?"""
    between = tokens.words[people.end : hit.first]
    return people.is_definite and between in (["to", "be"], ["to"])


def _bodies(tokens: Tokens, people: list[People]) -> list[Harm]:
    """Counted bodies are people killed, found or left wherever; so are counted lives that nobody saves."""
    return [
        Harm(Effect.KILLED, group, group.first, group.end)
        for group in people
        if group.noun in _BODIES
        and not group.quantity.is_singular
        and _SAVING.isdisjoint(tokens.words[max(0, group.first - 1) : group.first])
    ]


def _harms(tokens: Tokens, sentence: Sentence, hit: Hit[Cue], people: list[People]) -> list[Harm]:
    """The harms of the first reading of a cue that finds people."""
    inside = [one for one in people if one.first < hit.first and hit.end <= one.end and not one.quantity.is_singular]
    if inside and hit.payloads[0].effect is Effect.KILLED:  # "three murdered men"
        return [Harm(Effect.KILLED, inside[0], hit.first, hit.end)]
    if hit.payloads[0].frame == SELF:
        return [Harm(hit.payloads[0].effect, _oneself(tokens, hit), hit.first, hit.end)]
    scene = Scene(tokens, sentence, hit.first, hit.end, tuple(people))
    for cue in hit.payloads:
        groups = patients(scene, cue.frame, cue.form)
        if groups:
            is_total = cue.frame == TOLL
            return [Harm(cue.effect, group, hit.first, hit.end, is_total) for group in groups]
    return []


def _oneself(tokens: Tokens, hit: Hit[Cue]) -> People:
    quantity = Quantity(hit.first, hit.end, 1, 1, 1, is_singular=True)
    return People(hit.first, hit.end, quantity, tokens.words[hit.end - 1], Side.ANY)


def _is_unreal(tokens: Tokens, sentence: Sentence, hit: Hit[Cue]) -> bool:
    """Did it not happen, or not yet ("attempted murder", "could have been killed", "nobody was hurt")?"""
    before = tokens.words[max(sentence.first, hit.first - UNREAL_REACH) : hit.first]
    return not _UNREAL.isdisjoint(before)


def _is_none(tokens: Tokens, sentence: Sentence, hit: Hit[Cue]) -> bool:
    """Does the sentence say that nobody was harmed ("no deaths", "nobody was hurt")?"""
    before = tokens.words[max(sentence.first, hit.first - NONE_REACH) : hit.first]
    return not _NONE.isdisjoint(before)


def _none(hit: Hit[Cue], cue: Cue) -> Harm:
    quantity = Quantity(hit.first, hit.end, 0, 0, 0)
    return Harm(cue.effect, People(hit.first, hit.end, quantity, "", Side.ANY), hit.first, hit.end)


def _once(harms: list[Harm]) -> list[Harm]:
    seen: set[tuple[Effect, int]] = set()
    kept = []
    for harm in harms:
        key = (harm.effect, harm.people.first)
        if key not in seen:
            seen.add(key)
            kept.append(harm)
    return kept
