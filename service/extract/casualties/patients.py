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
figure    a number after the noun with only words of stating between ("fatalities reported: 4")
loss      counted fighters whom the verb's subject loses ("lost three soldiers")
multiple  a word for how many before the noun ("a triple homicide")
self      the words themselves name the one ("took his own life"; cues.py)
none      counts only when denied ("no casualties")
"""

from collections.abc import Callable, Mapping

from service.extract.casualties.chains import CLAUSE_BREAKS, Scene, breaks, chain_left, chain_right
from service.extract.casualties.continuations import continued
from service.extract.casualties.people import People, Side
from service.extract.reading.inflection import Form
from service.extract.reading.tokens import POSSESSIVE, word_set

MAX_DISTANCE = 14  # words between a cue and the people it is about; longer gaps belong to another clause
MAX_STATE_DISTANCE = 8  # words between people and an adjective without "were"
MAX_PARTICIPLE_DISTANCE = 3  # words between people and a participle without "were" ("ten people killed")
MAX_OBJECT_DISTANCE = 1  # words between an active verb and its object
MAX_OF_DISTANCE = 4  # words between "of" and the people
MAX_COUNTED_GAP = 2  # words between a number and "deaths"
MAX_TOLL_DISTANCE = 8  # words between "death toll" and its number
PASSIVE_REACH = 5  # words before a participle in which "were" stands
_BE = word_set("was were is are be been being get got gets")
_OBJECT_SIGNS = word_set("the his her their its")  # "a man shot a day after": only what is certain
_NOUNLIKE = word_set("wound murder hurt")
_BASE_SIGNS = word_set("to did will would could and who")
_OF = word_set("of to")
_FIGURE_LINKS = word_set(
    ": ( were was are is put estimated reported coded as at to be given - – — confirmed recorded number total"
)
_MEN = word_set("men fighters members troops people children sons daughters")
_VERBAL = frozenset(("object", "passive", "subject", "state", "count", "of"))


def patients(scene: Scene, frame: str, form: Form) -> list[People]:
    """The people that the cue says were hurt, by its frame and the form in which it stands."""
    found = _FRAMES[frame](scene, form)
    return [*found, *continued(scene, found)] if found and frame in _VERBAL else found


def _object(scene: Scene, form: Form) -> list[People]:
    is_past = form in (Form.PAST, Form.PARTICIPLE)
    if is_past and _is_passive(scene):
        return chain_left(scene, MAX_DISTANCE)
    right = [] if _is_noun(scene, form) else chain_right(scene, scene.end, MAX_OBJECT_DISTANCE)
    if is_past and _is_list(scene) and not (right and right[0].noun):
        return chain_left(scene, MAX_PARTICIPLE_DISTANCE)
    if right or not is_past or _has_object(scene):
        return right
    return chain_left(scene, MAX_PARTICIPLE_DISTANCE)


def _passive(scene: Scene, form: Form) -> list[People]:
    if form in (Form.PAST, Form.PARTICIPLE) and _is_passive(scene):
        return chain_left(scene, MAX_DISTANCE)
    if form is not Form.GERUND:
        return []
    return [group for group in chain_right(scene, scene.end, MAX_OBJECT_DISTANCE) if not group.is_named]


def _subject(scene: Scene, _: Form) -> list[People]:
    return chain_left(scene, MAX_DISTANCE)


def _state(scene: Scene, _: Form) -> list[People]:
    before = scene.before
    if before and scene.first - before[-1].end <= 1:
        return chain_left(scene, 1)
    if _is_passive(scene):
        return chain_left(scene, MAX_DISTANCE)
    near = before and scene.first - before[-1].end <= MAX_STATE_DISTANCE
    if near and not breaks(scene.tokens, before[-1].end, scene.first):
        return chain_left(scene, MAX_STATE_DISTANCE)
    return chain_right(scene, scene.end, 1)


def _of(scene: Scene, _: Form) -> list[People]:
    if scene.end < len(scene.tokens) and scene.tokens.words[scene.end] in _OF:
        return chain_right(scene, scene.end + 1, MAX_OF_DISTANCE)
    before = scene.before
    owns = before and before[-1].end == scene.first - 1 and scene.tokens.words[scene.first - 1] == POSSESSIVE
    return before[-1:] if owns else []


def _after(scene: Scene, _: Form) -> list[People]:
    return chain_right(scene, scene.end + 1, MAX_OF_DISTANCE)


def _count(scene: Scene, form: Form) -> list[People]:
    before = scene.before
    if before and not before[-1].quantity.is_singular and scene.first - before[-1].end <= MAX_COUNTED_GAP:
        return [before[-1]]
    return _of(scene, form)


def _toll(scene: Scene, _: Form) -> list[People]:
    after = scene.after[:1]
    if not after or after[0].first - scene.end > MAX_TOLL_DISTANCE or breaks(scene.tokens, scene.end, after[0].first):
        return []
    return after


def _multiple(scene: Scene, _: Form) -> list[People]:
    before = scene.before
    is_beside = bool(before) and before[-1].end == scene.first and before[-1].quantity.is_multiple
    return [before[-1]] if is_beside else []


def _figure(scene: Scene, _: Form) -> list[People]:
    after = scene.after[:1]
    words = scene.tokens.words[scene.end : after[0].first] if after else []
    return after if after and len(words) <= MAX_TOLL_DISTANCE and _FIGURE_LINKS.issuperset(words) else []


def _loss(scene: Scene, _: Form) -> list[People]:
    """Forces lose fighters; a party that loses voters has nobody killed."""
    groups = chain_right(scene, scene.end, 0)
    return [group for group in groups if not group.quantity.is_singular and _is_lost(scene, group)]


def _is_lost(scene: Scene, group: People) -> bool:
    if group.side in (Side.STATE, Side.REBEL, Side.ARMED) or group.noun in _MEN:
        return True
    return group.noun == "" and scene.tokens.words[group.end : group.end + 1] == ["of"]


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
    "figure": _figure,
    "loss": _loss,
    "multiple": _multiple,
    "self": _none,
    "none": _none,
}


def _is_passive(scene: Scene) -> bool:
    for number in range(scene.first - 1, max(scene.sentence.first, scene.first - PASSIVE_REACH) - 1, -1):
        word = scene.tokens.words[number]
        if word in _BE and not scene.tokens.written(number, number + 1).isupper():  # "IS" is a group
            return True
        if word in CLAUSE_BREAKS or word in (",", "have", "has", "had"):
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
