"""Page dates: when a page says it was published, from what is declared for machines down to what is printed; else None.

A wrong date is worse than none: a date that merely stands somewhere on the page is never taken.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from service.clean.dates import read_date, read_timestamp
from service.clean.declared import Declarations
from service.clean.knowledge import WordKnowledge

_TIMES = "time[datetime]"
_URL_DATE = re.compile(r"/(20\d\d|19\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|\D|$)")
MAX_PRINTED = 120  # characters of an element that tells a date and little else
MAX_ELEMENTS = 60  # elements looked at for each way of stating a date


def published_at_of_page(
    tree: LexborHTMLParser, declarations: Declarations, url: str | None, knowledge: WordKnowledge
) -> datetime | None:
    """The publication time the page states, None when it states none."""
    for value in _stated(tree, declarations, url, knowledge.page_fields):
        published = read_timestamp(value, knowledge.calendar)
        if published is not None:
            return published
    return _printed(tree, knowledge)


def _stated(
    tree: LexborHTMLParser, declarations: Declarations, url: str | None, fields: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    """Values for machines, the surest first."""
    for article in declarations.articles:
        value = article.get("datePublished") or article.get("dateCreated") or article.get("uploadDate")
        if isinstance(value, str):
            yield value
    yield from (declarations.metas[name] for name in fields["date_meta"] if name in declarations.metas)
    for node in tree.css(", ".join(fields["date_marked"]))[:MAX_ELEMENTS]:
        attributes = node.attributes
        yield attributes.get("content") or attributes.get("datetime") or attributes.get("title") or node.text()[:80]
    yield from [node.attributes.get("datetime") or "" for node in tree.css(_TIMES)[:1]]
    match = _URL_DATE.search(url or "")
    if match is not None:
        yield "-".join(match.groups())


def _printed(tree: LexborHTMLParser, knowledge: WordKnowledge) -> datetime | None:
    """The date in the first short element whose class says that it holds one."""
    for node in tree.css(", ".join(knowledge.page_fields["date_printed"]))[:MAX_ELEMENTS]:
        text = " ".join(node.text(separator=" ").split())
        if len(text) <= MAX_PRINTED and (date := read_date(text, knowledge.calendar)) is not None:
            return date.time
    return None
