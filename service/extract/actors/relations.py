"""Who acts on whom: the parties before and after a trigger, by its voice and its prepositions."""

from dataclasses import dataclass

from service.extract.actors.parties import Party
from service.extract.events.triggers import Firing
from service.extract.reading.inflection import Form
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import POSSESSIVE, Tokens, word_set

MAX_POSSESSED = 3  # words from a possessive to its noun ("the group's latest deadly attack")
REACH = 14  # words between a trigger and its parties
_BE = word_set("was were is are be been being")
_PREPOSITIONS = word_set(
    "of in on at by with from near against for to between into inside over under around across through after"
)
_TARGET_WORDS = word_set(
    "on against targeting at targeted hit hits hitting struck strikes towards toward of to into with from for over"
)
_TAKING = ("capture", "recapture")  # kinds whose "from" names the one who loses
_FROM = frozenset(["from"])
_SOURCE_WORDS = frozenset(["by", "from"])
_CLAUSE_BREAKS = word_set(
    '; : . ! ? " “ ” said says alleged claimed told denied warned while when where as after before because'
    " although though but"
)
_DETERMINERS = word_set(
    "the a an its their his her some several dozens other allied many two three four five six seven eight nine ten"
)
_AMOUNTS = word_set("thousands hundreds dozens scores tens millions group groups crowd crowds number handful members")
_AFTER_PASSIVE = word_set("in after during near as when while over")
_DYING = ("die",)  # kinds whose subject acts on nobody
_SUFFERED = word_set("kill abduction arrest execution assassination")
_PROTESTING = word_set(
    "protest strike boycott hunger_strike blockade riot mob_violence"
)  # what civilians do themselves
_LOCATING = word_set("in at near outside inside")
_AND = word_set("and or , as well")


@dataclass(frozen=True)
class Relation:
    """The parties that act and those acted on; either may be empty."""

    source: tuple[Party, ...]
    target: tuple[Party, ...]


def relate(tokens: Tokens, sentence: Sentence, firing: Firing, parties: list[Party]) -> Relation:
    """Who acts on whom in the event that `firing` reports."""
    left = [party for party in parties if party.end <= firing.first and firing.first - party.end <= REACH]
    right = [party for party in parties if party.first >= firing.end and party.first - firing.end <= REACH]
    if firing.kind in _DYING:
        return Relation((), _subject(tokens, firing.first, left))
    if firing.kind in _TAKING and (losers := _after_word(tokens, firing.end, right, _FROM)):
        return Relation(_subject(tokens, firing.first, left), losers)
    if firing.form in (Form.NOUN, Form.WORD):
        return _of_noun(tokens, sentence, firing, left, right)
    if _is_passive(tokens, sentence, firing) or _is_headline_passive(tokens, sentence, firing, left):
        return Relation(_after_word(tokens, firing.end, right, _SOURCE_WORDS), _subject(tokens, firing.first, left))
    return Relation(_subject(tokens, firing.first, left), _first_right(tokens, firing.end, right))


def _is_passive(tokens: Tokens, sentence: Sentence, firing: Firing) -> bool:
    if firing.form not in (Form.PAST, Form.PARTICIPLE):
        return False
    window = tokens.words[max(sentence.first, firing.first - 4) : firing.first]
    if not _BE.isdisjoint(window):
        return True
    return firing.end < sentence.end and tokens.words[firing.end] == "by"


def _is_headline_passive(tokens: Tokens, sentence: Sentence, firing: Firing, left: list[Party]) -> bool:
    """ "Troops killed in ambush", "Pilgrims attacked near Taftan": headlines leave out "were"."""
    if firing.form not in (Form.PAST, Form.PARTICIPLE) or firing.end >= sentence.end:
        return False
    if tokens.words[firing.end] not in _AFTER_PASSIVE or firing.kind in _PROTESTING:
        return False
    return firing.kind in _SUFFERED or (bool(left) and all(party.side == "civilian" for party in left))


