"""Groups of people in a sentence: "at least six women and four children", "a 20-year-old man"."""

from dataclasses import dataclass
from enum import StrEnum

from service.extract.reading.numbers import NumberKnowledge, Quantity, find_quantities
from service.extract.reading.phrases import Hit, PhraseIndex
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import POSSESSIVE, Tokens, word_set

MAX_MODIFIERS = 7  # words between a number and its noun: "21 fighters" has none, "a 20-year-old unarmed black man" six
_DETERMINERS = frozenset(["a", "an", "one"])
_DEFINITE = word_set("the his her their its this that")
_BARRIERS = word_set(
    ', ; : . ! ? ( ) " “ ” [ ] … -- — – who which that was were is are be been has have had in on at by from with for'
    " to as when while after before during near killed wounded injured dead died hurt shot left leaving killing but"
    " where because since until into said than"
)
_OF = "of"
_AND = frozenset(("and", "or"))
_AFTER_BARE = word_set(
    "was were is are be been being have has had died dead killed wounded injured hurt shot remained "
    "remain survived more others of in and when as after by at , . ; ) on during among including "
    "critically seriously people -- — – slain perished suffered sustained still"
)
_UNITS_BEFORE = word_set(
    "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sep sept oct nov dec age aged page no number room apartment unit highway route "
    "interstate block grade article section chapter route bus flight act"
)
FIRST_YEAR, LAST_YEAR = 1900, 2100  # a bare number between them is read as a year


class Side(StrEnum):
    """What the noun says of the people."""

    ANY = "any"
    CIVILIAN = "civilian"
    STATE = "state"
    REBEL = "rebel"
    ARMED = "armed"


@dataclass(frozen=True)
class PersonNoun:
    """A noun for people."""

    side: Side
    is_plural: bool


@dataclass(frozen=True)
class People:
    """A group of people: its tokens, how many, its noun (empty for a bare number) and what the noun says of them."""

    first: int
    end: int
    quantity: Quantity
    noun: str
    side: Side
    is_definite: bool = False


@dataclass(frozen=True)
class PeopleKnowledge:
    """Nouns for people and number words."""

    nouns: PhraseIndex[PersonNoun]
    numbers: NumberKnowledge


def find_people(tokens: Tokens, sentence: Sentence, knowledge: PeopleKnowledge) -> list[People]:
    """The groups of people in a sentence, from left to right."""
    nouns = {hit.first: hit for hit in knowledge.nouns.find(tokens, sentence.first, sentence.end)}
    quantities = find_quantities(tokens, sentence.first, sentence.end, knowledge.numbers)
    found = [group for quantity in quantities if (group := _counted(tokens, sentence, quantity, nouns))]
    taken = {position for group in found for position in range(group.first, group.end)}
    for hit in nouns.values():
        if hit.first not in taken and not hit.payloads[0].is_plural:
            group = _single(tokens, sentence, hit)
            if group is not None and group.first not in taken:
                found.append(group)
    return sorted(found, key=lambda group: group.first)


def _counted(
    tokens: Tokens, sentence: Sentence, quantity: Quantity, nouns: dict[int, Hit[PersonNoun]]
) -> People | None:
    head = _head_after(tokens, quantity.end, sentence.end, nouns)
    if head is None:
        return _bare(tokens, sentence, quantity)
    if quantity.best == 1 and not head.payloads[0].is_plural and tokens.words[quantity.first] == "one":
        quantity = Quantity(quantity.first, quantity.end, 1, 1, 1)
    return People(quantity.first, head.end, quantity, tokens.words[head.end - 1], head.payloads[0].side)


def _head_after(tokens: Tokens, start: int, end: int, nouns: dict[int, Hit[PersonNoun]]) -> Hit[PersonNoun] | None:
    position = start
    if position < end and tokens.words[position] == _OF:
        position += 1
    limit = min(end, position + MAX_MODIFIERS)
    while position < limit:
        hit = nouns.get(position)
        if hit is not None:
            return _compound(hit, nouns, end)
        word = tokens.words[position]
        if word in _BARRIERS or (word[0].isdigit() and position > start + 1 and word != "old"):
            return None
        if word in _AND and not _reaches_noun(tokens, position + 1, min(end, position + 3), nouns):
            return None
        position += 1
    return None


def _reaches_noun(tokens: Tokens, start: int, end: int, nouns: dict[int, Hit[PersonNoun]]) -> bool:
    return any(position in nouns for position in range(start, end))


def _compound(hit: Hit[PersonNoun], nouns: dict[int, Hit[PersonNoun]], end: int) -> Hit[PersonNoun]:
    """The last of several nouns in a row ("police officers", "gang members")."""
    while hit.end < end and hit.end in nouns:
        side = _more_telling(hit.payloads[0], nouns[hit.end].payloads[0])
        following = nouns[hit.end]
        hit = Hit(hit.first, following.end, (PersonNoun(side, following.payloads[0].is_plural),))
    return hit


def _more_telling(one: PersonNoun, other: PersonNoun) -> Side:
    return one.side if other.side is Side.ANY else other.side


def _bare(tokens: Tokens, sentence: Sentence, quantity: Quantity) -> People | None:
    """A number without a noun ("three were killed", "10 dead"); not a year, an age, a distance or a time of day."""
    after = tokens.words[quantity.end] if quantity.end < sentence.end else "."
    before = tokens.words[quantity.first - 1] if quantity.first > sentence.first else "."
    word = tokens.words[quantity.end - 1]
    is_year = len(word) == 4 and word.isdecimal() and FIRST_YEAR <= quantity.best <= LAST_YEAR
    if (
        is_year
        or after not in _AFTER_BARE
        or before in _UNITS_BEFORE
        or "." in word
        or "$" in _left_of(tokens, quantity.first)
    ):
        return None
    if after in (",", ")", ".") and before in (",", "(", ":"):
        return None
    return People(quantity.first, quantity.end, quantity, "", Side.ANY)


def _left_of(tokens: Tokens, position: int) -> str:
    start = tokens.starts[position]
    return tokens.text[max(0, start - 2) : start]


def _single(tokens: Tokens, sentence: Sentence, hit: Hit[PersonNoun]) -> People | None:
    """One person by grammar: a singular noun with an article before it."""
    position = hit.first - 1
    while position >= max(sentence.first, hit.first - MAX_MODIFIERS):
        word = tokens.words[position]
        if word in _DETERMINERS or word in _DEFINITE or word == POSSESSIVE:
            quantity = Quantity(position, hit.end, 1, 1, 1, is_singular=True)
            is_definite = word not in _DETERMINERS
            return People(position, hit.end, quantity, tokens.words[hit.end - 1], hit.payloads[0].side, is_definite)
        if word in _BARRIERS or word == _OF or word in _AND:
            return None
        position -= 1
    return None
