"""find_people: groups with a number, single persons by grammar ("a man"), and persons by name."""

from dataclasses import replace

from service.extract.casualties.counted import compound, counted, is_age
from service.extract.casualties.people import (
    AND,
    BARRIERS,
    MAX_AGE_DIGITS,
    MAX_MODIFIERS,
    OF,
    Nouns,
    People,
    PeopleKnowledge,
    PersonNoun,
    Side,
)
from service.extract.reading.numbers import Quantity, find_quantities
from service.extract.reading.phrases import Hit
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import POSSESSIVE, Tokens, word_set

MAX_NAME_TOKENS = 5  # words of a person's name
_DETERMINERS = word_set("a an one another")
_ANOTHER = "another"
_OWNERS = word_set("his her their")
MAX_DECADE_WORDS = 3  # "in her 50s"
_DEFINITE = word_set("the his her their its this that")
_OPENERS = word_set(", ; : | - -- — – and while including includes")
_ORDINALS = word_set("second third fourth fifth sixth seventh eighth ninth tenth")
_AFTER_ANOTHER = word_set(
    "died dies succumbed lost was is in injured wounded hurt shot dead killed critically seriously remains had who"
)
_SELF, _BEFORE_SELF = "self", word_set(", and then & kills shoots shot killed")
_HARMING = word_set("killing killed kills shooting shoots shot stabbing stabs wounding wounds injuring injures")
_REFLEXIVE = word_set("himself herself themself self")
_PRONOUNS = word_set("he she him")
_NO_PERSON = word_set("in at near from on to outside the")
HEADLINE_LETTERS = 3  # shorter words stay small in headlines
HEADLINE_SHARE = 0.8  # of the longer words
_INITIAL = 1  # letters of an initial ("Omar P. Jarman")


def find_people(tokens: Tokens, sentence: Sentence, knowledge: PeopleKnowledge) -> list[People]:
    """The groups of people in a sentence, from left to right."""
    nouns = {hit.first: hit for hit in knowledge.nouns.find(tokens, sentence.first, sentence.end)}
    quantities = find_quantities(tokens, sentence.first, sentence.end, knowledge.numbers)
    found = counted(tokens, sentence, quantities, nouns)
    taken = {position for group in found for position in range(group.first, group.end)}
    singles = [
        *_selves(tokens, sentence),
        *_singles(tokens, sentence, nouns),
        *_others(tokens, sentence),
        *_aged(tokens, sentence, quantities, nouns),
    ]
    for group in singles:
        if taken.isdisjoint(range(group.first, group.end)):
            found.append(group)
            taken.update(range(group.first, group.end))
    found.extend(_named(tokens, sentence, taken, knowledge.not_names))
    return sorted(found, key=lambda group: group.first)


def _singles(tokens: Tokens, sentence: Sentence, nouns: Nouns) -> list[People]:
    found = []
    for position in nouns:
        hit = compound(nouns[position], nouns, sentence.end)
        if not hit.payloads[0].is_plural:
            group = _single(tokens, sentence, hit)
            if group is not None:
                found.append(group)
    return found


def _single(tokens: Tokens, sentence: Sentence, hit: Hit[PersonNoun]) -> People | None:
    """One person by grammar: a singular noun with an article before it, or at the head of a headline."""
    side = hit.payloads[0].side
    if tokens.words[hit.first] in _PRONOUNS:
        return replace(_one(tokens, hit.first, hit.end, side), is_definite=True)
    if tokens.words[hit.first] in _REFLEXIVE:
        return _one(tokens, hit.first, hit.end, side)
    first = _start_of_phrase(tokens, sentence, hit)
    if first is None:
        return None
    is_definite = tokens.words[first] in _DEFINITE or tokens.words[first] == POSSESSIVE
    return replace(_one(tokens, first, hit.end, side), is_definite=is_definite)


def _start_of_phrase(tokens: Tokens, sentence: Sentence, hit: Hit[PersonNoun]) -> int | None:
    """Where the phrase begins: at its article, after a mark, or at the start of the sentence; else None."""
    for position in range(hit.first - 1, max(sentence.first, hit.first - MAX_MODIFIERS) - 1, -1):
        word = tokens.words[position]
        if word in _DETERMINERS or word in _DEFINITE or word == POSSESSIVE:
            return position
        if word in _OPENERS or (word in _HARMING and position == hit.first - 1):
            return position + 1
        if word in BARRIERS or word == OF or word in AND:
            return None
    return sentence.first if hit.first - sentence.first < MAX_MODIFIERS else None


def _one(tokens: Tokens, first: int, end: int, side: Side) -> People:
    quantity = Quantity(first, end, 1, 1, 1, is_singular=True)
    stop = end + MAX_DECADE_WORDS if _is_decade(tokens, end) else end
    return People(first, stop, quantity, tokens.words[end - 1], side, age=_age_inside(tokens, first, end))


