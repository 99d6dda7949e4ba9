"""Date lines: lines whose only news is when the page was published."""

import re
from dataclasses import dataclass

from service.clean.dates import WrittenDate, read_date
from service.clean.knowledge import WordKnowledge

MAX_DATE_LINE = 160  # characters
MAX_OTHER_LETTERS = 24  # letters beside the date that a date line may hold: a weekday, a section, "min read"
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_LABEL = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}")


@dataclass(frozen=True)
class StatedDate:
    """A date that a line states as the page's own."""

    date: WrittenDate
    is_update: bool


def stated_date(line: str, knowledge: WordKnowledge) -> StatedDate | None:
    """The date of a line that says nothing else; None for a line that merely mentions one."""
    if len(line) > MAX_DATE_LINE or _DIGIT.search(line) is None:
        return None
    date = read_date(line, knowledge.calendar)
    if date is None:
        return None
    before, after = line[: date.start], line[date.end :]
    label = " ".join(_WORD.findall(before.casefold()))
    if label in knowledge.date_labels:
        return StatedDate(date, knowledge.date_labels[label])
    letters = sum(map(len, _WORD.findall(before + " " + after)))
    return StatedDate(date, is_update=False) if letters <= MAX_OTHER_LETTERS else None


def is_labelled(line: str, knowledge: WordKnowledge) -> bool:
    """Whether the line opens with words for publishing ("Published on ...") and is short enough for a date line."""
    if len(line) > MAX_DATE_LINE or (match := _LABEL.match(line.casefold())) is None:
        return False
    words = match.group().split()
    return any(" ".join(words[:count]) in knowledge.date_labels for count in range(1, len(words) + 1))


def date_in_byline(line: str, knowledge: WordKnowledge) -> StatedDate | None:
    """The date that stands in a byline beside the names."""
    date = read_date(line[:MAX_DATE_LINE], knowledge.calendar)
    return StatedDate(date, is_update=False) if date else None
