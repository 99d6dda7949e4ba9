"""Groups of people in a sentence: "at least six women and four children", "21 regime and allied forces"."""

from dataclasses import dataclass, replace
from enum import StrEnum

from service.extract.reading.numbers import NumberKnowledge, Quantity
from service.extract.reading.phrases import Hit, PhraseIndex
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set

MAX_COMPLEMENT = 6  # words of a complement
MAX_UNKNOWN = 3  # words that no lexicon knows between a number and "killed"
MAX_AGE = 110  # years
MAX_AGE_DIGITS = 2
MAX_MODIFIERS = 7  # words between a number and its noun: "21 fighters" has none, "two unarmed young black men" three
FIRST_YEAR, LAST_YEAR = 1900, 2100  # a bare number between them is read as a year
BARRIERS = word_set(
    ', ; : . ! ? ( ) " “ ” [ ] … -- — – who which that was were is are be been has have had in on at by from with for'
    " to as when while after before during near killed wounded injured dead died hurt shot left leaving killing but"
    " where because since until into said than"
)
AND = word_set("and or &")
OF = "of"
_AFTER_BARE = word_set(
    "was were is are be been being have has had die dies died dead killed wounded injured hurt shot remained"
    " remain survived more others of in and when as after by at , . ; : ) on during among including found"
    " critically seriously fatally -- — – slain perished suffered sustained still stabbed murdered hospitalized"
    " executed assassinated beheaded gunned massacred lynched hacked burned drowned deaths death fatalities lives"
    " bodies corpses"
)
_UNITS_BEFORE = word_set(
    "january february march april may june july august september october november december jan feb mar"
    " apr jun jul aug sep sept oct nov dec age aged ages page no number room apartment unit highway route"
    " interstate block grade article section chapter bus flight act channel news game week level top"
)
_MARKS = word_set(", . ; ) — – -- was of")
_OTHER_UNITS = word_set(
    "january february march april june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec a an the day days hour hours week weeks month months minute minutes mile miles shot shots"
    " round rounds time times block blocks percent feet foot dollars year years bullets km kilometers kilometres meters"
    " metres"
)
_KILLING = word_set("kill kills killed killing slay slays")
_QUOTES = word_set('" “ ”')
_FATE = word_set("killed dead wounded injured slain murdered executed die died shot")
_LISTED = word_set(", ) . and of in ;")
_LISTING = word_set(", ( : ages and of")
_OTHERS = word_set("the those these them his her their its")
_GLUE = frozenset("$£€:/#-")
_YEARS_OLD = (["year", "old"], ["month", "old"], ["years", "old"])
_AGES = word_set("age aged ages")
_AGE_LINKS = word_set("of and to or from between the")
_PRONOUNS = word_set("he she him himself herself")  # a number counts nouns
_AGE_UNITS = word_set("year years yr month months day week tear")


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
    is_named: bool = False
    age: int | None = None


@dataclass(frozen=True)
class PeopleKnowledge:
    """Nouns for people, number words, and capitalised words that are no names."""

    nouns: PhraseIndex[PersonNoun]
    numbers: NumberKnowledge
    not_names: frozenset[str]


Nouns = dict[int, Hit[PersonNoun]]


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
    if quantity.end + 1 >= sentence.end or tokens.words[quantity.end] not in _AGE_UNITS:
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
        return _bare(tokens, sentence, quantity)
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
        if tokens.words[end] in BARRIERS or tokens.words[end] in AND:
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
    return word in BARRIERS or word in _OTHER_UNITS or word[0].isdigit()


def compound(hit: Hit[PersonNoun], nouns: Nouns, end: int) -> Hit[PersonNoun]:
    """The last of several nouns in a row ("police officers", "gang members")."""
    while hit.end < end and hit.end in nouns:
        following = nouns[hit.end]
        side = hit.payloads[0].side if following.payloads[0].side is Side.ANY else following.payloads[0].side
        hit = Hit(hit.first, following.end, (PersonNoun(side, following.payloads[0].is_plural),))
    return hit


def _bare(tokens: Tokens, sentence: Sentence, quantity: Quantity) -> People | None:
    """A number without a known noun ("three were killed", "10 dead", "24 SDF killed"); no year, age, sum or hour."""
    before = tokens.words[quantity.first - 1] if quantity.first > sentence.first else ""
    word = tokens.words[quantity.end - 1]
    is_year = len(word) == 4 and word.isdecimal() and FIRST_YEAR <= quantity.best <= LAST_YEAR
    if is_year or before in _UNITS_BEFORE or "." in word:
        return None
    end = _end_of_bare(tokens, sentence, quantity, before)
    if end is None or _is_glued(tokens, quantity) or _is_age_of_name(tokens, sentence, quantity):
        return None
    return People(quantity.first, end, quantity, "", Side.ANY)


def _end_of_bare(tokens: Tokens, sentence: Sentence, quantity: Quantity, before: str) -> int | None:
    """Where the group ends: at the number, or after unknown words that a word for death or injury follows."""
    after = tokens.words[quantity.end] if quantity.end < sentence.end else "."
    if before in _KILLING and after not in _OTHER_UNITS and after not in _AGE_UNITS:
        return quantity.end
    if after in _AFTER_BARE:
        return None if after in _LISTED and before in _LISTING else quantity.end
    for position in range(quantity.end, min(sentence.end - 1, quantity.end + MAX_UNKNOWN)):
        if tokens.words[position] in BARRIERS or tokens.words[position] in _OTHER_UNITS:
            return None
        if tokens.words[position + 1] in _FATE:
            return position + 1
    return None


def _is_age_of_name(tokens: Tokens, sentence: Sentence, quantity: Quantity) -> bool:
    """Does the number stand after a name and a comma ("Smith, 51")?"""
    first = quantity.first
    if first < sentence.first + 2 or tokens.words[first - 1] != "," or quantity.best > MAX_AGE:
        return False
    after = tokens.words[quantity.end] if quantity.end < sentence.end else "."
    return after in _MARKS and tokens.is_capitalised(first - 2) and tokens.words[first - 2].isalpha()


def _is_glued(tokens: Tokens, quantity: Quantity) -> bool:
    """Is the number part of a sum, a time or a code ("$5", "9:30", "A-12")?"""
    start, end = tokens.starts[_number_at(tokens, quantity)], tokens.ends[quantity.end - 1]
    before, after = tokens.text[max(0, start - 1) : start], tokens.text[end : end + 2]
    return before in _GLUE or (len(after) > 1 and after[0] in _GLUE and after[1].isalnum()) or after[:1] == "%"


def _number_at(tokens: Tokens, quantity: Quantity) -> int:
    """The token of the number itself, after "at least" and the like."""
    return next((at for at in range(quantity.first, quantity.end) if tokens.words[at][0].isdigit()), quantity.first)
