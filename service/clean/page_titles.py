"""Page titles: the heading that the page's own declarations agree with.

Headings alone may be a blog's name or another article's; declarations alone carry the site's name and words for search
engines. Where both agree, the heading is the title, without a kicker that the declarations leave out.
"""

import re
from dataclasses import dataclass
from html import unescape

from selectolax.lexbor import LexborHTMLParser

from service.clean.characters import comparable, normalise_line
from service.clean.declared import Declarations

_SITE_PARTING = re.compile(r"\s+[|·•»:–—-]{1,2}\s+|\s*[|]\s*|\s+::\s+")
_EDGES = " |·•»:–—-"
MIN_TITLE = 8  # characters of a heading that may be told by a part of a declaration
MIN_WITHOUT_KICKER = 20  # characters of a declared title that a heading may end with, behind a kicker
MAX_HEADINGS = 15  # headings of each kind looked at
MAX_SITE_WORDS = 4  # words of a last part that is taken for the site's name
MIN_SHARED = 0.4  # share of words by which a lone h1 and a declaration agree; best of .34 to .6 on development pages


@dataclass(frozen=True)
class _Said:
    """The titles that a page declares, empty where it declares none: shared is Open Graph's, linked JSON-LD's."""

    shared: str
    linked: str
    posted: str
    window: str
    site: str
    is_news: bool

    @property
    def all(self) -> list[str]:
        return [one for one in (self.shared, self.linked, self.posted, self.window) if one]


@dataclass(frozen=True)
class PageTitle:
    """A page's title, and the words that the page prints it in; None where it has none."""

    title: str | None
    printed: str | None


def title_of_page(tree: LexborHTMLParser, declarations: Declarations) -> PageTitle:
    """The heading that is declared as the title, whole or in part, else the declared title without the site's name."""
    said = _said(tree, declarations)
    printed = _agreed_title(tree, said)
    if printed is None:
        return PageTitle(None, None)
    if _is_written_for_search(tree, printed, said):
        return PageTitle(_without_site(said.linked, said.site), printed)
    title = _without_kicker(printed, said)
    return PageTitle(_without_site(said.shared, said.site) if _is_headlined_anew(title, said) else title, printed)


def _said(tree: LexborHTMLParser, declarations: Declarations) -> _Said:
    window = tree.css_first("title")
    linked = declarations.linked("headline")
    return _Said(
        shared=normalise_line(declarations.meta("og:title")),
        linked=normalise_line(unescape(linked)) if isinstance(linked, str) else "",
        posted=normalise_line(declarations.meta("twitter:title")),
        window=normalise_line(window.text()) if window else "",
        site=comparable(declarations.meta("og:site_name")),
        is_news=any("NewsArticle" in str(article.get("@type")) for article in declarations.articles),
    )


def _agreed_title(tree: LexborHTMLParser, said: _Said) -> str | None:
    first = _headings(tree, "h1", said.site)
    found = _declared_heading(first, _headings(tree, "h2", said.site), [comparable(one) for one in said.all])
    if found is not None:
        return _with_kicker(found, said)
    if len(first) == 1 and any(_share_of_words(first[0], one) >= MIN_SHARED for one in said.all):
        return first[0]
    named = [line for one in said.all if (line := _without_site(one, said.site))]
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


def _with_kicker(heading: str, said: _Said) -> str:
    """The declared title, where two declarations put words before the heading: "Israel: Truce holds".

    One alone puts a section or the site's name there more often than a kicker.
    """
    shared = _without_site(said.shared, said.site)
    is_said_twice = comparable(shared) == comparable(_without_site(said.linked, said.site))
    return shared if is_said_twice and comparable(shared).endswith(" " + comparable(heading)) else heading


def _without_kicker(title: str, said: _Said) -> str:
    """The declared title that `title` ends with: what stands before it is a kicker printed in the heading."""
    form = comparable(title)
    for declared in (said.shared, said.linked):
        line = _without_site(declared, said.site)
        wanted = comparable(line)
        if len(wanted) >= MIN_WITHOUT_KICKER and form.endswith(" " + wanted):
            return line
    return title


def _is_headlined_anew(title: str, said: _Said) -> bool:
    """Whether a newsroom gave the article another headline to be shared under, which stands nowhere else.

    Eight of nine such development pages had it as their title; of other pages few, which write it for search engines.
    """
    own, title = comparable(_without_site(said.shared, said.site)), comparable(title)
    others = {comparable(_without_site(one, said.site)) for one in (said.posted, said.window)}
    repeats_heading = comparable(_without_site(said.linked, said.site)) == title
    return said.is_news and bool(own) and repeats_heading and own not in {title, *others}


def _is_written_for_search(tree: LexborHTMLParser, heading: str, said: _Said) -> bool:
    """Whether the h1 repeats what the head says for search engines, and the newsroom's headline stands in an h2.

    Seven of eight such development pages, of four sites, had the newsroom's headline as their title.
    """
    own, form = comparable(_without_site(said.linked, said.site)), comparable(heading)
    window = comparable(_without_site(said.window, said.site))
    is_apart = bool(own) and own != form and said.is_news and window == form
    return is_apart and own in map(comparable, _headings(tree, "h2", said.site))


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
