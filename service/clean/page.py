"""HTML pages: the article in a page, and the metadata that the page declares."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from service.clean.characters import normalise_line
from service.clean.dates import read_timestamp
from service.clean.knowledge import CleaningKnowledge
from service.clean.reading import Kept, Line, Reading
from service.models.article import PublishedAtSource

_PARAGRAPHS = "p, h2, h3, li, blockquote"
_DATES = 'meta[property="article:published_time"], meta[itemprop="datePublished"], time[datetime]'


def read_page(html: str, knowledge: CleaningKnowledge) -> Reading:
    """The article in `html`."""
    tree = LexborHTMLParser(html)
    heading = tree.css_first("h1") or tree.css_first("title")
    dates = [node.attributes.get("content") or node.attributes.get("datetime") for node in tree.css(_DATES)]
    published = read_timestamp(dates[0] or "", knowledge.calendar) if dates else None
    return Reading(
        lines=tuple(Line(text, Kept.BODY) for text in _paragraphs(tree)),
        title=normalise_line(heading.text()) or None if heading else None,
        published_at=published,
        published_at_source=PublishedAtSource.PAGE if published else None,
    )


def _paragraphs(tree: LexborHTMLParser) -> list[str]:
    root: LexborNode | None = tree.css_first("article") or tree.css_first("main") or tree.body
    if root is None:
        return []
    texts = [normalise_line(node.text()) for node in root.css(_PARAGRAPHS)]
    return [text for text in texts if text] or [text for text in [normalise_line(root.text())] if text]
