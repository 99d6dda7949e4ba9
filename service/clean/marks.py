"""Marks: small things that a single line shows, whatever its language."""

import re

from service.clean.knowledge import WordKnowledge

MIN_SENTENCE_WORDS = 9  # a line of so many words with an end mark is prose
_ENDS_SENTENCE = re.compile(r"[.!?…。!?؟।:;]['\"»)\]]*\s*$")


def ends_sentence(line: str) -> bool:
    """Whether the line ends as sentences do, closing quotation marks and brackets aside."""
    return _ENDS_SENTENCE.search(line[-12:]) is not None


def is_prose(line: str) -> bool:
    """Whether the line is a sentence of some length."""
    return ends_sentence(line) and len(line.split()) >= MIN_SENTENCE_WORDS


def without_glued_label(line: str, knowledge: WordKnowledge) -> str:
    """`line` without an element's label that flattening glued to its first word ("article imageRebels withdraw")."""
    folded = line.casefold()
    for label in knowledge.glued_labels:
        if folded.startswith(label) and line[len(label) : len(label) + 1].isupper():
            return line[len(label) :]
    return line
