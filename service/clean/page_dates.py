"""Page dates: when a page says it was published, from what is declared for machines down to what is printed; else None.

A wrong date is worse than none: a date that merely stands somewhere on the page is never taken.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from selectolax.lexbor import LexborHTMLParser

from service.clean.dateline import StatedDate, is_labelled, stated_date
from service.clean.dates import read_date, read_timestamp
from service.clean.declared import Declarations
from service.clean.knowledge import WordKnowledge
from service.clean.page_lines import PageLines

_URL_DATE = re.compile(r"/(20\d\d|19\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_-]|\D|$)")
MAX_PRINTED = 120  # characters of an element that tells a date and little else
MAX_ELEMENTS = 60  # elements looked at for each way of stating a date
ABOVE_TITLE, BELOW_TITLE = 3, 8  # lines around the title in which a page prints its date
# Languages of countries that keep Central European Time, and the months in which midnight there is 22 or 23 hours UTC.
CENTRAL_EUROPEAN_LANGUAGES = frozenset(
    ("de", "fr", "it", "nl", "pl", "cs", "sk", "hu", "da", "no", "nb", "sv", "sl", "hr")
)
MIDNIGHTS = {22: range(3, 11), 23: (1, 2, 3, 10, 11, 12)}
MAX_BYLINE = 160  # characters of a line near the title that may hold a date beside names


def published_at_of_page(
    tree: LexborHTMLParser,
    declarations: Declarations,
    url: str | None,
    lines: PageLines,
    language: str | None,
    knowledge: WordKnowledge,
) -> datetime | None:
    """The publication time the page states, None when it states none; `language` is the one that it declares."""
    for value in _declared(tree, declarations, url, knowledge.page_fields):
        published = read_timestamp(value, knowledge.calendar)
        if published is not None:
            return _as_local_midnight(published, language)
    near = lines.near_title(ABOVE_TITLE, BELOW_TITLE)
    stated = list(_stated(near, knowledge))
    labelled = (date for line in lines.texts if is_labelled(line, knowledge) for date in _stated([line], knowledge))
    published = next((date.date.time for date in (*stated, *labelled) if not date.is_update), None)
    return published or _in_elements(tree, knowledge) or _beside_names(near, knowledge) or _updated(stated)


def _declared(
    tree: LexborHTMLParser, declarations: Declarations, url: str | None, fields: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    """Values for machines, the surest first."""
    for one in declarations.articles:
        if isinstance(one.get("datePublished"), str):
            yield one["datePublished"]
    yield from (declarations.metas[name] for name in fields["date_meta"] if name in declarations.metas)
    for node in tree.css(", ".join(fields["date_marked"]))[:MAX_ELEMENTS]:
        attributes = node.attributes
        yield attributes.get("content") or attributes.get("datetime") or attributes.get("title") or node.text()[:80]
    match = _URL_DATE.search(url or "")
    if match is not None:
        yield "-".join(match.groups())
    # Pages beside articles (WebPage, Product) that JSON-LD dates: the page itself is the likeliest.
    yield from (
        one["datePublished"] for one in declarations.by_id.values() if isinstance(one.get("datePublished"), str)
    )


def _as_local_midnight(time: datetime, language: str | None) -> datetime:
    """The same instant with Central Europe's offset, where it is midnight there: a day that was written in UTC."""
    is_central = (language or "").lower().split("-")[0] in CENTRAL_EUROPEAN_LANGUAGES
    is_on_the_hour = time.utcoffset() == timedelta(0) and time.minute == 0
    if not (is_central and is_on_the_hour and time.month in MIDNIGHTS.get(time.hour, ())):
        return time
    return time.astimezone(timezone(timedelta(hours=24 - time.hour)))


def _stated(lines: list[str], knowledge: WordKnowledge) -> Iterator[StatedDate]:
    return (date for line in lines if (date := stated_date(line, knowledge)) is not None)


def _in_elements(tree: LexborHTMLParser, knowledge: WordKnowledge) -> datetime | None:
    """The date in the first time element, else in the first short element whose class says that it holds one."""
    for node in tree.css("time")[:1]:
        date = read_timestamp(node.attributes.get("datetime") or node.text()[:MAX_PRINTED], knowledge.calendar)
        if date is not None:
            return date
    for selector in knowledge.page_fields["date_printed"]:
        for node in tree.css(selector)[:MAX_ELEMENTS]:
            text = " ".join(node.text(separator=" ").split())
            if len(text) <= MAX_PRINTED and (written := read_date(text, knowledge.calendar)) is not None:
                return written.time
    return None


def _beside_names(near: list[str], knowledge: WordKnowledge) -> datetime | None:
    dates = (read_date(line, knowledge.calendar) for line in near if len(line) <= MAX_BYLINE)
    return next((date.time for date in dates if date is not None), None)


def _updated(stated: list[StatedDate]) -> datetime | None:
    return next((date.date.time for date in stated if date.is_update), None)
