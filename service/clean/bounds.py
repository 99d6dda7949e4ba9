"""Bounds: keeps pages that were made to exhaust a parser from doing so; ordinary pages pass untouched.

A parser works the square of the nesting, and opens elements of style that were left open again in every paragraph
that follows. No page that people read nests a hundred levels or holds sixty thousand tags.
"""

import re

MANY_TAGS = 8_000  # a page with fewer cannot nest deep enough to cost more than a tenth of a second
MAX_TAGS = 60_000  # the page is read up to here
MAX_DEPTH = 200  # open elements; deeper ones lose their tags, not their text
MAX_STYLES = 6  # open elements of style
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>?")
_STYLES = frozenset("a b big code em font i nobr s small strike strong tt u".split())  # noqa: SIM905
# Elements that another of their kind closes, and elements without content: they do not nest.
_FLAT = frozenset(
    "p li dt dd option optgroup tr td th tbody thead tfoot br img input hr meta link wbr source area col embed".split()  # noqa: SIM905
)


def bounded(html: str) -> str:
    """`html` without the tags beyond the bounds."""
    if html.count("<") < MANY_TAGS:
        return html
    kept: list[str] = []
    styles, others = _Nesting(MAX_STYLES), _Nesting(MAX_DEPTH)
    at = 0
    for count, tag in enumerate(_TAG.finditer(html)):
        if count >= MAX_TAGS:
            return "".join([*kept, html[at : tag.start()]])
        name = tag.group(2).lower()
        nesting = styles if name in _STYLES else others
        if name not in _FLAT and not (nesting.closes() if tag.group(1) else nesting.opens()):
            kept.append(html[at : tag.start()])
            at = tag.end()
    return "".join([*kept, html[at:]])


class _Nesting:
    """How many elements are open, and how many opening tags were dropped since."""

    def __init__(self, most: int) -> None:
        self._most, self._open, self._dropped = most, 0, 0

    def opens(self) -> bool:
        """Count an opening tag; False when it is too deep."""
        if self._open >= self._most:
            self._dropped += 1
            return False
        self._open += 1
        return True

    def closes(self) -> bool:
        """Count a closing tag; False when its opening tag was dropped."""
        if self._dropped:
            self._dropped -= 1
            return False
        self._open = max(0, self._open - 1)
        return True
