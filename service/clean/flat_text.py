"""Flattened text: which lines are the article, and what the other lines tell about it.

A model judges every line by its look and its place. It was taught on flattened pages, which have few captions and
headlines of other articles between their paragraphs: for those, rules come after it.
"""

from service.clean.captions import repeat_each_other
from service.clean.characters import normalise
from service.clean.flat_head import Head, read_head
from service.clean.flat_metadata import agency_of, authors_of, stated_time
from service.clean.knowledge import CleaningKnowledge
from service.clean.line_features import line_features
from service.clean.line_marks import marks_of
from service.clean.marks import ends_sentence
from service.clean.reading import Kept, Line, Reading, Role
from service.clean.related import is_read_more, is_spoken_headline
from service.clean.wrapping import unwrapped
from service.models.article import LineRole, PublishedAtSource

MIN_PROBABILITY = 0.45  # of being body; best F1 over the development pages, swept .40 to .60
SURE = 0.9  # probability above which a mark does not remove a line that ends a sentence
MIN_SENTENCE_WORDS = 9  # a line of so many words with an end mark is prose


def read_flat_text(body: str, title: str | None, knowledge: CleaningKnowledge) -> Reading:
    """The article in `body`, text that someone flattened; `title` is the sender's, if any."""
    lines = lines_of(body)
    if not lines:
        return Reading(lines=())
    marks = marks_of(lines, knowledge)
    chances = knowledge.text_forest.probabilities(line_features(lines, marks, knowledge)).tolist()
    roles = [_role(line, mark, chance) for line, mark, chance in zip(lines, marks, chances, strict=True)]
    _mark_neighbours(lines, roles, knowledge)
    _keep_something(lines, roles)
    head = read_head(lines, roles, title, knowledge)
    return _reading(lines, roles, head, knowledge)


def lines_of(body: str) -> list[str]:
    """The lines of `body` that hold something, normalised and unwrapped."""
    return [line for line in unwrapped([one.strip() for one in normalise(body).split("\n")]) if line]


def _role(line: str, mark: LineRole | None, chance: float) -> Role:
    if mark is not None and not (chance >= SURE and ends_sentence(line)):
        return mark
    return Kept.BODY if chance >= MIN_PROBABILITY else LineRole.OTHER


def _mark_neighbours(lines: list[str], roles: list[Role], knowledge: CleaningKnowledge) -> None:
    """Captions printed twice, and headlines above "Read more" or behind a paragraph."""
    for at in range(len(lines) - 1):
        if is_read_more(lines[at + 1], knowledge) and not ends_sentence(lines[at]):
            roles[at] = LineRole.RELATED_LINK
        elif repeat_each_other(lines[at], lines[at + 1]) and Kept.BODY in roles[at : at + 2]:
            roles[at] = roles[at + 1] = LineRole.CAPTION
    for at in range(1, len(lines)):
        if roles[at] is Kept.BODY and is_spoken_headline(lines[at]) and is_prose(lines[at - 1]):
            roles[at] = LineRole.RELATED_LINK


def is_prose(line: str) -> bool:
    """Whether the line is a sentence of some length."""
    return ends_sentence(line) and len(line.split()) >= MIN_SENTENCE_WORDS


def _keep_something(lines: list[str], roles: list[Role]) -> None:
    """Where no line was found to be body, every line that no word list marked is."""
    if Kept.BODY not in roles:
        for at, role in enumerate(roles):
            if role is LineRole.OTHER:
                roles[at] = Kept.BODY


def _reading(lines: list[str], roles: list[Role], head: Head, knowledge: CleaningKnowledge) -> Reading:
    published = stated_time(lines, roles, knowledge)
    return Reading(
        lines=tuple(map(Line, lines, roles)),
        title=head.title,
        standfirst=head.standfirst,
        authors=authors_of(lines, roles, knowledge),
        agency=agency_of(lines, roles, knowledge),
        published_at=published,
        published_at_source=PublishedAtSource.DATELINE if published else None,
    )
