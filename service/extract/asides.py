"""Asides: triggers that describe, name or set the scene and so report no event of their own."""

from dataclasses import replace

from service.extract.actors.parties import IDENTIFIED
from service.extract.events.kinds import Kind
from service.extract.events.triggers import Firing
from service.extract.reading.inflection import Form
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set
from service.extract.readings import DEFINITE, HARMING, NOMINAL, VIOLENCE, Reading, Statement

PASSIVE_REACH = 4  # words before a participle in which "was" stands
SETTING_REACH = 4  # words before a noun in which "at" or "during" makes it the setting ("at a large political rally")
_ARTICLES = word_set("a an the its their his her")
_BE = word_set("was were is are been being be")
_DEFINING = word_set("of on in at against that which by")
_JUDGING = word_set("accuse reject support")  # kinds of words about a deed that is known
_SPEAKING = word_set("accuse reject support investigate")
_SETTING = word_set("at during near outside amid")
_WHO_HAD = word_set("it they he she who which whom")
_SAYING = word_set('said says say told reported claimed confirmed announced alleged : " “ ”')


def is_aside(tokens: Tokens, reading: Reading, firing: Firing, kind: Kind) -> bool:
    """Is the trigger a description, part of a name, or what a clause tells of the time before?"""
    return (
        _is_reduced_relative(tokens, reading.sentence, firing, kind)
        or _is_in_name(reading, firing)
        or _is_told_of_before(tokens, reading, firing)
    )


def _is_reduced_relative(tokens: Tokens, sentence: Sentence, firing: Firing, kind: Kind) -> bool:
    """Is the participle a description ("the army backed by warplanes", "a man accused of theft", "a wanted man")?"""
    if firing.form not in (Form.PAST, Form.PARTICIPLE) or firing.end >= sentence.end:
        return False
    before = tokens.words[max(sentence.first, firing.first - PASSIVE_REACH) : firing.first]
    if before and before[-1] in _ARTICLES:
        return True
    if not _BE.isdisjoint(before):
        return False
    after = tokens.words[firing.end]
    if after == "of":  # not "opened an investigation of the bank"
        return firing.end - firing.first == 1 and kind.family not in HARMING  # but "died of his wounds" tells
    return after == "by" and kind.family not in HARMING  # "45 killed by gunmen" is a headline


def _is_in_name(reading: Reading, firing: Firing) -> bool:
    """Does the trigger stand in a longer name of the actor lexicon ("Amnesty International")?"""
    spans = [party.name_span for party in reading.parties if party.kind in IDENTIFIED]
    return any(
        first <= firing.first < firing.end <= end and end - first > firing.end - firing.first for first, end in spans
    )


def _is_told_of_before(tokens: Tokens, reading: Reading, firing: Firing) -> bool:
    """Is it what a party of the event had done before ("freed the soldiers whom it had kidnapped")?"""
    had, first = firing.first - 1, reading.sentence.first
    if had <= first or tokens.words[had] != "had" or tokens.words[had - 1] not in _WHO_HAD or reading.is_short:
        return False
    earlier = [other for other in reading.firings if other.end < had]
    return bool(earlier) and _SAYING.isdisjoint(tokens.words[earlier[0].end : had])


def is_known(tokens: Tokens, reading: Reading, firing: Firing) -> bool:
    """Does the text take the deed as known: "condemned the attack" (not "the attack on ..."), "identified the dead"?"""
    after = tokens.words[firing.end] if firing.end < reading.sentence.end else ""
    if after in _DEFINING or not _is_definite(tokens, reading, firing):
        return False
    return tokens.words[firing.first] == "dead" or _is_object_of(reading, firing, _JUDGING)


def is_spoken_of(tokens: Tokens, reading: Reading, firing: Firing) -> bool:
    """Does the sentence's subject only speak of the deed, so that another has done it ("investigate the killing")?"""
    return _is_definite(tokens, reading, firing) and _is_object_of(reading, firing, _SPEAKING)


def _is_definite(tokens: Tokens, reading: Reading, firing: Firing) -> bool:
    before = firing.first - 1
    return firing.form in NOMINAL and before > reading.sentence.first and tokens.words[before] in DEFINITE


def _is_object_of(reading: Reading, firing: Firing, kinds: frozenset[str]) -> bool:
    """Does a verb of these kinds stand just before the noun and its article?"""
    verbs = (other for other in reading.firings if other.kind in kinds and other.form is not Form.NOUN)
    return any(verb.end == firing.first - 1 for verb in verbs)


def without_settings(tokens: Tokens, found: list[Statement]) -> list[Statement]:
    """A protest at which violence strikes is its setting: it opens no event, and the harm is the violence's."""
    if not any(one.kinds[0].family == VIOLENCE and one.doubt is None for one in found):
        return found
    return [replace(one, can_open=False, harms=()) if _is_setting(tokens, one) else one for one in found]


def _is_setting(tokens: Tokens, statement: Statement) -> bool:
    if statement.kinds[0].family != "protest" or statement.firing.form not in NOMINAL:
        return False
    first = statement.firing.first
    return not _SETTING.isdisjoint(tokens.words[max(statement.reading.sentence.first, first - SETTING_REACH) : first])
