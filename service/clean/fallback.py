"""Fallback: what is kept of a text in which the model found no body, so that short reports are not lost."""

from service.clean.characters import words_of
from service.clean.knowledge import WordKnowledge
from service.clean.marks import ends_sentence
from service.clean.reading import Kept, Role
from service.models.article import LineRole

FEW_LINES = 3  # a text of so few lines is a report without a page around it
MIN_SENTENCE_WORDS = 9  # a line of so many words with an end mark is prose


def is_prose(line: str) -> bool:
    """Whether the line is a sentence of some length."""
    return ends_sentence(line) and len(line.split()) >= MIN_SENTENCE_WORDS


def keep_something(lines: list[str], roles: list[Role], knowledge: WordKnowledge) -> None:
    """Where no line was found to be body, every unmarked sentence is; in a very short text, every unmarked line."""
    if Kept.BODY in roles:
        return
    for at, line in enumerate(lines):
        words = words_of(line)
        is_report = is_prose(line) or (len(lines) <= FEW_LINES and words)
        if roles[at] is LineRole.OTHER and is_report and len(knowledge.furniture_words.intersection(words)) < 2:
            roles[at] = Kept.BODY
