"""Which event is the main one: early, often reported, deadly, and named by the title."""

from dataclasses import dataclass

from service.extract.assembly import Draft
from service.extract.casualties.cues import find_cues, find_harms
from service.extract.casualties.groups import find_people
from service.extract.casualties.tolls import Witness
from service.extract.events.triggers import find_triggers
from service.extract.knowledge import ExtractionKnowledge
from service.extract.reading.inflection import Form
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import tokenize

POSITION_WEIGHT, POSITION_DECAY = 3.0, 0.3  # weights by hand: lead first, then what the title says, then deaths
REPEAT_WEIGHT, MAX_REPEATS = 0.2, 5
RANK_WEIGHT = 0.25
TITLE_WEIGHT = 1.5
DEATHS_WEIGHT = 2.5
HARM_WEIGHT = 0.7
VERB_WEIGHTS = {Form.PAST: 2.0, Form.PARTICIPLE: 2.0, Form.THIRD: 2.0, Form.BASE: 1.5, Form.WORD: 1.0, Form.GERUND: 0.7}
SHORT_RANK_WEIGHT = 0.15
SHORT_POSITION_WEIGHT = 0.04  # a word later in the sentence
SHORT_DEATHS_WEIGHT = 2.0
SUBORDINATE_WEIGHT = 1.5


@dataclass(frozen=True)
class Title:
    """What the title says: its words, its casualties and the kinds of its triggers."""

    words: list[str]
    witness: Witness
    kinds: frozenset[str]


def read_title(title: str | None, knowledge: ExtractionKnowledge) -> Title | None:
    """What the title says, or None without one."""
    tokens = tokenize(title or "")
    if not len(tokens):
        return None
    sentence = Sentence(0, len(tokens), 0, 0)
    people = find_people(tokens, sentence, knowledge.events.people)
    harms = find_harms(tokens, sentence, people, find_cues(tokens, sentence, knowledge.events.cues))
    kinds = frozenset(firing.kind for firing in find_triggers(tokens, sentence, knowledge.events.triggers))
    return Title(tokens.words, Witness(-1, tuple(harms)), kinds)


def _weight_in_sentence(draft: Draft) -> float:
    """In a report of one sentence the main verb tells the event, nouns and subordinate clauses its circumstances."""
    statement = draft.items[0].statement
    form = statement.firing.form
    score = VERB_WEIGHTS.get(form, 0.0) + SHORT_RANK_WEIGHT * draft.kind.rank
    score += SHORT_DEATHS_WEIGHT * draft.has_deaths
    score -= SHORT_POSITION_WEIGHT * (statement.firing.first - statement.reading.sentence.first)
    return score - SUBORDINATE_WEIGHT * statement.is_subordinate


def prominence(draft: Draft, title: Title | None) -> float:
    """The draft's weight among the article's events; larger is more prominent."""
    if draft.is_short:
        return _weight_in_sentence(draft)
    first = draft.items[0].statement.reading.sentence.number
    score = POSITION_WEIGHT / (1 + POSITION_DECAY * first)
    score += REPEAT_WEIGHT * min(len(draft.items), MAX_REPEATS) + RANK_WEIGHT * draft.kind.rank
    if title and any(kind.name in title.kinds for item in draft.items for kind in item.statement.kinds):
        score += TITLE_WEIGHT
    return score + DEATHS_WEIGHT * draft.has_deaths + HARM_WEIGHT * draft.has_victims
