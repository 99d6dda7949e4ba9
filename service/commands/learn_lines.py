"""`sitrep learn-lines`: from collected raw articles to the file of lines that each outlet prints around them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from service.clean import CleaningKnowledge, load_cleaning_knowledge, read
from service.clean.outlet_lines import file_of, learn_outlet_lines
from service.clean.reading import Reading
from service.commands.failure import CommandFailed, ExitCode
from service.commands.inputs import InputLine, input_lines
from service.ingest import raw_articles_in
from service.models.dead_letter import Rejected


@dataclass
class Learned:
    """What was read, and what was found in it."""

    articles: int = 0
    left_out: int = 0
    outlets: int = 0
    lines: int = 0

    def __str__(self) -> str:
        return (
            f"{self.articles} articles read, {self.left_out} left out (refused, or without an outlet); "
            f"{self.lines} lines learned of {self.outlets} outlets"
        )


def learn(paths: Iterable[str], output: Path) -> Learned:
    """Learn from all articles in `paths` and write the file; the same articles give the same file.

    Raises CommandFailed when a path is not there or the file cannot be written.
    """
    learned = Learned()
    known = learn_outlet_lines(_readings(input_lines(paths), load_cleaning_knowledge(), learned))
    learned.outlets, learned.lines = len(known), sum(map(len, known.values()))
    _replace(output, file_of(known))
    return learned


def _readings(
    lines: Iterable[InputLine], knowledge: CleaningKnowledge, learned: Learned
) -> Iterator[tuple[str, str, Reading]]:
    """Outlet, title and reading of every article that names its outlet; the id stands for a title that is missing."""
    for line in lines:
        for raw in [line.refusal] if line.refusal is not None else raw_articles_in(line.value):
            if isinstance(raw, Rejected) or not raw.outlet:
                learned.left_out += 1
                continue
            learned.articles += 1
            reading = read(raw, knowledge)
            yield raw.outlet, raw.title or reading.title or raw.id, reading


def _replace(path: Path, text: str) -> None:
    """Write the file whole: a worker that starts meanwhile reads the old one or the new one."""
    written = path.with_name(path.name + ".new")
    try:
        written.write_text(text, encoding="utf-8")
        written.replace(path)
    except OSError as error:
        raise CommandFailed(f"{path}: {error.strerror}", ExitCode.USAGE) from error
