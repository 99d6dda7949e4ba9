"""Pages, texts and raw articles for the tests of cleaning: all words are our own; a builder names only what matters."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser
from service.clean.declared import Declarations, declarations_of
from service.clean.scripts import cut_scripts
from service.models.raw_article import RawArticle

PARAGRAPHS = (
    "The bridge over the river was closed on Monday after engineers found cracks in two of its pillars, the town said.",
    "Buses take the longer road through the valley until the work is done, and the school opens an hour later.",
    '"We had hoped to wait until the summer," said the mayor, who came to see it with her councillors.',
    "The repair of the bridge costs four million, of which the province pays half and the town the rest.",
    "Traders on the market square fear for their customers from the other bank, who now need half an hour.",
    "The engineers want to begin with the northern pillar in May and to open the bridge again before the first snow.",
)
TITLE = "Cracks in oldest pillars close the bridge over the river"
MENU = ("Home", "Politics", "Sport", "Weather", "Culture", "Contact")


def raw_article(body: str, **fields: Any) -> RawArticle:
    """A raw article with this body."""
    return RawArticle(**{"id": "a1", "body": body} | fields)


def page(body: str | None = None, head: str = "", title: str = TITLE, before: str = "", after: str = "") -> str:
    """A news page: a menu, a heading, what stands before the body, the body, what stands after it, a footer."""
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in MENU)
    content = "".join(f"<p>{one}</p>" for one in PARAGRAPHS) if body is None else body
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title} - The Valley Post</title>{head}</head><body>
    <nav class="menu"><ul>{menu}</ul></nav>
    <main><article class="article"><h1>{title}</h1>{before}
    <div class="article-body">{content}</div>{after}</article></main>
    <footer class="footer"><p>© The Valley Post. All rights reserved.</p><a href="/imprint">Imprint</a></footer>
    </body></html>"""


def flat(*lines: str, paragraphs: tuple[str, ...] = PARAGRAPHS, below: tuple[str, ...] = ()) -> str:
    """Flattened page text: these lines, then the paragraphs, then the lines below, each parted by an empty line."""
    return "\n\n".join([*lines, *paragraphs, *below])


def parsed(html: str) -> tuple[LexborHTMLParser, Declarations]:
    """The tree of a page and what it declares."""
    visible, linked_data = cut_scripts(html)
    tree = LexborHTMLParser(visible)
    return tree, declarations_of(tree, linked_data)


def linked_data(text: str) -> str:
    """A JSON-LD script."""
    return f'<script type="application/ld+json">{text}</script>'
