"""Page lines: a page's lines with what they are, as the readers of its metadata look at them."""

from dataclasses import dataclass
from functools import cached_property

from service.clean.marks import ends_sentence
from service.clean.reading import Kept, Line


@dataclass(frozen=True)
class PageLines:
    """The page's lines in order."""

    all: tuple[Line, ...]

    @cached_property
    def texts(self) -> list[str]:
        """The lines' texts, empty in place of the body's sentences: what those name, they tell of."""
        return ["" if line.role is Kept.BODY and ends_sentence(line.text) else line.text for line in self.all]

    @cached_property
    def body(self) -> list[str]:
        """The body's lines."""
        return [line.text for line in self.all if line.role is Kept.BODY]

    def near_title(self, above: int, below: int) -> list[str]:
        """The texts of so many lines above and below the title, and its own; none where the title is not printed."""
        at = next((at for at, line in enumerate(self.all) if line.role is Kept.TITLE), None)
        return self.texts[max(0, at - above) : at + below + 1] if at is not None else []
