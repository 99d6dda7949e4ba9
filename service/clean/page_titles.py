"""Page titles: the heading that the page's own declarations agree with."""

import re

from selectolax.lexbor import LexborHTMLParser

from service.clean.characters import comparable, normalise_line
from service.clean.declared import Declarations

_SITE_PARTING = re.compile(r"\s+[|·•»:–—-]{1,2}\s+|\s*[|]\s*|\s+::\s+")
MIN_TITLE = 8  # characters of a title's part that may stand alone
MAX_HEADINGS = 20  # h1 elements looked at


def title_of_page(tree: LexborHTMLParser, declarations: Declarations) -> str | None:
    """The h1 that og:title, JSON-LD or the title element agrees with, else what they say without the site's name."""
    node = tree.css_first("title")
    window = normalise_line(node.text()) if node else ""
    linked = declarations.linked("headline")
    said = [
        declarations.meta("og:title"),
        linked if isinstance(linked, str) else "",
        declarations.meta("twitter:title"),
    ]
    said = [line for one in said if (line := normalise_line(one))]
    headings = [normalise_line(one.text(separator=" ")) for one in tree.css("h1")[:MAX_HEADINGS]]
    forms = [comparable(one) for one in [*said, window]]
    for heading in headings:
        form = comparable(heading)
        if form and any(_agree(form, other) for other in forms):
            return heading
    site = comparable(declarations.meta("og:site_name"))
    named = [_without_site(one, site) for one in [*said, window] if one]
    return next(iter(named), None) or next((one for one in headings if one), None)


def _agree(heading: str, declared: str) -> bool:
    """Whether a declaration is the heading, or the heading with the site's name or a section around it."""
    if heading == declared:
        return True
    return len(heading) >= MIN_TITLE and (declared.startswith(heading + " ") or declared.endswith(" " + heading))


def _without_site(title: str, site: str) -> str:
    """`title` without the site's name before or behind it; without a known name, without a short last part."""
    parts = _SITE_PARTING.split(title)
    if len(parts) < 2:
        return title
    ends = {comparable(parts[0]): 0, comparable(parts[-1]): -1}
    if site in ends:
        cut = title[len(parts[0]) :] if ends[site] == 0 else title[: len(title) - len(parts[-1])]
        return cut.strip(" |·•»:–—-")
    if len(parts[-1].split()) <= 4 and len(title) - len(parts[-1]) > 2 * len(parts[-1]):
        return title[: len(title) - len(parts[-1])].strip(" |·•»:–—-")
    return title
