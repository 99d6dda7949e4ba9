"""Fallback: what is kept of a text in which the model found no body, so that short reports are not lost."""

from service.clean.characters import words_of
from service.clean.knowledge import WordKnowledge
from service.clean.marks import MIN_SENTENCE_WORDS, is_prose
from service.clean.reading import Kept, Role
from service.models.article import LineRole

FEW_LINES = 3  # a text of so few lines is a report without a page around it
MAX_FURNITURE_WORDS = 1  # in a short line that is kept; more of them and it asks for consent or a subscription
WORDS_PER_FURNITURE_WORD = 40  # of a long line; an article may speak of subscriptions
# What marks read a line as that may still be all there is of a report: a picture's text, a signed flash.
_DOUBTFUL = (LineRole.CAPTION, LineRole.CREDIT, LineRole.RELATED_LINK)


def keep_something(lines: list[str], roles: list[Role], knowledge: WordKnowledge) -> None:
    """Where no line was found to be body, every unmarked sentence is; in a very short text, every unmarked line.

    Where that finds none either, so are longer lines that marks read as a caption, a credit or a link.
    """
    is_short = len(lines) <= FEW_LINES
    for doubtful, least in (((LineRole.OTHER,), 1), (_DOUBTFUL, MIN_SENTENCE_WORDS)):
        if Kept.BODY in roles:
            return
        for at, line in enumerate(lines):
            is_report = is_prose(line) or (is_short and len(line.split()) >= least)
            if roles[at] in doubtful and is_report and _may_be_report(line, knowledge):
                roles[at] = Kept.BODY


def _may_be_report(line: str, knowledge: WordKnowledge) -> bool:
    """Whether the line has words, and few of them are those of notices around articles."""
    words = words_of(line)
    furniture = len(knowledge.furniture_words.intersection(words))
    return bool(words) and furniture <= max(MAX_FURNITURE_WORDS, len(words) // WORDS_PER_FURNITURE_WORD)
