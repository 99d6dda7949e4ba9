"""Page authors: who the page says wrote it.

Persons come first, wherever they are named; an organisation or a user's handle is given only where no person is.
"""

import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from service.clean.blocks import Block
from service.clean.byline import MAX_AUTHORS, names_in_byline, split_names
from service.clean.characters import comparable, normalise_line
from service.clean.declared import Declarations
from service.clean.knowledge import WordKnowledge

_LIST = re.compile(r"\s*(?:,|;|\||/|&|\band\b|\bund\b|\bet\b|\bog\b)\s*")
_ASIDE = re.compile(r"\s*\([^()]*\)|\s*<[^<>]*>")
_NO_NAME = re.compile(r"[@:]|//|\d{3}|www\.|\.(?:com|org|net|de|html?)\b")
MAX_NAME = 60  # characters
MAX_NAME_WORDS = 6
MAX_ELEMENTS = 12  # marked elements looked at
MAX_MARKED = 120  # characters of an element that holds names and little else
MAX_BYLINES = 40  # lines around the title in which a byline is sought


def authors_of_page(
    tree: LexborHTMLParser, declarations: Declarations, blocks: list[Block], knowledge: WordKnowledge
) -> tuple[str, ...]:
    """The names in JSON-LD, else in meta tags, else in marked elements, else in a printed byline; empty when none."""
    declared = [list(_linked(declarations, knowledge)), list(_metas(declarations, knowledge))]
    outlets = _outlets(declarations)
    for names in declared:
        persons = [name for name in names if _is_person(name, outlets)]
        if persons:
            return tuple(dict.fromkeys(persons))[:MAX_AUTHORS]
    printed = _marked(tree, knowledge) or _printed(blocks, knowledge)
    if printed:
        return tuple(dict.fromkeys(printed))[:MAX_AUTHORS]
    handles = [*declared, list(_signed(tree, knowledge))]
    return tuple(dict.fromkeys(next((names for names in handles if names), [])))[:MAX_AUTHORS]


def _is_person(name: str, outlets: frozenset[str]) -> bool:
    """Whether the name may be a person's: of two words or more, and not the outlet's."""
    return len(name.split()) > 1 and comparable(name) not in outlets


def _outlets(declarations: Declarations) -> frozenset[str]:
    publisher = declarations.linked("publisher")
    names = [
        declarations.meta("og:site_name"),
        declarations.meta("application-name"),
        _name_of(publisher, declarations),
    ]
    return frozenset(comparable(name) for name in names if name)


def _linked(declarations: Declarations, knowledge: WordKnowledge) -> Iterator[str]:
    for article in declarations.articles:
        authors = article.get("author") or article.get("creator")
        listed = authors if isinstance(authors, list) else [authors]
        names = [name for one in listed for name in _names(_name_of(one, declarations), knowledge)]
        if names:
            yield from names
            return


def _name_of(author: Any, declarations: Declarations) -> str:
    """The name of an author given as text, as an object, or as a reference to one."""
    if isinstance(author, list) and author:
        author = author[0]
    if isinstance(author, dict):
        known = declarations.by_id.get(author["@id"], {}) if isinstance(author.get("@id"), str) else {}
        author = author.get("name") or known.get("name")
    if isinstance(author, list) and author:
        author = author[0]
    return author if isinstance(author, str) else ""


def _metas(declarations: Declarations, knowledge: WordKnowledge) -> Iterator[str]:
    for name in knowledge.page_fields["author_meta"]:
        yield from _names(declarations.metas.get(name, ""), knowledge)
    for label, value in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        if declarations.metas.get(label, "").casefold().strip(" :") + " " in knowledge.bylines:
            yield from _names(declarations.metas.get(value, ""), knowledge)


def _marked(tree: LexborHTMLParser, knowledge: WordKnowledge) -> tuple[str, ...]:
    for node in tree.css(", ".join(knowledge.page_fields["author_marked"]))[:MAX_ELEMENTS]:
        text = normalise_line(node.text(separator=" "))
        names = names_in_byline(text, knowledge) or split_names(text, knowledge)
        if names and len(text) <= MAX_MARKED:
            return names
    return ()


def _signed(tree: LexborHTMLParser, knowledge: WordKnowledge) -> Iterator[str]:
    """The first name, of whatever form, in an element that can hold nothing else."""
    for node in tree.css(", ".join(knowledge.page_fields["author_signed"]))[:1]:
        text = normalise_line(node.text(separator=" "))
        if len(text) <= MAX_NAME:
            yield from _names(text, knowledge)


def _printed(blocks: list[Block], knowledge: WordKnowledge) -> tuple[str, ...]:
    return next((names for block in blocks if (names := names_in_byline(block.text, knowledge))), ())


def _names(text: str, knowledge: WordKnowledge) -> Iterator[str]:
    """The names in what a page declares as its author; addresses and sentences are none."""
    text = _ASIDE.sub("", normalise_line(text[: 4 * MAX_MARKED]))
    if "//" in text:
        return
    folded = text.casefold()
    opening = next((word for word in knowledge.bylines if folded.startswith(word)), "")
    for name in _LIST.split(text[len(opening) :]):
        if 2 <= len(name) <= MAX_NAME and len(name.split()) <= MAX_NAME_WORDS and not _NO_NAME.search(name):
            yield name.strip(" .")
