"""Flattened text: which lines are the article, and what the other lines tell about it.

A model judges every line by its look and its place. It was taught on flattened pages, which have few captions and
headlines of other articles between their paragraphs: for those, rules come after it.
"""

from service.clean.captions import repeat_each_other
from service.clean.characters import bare, normalise
from service.clean.fallback import keep_something
from service.clean.flat_head import Head, read_head
from service.clean.flat_metadata import agency_of, authors_of, stated_time
from service.clean.knowledge import CleaningKnowledge
from service.clean.line_features import line_features
from service.clean.line_marks import marks_of
from service.clean.line_shape import shapes_of
from service.clean.marks import ends_sentence, is_prose
from service.clean.reading import Kept, Line, Reading, Role
from service.clean.related import is_read_more, is_spoken_headline
from service.clean.second_look import second_features
from service.clean.wrapping import unwrapped
from service.models.article import LineRole, PublishedAtSource

MIN_PROBABILITY = 0.42  # of being body; best F1 over four development sets, swept .35 to .55
SURE = 0.9  # probability above which a mark does not remove a line that ends a sentence
MAX_LINES = 50_000  # about a second's work; the longest of 830 flattened pages had 1,500
MAX_MENU_WORDS = 6
APPEAL = 40  # characters of a line within which it asks the reader for something


def read_flat_text(body: str, title: str | None, knowledge: CleaningKnowledge) -> Reading:
    """The article in `body`, text that someone flattened; `title` is the sender's, if any."""
    lines = lines_of(body)
    if not lines:
        return Reading(lines=())
    marks = marks_of(lines, knowledge)
    chances = body_chances(lines, marks, knowledge)
    roles = [_role(line, mark, chance) for line, mark, chance in zip(lines, marks, chances, strict=True)]
    _mark_neighbours(lines, roles, knowledge)
    keep_something(lines, roles, knowledge)
    head = read_head(lines, roles, title, knowledge)
    _name_the_rest(lines, roles, knowledge)
    return _reading(lines, roles, head, knowledge)


def lines_of(body: str) -> list[str]:
    """The lines of `body` that hold something, normalised and unwrapped; of an endless list, the first ones."""
    lines = unwrapped([one.strip() for one in normalise(body).split("\n", MAX_LINES)[:MAX_LINES]])
    return [line for line in lines if line]


def body_chances(lines: list[str], marks: list[LineRole | None], knowledge: CleaningKnowledge) -> list[float]:
    """The probability of each line's being body."""
    shapes = shapes_of(lines, knowledge.character_classes)
    rows = line_features(lines, marks, shapes, knowledge)
    first = knowledge.text_forest.probabilities(rows)
    second: list[float] = knowledge.second_forest.probabilities(second_features(rows, first, shapes)).tolist()
    return second


def _role(line: str, mark: LineRole | None, chance: float) -> Role:
    if mark is not None and not (chance >= SURE and ends_sentence(line)):
        return mark
    return Kept.BODY if chance >= MIN_PROBABILITY else LineRole.OTHER


def _mark_neighbours(lines: list[str], roles: list[Role], knowledge: CleaningKnowledge) -> None:
    """Captions printed twice, and headlines above "Read more" or behind a paragraph."""
    first = roles.index(Kept.BODY) if Kept.BODY in roles else len(roles)
    # Above the body a line printed twice is rather the title.
    for at in range(max(0, first - 1), len(lines) - 1):
        if Kept.BODY not in roles[at : at + 2] and LineRole.OTHER not in roles[at : at + 2]:
            continue
        if roles[at + 1] is LineRole.RELATED_LINK and is_read_more(lines[at + 1], knowledge):
            roles[at] = roles[at] if ends_sentence(lines[at]) else LineRole.RELATED_LINK
        elif repeat_each_other(lines[at], lines[at + 1]):
            roles[at] = roles[at + 1] = LineRole.CAPTION
    for at in range(1, len(lines)):
        if roles[at] is Kept.BODY and is_spoken_headline(lines[at]) and is_prose(lines[at - 1]):
            roles[at] = LineRole.RELATED_LINK


def _name_the_rest(lines: list[str], roles: list[Role], knowledge: CleaningKnowledge) -> None:
    """What a removed line is, where no mark told: an appeal, a headline of another article, or a menu's entry."""
    for at, line in enumerate(lines):
        if roles[at] is not LineRole.OTHER:
            continue
        if bare(line[:APPEAL]).startswith(knowledge.promotion_openings):
            roles[at] = LineRole.PROMOTION
        elif is_spoken_headline(line):
            roles[at] = LineRole.RELATED_LINK
        elif len(line.split()) <= MAX_MENU_WORDS and not ends_sentence(line):
            roles[at] = LineRole.NAVIGATION


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
