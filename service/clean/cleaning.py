"""Cleaning: the stage itself, from a raw article to an article."""

from collections import Counter
from hashlib import sha256

from service.clean.characters import comparable, normalise_line
from service.clean.content_type import content_type_of
from service.clean.flat_text import read_flat_text
from service.clean.knowledge import CleaningKnowledge
from service.clean.language import language_of
from service.clean.outlet_lines import without_outlet_lines
from service.clean.page import read_page
from service.clean.reading import Kept, Reading
from service.models.article import Article, LineRole, PublishedAtSource
from service.models.dead_letter import Reason, Rejected
from service.models.raw_article import ContentType, RawArticle
from service.models.record import MAX_LIST_LENGTH, MAX_NAME_LENGTH, MAX_QUOTE_LENGTH, MAX_TEXT_LENGTH


def clean(raw: RawArticle, knowledge: CleaningKnowledge) -> Article:
    """The article in `raw`: its body alone, and its metadata from the message first, then the page, then the text.

    Raises Rejected(EMPTY_BODY) when no body is left.
    """
    reading = without_outlet_lines(read(raw, knowledge), raw.outlet, knowledge.outlet_lines)
    text = reading.text[:MAX_TEXT_LENGTH]
    if not text.strip():
        raise Rejected(Reason.EMPTY_BODY, "no line of the body is left after cleaning")
    title = normalise_line(raw.title or "") or reading.title
    return Article(
        article_id=raw.id,
        url=raw.url,
        outlet=raw.outlet,
        title=title[:MAX_NAME_LENGTH] if title else None,
        standfirst=reading.standfirst[:MAX_QUOTE_LENGTH] if reading.standfirst else None,
        text=text,
        authors=tuple(name[:MAX_NAME_LENGTH] for name in reading.authors[:MAX_LIST_LENGTH]),
        agency=reading.agency,
        published_at=raw.published_at or reading.published_at,
        published_at_source=PublishedAtSource.MESSAGE if raw.published_at else reading.published_at_source,
        retrieved_at=raw.retrieved_at,
        language=raw.language or reading.language or language_of(text, knowledge),
        content_hash=content_hash(title, text),
        removed=_removed(reading),
    )


def content_hash(title: str | None, text: str) -> str:
    """Hexadecimal SHA-256 of the case-folded words of title and text: equal for articles that differ in layout only."""
    return sha256(comparable(f"{title or ''}\n{text}").encode()).hexdigest()


def read(raw: RawArticle, knowledge: CleaningKnowledge) -> Reading:
    """All lines of `raw` with what they are, and the metadata read beside them, before the outlet's own lines go."""
    if content_type_of(raw) is ContentType.HTML:
        return read_page(raw.body, raw.url, knowledge)
    return read_flat_text(raw.body, raw.title, knowledge)


def _removed(reading: Reading) -> dict[LineRole, int]:
    """How many lines were removed for each role, in the order of the roles."""
    counts = Counter(line.role for line in reading.lines if not isinstance(line.role, Kept))
    return {role: counts[role] for role in LineRole if counts[role]}
