"""Page titles: the heading that the page's own declarations agree with.

Headings alone may be a blog's name or another article's; declarations alone carry the site's name and words for search
engines. Where both agree, the heading is the title.
"""

import re

from selectolax.lexbor import LexborHTMLParser

from service.clean.characters import comparable, normalise_line
from service.clean.declared import Declarations

_SITE_PARTING = re.compile(r"\s+[|·•»:–—-]{1,2}\s+|\s*[|]\s*|\s+::\s+")
_EDGES = " |·•»:–—-"
MIN_TITLE = 8  # characters of a heading that may be told by a part of a declaration
MAX_HEADINGS = 15  # headings of each kind looked at
MAX_SITE_WORDS = 4  # words of a last part that is taken for the site's name
MIN_SHARED = 0.4  # share of words by which a lone h1 and a declaration agree; best of .34 to .6 on development pages


def title_of_page(tree: LexborHTMLParser, declarations: Declarations) -> str | None:
    """The heading that is declared as the title, whole or in part, else the declared title without the site's name."""
    site = comparable(declarations.meta("og:site_name"))
    window = tree.css_first("title")
    linked = declarations.linked("headline")
    said = [
        declarations.meta("og:title"),
        linked if isinstance(linked, str) else "",
        declarations.meta("twitter:title"),
    ]
    said = [line for one in [*said, window.text() if window else ""] if (line := normalise_line(one))]
    first = _headings(tree, "h1", site)
    found = _declared_heading(first, _headings(tree, "h2", site), [comparable(one) for one in said])
    if found is not None:
        return _with_kicker(found, said, site)
    if len(first) == 1 and any(_share_of_words(first[0], one) >= MIN_SHARED for one in said):
        return first[0]
    named = [line for one in said if (line := _without_site(one, site))]
    return next(iter([*named, *first]), None)


def _headings(tree: LexborHTMLParser, tag: str, site: str) -> list[str]:
    texts = [normalise_line(node.text(separator=" ")) for node in tree.css(tag)[:MAX_HEADINGS]]
    return [text for text in texts if comparable(text) not in ("", site)]


def _declared_heading(first: list[str], second: list[str], declared: list[str]) -> str | None:
    """The heading that a declaration equals, else one it opens with, else an h1 it ends with."""
    for heading in [*first, *second]:
        if comparable(heading) in declared:
            return heading
    long = [(heading, form) for heading in [*first, *second] if len(form := comparable(heading)) >= MIN_TITLE]
    for heading, form in long:
        if any(one.startswith(form + " ") for one in declared):
            return heading
    for heading, form in long:
        if heading in first and any(one.endswith(" " + form) for one in declared):
            return heading
    return None


def _with_kicker(heading: str, said: list[str], site: str) -> str:
    """The first declaration, where it is the heading behind words that are no site's name ("Israel: Truce holds")."""
    declared, form = comparable(said[0]), comparable(heading)
    before = declared[: -len(form)].strip()
    if declared.endswith(" " + form) and before and (not site or site not in before):
        return _without_site(said[0], site)
    return heading


def _share_of_words(one: str, other: str) -> float:
    first, second = set(comparable(one).split()), set(comparable(other).split())
    return len(first & second) / max(1, min(len(first), len(second)))


def _without_site(title: str, site: str) -> str:
    """`title` without the site's name before or behind it; without a known name, without a short last part."""
    parts = _SITE_PARTING.split(title)
    if len(parts) < 2:
        return title
    last = parts[-1]
    if site and comparable(parts[0]) == site:
        return title[len(parts[0]) :].strip(_EDGES)
    is_short = len(last.split()) <= MAX_SITE_WORDS and len(title) - len(last) > 2 * len(last)
    if comparable(last) == site or is_short:
        return title[: len(title) - len(last)].strip(_EDGES)
    return title
