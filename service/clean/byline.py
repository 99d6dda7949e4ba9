"""Bylines: who wrote the text and which agency it came from."""

import re

from service.clean.knowledge import WordKnowledge

MAX_BYLINE = 200  # characters
MAX_NAME_WORDS = 5
MAX_AUTHORS = 12
_PARTING = re.compile(
    r"\s*(?:,|;|/|&|\||•|·|\band\b|\bwith\b|\bund\b|\bmit\b|\bet\b|\by\b|\be\b|\ben\b|\bog\b|\boch\b)\s*"
)
_PLACE = re.compile(r"\s+(?:in|aus|à|en|from)\s+[A-Z].*$")
_BRACKETED = re.compile(r"\(([^()]{2,40})\)")
_NAME = re.compile(r"^[^\W\d_][^\W\d_'.-]*(?:[ '.-]+[^\W\d_][^\W\d_'.-]*)*\.?$")
_DATELINE = re.compile(r"^.{0,60}?\(([A-Za-z/ .-]{2,30})\)\s*(?:[-–—:]|$)")


def names_in_byline(line: str, knowledge: WordKnowledge) -> tuple[str, ...]:
    """The names that a line such as "By Ann Lee with Bo Ek in Rome (AFP)" gives; empty when it is no byline."""
    if len(line) > MAX_BYLINE:
        return ()
    folded = line.casefold()
    if not folded.startswith(knowledge.bylines):
        return ()
    opening = next(word for word in knowledge.bylines if folded.startswith(word))
    return split_names(line[len(opening) :], knowledge)


def split_names(text: str, knowledge: WordKnowledge) -> tuple[str, ...]:
    """The persons in a list of names; a part that is no name (an agency, a date, a place) is left out."""
    text = re.split(r"\s{2,}|[|•·]|\d", _BRACKETED.sub("  ", text))[0]
    names = []
    for part in _PARTING.split(text.strip()):
        name = _PLACE.sub("", part).strip(" .,:-")
        if _is_name(name) and name.casefold() not in knowledge.signatures:
            names.append(name)
    return tuple(dict.fromkeys(names))[:MAX_AUTHORS]


def _is_name(text: str) -> bool:
    words = text.split()
    if not 2 <= len(words) <= MAX_NAME_WORDS or not _NAME.match(text):
        return False
    return words[0][0].isupper() and words[-1][0].isupper()


def agency_in(line: str, knowledge: WordKnowledge) -> str | None:
    """The agency that a byline or a dateline names in brackets: "(AFP)", "CAIRO (Reuters) -"."""
    for match in _BRACKETED.finditer(line[:MAX_BYLINE]):
        for part in re.split(r"[/,]", match.group(1)):
            if part.strip() in knowledge.agencies:
                return knowledge.agencies[part.strip()]
    return None


def agency_of_dateline(line: str, knowledge: WordKnowledge) -> str | None:
    """The agency in the dateline that opens a body: "CAIRO (Reuters) - ..."."""
    match = _DATELINE.match(line)
    return knowledge.agencies.get(match.group(1).strip()) if match else None
