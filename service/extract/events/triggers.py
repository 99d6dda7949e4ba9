"""Finds the words that report an event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.extract.reading.inflection import Form
from service.extract.reading.phrases import Hit, PhraseIndex
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set

REACH_AFTER = 8  # words after a verb in which its object's class is sought
REACH_BEFORE = 8  # words before a verb in which its subject's class is sought
NAME_CLASS = "name"  # the class of words written with a capital letter
_CLAUSE_BREAKS = word_set('; : . ! ? " “ ”')
_GOVERNING = word_set("by with from against near at")
_COMPOUNDED = word_set("backed led supported trained armed funded sponsored aided allied linked aligned")
_VERB_SIGNS = word_set(
    "to will would could may might should must can shall not they we i you who that which also and did do does"
)


@dataclass(frozen=True)
class Trigger:
    """A word that reports an event of a kind, when words of the classes it needs stand before and after it."""

    kind: str
    form: Form
    needs_after: tuple[str, ...]
    needs_before: tuple[str, ...]


@dataclass(frozen=True)
class Firing:
    """A trigger found at the tokens from `first` to before `end`."""

    first: int
    end: int
    kind: str
    form: Form


@dataclass(frozen=True)
class TriggerKnowledge:
    """Triggers by their words, and the classes that each word belongs to."""

    index: PhraseIndex[Trigger]
    classes: Mapping[str, frozenset[str]]
    homographs: frozenset[str]


def find_triggers(tokens: Tokens, sentence: Sentence, knowledge: TriggerKnowledge) -> list[Firing]:
    """The triggers in a sentence; one word can report several kinds; a phrase whose conditions fail gives way."""
    found: list[Firing] = []
    position = sentence.first
    while position < sentence.end:
        firings: list[Firing] = []
        if tokens.words[position] in knowledge.index.lengths:
            firings = _firings_at(tokens, sentence, position, knowledge)
        found.extend(firings)
        position = firings[0].end if firings else position + 1
    return found


def _firings_at(tokens: Tokens, sentence: Sentence, position: int, knowledge: TriggerKnowledge) -> list[Firing]:
    """What the longest phrase at `position` reports whose conditions hold."""
    for hit in knowledge.index.at(tokens.words, position, sentence.end):
        if _inside_name(tokens, sentence, hit) or _ends_compound(tokens, hit):
            continue
        is_doubtful = _is_other_word(tokens, sentence, hit, knowledge)
        firings = _firings(tokens, sentence, hit, knowledge, is_doubtful)
        if firings:
            return firings
    return []


def _firings(
    tokens: Tokens, sentence: Sentence, hit: Hit[Trigger], knowledge: TriggerKnowledge, is_doubtful: bool
) -> list[Firing]:
    """The kinds whose conditions hold; the most demanding entries stand first in the lexicon's order of need."""
    found: list[Firing] = []
    for trigger in hit.payloads:
        if is_doubtful and not trigger.needs_before:  # "shells target the town" is none of the doubtful ones
            continue
        if any(firing.kind == trigger.kind for firing in found) or _is_noun_here(tokens, sentence, hit, trigger):
            continue
        if _meets(tokens, sentence, hit, trigger, knowledge):
            found.append(Firing(hit.first, hit.end, trigger.kind, trigger.form))
    return found


def _meets(
    tokens: Tokens, sentence: Sentence, hit: Hit[Trigger], trigger: Trigger, knowledge: TriggerKnowledge
) -> bool:
    if trigger.needs_after and not _class_in(
        tokens, range(hit.end, min(sentence.end, hit.end + REACH_AFTER)), trigger.needs_after, knowledge
    ):
        return False
    if not trigger.needs_before:
        return True
    before = range(hit.first - 1, max(sentence.first, hit.first - REACH_BEFORE) - 1, -1)
    free = [position for position in before if not _is_governed(tokens, sentence, position)]
    return _class_in(tokens, free, trigger.needs_before, knowledge)


def _is_governed(tokens: Tokens, sentence: Sentence, position: int) -> bool:
    """Does a preposition near before the word make it something other than the subject ("backed by warplanes")?"""
    return not _GOVERNING.isdisjoint(tokens.words[max(sentence.first, position - 3) : position])


def _class_in(tokens: Tokens, positions: Iterable[int], wanted: tuple[str, ...], knowledge: TriggerKnowledge) -> bool:
    for position in positions:
        word = tokens.words[position]
        if word in _CLAUSE_BREAKS:
            return False
        classes = knowledge.classes.get(word)
        if classes and not classes.isdisjoint(wanted):
            return True
        if NAME_CLASS in wanted and tokens.is_capitalised(position) and not tokens.is_upper_case:
            return True
    return False


def _ends_compound(tokens: Tokens, hit: Hit[Trigger]) -> bool:
    """Is the trigger the second half of a description ("Iran-backed", "Saudi-led")?"""
    if hit.first == 0 or tokens.words[hit.first] not in _COMPOUNDED:
        return False
    return tokens.text[tokens.ends[hit.first - 1] : tokens.starts[hit.first]] == "-"


def _inside_name(tokens: Tokens, sentence: Sentence, hit: Hit[Trigger]) -> bool:
    """Is the trigger a capitalised part of a name ("Strike Force", "Camp Attack")?"""
    if tokens.is_upper_case or hit.first == sentence.first or not tokens.is_capitalised(hit.first):
        return False
    neighbour = hit.end if hit.end < sentence.end else hit.first - 1
    return tokens.is_capitalised(neighbour) and tokens.is_capitalised(hit.first - 1) and not _is_title(tokens, sentence)


def _is_other_word(tokens: Tokens, sentence: Sentence, hit: Hit[Trigger], knowledge: TriggerKnowledge) -> bool:
    """Is a form that is a noun as often as a verb ("forces", "back") without the words that make it a verb?"""
    if (
        hit.end - hit.first > 1
        or hit.payloads[0].form not in (Form.BASE, Form.THIRD)
        or tokens.words[hit.first] not in knowledge.homographs
    ):
        return False
    if any(trigger.form in (Form.NOUN, Form.PAST) for trigger in hit.payloads):
        return False
    return not _is_verb_here(tokens, sentence, hit)


def _is_noun_here(tokens: Tokens, sentence: Sentence, hit: Hit[Trigger], trigger: Trigger) -> bool:
    """Is the bare verb ("blast" for "denounce") the noun that the lexicon also knows ("a blast")?"""
    if trigger.form not in (Form.BASE, Form.THIRD) or not any(other.form is Form.NOUN for other in hit.payloads):
        return False
    return not _is_verb_here(tokens, sentence, hit)


def _is_verb_here(tokens: Tokens, sentence: Sentence, hit: Hit[Trigger]) -> bool:
    before = tokens.words[hit.first - 1] if hit.first > sentence.first else ""
    return before in _VERB_SIGNS or before.endswith("ly")


def _is_title(tokens: Tokens, sentence: Sentence) -> bool:
    """Does nearly every longer word of the sentence begin with a capital, as in a headline?"""
    longer = [number for number in range(sentence.first, sentence.end) if len(tokens.words[number]) > 3]
    return bool(longer) and sum(tokens.is_capitalised(number) for number in longer) >= len(longer) * 0.8
