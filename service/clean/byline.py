"""Bylines: who wrote the text and which agency it came from."""

import re

from service.clean.knowledge import WordKnowledge
from service.clean.marks import is_prose

MAX_BYLINE = 200  # characters
MAX_NAME_WORDS = 5
MAX_AUTHORS = 12
_PARTING = re.compile(
    r"\s*(?:,|;|/|\s[-–]\s|&|\||•|·|\band\b|\bwith\b|\bund\b|\bmit\b|\bet\b|\by\b|\be\b|\ben\b|\bog\b|\boch\b)\s*"
)
_PLACE = re.compile(r"\s+(?:in|aus|à|en|from)\s+[A-Z].*$")
_END = re.compile(r"\s{2,}|[|•·]")
_GLUED = re.compile(r"[A-Z]?[a-z]+(?=[A-Z])(.+)")  # "ByAnn Lee", as flattening leaves it
_GLUED_WORD = re.compile(r"(?<=[a-z])([A-Z][a-z]+)\W*$")  # "Ann LeeNovember 4"
_LAST_WORD = re.compile(r"([^\W\d_]+)\W*$")
_BRACKETED = re.compile(r"\(([^()]{2,40})\)")
_NAME = re.compile(r"^[^\W\d_][^\W\d_'.-]*(?:[ '.-]+[^\W\d_][^\W\d_'.-]*)*\.?$")
_DATELINE = re.compile(r"^.{0,60}?\(([A-Za-z/ .-]{2,30})\)\s*(?:[-–—:]|$)")


def names_in_byline(line: str, knowledge: WordKnowledge) -> tuple[str, ...]:
    """The names that a line such as "By Ann Lee with Bo Ek in Rome (AFP)" gives; empty when it is no byline."""
    start = _end_of_opening(line, knowledge) if len(line) <= MAX_BYLINE else 0
    return split_names(line[start:], knowledge) if start and not is_prose(line) else ()


def _end_of_opening(line: str, knowledge: WordKnowledge) -> int:
    """Where the names begin behind words such as "By", which flattening may have glued to them; 0 without such."""
    folded = line.casefold()
    if folded.startswith(knowledge.bylines):
        return len(next(word for word in knowledge.bylines if folded.startswith(word)))
    glued = _GLUED.match(line)
    return glued.start(1) if glued and f"{line[: glued.start(1)].casefold()} " in knowledge.bylines else 0


def split_names(text: str, knowledge: WordKnowledge) -> tuple[str, ...]:
    """The persons in a list of names; a part that is no name (an agency, a date, a place, a rank) is left out."""
    text = _END.split(_BRACKETED.sub("  ", _without_date(text, knowledge)))[0]
    parts = (run for part in _PARTING.split(text.strip()) for run in _between_stops(_PLACE.sub("", part), knowledge))
    names = (part.strip(" .,:-") for part in parts)
    persons = [name for name in names if _is_name(name) and name.casefold() not in knowledge.signatures]
    return tuple(dict.fromkeys(persons))[:MAX_AUTHORS]


def _without_date(text: str, knowledge: WordKnowledge) -> str:
    """`text` up to its first digit, without the month that stands before it."""
    written, _, _ = text.partition(next(filter(str.isdigit, text), "\n"))
    last = _GLUED_WORD.search(written) or _LAST_WORD.search(written)
    if last is not None and len(written) < len(text) and last.group(1).casefold() in knowledge.calendar.months:
        return written[: last.start()]
    return written


def _between_stops(part: str, knowledge: WordKnowledge) -> list[str]:
    """The runs of words between those that are never part of a name."""
    runs: list[list[str]] = [[]]
    for word in part.split():
        if word.strip(".,:").casefold() in knowledge.name_stops:
            runs.append([])
        else:
            runs[-1].append(word)
    return [" ".join(run) for run in runs]


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
