"""Page lines: a page's lines with what they are, as the readers of its metadata look at them."""

from dataclasses import dataclass
from functools import cached_property

from service.clean.marks import ends_sentence
from service.clean.reading import Kept, Line
from service.models.article import LineRole

DATE_WORDS = 3  # "January 23, 2025": a line of no more words is no caption, whatever its element is called


@dataclass(frozen=True)
class PageLines:
    """The page's lines in order."""

    all: tuple[Line, ...]

    @cached_property
    def texts(self) -> list[str]:
        """The lines' texts, empty in place of captions and of the body's sentences: what those name, they tell of."""
        return ["" if _tells(line) else line.text for line in self.all]

    @cached_property
    def body(self) -> list[str]:
        """The body's lines."""
        return [line.text for line in self.all if line.role is Kept.BODY]

    def near_title(self, above: int, below: int) -> list[str]:
        """The texts of so many lines above and below the title, and its own; above the body where it is not printed."""
        roles = [line.role for line in self.all]
        if Kept.TITLE in roles:
            at = roles.index(Kept.TITLE)
            return self.texts[max(0, at - above) : at + below + 1]
        at = roles.index(Kept.BODY) if Kept.BODY in roles else 0
        return self.texts[max(0, at - below) : at]


def _tells(line: Line) -> bool:
    is_caption = line.role is LineRole.CAPTION and len(line.text.split()) > DATE_WORDS
    return is_caption or (line.role is Kept.BODY and ends_sentence(line.text))
