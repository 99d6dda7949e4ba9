"""Words that report deaths and injuries, and whom each is about."""

from dataclasses import dataclass, replace
from enum import StrEnum

from service.extract.casualties.people import People, Side
from service.extract.reading.inflection import Form
from service.extract.reading.numbers import Quantity
from service.extract.reading.phrases import Hit, PhraseIndex
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set

NONE_REACH = 3  # words before a cue in which "no" denies it
UNREAL_REACH = 4  # words before a cue in which it is taken back
MAX_COUNTED_GAP = 2  # words between a number and "deaths"
MAX_JOINT = 5  # words that join two groups (", 35; and")
MAX_DISTANCE = 14  # words between a cue and the people it is about; longer gaps belong to another clause
_BE = word_set("was were is are be been being get got gets")
_HAVE_BEEN = frozenset(["been", "being"])
_LINKS = word_set(", ; and or & plus as well with by then his her their the also")
_CLAUSE_BREAKS = word_set("; : . ! ? while when whereas but that who which where because before until")
_REFLEXIVE = word_set("himself herself self")
_NONE = word_set("no nobody none neither")
_UNREAL = word_set(
    "attempted attempting not never nobody could would might may should must if didnt wasnt werent isnt arent"
    " dont doesnt hadnt hasnt havent wont cant couldnt no neither nor without threatened threatening nearly trying tried"
)
_PARTING = word_set("and or , in at on near by from with during to")
_BASE_SIGNS = word_set("to did will would could and who")
_SUBSETS = word_set("including among of includes include whom")


class Effect(StrEnum):
    """What happened to the people."""

    KILLED = "killed"
    INJURED = "injured"
    SHOT = "shot"


class Frame(StrEnum):
    """Where the people stand beside the cue."""

    OBJECT = "object"
    SUBJECT = "subject"
    PASSIVE = "passive"
    STATE = "state"
    OF = "of"
    AFTER = "after"
    COUNT = "count"
    TOLL = "toll"
    NONE = "none"  # a word that only counts when denied: "no casualties"
    MULTIPLE = "multiple"  # "a triple homicide"


@dataclass(frozen=True)
class Cue:
    """A word that reports deaths or injuries."""

    effect: Effect
    frame: Frame
    form: Form


@dataclass(frozen=True)
class Harm:
    """People killed, injured or shot, the cue's tokens, and whether they came before it."""

    effect: Effect
    people: People
    cue_first: int
    cue_end: int
    is_active: bool = False


def find_harms(tokens: Tokens, sentence: Sentence, people: list[People], cues: PhraseIndex[Cue]) -> list[Harm]:
    """Who was killed, injured or shot according to a sentence; each group once for each effect."""
    harms: list[Harm] = []
    for hit in cues.find(tokens, sentence.first, sentence.end):
        if _is_unreal(tokens, sentence, hit):
            if _is_none(tokens, sentence, hit):
                harms.extend(_none(hit, cue) for cue in hit.payloads[:1])
            continue
        for cue in hit.payloads:
            groups, is_active = _patients(tokens, sentence, hit, cue, people)
            if groups:
                harms.extend(Harm(cue.effect, group, hit.first, hit.end, is_active) for group in groups)
                break
    return _once(harms)


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


def _patients(
    tokens: Tokens, sentence: Sentence, hit: Hit[Cue], cue: Cue, people: list[People]
) -> tuple[list[People], bool]:
    before = [group for group in people if group.end <= hit.first]
    after = [group for group in people if group.first >= hit.end]
    if cue.frame is Frame.OBJECT:
        return _of_verb(tokens, sentence, hit, cue.form, before, after)
    if cue.frame is Frame.PASSIVE:
        return _of_blow(tokens, sentence, hit, cue.form, before, after)
    if cue.frame is Frame.SUBJECT:
        return _chain_left(tokens, hit.first, before, MAX_DISTANCE), False
    if cue.frame is Frame.STATE:
        return _of_state(tokens, sentence, hit, before, after), False
    if cue.frame is Frame.MULTIPLE:
        return _of_multiple(hit, before), False
    if cue.frame is Frame.COUNT:
        return _counted_noun(hit, before) or _of_noun(tokens, hit, after), False
    if cue.frame is Frame.TOLL:
        return _toll(tokens, hit, after), False
    if cue.frame is Frame.NONE:
        return [], False
    if cue.frame is Frame.AFTER:
        return _chain_right(tokens, hit.end + 1, after, 3), True
    return _of_noun(tokens, hit, after), False


def _of_verb(
    tokens: Tokens, sentence: Sentence, hit: Hit[Cue], form: Form, before: list[People], after: list[People]
) -> tuple[list[People], bool]:
    if form in (Form.PAST, Form.PARTICIPLE) and _is_passive(tokens, sentence, hit.first):
        return _chain_left(tokens, hit.first, before, MAX_DISTANCE), False
    right = [] if _is_noun(tokens, hit, form) else _chain_right(tokens, hit.end, after, 1)
    if right:
        return right, True
    if form in (Form.PAST, Form.PARTICIPLE):
        return _chain_left(tokens, hit.first, before, 3), False
    return [], True


