"""Groups of people joined to one another beside a cue: the nearest one, and those that "and" or commas add."""

from dataclasses import dataclass

from service.extract.casualties.people import MAX_AGE_DIGITS, People, Side
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set

MAX_JOINT = 5  # words that join two groups (", 35; and")
_LINKS = word_set(", ; and or & plus as well with by then his her their the also aged age")
_SUBSETS = word_set("including includes include whom them")
_AMONG = "among"
_PARTING = word_set(
    "and or , in at on near by from with during to after when while as outside inside before early late"
)
_REFLEXIVE = word_set("himself herself self")
_SAYING = word_set("said says told added reported confirmed announced")
_AND = word_set("and or &")
CLAUSE_BREAKS = word_set("; : . ! ? while when whereas but that who which where because before until")


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


def chain_left(scene: Scene, reach: int) -> list[People]:
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


def chain_right(scene: Scene, position: int, reach: int) -> list[People]:
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
        if group.noun in _REFLEXIVE and not _shares_fate(tokens, group):
            break
        position, limit = group.end, MAX_JOINT
    return _without_subsets(tokens, chain)


def breaks(tokens: Tokens, first: int, end: int) -> bool:
    """Does a word between two tokens begin another clause?"""
    return not CLAUSE_BREAKS.isdisjoint(tokens.words[first:end])


def _blocked(tokens: Tokens, first: int, end: int) -> bool:
    words = tokens.words[first:end]
    return ";" in words or "while" in words


def _parts(tokens: Tokens, first: int, end: int) -> bool:
    """Do the words between a verb and a group make it no object of the verb?"""
    return not _PARTING.isdisjoint(tokens.words[first:end]) or breaks(tokens, first, end)


def _speaks(tokens: Tokens, group: People) -> bool:
    """Is the group the one who says so ("killed six rebels, an official said")?"""
    return group.end < len(tokens) and tokens.words[group.end] in _SAYING


def _shares_fate(tokens: Tokens, group: People) -> bool:
    """Do counted others die with one who kills himself ("killing herself and three worshippers")?"""
    return tokens.words[group.end : group.end + 1] == ["and"]


def _joined(tokens: Tokens, first: int, end: int, group: People, other: People) -> bool:
    words = tokens.words[first:end]
    if group.is_named is not other.is_named and not _AND.intersection(words):
        return False
    if ";" in words and not group.is_named:  # only names are listed with semicolons
        return False
    return bool(words) and all(word in _LINKS or _is_age(word) for word in words)


def is_sum_of(group: People, parts: list[People]) -> bool:
    """Do the parts make up the group? Soldiers are not made up of rebels, whatever the numbers."""
    if not group.quantity.best == sum(part.quantity.best for part in parts) > 1:
        return False
    return group.side is Side.ANY or all(part.side in (Side.ANY, group.side) for part in parts)


def _is_age(word: str) -> bool:
    return word.isdecimal() and len(word) <= MAX_AGE_DIGITS


def _without_subsets(tokens: Tokens, chain: list[People]) -> list[People]:
    """Leave out groups that are part of another ("10 people, including two children", "two men, A and B,")."""
    if len(chain) > 1 and is_sum_of(chain[0], chain[1:]):
        return chain[:1]
    return [
        group
        for group in chain
        if group is chain[0] or group.first == 0 or tokens.words[group.first - 1] not in _SUBSETS
    ]
