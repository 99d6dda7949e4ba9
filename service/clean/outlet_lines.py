"""Outlet lines: a line that many articles of one outlet print is that outlet's furniture, in whatever words.

What is learned goes into a small versioned file that workers load, so that cleaning stays a pure function and a replay
gives the same articles. The file holds digests, not lines: it copies nothing that an outlet wrote.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from service.clean.characters import comparable
from service.clean.reading import Kept, Line, Reading
from service.models.article import LineRole

MIN_ARTICLES = 4  # articles of an outlet that print a line; three may be one story's updates
DIGEST_LENGTH = 16  # hexadecimal digits: 64 bits, no chance collision among millions of lines

OutletLines = dict[str, frozenset[str]]


def digest_of(line: str) -> str:
    """What stands for a line in the learned file; equal for lines with the same words."""
    return sha256(comparable(line).encode()).hexdigest()[:DIGEST_LENGTH]


def learn_outlet_lines(articles: Iterable[tuple[str, Iterable[str]]]) -> OutletLines:
    """For each outlet, the digests of the lines that at least four of its articles print.

    `articles` gives each article's outlet and lines. An outlet is known by its case-folded name.
    """
    times: dict[str, Counter[str]] = {}
    for outlet, lines in articles:
        times.setdefault(outlet.casefold(), Counter()).update({digest_of(line) for line in lines})
    return {
        outlet: frozenset(digest for digest, count in counts.items() if count >= MIN_ARTICLES)
        for outlet, counts in sorted(times.items())
    }


def outlet_lines_of(rows: Iterable[dict[str, str]]) -> OutletLines:
    """The learned lines in the rows (outlet, digest) of their file."""
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["outlet"], set()).add(row["digest"])
    return {outlet: frozenset(digests) for outlet, digests in found.items()}


def without_outlet_lines(reading: Reading, outlet: str | None, known: OutletLines) -> Reading:
    """`reading` without body lines that are known as the outlet's own; unchanged where nothing would be left."""
    digests = known.get((outlet or "").casefold())
    if not digests:
        return reading
    lines = tuple(
        Line(line.text, LineRole.OTHER) if line.role is Kept.BODY and digest_of(line.text) in digests else line
        for line in reading.lines
    )
    return replace(reading, lines=lines) if any(line.role is Kept.BODY for line in lines) else reading