def _is_decade(tokens: Tokens, position: int) -> bool:
    """Do the words give a rough age ("a woman in her 50s"), so that what is joined to them stands beside the person?"""
    words = tokens.words[position : position + MAX_DECADE_WORDS]
    return len(words) == MAX_DECADE_WORDS and words[0] == "in" and words[1] in _OWNERS and words[2].endswith("0s")


def _others(tokens: Tokens, sentence: Sentence) -> list[People]:
    """ "another was wounded", "a fourth died": one more person, without a noun."""
    words = tokens.words
    return [
        _more(_one(tokens, position, position + 1, Side.ANY))
        for position in range(sentence.first, sentence.end - 1)
        if words[position + 1] in _AFTER_ANOTHER
        and (words[position] == _ANOTHER or (words[position] in _ORDINALS and words[position - 1] == "a"))
    ]


def _more(one: People) -> People:
    """The same person, said to come to those told of before."""
    return replace(one, quantity=replace(one.quantity, is_more=True))


def _selves(tokens: Tokens, sentence: Sentence) -> list[People]:
    """ "kills wife, self": headlines shorten "himself"."""
    return [
        _one(tokens, position, position + 1, Side.ANY)
        for position in range(sentence.first + 1, sentence.end)
        if tokens.words[position] == _SELF and tokens.words[position - 1] in _BEFORE_SELF
    ]


def _age_inside(tokens: Tokens, first: int, end: int) -> int | None:
    """The age in "a 20-year-old man"."""
    for number in range(first, end - 1):
        if tokens.words[number].isdecimal() and tokens.words[number + 1] in ("year", "years", "month"):
            return int(tokens.words[number][:MAX_AGE_DIGITS])
    return None


def _age_after(tokens: Tokens, position: int, end: int) -> int | None:
    """The age in "Omar Smith, 35,"."""
    if position + 1 >= end or tokens.words[position] != ",":
        return None
    word = tokens.words[position + 1]
    return int(word) if word.isdecimal() and len(word) <= MAX_AGE_DIGITS else None


def _aged(tokens: Tokens, sentence: Sentence, quantities: list[Quantity], nouns: Nouns) -> list[People]:
    """Persons known by their age alone ("a 17-year-old was shot")."""
    found = []
    for quantity in quantities:
        end = quantity.end + 2
        is_span = quantity.end - quantity.first > 1  # "between 15 and 20 years old"
        if is_age(tokens, sentence, quantity) and not is_span and end not in nouns:
            found.append(_one(tokens, quantity.first, min(end, sentence.end), Side.ANY))
    return found


def _named(tokens: Tokens, sentence: Sentence, taken: set[int], not_names: frozenset[str]) -> list[People]:
    """Persons by name: runs of capitalised words outside other groups; a single first word of a sentence is none."""
    if tokens.is_upper_case or is_headline(tokens, sentence):
        return []
    found, position = [], sentence.first
    while position < sentence.end:
        end = position
        while end < min(sentence.end, position + MAX_NAME_TOKENS) and _is_name(tokens, end, taken, not_names):
            end += 1
        if end > position and not _is_placed(tokens, sentence, position):
            quantity = Quantity(position, end, 1, 1, 1, is_singular=True)
            age = _age_after(tokens, end, sentence.end)
            found.append(People(position, end, quantity, tokens.words[end - 1], Side.ANY, is_named=True, age=age))
        position = max(end, position + 1)
    return found


def is_headline(tokens: Tokens, sentence: Sentence) -> bool:
    """Does nearly every longer word begin with a capital, so that capitals say nothing about names?"""
    longer = [number for number in range(sentence.first, sentence.end) if len(tokens.words[number]) > HEADLINE_LETTERS]
    return len(longer) > 1 and sum(tokens.is_capitalised(number) for number in longer) >= len(longer) * HEADLINE_SHARE


def _is_placed(tokens: Tokens, sentence: Sentence, position: int) -> bool:
    """Does the word before say that the name is none of a person ("in Paris", "the Hausa")?"""
    return position > sentence.first and tokens.words[position - 1] in _NO_PERSON


def _is_name(tokens: Tokens, position: int, taken: set[int], not_names: frozenset[str]) -> bool:
    word = tokens.words[position]
    if position in taken or word in not_names:
        return False
    if word == "." and position and len(tokens.words[position - 1]) == _INITIAL:
        return tokens.is_capitalised(position - 1)
    return (
        word.isalpha() and tokens.is_capitalised(position) and not tokens.written(position, position + 1)[1:].isupper()
    )