def _of_noun(tokens: Tokens, sentence: Sentence, firing: Firing, left: list[Party], right: list[Party]) -> Relation:
    between = _after_word(tokens, firing.end, right, frozenset(("between",)))
    if len(between) > 1:
        return Relation(between[:1], between[1:])
    source = _premodifier(tokens, firing.first, left) or _after_word(tokens, firing.end, right, _SOURCE_WORDS)
    source = source or _subject(tokens, firing.first, left)
    target = _after_word(tokens, firing.end, right, _TARGET_WORDS)
    return Relation(source, tuple(party for party in target if party not in source))


def _premodifier(tokens: Tokens, position: int, left: list[Party]) -> tuple[Party, ...]:
    """The party just before a noun: "Russian air strikes", "the group's attack"."""
    if not left:
        return ()
    gap = tokens.words[left[-1].end : position]
    return (left[-1],) if not gap or (gap[0] == POSSESSIVE and len(gap) <= MAX_POSSESSED) else ()


def _subject(tokens: Tokens, position: int, left: list[Party]) -> tuple[Party, ...]:
    """The first party of the clause before `position` that no preposition governs, with those joined to it."""
    start = position
    clause: list[Party] = []
    for party in reversed(left):
        if any(word in _CLAUSE_BREAKS for word in tokens.words[party.end : start]):
            break
        clause.insert(0, party)
        start = party.first
    free = [party for party in clause if not is_governed(tokens, party.first)]
    if not free:
        return ()
    head = free[0]
    return (head, *(party for party in free[1:] if _are_joined(tokens, head.end, party.first)))[:4]


def is_governed(tokens: Tokens, position: int) -> bool:
    """Does a preposition before the words at `position` make them no subject?"""
    number = position - 1
    while number >= 0 and tokens.words[number] in _DETERMINERS:
        number -= 1
    if number > 0 and tokens.words[number] == "of" and tokens.words[number - 1] in _AMOUNTS:
        return False  # "thousands of people protested"
    return number >= 0 and tokens.words[number] in _PREPOSITIONS


def _are_joined(tokens: Tokens, end: int, first: int) -> bool:
    words = tokens.words[end:first]
    return (
        0 < len(words) <= 3
        and any(word in _AND for word in words)
        and all(word in _AND or word in _DETERMINERS for word in words)
    )


def _first_right(tokens: Tokens, position: int, right: list[Party]) -> tuple[Party, ...]:
    objects = [party for party in right if not _is_located(tokens, party.first)]
    if not objects or any(word in _CLAUSE_BREAKS for word in tokens.words[position : objects[0].first]):
        return ()
    return _with_joined(tokens, objects)


def _is_located(tokens: Tokens, position: int) -> bool:
    """Does a preposition of place make the name a place ("in Bajaur")?"""
    return tokens.words[position - 1] in _LOCATING


def _with_joined(tokens: Tokens, parties: list[Party]) -> tuple[Party, ...]:
    chain = [parties[0]]
    for party in parties[1:]:
        if not _are_joined(tokens, chain[-1].end, party.first):
            break
        chain.append(party)
    return tuple(chain[:4])


def _after_word(tokens: Tokens, position: int, right: list[Party], words: frozenset[str]) -> tuple[Party, ...]:
    """The party that follows the nearest of `words` after a trigger."""
    for number in range(position, min(len(tokens), position + REACH)):
        if tokens.words[number] in words:
            following = [party for party in right if party.first > number]
            if following and following[0].first - number <= 5:
                return _with_joined(tokens, following)
        if tokens.words[number] in ";.:":
            break
    return ()


def affiliation(tokens: Tokens, first: int, end: int, parties: list[Party]) -> tuple[Party, ...]:
    """The parties that the people at the tokens from `first` to before `end` are or belong to."""
    inside = [party for party in parties if party.first < end and party.end > first]
    after = [party for party in parties if party.first >= end]
    if after and _belongs(tokens, end, after[0].first):
        return (after[0],)
    return tuple(inside[:1])


def _belongs(tokens: Tokens, end: int, first: int) -> bool:
    words = tokens.words[end:first]
    return (
        0 < len(words) <= 4
        and words[0] in ("from", "of", "belonging")
        and not any(word in _CLAUSE_BREAKS for word in words)
    )
