"""Numbers without a known noun that count people all the same ("three were killed", "10 dead", "24 SDF killed")."""

from service.extract.casualties.people import BARRIERS, People, Side
from service.extract.reading.numbers import Quantity
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set

MAX_UNKNOWN = 3  # words that no lexicon knows between a number and "killed"
MAX_AGE = 110  # years
FIRST_YEAR, LAST_YEAR = 1900, 2100  # a bare number between them is read as a year
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
OTHER_UNITS = word_set(
    "january february march april june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec a an the day days hour hours week weeks month months minute minutes mile miles shot shots"
    " round rounds time times block blocks percent feet foot dollars year years bullets km kilometers kilometres meters"
    " metres"
)
_KILLING = word_set("kill kills killed killing slay slays")
_FATE = word_set("killed dead wounded injured slain murdered executed die died shot fatality fatalities")
_LISTED = word_set(", ) . and of in ;")
_LISTING = word_set(", ( : ages and of")
PLACE_REACH = 6  # words before a number in which the place before it is named
_FIGURES = word_set("fatalities deaths dead killed fatality casualties")
_GLUE = frozenset("$£€:/#-")
AGE_UNITS = word_set("year years yr month months day week tear")


def bare(tokens: Tokens, sentence: Sentence, quantity: Quantity) -> People | None:
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
    if before in _KILLING and after not in OTHER_UNITS and after not in AGE_UNITS:
        return quantity.end
    if after in _AFTER_BARE:
        is_listed = after in _LISTED and before in _LISTING and not _is_figure(tokens, sentence, quantity)
        return None if is_listed else quantity.end
    for position in range(quantity.end, min(sentence.end - 1, quantity.end + MAX_UNKNOWN)):
        if tokens.words[position] in BARRIERS or tokens.words[position] in OTHER_UNITS:
            return None
        if tokens.words[position + 1] in _FATE:
            return position + 1
    return None


def _is_figure(tokens: Tokens, sentence: Sentence, quantity: Quantity) -> bool:
    """Is it the figure of "Fatalities: 4", or the second of "in Sona and 6 in Bamba"?"""
    before = tokens.words[max(sentence.first, quantity.first - PLACE_REACH) : quantity.first]
    if before[-1:] == [":"]:
        return not _FIGURES.isdisjoint(before[-4:-1])
    after = tokens.words[quantity.end : quantity.end + 1]
    return after == ["in"] and before[-1:] == ["and"] and "in" in before and tokens.is_capitalised(quantity.first - 2)


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
