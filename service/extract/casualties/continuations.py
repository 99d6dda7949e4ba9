"""Numbers that a sentence adds elsewhere without saying the verb again: "killed 4 people in Sona and 6 in Bamba"."""

from service.extract.casualties.chains import CLAUSE_BREAKS, Scene
from service.extract.casualties.people import People
from service.extract.reading.tokens import Tokens, word_set

MAX_PLACE_WORDS = 8  # words of the first place, its "in" and the "and" after it
MAX_REST = 8  # words after the number in which a verb of its own would stand
MAX_ADDED = 6  # places of one verb
_AT = word_set("in at on near outside around from of during inside elsewhere by")
_MORE = word_set("more others other people dead")
_AND = word_set("and , or while")
_VERBS = word_set(
    "was were is are has have had be been injured wounded hurt arrested captured detained kidnapped abducted missing"
    " killed died shot freed released survived escaped"
)


def continued(scene: Scene, found: list[People]) -> list[People]:
    """The groups that follow those found in the places after them, each with "in" and no verb of its own."""
    added: list[People] = []
    position = max(scene.end, *(group.end for group in found))
    for group in scene.people:
        if len(added) == MAX_ADDED:
            break
        if group.first < position or group.quantity.is_singular or group in found:
            continue
        if not _follows(scene.tokens, position, group) or not _is_placed(scene, group):
            break
        added.append(group)
        position = group.end
    return added


def _follows(tokens: Tokens, position: int, group: People) -> bool:
    """Do the words between name a place and join the group to what stands before it?"""
    words = tokens.words[position : group.first]
    if not 2 < len(words) <= MAX_PLACE_WORDS or words[-1] not in _AND:
        return False
    start = 1 if words[0] in _MORE else 0
    inner = words[start:-1]
    return bool(inner) and inner[0] in _AT and CLAUSE_BREAKS.isdisjoint(inner) and _VERBS.isdisjoint(inner)


def _is_placed(scene: Scene, group: People) -> bool:
    """Does a place of its own follow the group, and no verb?"""
    words, end = scene.tokens.words, scene.sentence.end
    position = group.end
    while position < end and words[position] in _MORE:
        position += 1
    if position >= end or words[position] not in _AT:
        return False
    for word in words[position : min(end, position + MAX_REST)]:
        if word in _VERBS:
            return False
        if word in _AND or word in CLAUSE_BREAKS:
            return True
    return True