def _of_blow(
    tokens: Tokens, sentence: Sentence, hit: Hit[Cue], form: Form, before: list[People], after: list[People]
) -> tuple[list[People], bool]:
    """Verbs that only hurt in the passive or as "hitting two men": "Assad hit out at Turkey" hurts nobody."""
    if form in (Form.PAST, Form.PARTICIPLE) and _is_passive(tokens, sentence, hit.first):
        return _chain_left(tokens, hit.first, before, MAX_DISTANCE), False
    if form is not Form.GERUND:
        return [], True
    return [group for group in _chain_right(tokens, hit.end, after, 1) if not group.is_named], True


def _is_passive(tokens: Tokens, sentence: Sentence, position: int) -> bool:
    for number in range(position - 1, max(sentence.first, position - 5) - 1, -1):
        word = tokens.words[number]
        if word in _BE:
            return True
        if word in _CLAUSE_BREAKS or word in (",", "have", "has", "had"):
            return False
    return False


def _of_state(
    tokens: Tokens, sentence: Sentence, hit: Hit[Cue], before: list[People], after: list[People]
) -> list[People]:
    """ "10 dead", "left 10 people dead", "10 wounded", "the wounded included two ..."."""
    if before and hit.first - before[-1].end <= 1:
        return _chain_left(tokens, hit.first, before, 2)
    if _is_passive(tokens, sentence, hit.first):
        return _chain_left(tokens, hit.first, before, MAX_DISTANCE)
    if before and hit.first - before[-1].end <= 8 and not _breaks(tokens, before[-1].end, hit.first):
        return _chain_left(tokens, hit.first, before, 8)
    return _chain_right(tokens, hit.end, after, 1)


def _counted_noun(hit: Hit[Cue], before: list[People]) -> list[People]:
    if not before or before[-1].quantity.is_singular or hit.first - before[-1].end > MAX_COUNTED_GAP:
        return []
    return [before[-1]]


def _of_multiple(hit: Hit[Cue], before: list[People]) -> list[People]:
    return [before[-1]] if before and before[-1].end == hit.first and before[-1].quantity.is_multiple else []


def _of_noun(tokens: Tokens, hit: Hit[Cue], after: list[People]) -> list[People]:
    if hit.end < len(tokens) and tokens.words[hit.end] in ("of", "to"):
        return _chain_right(tokens, hit.end + 1, after, 4)
    return []


def _toll(tokens: Tokens, hit: Hit[Cue], after: list[People]) -> list[People]:
    return after[:1] if after and after[0].first - hit.end <= 8 and not _breaks(tokens, hit.end, after[0].first) else []


def _breaks(tokens: Tokens, first: int, end: int) -> bool:
    return any(tokens.words[number] in _CLAUSE_BREAKS for number in range(first, end))


def _chain_left(tokens: Tokens, position: int, before: list[People], reach: int) -> list[People]:
    """The nearest group before `position` and those joined to it by "and" or commas."""
    chain: list[People] = []
    limit = reach
    for group in reversed(before):
        gap = position - group.end
        if gap > limit or (not chain and _blocked(tokens, group.end, position)):
            break
        if chain and not _joined(tokens, group.end, position, chain[-1]):
            break
        chain.append(group)
        position, limit = group.first, MAX_JOINT
    return _without_subsets(tokens, list(reversed(chain)))


def _blocked(tokens: Tokens, first: int, end: int) -> bool:
    words = tokens.words[first:end]
    return ";" in words or "while" in words


def _is_noun(tokens: Tokens, hit: Hit[Cue], form: Form) -> bool:
    """Is the bare form a noun ("a gunshot wound")?"""
    return form is Form.BASE and hit.first > 0 and tokens.words[hit.first - 1] not in _BASE_SIGNS


def _parts(tokens: Tokens, first: int, end: int) -> bool:
    """Do the words between a verb and a group make it no object of the verb?"""
    return not _PARTING.isdisjoint(tokens.words[first:end]) or _breaks(tokens, first, end)


def _chain_right(tokens: Tokens, position: int, after: list[People], reach: int) -> list[People]:
    chain: list[People] = []
    limit = reach
    for group in after:
        gap = group.first - position
        if gap > limit or (not chain and _parts(tokens, position, group.first)):
            break
        if chain and not _joined(tokens, position, group.first, group):
            break
        chain.append(group)
        if group.noun in _REFLEXIVE:
            break
        position, limit = group.end, MAX_JOINT
    return _without_subsets(tokens, chain)


def _joined(tokens: Tokens, first: int, end: int, group: People) -> bool:
    words = tokens.words[first:end]
    if ";" in words and not group.is_named:  # only names are listed with semicolons
        return False
    return bool(words) and all(word in _LINKS or _is_age(word) for word in words)


def _is_age(word: str) -> bool:
    return word.isdecimal() and len(word) <= 2


def _without_subsets(tokens: Tokens, chain: list[People]) -> list[People]:
    """Leave out groups that are part of another ("10 people, including two children", "two men, A and B,")."""
    if len(chain) > 1 and chain[0].quantity.best == sum(group.quantity.best for group in chain[1:]) > 1:
        return chain[:1]
    return [
        group
        for group in chain
        if group.first == 0 or tokens.words[group.first - 1] not in _SUBSETS or group is chain[0]
    ]


def as_injured(harm: Harm) -> Harm:
    """The harm read as an injury."""
    return replace(harm, effect=Effect.INJURED)
