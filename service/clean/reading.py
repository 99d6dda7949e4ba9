"""Reading: what a page or a flattened text was read as, before it becomes an article."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from service.models.article import LineRole, PublishedAtSource


class Kept(StrEnum):
    """What a kept line is."""

    BODY = "body"
    TITLE = "title"
    STANDFIRST = "standfirst"


Role = LineRole | Kept


@dataclass(frozen=True)
class Line:
    """A line (or block) and what it is."""

    text: str
    role: Role


@dataclass(frozen=True)
class Reading:
    """The lines in page order with their roles, and the metadata read beside them; None or empty = not stated."""

    lines: tuple[Line, ...]
    title: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    published_at: datetime | None = None
    published_at_source: PublishedAtSource | None = None
    language: str | None = None

    @property
    def text(self) -> str:
        """The body: its lines separated by a blank line."""
        return "\n\n".join(line.text for line in self.lines if line.role is Kept.BODY)
