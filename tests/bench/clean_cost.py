"""What cleaning costs by length: texts and pages of 1, 10 and 100 times a length, and bodies of 5 MiB made to be slow.

CPU time, the least of several runs. Bodies of one kind grow as real ones do: by more paragraphs, menus and captions.
"""

import argparse
import time
from collections.abc import Callable
from contextlib import suppress

from rich.console import Console
from rich.table import Table
from service.clean import CleaningKnowledge, clean, load_cleaning_knowledge
from service.models.dead_letter import Rejected
from service.models.raw_article import ContentType, RawArticle

TIMES = (1, 10, 100)
MOST = 5 * 1024 * 1024  # characters of a body that are accepted
PARAGRAPH = "Buses of line {} take the longer road through the valley until the work is done, said the town on Monday."
FURNITURE = ("Home", "Politics", "Read more: Bridge {} closed", "By Ann Lee, 4 March 2019", "A bridge (Photo: AFP)")


def text_full(units: int) -> str:
    """Flattened text, most lines of which are furniture."""
    return "\n".join(line.format(at) for at in range(units) for line in (*FURNITURE, PARAGRAPH))


def text_light(units: int) -> str:
    """Flattened text that is nearly clean."""
    return "\n".join(PARAGRAPH.format(at) for at in range(units))


def text_in_one_line(units: int) -> str:
    """Clean text without line breaks."""
    return text_light(units).replace("\n", " ")


def html(units: int) -> str:
    """A page of paragraphs with menus, links and captions between them."""
    unit = (
        "<p>{0}</p><ul><li><a href='/{1}'>Politics {1}</a></li></ul><figure><figcaption>A bridge</figcaption></figure>"
    )
    body = "".join(unit.format(PARAGRAPH.format(at), at) for at in range(units))
    return f"<html><body><h1>A bridge is closed</h1><div class='article-body'>{body}</div></body></html>"


GROWING: tuple[Callable[[int], str], ...] = (html, text_full, text_light, text_in_one_line)
HOSTILE = {
    "nested div": ("<div>", ContentType.HTML),
    "nested style": ("<b><p>", ContentType.HTML),
    "nested table": ("<table><tr><td>", ContentType.HTML),
    "unclosed script": ("<script>", ContentType.HTML),
    "unclosed attribute": ("<a href='", ContentType.HTML),
    "one endless word": ("x", ContentType.PLAIN),
    "one endless line": ("word ", ContentType.PLAIN),
    "sentences in one line": (". ", ContentType.PLAIN),
    "short lines": ("a\n", ContentType.PLAIN),
    "bylines": ("By Ann Lee and Bo Ek 4 March 2019\n", ContentType.PLAIN),
}


def seconds(body: str, content_type: ContentType | None, knowledge: CleaningKnowledge, runs: int) -> float:
    """CPU seconds of cleaning the body, the least of the runs."""
    raw, spent = RawArticle(id="a", body=body, content_type=content_type), []
    for _ in range(runs):
        started = time.process_time()
        with suppress(Rejected):
            clean(raw, knowledge)
        spent.append(time.process_time() - started)
    return min(spent)


def growth(make: Callable[[int], str], units: int, knowledge: CleaningKnowledge, runs: int) -> list[tuple[int, float]]:
    """(characters, CPU seconds) at each multiple of the length of so many units."""
    bodies = [make(units * times) for times in TIMES]
    return [(len(body), seconds(body, None, knowledge, runs)) for body in bodies]


def main() -> None:
    """Measure and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=30, help="paragraphs of the shortest body")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    console, knowledge = Console(), load_cleaning_knowledge()
    table = Table("body", "characters", "ms", "ms by 10 times", "ms by 100 times", "10 : 1", "100 : 10")
    for make in GROWING:
        (size, one), (_, ten), (_, hundred) = growth(make, options.units, knowledge, options.runs)
        spent = [f"{1e3 * each:.1f}" for each in (one, ten, hundred)]
        table.add_row(make.__name__, f"{size}", *spent, f"{ten / one:.1f}", f"{hundred / ten:.1f}")
    console.print(table)
    hostile = Table("5 MiB of", "seconds")
    for name, (unit, content_type) in HOSTILE.items():
        body = (unit * (MOST // len(unit)))[:MOST]
        hostile.add_row(name, f"{seconds(body, content_type, knowledge, 1):.2f}")
    console.print(hostile)


if __name__ == "__main__":
    main()
