"""Flattened text: which lines are the article, and what the other lines tell about it."""

from service.clean.byline import agency_in, agency_of_dateline, names_in_byline
from service.clean.captions import has_picture_credit, is_bare_credit, repeat_each_other
from service.clean.characters import comparable, normalise, words_of
from service.clean.dateline import StatedDate, date_in_byline, stated_date
from service.clean.knowledge import CleaningKnowledge
from service.clean.marks import bare, ends_sentence, without_glued_label
from service.clean.reading import Kept, Line, Reading, Role
from service.clean.related import is_read_more, is_spoken_headline, points_elsewhere
from service.models.article import LineRole, PublishedAtSource

MIN_SENTENCE_WORDS = 9  # a line of so many words with an end mark is prose
MIN_TITLE_WORDS = 4
MIN_STANDFIRST_WORDS = 8
MIN_AGREEING_WORDS = 2
MAX_TITLE = 250  # characters


def read_flat_text(body: str, title: str | None, knowledge: CleaningKnowledge) -> Reading:
    """The article in `body`, text that someone flattened; `title` is the sender's, if any."""
    lines = [line for line in (one.strip() for one in normalise(body).split("\n")) if line]
    roles: list[Role] = [_role_alone(line, knowledge) for line in lines]
    _mark_neighbours(lines, roles, knowledge)
    first, last = _span_of_prose(lines, roles)
    title_at = _mark_head(lines, roles, title, first, knowledge)
    _mark_tail(roles, last)
    return _reading(lines, roles, title_at, first, last, knowledge)


def _role_alone(line: str, knowledge: CleaningKnowledge) -> Role:
    if (role := knowledge.furniture.get(bare(line))) is not None:
        return role
    if is_bare_credit(line, knowledge) or names_in_byline(line, knowledge):
        return LineRole.CREDIT
    if has_picture_credit(line, knowledge):
        return LineRole.CAPTION
    if points_elsewhere(line, knowledge) or is_read_more(line, knowledge):
        return LineRole.RELATED_LINK
    return LineRole.METADATA if stated_date(line, knowledge) else Kept.BODY


def _mark_neighbours(lines: list[str], roles: list[Role], knowledge: CleaningKnowledge) -> None:
    """Captions printed twice, and headlines above "Read more" or between two paragraphs."""
    for at in range(len(lines) - 1):
        if is_read_more(lines[at + 1], knowledge) and not ends_sentence(lines[at]):
            roles[at] = LineRole.RELATED_LINK
        elif roles[at] in (Kept.BODY, LineRole.CAPTION) and repeat_each_other(lines[at], lines[at + 1]):
            roles[at] = roles[at + 1] = LineRole.CAPTION
    for at in range(1, len(lines)):
        if roles[at] is Kept.BODY and is_spoken_headline(lines[at]) and _is_prose(lines[at - 1]):
            roles[at] = LineRole.RELATED_LINK


def _is_prose(line: str) -> bool:
    return ends_sentence(line) and len(line.split()) >= MIN_SENTENCE_WORDS


def _span_of_prose(lines: list[str], roles: list[Role]) -> tuple[int, int]:
    """Where the body's first and last sentences stand; the whole text when it holds none."""
    prose = [at for at, line in enumerate(lines) if roles[at] is Kept.BODY and _is_prose(line)]
    return (prose[0], prose[-1]) if prose else (0, len(lines) - 1)


def _mark_head(
    lines: list[str], roles: list[Role], title: str | None, first: int, knowledge: CleaningKnowledge
) -> int | None:
    """The title's place; what else stands above the first sentence is a standfirst or no body."""
    title_at = _find_title(lines, roles, title, first, knowledge)
    standfirst_at = None
    for at in range(first):
        if roles[at] is not Kept.BODY or at == title_at:
            continue
        is_lead = title_at is not None and at > title_at and len(lines[at].split()) >= MIN_STANDFIRST_WORDS
        if is_lead and standfirst_at is None:
            standfirst_at = at
            roles[at] = Kept.STANDFIRST
        else:
            roles[at] = LineRole.NAVIGATION
    if title_at is not None:
        roles[title_at] = Kept.TITLE
    return title_at


def _find_title(
    lines: list[str], roles: list[Role], title: str | None, first: int, knowledge: CleaningKnowledge
) -> int | None:
    if title:
        wanted = comparable(title)
        return next((at for at in range(first + 1) if comparable(lines[at]) == wanted), None)
    candidates = [at for at in range(first) if roles[at] is Kept.BODY and _may_be_title(lines[at])]
    vocabulary = {word for line in lines[first:] for word in words_of(line)}
    agreeing = [at for at in candidates if _agrees(without_glued_label(lines[at], knowledge), vocabulary)]
    return next(iter(agreeing or candidates), None)


def _may_be_title(line: str) -> bool:
    return len(line) <= MAX_TITLE and len(line.split()) >= MIN_TITLE_WORDS


def _agrees(line: str, vocabulary: set[str]) -> bool:
    """Whether at least two, and half, of the line's longer words come again in the body."""
    words = [word for word in words_of(line) if len(word) > 4]
    agreeing = sum(word in vocabulary for word in words)
    return agreeing >= MIN_AGREEING_WORDS and 2 * agreeing >= len(words)


def _mark_tail(roles: list[Role], last: int) -> None:
    for at in range(last + 1, len(roles)):
        if roles[at] is Kept.BODY:
            roles[at] = LineRole.NAVIGATION


def _reading(
    lines: list[str], roles: list[Role], title_at: int | None, first: int, last: int, knowledge: CleaningKnowledge
) -> Reading:
    head = [lines[at] for at in range(first) if roles[at] in (LineRole.CREDIT, LineRole.METADATA)]
    stated = _stated_date(lines, roles, first, last, knowledge)
    authors = next((names for line in head if (names := names_in_byline(line, knowledge))), ())
    agencies = [agency_in(line, knowledge) for line in head] + [
        agency_of_dateline(lines[first], knowledge) if lines else None
    ]
    standfirst = next((line for line, role in zip(lines, roles, strict=True) if role is Kept.STANDFIRST), None)
    return Reading(
        lines=tuple(map(Line, lines, roles)),
        title=without_glued_label(lines[title_at], knowledge) if title_at is not None else None,
        standfirst=standfirst,
        authors=authors,
        agency=next((agency for agency in agencies if agency), None),
        published_at=stated.date.time if stated else None,
        published_at_source=PublishedAtSource.DATELINE if stated else None,
    )


def _stated_date(
    lines: list[str], roles: list[Role], first: int, last: int, knowledge: CleaningKnowledge
) -> StatedDate | None:
    """The date line above the body, else the one below it; an update counts only where no publication is told."""
    around = [*range(first), *range(last + 1, len(lines))]
    dates = [stated_date(lines[at], knowledge) for at in around if roles[at] is LineRole.METADATA]
    dates += [date_in_byline(lines[at], knowledge) for at in around if roles[at] is LineRole.CREDIT]
    found = [date for date in dates if date is not None]
    return min(found, key=lambda date: date.is_update) if found else None
