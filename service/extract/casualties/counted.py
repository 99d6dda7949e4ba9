"""counted: the groups that a number counts ("at least six women and four children", "21 regime and allied forces")."""

from dataclasses import replace

from service.extract.casualties.bare import AGE_UNITS, OTHER_UNITS, bare
from service.extract.casualties.people import (
    AND,
    BARRIERS,
    MAX_AGE_DIGITS,
    MAX_MODIFIERS,
    OF,
    Nouns,
    People,
    PersonNoun,
    Side,
)
from service.extract.reading.numbers import Quantity
from service.extract.reading.phrases import Hit
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set

MAX_COMPLEMENT = 6  # words of a complement
_FATES = word_set("burned burnt drowned bled froze starved suffocated perished succumbed")
_QUOTES = word_set('" “ ”')
_OTHERS = word_set("the those these them his her their its")
_YEARS_OLD = (["year", "old"], ["month", "old"], ["years", "old"])
_AGES = word_set("age aged ages")
_AGE_LINKS = word_set("of and to or from between the")
_PRONOUNS = word_set("he she him himself herself")  # a number counts nouns


def counted(tokens: Tokens, sentence: Sentence, quantities: list[Quantity], nouns: Nouns) -> list[People]:
    """The groups that a number counts, from left to right; "two of the four victims" are two."""
    found: list[People] = []
    for quantity in quantities:
        if found and quantity.first < found[-1].end:
            continue
        is_years = is_age(tokens, sentence, quantity) or is_age_limit(tokens, sentence, quantity)
        group = None if is_years else _group(tokens, sentence, quantity, nouns)
        if group is not None:
            found.append(group)
    return found


def is_age(tokens: Tokens, sentence: Sentence, quantity: Quantity) -> bool:
    """Does the number count years ("a 16-year-old boy", "18 months old")?"""
    if quantity.end + 1 >= sentence.end or tokens.words[quantity.end] not in AGE_UNITS:
        return False
    return tokens.words[quantity.end + 1] in ("old", "olds")


def is_age_limit(tokens: Tokens, sentence: Sentence, quantity: Quantity) -> bool:
    """Is the number an end of a span of ages ("aged 16 to 24", "between the ages of 11 and 15")?"""
    position = quantity.first - 1
    while position > sentence.first and _joins_ages(tokens.words[position]):
        position -= 1
    return position >= sentence.first and tokens.words[position] in _AGES


def _joins_ages(word: str) -> bool:
    return word in _AGE_LINKS or (word.isdecimal() and len(word) <= MAX_AGE_DIGITS)


def _group(tokens: Tokens, sentence: Sentence, quantity: Quantity, nouns: Nouns) -> People | None:
    if quantity.is_multiple:
        return People(quantity.first, quantity.end, quantity, "", Side.ANY)
    start = _after_partitive(tokens, sentence, quantity, nouns)
    head = _head_after(tokens, start, sentence.end, nouns)
    if head is None:
        return bare(tokens, sentence, quantity)
    noun = head.payloads[0]
    if quantity.best == 1 and not noun.is_plural:
        quantity = replace(quantity, is_singular=quantity.is_more)
    end = _after_complement(tokens, sentence, head.end)
    return People(quantity.first, end, quantity, tokens.words[head.end - 1], noun.side)


def _after_complement(tokens: Tokens, sentence: Sentence, position: int) -> int:
    """The token after "of a family" in "four members of a family", so that what is joined to it stands beside it."""
    if position >= sentence.end or tokens.words[position] != OF:
        return position
    for end in range(position + 1, min(sentence.end, position + MAX_COMPLEMENT)):
        if tokens.words[end] in BARRIERS or tokens.words[end] in AND or tokens.words[end] in _FATES:
            return end
    return position


def _after_partitive(tokens: Tokens, sentence: Sentence, quantity: Quantity, nouns: Nouns) -> int:
    """The token after "of the four" in "two of the four victims"; else the one after the number."""
    position = quantity.end
    if position < sentence.end and tokens.words[position] == OF:
        position += 1
        if position < sentence.end and position not in nouns and tokens.words[position] in _OTHERS:
            position += 1
    return position


def _head_after(tokens: Tokens, start: int, end: int, nouns: Nouns) -> Hit[PersonNoun] | None:
    """The noun that a number counts: the first one after it, over adjectives and ages."""
    position = start + (start < end and tokens.words[start] in _QUOTES)  # 22 "terrorists"
    limit = min(end, start + MAX_MODIFIERS)
    while position < limit:
        hit = nouns.get(position)
        if hit is not None:
            return None if tokens.words[position] in _PRONOUNS else compound(hit, nouns, end)
        if tokens.words[position + 1 : position + 3] in _YEARS_OLD:
            position += 3
            continue
        if _stops(tokens, position, end, nouns):
            return None
        position += 1
    return None


def _stops(tokens: Tokens, position: int, end: int, nouns: Nouns) -> bool:
    """Can the word not stand between a number and its noun? "regime and allied forces" holds an "and"."""
    word = tokens.words[position]
    if word in AND:
        return not any(number in nouns for number in range(position + 1, min(end, position + 3)))
    return word in BARRIERS or word in OTHER_UNITS or word[0].isdigit()


def compound(hit: Hit[PersonNoun], nouns: Nouns, end: int) -> Hit[PersonNoun]:
    """The last of several nouns in a row ("police officers", "gang members")."""
    while hit.end < end and hit.end in nouns:
        following = nouns[hit.end]
        side = hit.payloads[0].side if following.payloads[0].side is Side.ANY else following.payloads[0].side
        hit = Hit(hit.first, following.end, (PersonNoun(side, following.payloads[0].is_plural),))
    return hit
