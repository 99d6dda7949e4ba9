"""HTML pages: the article in a page, and the metadata that the page declares."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from service.clean.block_features import Declared, block_features
from service.clean.blocks import Block, Walk
from service.clean.bounds import bounded
from service.clean.characters import comparable, normalise_line
from service.clean.declared import Declarations, declarations_of
from service.clean.fallback import keep_something
from service.clean.knowledge import CleaningKnowledge, WordKnowledge
from service.clean.page_authors import authors_of_page
from service.clean.page_body import body_blocks
from service.clean.page_dates import published_at_of_page
from service.clean.page_lines import PageLines
from service.clean.page_roles import roles_of_blocks
from service.clean.page_titles import title_of_page
from service.clean.reading import Kept, Line, Reading
from service.clean.scripts import cut_scripts
from service.models.article import PublishedAtSource

LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True)
class Page:
    """A parsed page: its tree, its blocks in order with their comparable forms, and what it says about itself."""

    tree: LexborHTMLParser
    blocks: list[Block]
    forms: list[str]
    declarations: Declarations
    declared: Declared


def open_page(html: str, knowledge: WordKnowledge) -> Page:
    """The page in `html`, parsed and walked once."""
    visible, linked_data = cut_scripts(html)
    tree = LexborHTMLParser(bounded(visible))
    declarations = declarations_of(tree, linked_data)
    body = declarations.linked("articleBody")
    declared = Declared(
        title=comparable(declarations.meta("og:title", "twitter:title")),
        description=comparable(declarations.meta("og:description", "description")),
        body=comparable(body) if isinstance(body, str) else "",
    )
    blocks = Walk(knowledge.hints).over(tree.body) if tree.body is not None else []
    return Page(tree, blocks, [comparable(block.text) for block in blocks], declarations, declared)


def read_page(html: str, url: str | None, knowledge: CleaningKnowledge) -> Reading:
    """The article in `html`; `url` is where it was found, which may hold its date."""
    page = open_page(html, knowledge)
    if not page.blocks:
        return Reading(lines=())
    titles = title_of_page(page.tree, page.declarations)
    rows = block_features(page.blocks, page.forms, page.declared, knowledge)
    chances = knowledge.page_forest.probabilities(rows).tolist()
    is_body = body_blocks(page.blocks, page.forms, chances, knowledge.hints.names.index("comment"))
    roles = roles_of_blocks(page.blocks, page.forms, is_body, titles, page.declared.description, knowledge)
    keep_something([block.text for block in page.blocks], roles, knowledge)
    lines = PageLines(tuple(Line(block.text, role) for block, role in zip(page.blocks, roles, strict=True)))
    language = language_of_page(page.tree)
    published = published_at_of_page(page.tree, page.declarations, url, lines, language, knowledge)
    return Reading(
        lines=lines.all,
        title=titles.title,
        standfirst=next((line.text for line in lines.all if line.role is Kept.STANDFIRST), None),
        authors=authors_of_page(page.tree, page.declarations, lines, knowledge),
        published_at=published,
        published_at_source=PublishedAtSource.PAGE if published else None,
        language=language,
    )


def language_of_page(tree: LexborHTMLParser) -> str | None:
    """The language that the html element declares, where it is a language code."""
    node = tree.css_first("html[lang]")
    language = normalise_line(node.attributes.get("lang") or "") if node else ""
    return language if LANGUAGE_TAG.fullmatch(language) else None
