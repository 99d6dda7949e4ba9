"""Outlet lines: a line that many articles of one outlet print is that outlet's furniture, in whatever words.

What is learned goes into a small versioned file that workers load, so that cleaning stays a pure function and a replay
gives the same articles. The file holds digests, not lines: it copies nothing that an outlet wrote.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

from service.clean.characters import comparable, normalise_line
from service.clean.reading import Kept, Line, Reading
from service.models.article import LineRole

# Of 2,849 articles of local outlets, 145 lines stood in four or more of one outlet; three of them were sentences.
MIN_ARTICLES = 4  # of an outlet, that print a line; three may be one story's updates
MIN_SHARE = 0.03  # of an outlet's articles; "The investigation is ongoing." stands in one of 180 and is no furniture
DIGEST_LENGTH = 16  # hexadecimal digits: 64 bits, no chance collision among millions of lines
FORMAT = "# sitrep outlet lines, version 1"
HEADER = "outlet\tdigest"

OutletLines = dict[str, frozenset[str]]


def digest_of(line: str) -> str:
    """What stands for a line in the learned file; equal for lines with the same words."""
    return sha256(comparable(line).encode()).hexdigest()[:DIGEST_LENGTH]


@dataclass
class _Outlet:
    """One outlet's articles so far: their titles, in how many each line stands, and which lines cleaning kept."""

    titles: set[str] = field(default_factory=set)
    times: Counter[str] = field(default_factory=Counter)
    kept: set[str] = field(default_factory=set)

    def add(self, title: str, reading: Reading) -> None:
        if title in self.titles:  # an update of a story repeats the story, which is no furniture
            return
        self.titles.add(title)
        digests = {line.text: digest_of(line.text) for line in reading.lines}
        self.times.update(set(digests.values()))
        self.kept.update(digests[line.text] for line in reading.lines if line.role is Kept.BODY)

    @property
    def lines(self) -> frozenset[str]:
        least = max(MIN_ARTICLES, MIN_SHARE * len(self.titles))
        return frozenset(digest for digest in self.kept if self.times[digest] >= least)


def learn_outlet_lines(articles: Iterable[tuple[str, str, Reading]]) -> OutletLines:
    """For each outlet, the digests of the lines that many of its articles print and cleaning left in one at least.

    `articles` gives each article's outlet, title and reading; an outlet counts one article for each title. An outlet
    without such lines is left out.
    """
    outlets: dict[str, _Outlet] = {}
    for outlet, title, reading in articles:
        outlets.setdefault(_known_as(outlet), _Outlet()).add(comparable(title), reading)
    return {name: lines for name, outlet in sorted(outlets.items()) if (lines := outlet.lines)}


def file_of(known: OutletLines) -> str:
    """The learned lines as their file holds them; the same for the same lines."""
    rows = (f"{outlet}\t{digest}" for outlet, digests in sorted(known.items()) for digest in sorted(digests))
    return "\n".join([FORMAT, HEADER, *rows]) + "\n"


def outlet_lines_in(text: str) -> OutletLines:
    """The learned lines in the text of their file; raises ValueError when it is no such file."""
    lines = text.splitlines()
    if lines[:2] != [FORMAT, HEADER]:
        raise ValueError(f"the file does not begin with {FORMAT!r}")
    found: dict[str, set[str]] = {}
    for outlet, digest in _rows(lines[2:]):
        found.setdefault(outlet, set()).add(digest)
    return {outlet: frozenset(digests) for outlet, digests in found.items()}


def _rows(lines: list[str]) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines, 3):
        outlet, tab, digest = line.rpartition("\t")
        if not tab or len(digest) != DIGEST_LENGTH:
            raise ValueError(f"line {number} is not an outlet and a digest")
        yield outlet, digest


def _known_as(outlet: str) -> str:
    """The outlet's name as the file holds it: in one line, whatever its case."""
    return normalise_line(outlet).casefold()


def without_outlet_lines(reading: Reading, outlet: str | None, known: OutletLines) -> Reading:
    """`reading` without body lines that are known as the outlet's own; unchanged where nothing would be left."""
    digests = known.get(_known_as(outlet or ""))
    if not digests:
        return reading
    lines = tuple(
        Line(line.text, LineRole.OTHER) if line.role is Kept.BODY and digest_of(line.text) in digests else line
        for line in reading.lines
    )
    return replace(reading, lines=lines) if any(line.role is Kept.BODY for line in lines) else reading
