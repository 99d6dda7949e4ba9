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
        """The texts of so many lines above and below the title, and its own; above the body where it is not printed.

        Where the title is printed more than once: around the first and the one right above the body.
        """
        roles = [line.role for line in self.all]
        body = roles.index(Kept.BODY) if Kept.BODY in roles else 0
        titles = [at for at, role in enumerate(roles) if role is Kept.TITLE]
        if not titles:
            return self.texts[max(0, body - below) : body]
        # Menus and bars print the title too, and then the one right above the body is the article's.
        ends = dict.fromkeys((titles[0], max((at for at in titles if at <= body), default=titles[0])))
        return [text for at in ends for text in self.texts[max(0, at - above) : at + below + 1]]


def _tells(line: Line) -> bool:
    is_caption = line.role is LineRole.CAPTION and len(line.text.split()) > DATE_WORDS
    return is_caption or (line.role is Kept.BODY and ends_sentence(line.text))
