"""`sitrep explain`: how articles are read, sentence by sentence, for the screen or as a page of HTML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console

from service.commands.explain_html import page_end, page_start, section, section_of_refusal
from service.commands.explain_text import print_explanation, print_refusal
from service.commands.extract import article_of
from service.commands.inputs import InputLine
from service.commands.stages import InputStage
from service.extract import Explanation, explain
from service.models.dead_letter import DeadLetter
from service.pipeline import Knowledge, or_dead_letter


@dataclass(frozen=True)
class Refusal:
    """A line that holds no article: where it stands, and why."""

    place: str
    reason: str


Told = Explanation | Refusal


def explanations(lines: Iterable[InputLine], stage: InputStage, knowledge: Knowledge) -> Iterator[Told]:
    """Each line's explanation, or why it was refused."""
    for line in lines:
        yield _told(line, stage, knowledge)


def _told(line: InputLine, stage: InputStage, knowledge: Knowledge) -> Told:
    def run() -> Explanation:
        if line.refusal is not None:
            raise line.refusal
        return explain(article_of(line, stage, knowledge), knowledge.extraction)

    result = or_dead_letter(run, "explain", None, None)
    if isinstance(result, DeadLetter):
        return Refusal(f"{line.source}, line {line.number}", f"{result.reason} {result.detail}".strip())
    return result


def show(told: Iterable[Told], console: Console) -> int:
    """Print all; the number of refused lines."""
    refused = 0
    for one in told:
        if isinstance(one, Refusal):
            refused += 1
            print_refusal(one.place, one.reason, console)
        else:
            print_explanation(one, console)
    return refused


def html_page(told: Iterable[Told]) -> Iterator[str]:
    """The pieces of one page of HTML that holds all, and needs nothing beside itself."""
    yield page_start()
    for one in told:
        yield section_of_refusal(one.place, one.reason) if isinstance(one, Refusal) else section(one)
    yield page_end()
