"""Line marks: what the word lists say about single lines, whatever stands around them."""

from service.clean.byline import names_in_byline
from service.clean.captions import has_picture_credit, is_bare_credit
from service.clean.characters import bare
from service.clean.dateline import stated_date
from service.clean.knowledge import WordKnowledge
from service.clean.related import is_read_more, points_elsewhere
from service.models.article import LineRole

MAX_MARKED = 400  # characters; longer lines are paragraphs
MAX_TAGS = 200  # characters of a line that lists the article's topics


def marks_of(lines: list[str], knowledge: WordKnowledge) -> list[LineRole | None]:
    """For each line the role that its own words give it, None for most."""
    # Menus are printed twice and more: each wording is looked at once.
    marks = {line: _mark_of(line, knowledge) for line in dict.fromkeys(lines) if len(line) <= MAX_MARKED}
    return [marks.get(line) for line in lines]


def _mark_of(line: str, knowledge: WordKnowledge) -> LineRole | None:
    if (role := knowledge.furniture.get(bare(line))) is not None:
        return role
    if is_bare_credit(line, knowledge) or names_in_byline(line, knowledge):
        return LineRole.CREDIT
    if has_picture_credit(line, knowledge):
        return LineRole.CAPTION
    if len(line) <= MAX_TAGS and line.casefold().startswith(knowledge.tag_openings):
        return LineRole.METADATA
    if points_elsewhere(line, knowledge) or is_read_more(line, knowledge):
        return LineRole.RELATED_LINK
    return LineRole.METADATA if stated_date(line, knowledge) else None


MARK_CODES = {None: 0.0} | {role: float(code) for code, role in enumerate(LineRole, 1)}
