"""Marks: small things that a single line shows, whatever its language."""

import re

from service.clean.knowledge import WordKnowledge

_ENDS_SENTENCE = re.compile(r"[.!?…。!?؟।:;]['\"»)\]]*\s*$")
_EDGES = " \t*•·|»›>«‹<-–—:.…#"


def ends_sentence(line: str) -> bool:
    """Whether the line ends as sentences do, closing quotation marks and brackets aside."""
    return _ENDS_SENTENCE.search(line[-12:]) is not None


def bare(line: str) -> str:
    """`line` case-folded, without bullets and arrows at its ends: the form the word lists hold."""
    return line.strip(_EDGES).casefold()


def without_glued_label(line: str, knowledge: WordKnowledge) -> str:
    """`line` without an element's label that flattening glued to its first word ("article imageRebels withdraw")."""
    folded = line.casefold()
    for label in knowledge.glued_labels:
        if folded.startswith(label) and line[len(label) : len(label) + 1].isupper():
            return line[len(label) :]
    return line
