"""Page authors: who the page says wrote it."""

import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from service.clean.blocks import Block
from service.clean.byline import MAX_AUTHORS, names_in_byline, split_names
from service.clean.characters import normalise_line
from service.clean.declared import Declarations
from service.clean.knowledge import WordKnowledge

_LIST = re.compile(r"\s*(?:,|;|\||/|&|\band\b|\bund\b|\bet\b)\s*")
MAX_NAME = 60  # characters
MAX_NAME_WORDS = 6
MAX_ELEMENTS = 12  # marked elements looked at


def authors_of_page(
    tree: LexborHTMLParser, declarations: Declarations, blocks: list[Block], knowledge: WordKnowledge
) -> tuple[str, ...]:
    """The names in JSON-LD, else in meta tags, else in marked elements, else in a printed byline; empty when none."""
    for found in (_linked(declarations, knowledge), _metas(declarations, knowledge), _marked(tree, knowledge)):
        names = tuple(dict.fromkeys(found))[:MAX_AUTHORS]
        if names:
            return names
    return next((names for block in blocks if (names := names_in_byline(block.text, knowledge))), ())


def _linked(declarations: Declarations, knowledge: WordKnowledge) -> Iterator[str]:
    for article in declarations.articles:
        names = [name for one in _as_list(article.get("author")) for name in _names(_name_of(one), knowledge)]
        if names:
            yield from names
            return


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name_of(author: Any) -> str:
    name = author.get("name") if isinstance(author, dict) else author
    name = name[0] if isinstance(name, list) and name else name
    return name if isinstance(name, str) else ""


def _metas(declarations: Declarations, knowledge: WordKnowledge) -> Iterator[str]:
    for name in knowledge.page_fields["author_meta"]:
        names = list(_names(declarations.metas.get(name, ""), knowledge))
        if names:
            yield from names
            return


def _marked(tree: LexborHTMLParser, knowledge: WordKnowledge) -> Iterator[str]:
    for node in tree.css(", ".join(knowledge.page_fields["author_marked"]))[:MAX_ELEMENTS]:
        text = normalise_line(node.text(separator=" "))
        names = names_in_byline(text, knowledge) or split_names(text, knowledge)
        if names and len(text) <= 2 * MAX_NAME:
            yield from names
            return


def _names(text: str, knowledge: WordKnowledge) -> Iterator[str]:
    """The names in what a page declares as its author; addresses and sentences are none."""
    text = normalise_line(text)
    folded = text.casefold()
    opening = next((word for word in knowledge.bylines if folded.startswith(word)), "")
    for name in _LIST.split(text[len(opening) :]):
        if (
            2 <= len(name) <= MAX_NAME
            and len(name.split()) <= MAX_NAME_WORDS
            and not re.search(r"[@:]|//|\d{3}|www\.", name)
        ):
            yield name.strip(" .")
