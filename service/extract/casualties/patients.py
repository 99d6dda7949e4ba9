"""Where the hurt stand beside a word that reports harm: its object, its subject, after "of", before "dead".

Frames (the column `form` of casualty_cues.tsv):
object    after the active verb, before the passive one ("killed 21 soldiers", "ten people were killed")
passive   as object, but an active verb only as "hitting two men": "Assad hit out at Turkey" hurts nobody
subject   the subject of the verb ("six people died")
state     beside an adjective ("10 dead", "left ten people dead", "two men were in critical condition")
of        after "of" ("the killing of three men") or owning it ("the teen's death")
after     after a phrase ("claimed the lives of ten people")
count     a number before the noun ("22 deaths") or "of" after it
toll      a number after the noun ("the death toll rose to 45")
multiple  a word for how many before the noun ("a triple homicide")
self      the words themselves name the one ("took his own life"; cues.py)
none      counts only when denied ("no casualties")
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service.extract.casualties.people import People
from service.extract.reading.inflection import Form
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import POSSESSIVE, Tokens, word_set

MAX_DISTANCE = 14  # words between a cue and the people it is about; longer gaps belong to another clause
MAX_STATE_DISTANCE = 8  # words between people and an adjective without "were"
MAX_PARTICIPLE_DISTANCE = 3  # words between people and a participle without "were" ("ten people killed")
MAX_OBJECT_DISTANCE = 1  # words between an active verb and its object
MAX_OF_DISTANCE = 4  # words between "of" and the people
MAX_COUNTED_GAP = 2  # words between a number and "deaths"
MAX_TOLL_DISTANCE = 8  # words between "death toll" and its number
MAX_JOINT = 5  # words that join two groups (", 35; and")
PASSIVE_REACH = 5  # words before a participle in which "were" stands
MAX_AGE_DIGITS = 2
_BE = word_set("was were is are be been being get got gets")
_LINKS = word_set(", ; and or & plus as well with by then his her their the also")
_CLAUSE_BREAKS = word_set("; : . ! ? while when whereas but that who which where because before until")
_SUBSETS = word_set("including includes include whom them")
_AMONG = "among"
_PARTING = word_set(
    "and or , in at on near by from with during to after when while as outside inside before early late"
)
_OBJECT_SIGNS = word_set("the his her their its")  # "a man shot a day after": only what is certain
_NOUNLIKE = word_set("wound murder hurt")
_BASE_SIGNS = word_set("to did will would could and who")
_REFLEXIVE = word_set("himself herself self")
_SAYING = word_set("said says told added reported confirmed announced")
_AND = word_set("and or &")
_OF = word_set("of to")


@dataclass(frozen=True)
class Scene:
    """A cue at the tokens from `first` to before `end`, its sentence and the people in it."""

    tokens: Tokens
    sentence: Sentence
    first: int
    end: int
    people: tuple[People, ...]

    @property
    def before(self) -> list[People]:
        """The people before the cue."""
        return [group for group in self.people if group.end <= self.first]

    @property
    def after(self) -> list[People]:
        """The people after the cue."""
        return [group for group in self.people if group.first >= self.end]


def patients(scene: Scene, frame: str, form: Form) -> list[People]:
    """The people that the cue says were hurt, by its frame and the form in which it stands."""
    return _FRAMES[frame](scene, form)


def _object(scene: Scene, form: Form) -> list[People]:
    is_past = form in (Form.PAST, Form.PARTICIPLE)
    if is_past and _is_passive(scene):
        return _chain_left(scene, MAX_DISTANCE)
    if is_past and _is_list(scene):
        return _chain_left(scene, MAX_PARTICIPLE_DISTANCE)
    right = [] if _is_noun(scene, form) else _chain_right(scene, scene.end, MAX_OBJECT_DISTANCE)
    if right or not is_past or _has_object(scene):
        return right
    return _chain_left(scene, MAX_PARTICIPLE_DISTANCE)


def _passive(scene: Scene, form: Form) -> list[People]:
    if form in (Form.PAST, Form.PARTICIPLE) and _is_passive(scene):
        return _chain_left(scene, MAX_DISTANCE)
    if form is not Form.GERUND:
        return []
    return [group for group in _chain_right(scene, scene.end, MAX_OBJECT_DISTANCE) if not group.is_named]


def _subject(scene: Scene, _: Form) -> list[People]:
    return _chain_left(scene, MAX_DISTANCE)


def _state(scene: Scene, _: Form) -> list[People]:
    before = scene.before
    if before and scene.first - before[-1].end <= 1:
        return _chain_left(scene, 1)
    if _is_passive(scene):
        return _chain_left(scene, MAX_DISTANCE)
    near = before and scene.first - before[-1].end <= MAX_STATE_DISTANCE
    if near and not _breaks(scene.tokens, before[-1].end, scene.first):
        return _chain_left(scene, MAX_STATE_DISTANCE)
    return _chain_right(scene, scene.end, 1)


def _of(scene: Scene, _: Form) -> list[People]:
    if scene.end < len(scene.tokens) and scene.tokens.words[scene.end] in _OF:
        return _chain_right(scene, scene.end + 1, MAX_OF_DISTANCE)
    before = scene.before
    owns = before and before[-1].end == scene.first - 1 and scene.tokens.words[scene.first - 1] == POSSESSIVE
    return before[-1:] if owns else []


def _after(scene: Scene, _: Form) -> list[People]:
    return _chain_right(scene, scene.end + 1, MAX_OF_DISTANCE)


def _count(scene: Scene, form: Form) -> list[People]:
    before = scene.before
    if before and not before[-1].quantity.is_singular and scene.first - before[-1].end <= MAX_COUNTED_GAP:
        return [before[-1]]
    return _of(scene, form)


def _toll(scene: Scene, _: Form) -> list[People]:
    after = scene.after[:1]
    if not after or after[0].first - scene.end > MAX_TOLL_DISTANCE or _breaks(scene.tokens, scene.end, after[0].first):
        return []
    return after


def _multiple(scene: Scene, _: Form) -> list[People]:
    before = scene.before
    is_beside = bool(before) and before[-1].end == scene.first and before[-1].quantity.is_multiple
    return [before[-1]] if is_beside else []


def _none(_: Scene, __: Form) -> list[People]:
    return []


_FRAMES: Mapping[str, Callable[[Scene, Form], list[People]]] = {
    "object": _object,
    "passive": _passive,
    "subject": _subject,
    "state": _state,
    "of": _of,
    "after": _after,
    "count": _count,
    "toll": _toll,
    "multiple": _multiple,
    "self": _none,
    "none": _none,
}


def _is_passive(scene: Scene) -> bool:
    for number in range(scene.first - 1, max(scene.sentence.first, scene.first - PASSIVE_REACH) - 1, -1):
        word = scene.tokens.words[number]
        if word in _BE:
            return True
        if word in _CLAUSE_BREAKS or word in (",", "have", "has", "had"):
            return False
    return False


def _is_list(scene: Scene) -> bool:
    """Does a bare number stand right before the participle, as in headlines ("one killed, two wounded in raid")?"""
    before = scene.before[-1:]
    return bool(before) and not before[0].noun and before[0].end == scene.first


def _has_object(scene: Scene) -> bool:
    """Does an object that is no person follow the verb ("shot the dog")?"""
    if scene.end >= scene.sentence.end:
        return False
    words = scene.tokens.words
    return words[scene.end] in _OBJECT_SIGNS or words[scene.end - 1 : scene.end + 1] == ["shot", "at"]


def _is_noun(scene: Scene, form: Form) -> bool:
    """Is the bare form a noun ("a gunshot wound")?"""
    if form is not Form.BASE or scene.tokens.words[scene.first] not in _NOUNLIKE:
        return False
    return scene.first == 0 or scene.tokens.words[scene.first - 1] not in _BASE_SIGNS


def _chain_left(scene: Scene, reach: int) -> list[People]:
    """The nearest group before the cue and those joined to it by "and" or commas."""
    tokens, position, limit = scene.tokens, scene.first, reach
    chain: list[People] = []
    for group in reversed(scene.before):
        if position - group.end > limit:
            break
        if chain and not _joined(tokens, group.end, position, chain[-1], group):
            break
        if not chain and _blocked(tokens, group.end, position):
            break
        chain.append(group)
        position, limit = group.first, MAX_JOINT
        if position and tokens.words[position - 1] == _AMONG:
            break  # "a judge among four dead": the four
        if position and tokens.words[position - 1] in _SUBSETS:
            chain.clear()  # "four people, including a woman, were wounded": the four are the subject
            position -= 1
    return _without_subsets(tokens, chain[::-1])


def _chain_right(scene: Scene, position: int, reach: int) -> list[People]:
    """The nearest group after `position` and those joined to it; nobody is joined to "himself"."""
    tokens, limit = scene.tokens, reach
    chain: list[People] = []
    for group in scene.after:
        if group.first - position > limit:
            break
        if chain and not _joined(tokens, position, group.first, group, chain[-1]):
            break
        if (not chain and _parts(tokens, position, group.first)) or _speaks(tokens, group):
            break
        chain.append(group)
        if group.noun in _REFLEXIVE:
            break
        position, limit = group.end, MAX_JOINT
    return _without_subsets(tokens, chain)


def _breaks(tokens: Tokens, first: int, end: int) -> bool:
    return not _CLAUSE_BREAKS.isdisjoint(tokens.words[first:end])


def _blocked(tokens: Tokens, first: int, end: int) -> bool:
    words = tokens.words[first:end]
    return ";" in words or "while" in words


def _parts(tokens: Tokens, first: int, end: int) -> bool:
    """Do the words between a verb and a group make it no object of the verb?"""
    return not _PARTING.isdisjoint(tokens.words[first:end]) or _breaks(tokens, first, end)


def _speaks(tokens: Tokens, group: People) -> bool:
    """Is the group the one who says so ("killed six rebels, an official said")?"""
    return group.end < len(tokens) and tokens.words[group.end] in _SAYING


def _joined(tokens: Tokens, first: int, end: int, group: People, other: People) -> bool:
    words = tokens.words[first:end]
    if group.is_named is not other.is_named and not _AND.intersection(words):
        return False
    if ";" in words and not group.is_named:  # only names are listed with semicolons
        return False
    return bool(words) and all(word in _LINKS or _is_age(word) for word in words)


def _is_age(word: str) -> bool:
    return word.isdecimal() and len(word) <= MAX_AGE_DIGITS


def _without_subsets(tokens: Tokens, chain: list[People]) -> list[People]:
    """Leave out groups that are part of another ("10 people, including two children", "two men, A and B,")."""
    if len(chain) > 1 and chain[0].quantity.best == sum(group.quantity.best for group in chain[1:]) > 1:
        return chain[:1]
    return [
        group
        for group in chain
        if group is chain[0] or group.first == 0 or tokens.words[group.first - 1] not in _SUBSETS
    ]
