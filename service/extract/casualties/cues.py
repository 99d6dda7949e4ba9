"""Words that report deaths and injuries, and whom each is about."""

from dataclasses import dataclass, replace
from enum import StrEnum

from service.extract.casualties.people import People
from service.extract.reading.inflection import Form
from service.extract.reading.phrases import Hit, PhraseIndex
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set

MAX_DISTANCE = 14  # words between a cue and the people it is about; longer gaps belong to another clause
_BE = word_set("was were is are be been being get got gets")
_HAVE_BEEN = frozenset(["been", "being"])
_LINKS = word_set(", and or & plus as well with by")
_CLAUSE_BREAKS = word_set("; : . ! ? while when whereas but that who which where because before until")
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
    STATE = "state"
    OF = "of"
    AFTER = "after"
    COUNT = "count"
    TOLL = "toll"


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
    previous_end = sentence.first
    for hit in cues.find(tokens, sentence.first, sentence.end):
        groups, is_active = _patients(tokens, sentence, hit, people, previous_end)
        effect = hit.payloads[0].effect
        harms.extend(Harm(effect, group, hit.first, hit.end, is_active) for group in groups)
        previous_end = hit.end
    return _once(harms)


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
    tokens: Tokens, sentence: Sentence, hit: Hit[Cue], people: list[People], previous_end: int
) -> tuple[list[People], bool]:
    cue = hit.payloads[0]
    before = [group for group in people if group.end <= hit.first]
    after = [group for group in people if group.first >= hit.end]
    if cue.frame is Frame.OBJECT:
        return _of_verb(tokens, sentence, hit, before, after)
    if cue.frame is Frame.SUBJECT:
        return _chain_left(tokens, hit.first, before, MAX_DISTANCE), False
    if cue.frame is Frame.STATE:
        return _of_state(tokens, sentence, hit, before, after), False
    if cue.frame is Frame.COUNT:
        return _counted_noun(hit, before) or _of_noun(tokens, hit, after), False
    if cue.frame is Frame.TOLL:
        return _toll(tokens, hit, after), False
    if cue.frame is Frame.AFTER:
        return _chain_right(tokens, hit.end + 1, after, 3), True
    return _of_noun(tokens, hit, after), False


def _of_verb(
    tokens: Tokens, sentence: Sentence, hit: Hit[Cue], before: list[People], after: list[People]
) -> tuple[list[People], bool]:
    form = hit.payloads[0].form
    if form in (Form.PAST, Form.PARTICIPLE) and _is_passive(tokens, sentence, hit.first):
        return _chain_left(tokens, hit.first, before, MAX_DISTANCE), False
    right = _chain_right(tokens, hit.end, after, 4)
    if right:
        return right, True
    if form in (Form.PAST, Form.PARTICIPLE):
        return _chain_left(tokens, hit.first, before, 3), False
    return [], True


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
    return [before[-1]] if before and hit.first - before[-1].end <= 2 and before[-1].end >= hit.first - 2 else []


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
        if chain and not _joined(tokens, group.end, position):
            break
        chain.append(group)
        position, limit = group.first, 3
    return _without_subsets(tokens, list(reversed(chain)))


def _blocked(tokens: Tokens, first: int, end: int) -> bool:
    words = tokens.words[first:end]
    return ";" in words or "while" in words or "but" in words


def _chain_right(tokens: Tokens, position: int, after: list[People], reach: int) -> list[People]:
    chain: list[People] = []
    limit = reach
    for group in after:
        gap = group.first - position
        if gap > limit or (not chain and _breaks(tokens, position, group.first)):
            break
        if chain and not _joined(tokens, position, group.first):
            break
        chain.append(group)
        position, limit = group.end, 3
    return _without_subsets(tokens, chain)


def _joined(tokens: Tokens, first: int, end: int) -> bool:
    words = tokens.words[first:end]
    return bool(words) and all(word in _LINKS for word in words)


def _without_subsets(tokens: Tokens, chain: list[People]) -> list[People]:
    """Leave out groups that are part of another ("10 people, including two children")."""
    return [
        group
        for group in chain
        if group.first == 0 or tokens.words[group.first - 1] not in _SUBSETS or group is chain[0]
    ]


def as_injured(harm: Harm) -> Harm:
    """The harm read as an injury."""
    return replace(harm, effect=Effect.INJURED)
