"""Page authors: who the page says wrote it.

Persons come first, wherever they are named; an organisation or a user's handle is given only where no person is.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from service.clean.byline import MAX_AUTHORS, names_in_byline, split_names
from service.clean.characters import comparable, normalise_line, words_of
from service.clean.dates import read_date
from service.clean.declared import Declarations
from service.clean.knowledge import WordKnowledge
from service.clean.page_lines import PageLines

_LIST = re.compile(r"\s*(?:,|;|\s[-–]\s|\||/|&|\band\b|\bund\b|\bet\b|\bog\b)\s*")
_ASIDE = re.compile(r"\s*\([^()]*\)|\s*<[^<>]*>")
_NO_NAME = re.compile(r"[@:]|//|\d{3}|www\.|\.html?\b")
_DOMAIN = re.compile(r"\w\.(?:com|org|net|[a-z]{2})\b")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,8}")
_ONE_NAME = re.compile(r"([^\W\d_]{2,20})\s*(?:[,;|]|$)")
_SEPARATORS = " ,;:|/-–—•·"
MAX_NAME = 60  # characters
MAX_NAME_WORDS = 6
MAX_ELEMENTS = 12  # marked elements looked at
MAX_MARKED = 120  # characters of an element that holds names and little else
ABOVE_TITLE, BELOW_TITLE = 2, 8  # lines around the title in which a page prints its byline


def authors_of_page(
    tree: LexborHTMLParser,
    declarations: Declarations,
    lines: PageLines,
    knowledge: WordKnowledge,
) -> tuple[str, ...]:
    """The names in JSON-LD, else in meta tags, else printed near the title, else in marked elements, else none."""
    candidates = _candidates(tree, declarations, lines, knowledge)
    return tuple(dict.fromkeys(next((found for names in candidates if (found := list(names))), [])))[:MAX_AUTHORS]


def _candidates(
    tree: LexborHTMLParser, declarations: Declarations, lines: PageLines, knowledge: WordKnowledge
) -> Iterator[Iterable[str]]:
    """Names from the surest place down; each place is looked at only where those before it name nobody."""
    declared = [list(_linked(declarations, knowledge)), list(_metas(declarations, knowledge))]
    outlets = _outlets(declarations)
    for names in declared:
        yield [name for name in names if _is_person(name, outlets)]
    near = lines.near_title(ABOVE_TITLE, BELOW_TITLE)
    # A byline may name the outlet, and its writer sign below.
    yield _others(_printed(near, knowledge), outlets)
    yield [name for names in declared for name in names if name.casefold() in knowledge.signatures]
    yield _others(_marked(tree, knowledge), outlets)
    yield _others(_printed(lines.texts, knowledge), outlets)
    yield _signature([*lines.body[:1], *lines.body[-1:]], knowledge)
    yield _beside_date(near, knowledge)
    yield from declared
    yield _signed(tree, knowledge)
    yield _by_initials(near, knowledge)


def _is_person(name: str, outlets: frozenset[str]) -> bool:
    """Whether the name may be a person's: of two words or more, or in ideographs, and not the outlet's."""
    is_full = len(name.split()) > 1 or _IDEOGRAPHS.fullmatch(name) is not None
    return is_full and not _DOMAIN.search(name) and comparable(name) not in outlets


def _others(names: Iterable[str], outlets: frozenset[str]) -> list[str]:
    return [name for name in names if comparable(name) not in outlets]


def _outlets(declarations: Declarations) -> frozenset[str]:
    publisher = declarations.linked("publisher")
    names = [
        declarations.meta("og:site_name"),
        declarations.meta("application-name"),
        _name_of(publisher, declarations),
    ]
    forms = [comparable(name) for name in names if name]
    return frozenset([*forms, *(form.removeprefix("the ") for form in forms)])


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
        parts = [part for key in ("givenName", "familyName") if isinstance(part := author.get(key), str)]
        author = author.get("name") or known.get("name") or " ".join(parts)
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


def _printed(lines: list[str], knowledge: WordKnowledge) -> tuple[str, ...]:
    return next((names for line in lines if (names := names_in_byline(line, knowledge))), ())


def _signature(lines: list[str], knowledge: WordKnowledge) -> tuple[str, ...]:
    """The names that are all of one of `lines`."""
    return next((names for line in lines if (names := _names_alone(line, knowledge))), ())


def _beside_date(lines: list[str], knowledge: WordKnowledge) -> tuple[str, ...]:
    """The names that are all that a line says before its date: "Ann Lee | 4 March 2019"."""
    dated = ((line, read_date(line, knowledge.calendar)) for line in lines if len(line) <= MAX_MARKED)
    before = (line[: date.start].strip(_SEPARATORS) for line, date in dated if date is not None)
    names = (_names_alone(text, knowledge) for text in before if text.casefold() not in knowledge.date_labels)
    return next(filter(None, names), ())


def _names_alone(line: str, knowledge: WordKnowledge) -> tuple[str, ...]:
    names = split_names(line, knowledge) if len(line) <= MAX_NAME else ()
    is_whole = words_of(" ".join(names)) == words_of(line) and all(word[0].isupper() for word in line.split())
    return names if is_whole else ()


def _by_initials(lines: list[str], knowledge: WordKnowledge) -> Iterator[str]:
    """The initials or the one name that follow a byline's opening: "By ALE, in Sport"."""
    for line in lines:
        opening = next((word for word in knowledge.bylines if line.casefold().startswith(word)), None)
        name = _ONE_NAME.match(line[len(opening) :]) if opening else None
        if name is not None and name.group(1).casefold() not in knowledge.name_stops:
            yield name.group(1)
            return


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
