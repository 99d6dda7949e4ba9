"""The head of flattened text: its title and its standfirst, which stand above the body."""

from dataclasses import dataclass

from service.clean.characters import comparable, words_of
from service.clean.knowledge import WordKnowledge
from service.clean.marks import ends_sentence, without_glued_label
from service.clean.reading import Kept, Role
from service.models.article import LineRole

MIN_TITLE_WORDS = 4
MIN_AGREEING_WORDS = 2
MIN_STANDFIRST_WORDS = 8
MAX_TITLE = 250  # characters
LONG_WORD = 5  # letters from which a word is likely to be of this article alone
MAX_WORDS = 40  # words of a line that are compared


@dataclass(frozen=True)
class Head:
    """What stands above the body; None where it was not found."""

    title: str | None
    standfirst: str | None


def read_head(lines: list[str], roles: list[Role], title: str | None, knowledge: WordKnowledge) -> Head:
    """The head of the text; gives its lines their roles in `roles`."""
    first = next((at for at, line in enumerate(lines) if roles[at] is Kept.BODY and _is_sentence(line)), len(lines))
    title_at = _find_title(lines, roles, title, first, knowledge)
    if title_at is None:
        return Head(None, None)
    title = without_glued_label(lines[title_at], knowledge)
    _drop_title(lines, roles, title)
    roles[title_at] = Kept.TITLE
    below = range(title_at + 1, first)
    standfirst_at = next((at for at in below if roles[at] is Kept.BODY or at == title_at + 1), None)
    if standfirst_at is None or not _is_standfirst(lines[standfirst_at], roles[standfirst_at]):
        return Head(title, None)
    roles[standfirst_at] = Kept.STANDFIRST
    return Head(title, lines[standfirst_at])


def _is_sentence(line: str) -> bool:
    return ends_sentence(line) and len(line.split()) >= MIN_STANDFIRST_WORDS


def _find_title(
    lines: list[str], roles: list[Role], title: str | None, first: int, knowledge: WordKnowledge
) -> int | None:
    """The sender's title where it is printed; else the first line above the body that speaks of what the body does."""
    if title:
        wanted = comparable(title)
        return next((at for at in range(min(first + 1, len(lines))) if comparable(lines[at]) == wanted), None)
    candidates = [at for at in range(first) if roles[at] in (Kept.BODY, LineRole.OTHER) and _may_be_title(lines[at])]
    if not candidates:
        return None
    vocabulary = {
        word for at, line in enumerate(lines) if at >= first and roles[at] is Kept.BODY for word in words_of(line)
    }
    agreeing = [at for at in candidates if _agrees(without_glued_label(lines[at], knowledge), vocabulary)]
    return next(iter(agreeing), None)


def _may_be_title(line: str) -> bool:
    return len(line) <= MAX_TITLE and len(line.split()) >= MIN_TITLE_WORDS


def _agrees(line: str, vocabulary: set[str]) -> bool:
    """Whether at least two, and half, of the line's longer words come again in the body."""
    words = [word for word in words_of(line)[:MAX_WORDS] if len(word) >= LONG_WORD]
    agreeing = sum(word in vocabulary for word in words)
    return agreeing >= MIN_AGREEING_WORDS and 2 * agreeing >= len(words)


def _drop_title(lines: list[str], roles: list[Role], title: str) -> None:
    """A title printed again is no body."""
    wanted = comparable(title)
    for at, line in enumerate(lines):
        if roles[at] is Kept.BODY and len(line) <= MAX_TITLE and comparable(line) == wanted:
            roles[at] = Kept.TITLE


def _is_standfirst(line: str, role: Role) -> bool:
    """Whether a line between the title and the body's first sentence is a standfirst: long, and no sentence itself."""
    return role in (Kept.BODY, LineRole.OTHER) and not ends_sentence(line) and len(line.split()) >= MIN_STANDFIRST_WORDS
