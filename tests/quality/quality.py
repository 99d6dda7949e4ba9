"""`make quality DATA=folder`: scores the service on evaluation sets and holds every figure against its floor.

The sets and their scorers are no part of this project. What is measured stands in cases.json; floors and the digests of
the sets in floors.json. A figure below its floor (or above, for errors) fails the run, and so does a set that is not
the one that the floors were measured on. `--raise` raises floors to what was measured.
"""

import argparse
import hashlib
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).resolve().parent
PRECISION = 1_000  # floors keep three decimals, rounded to the side that the measurement itself passes


class CannotMeasure(Exception):
    """A set, a scorer or the service is not in order; the message says which, in one line."""


@dataclass(frozen=True)
class Case:
    """One set, how the service is run on it, how the output is scored, and which figures count."""

    name: str
    input: str
    gold: str
    extract: tuple[str, ...]
    scorer: str
    arguments: tuple[str, ...] = ()
    at_least: tuple[str, ...] = ()
    at_most: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One measured figure beside its floor; `sign` is 1 when more is better and -1 when less is."""

    case: str
    name: str
    value: float | None
    floor: float | None
    sign: int

    @property
    def passes(self) -> bool:
        """Whether it reaches its floor; without a floor it does."""
        return self.floor is None or (self.value is not None and self.sign * self.value >= self.sign * self.floor)

    @property
    def raised_floor(self) -> float | None:
        """The floor after raising: the better of floor and value."""
        if self.value is None:
            return self.floor
        reached = self.sign * math.floor(self.sign * self.value * PRECISION) / PRECISION
        return reached if self.floor is None else self.sign * max(self.sign * reached, self.sign * self.floor)


@dataclass
class Floors:
    """The pinned figures and the digests of the sets that they were measured on."""

    sets: dict[str, str] = field(default_factory=dict)
    figures: dict[str, dict[str, float]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> "Floors":
        """The floors in the file; none when there is no file."""
        return cls(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else cls()

    def write(self, path: Path) -> None:
        """Write the file that `read` reads."""
        content = {"sets": dict(sorted(self.sets.items())), "figures": dict(sorted(self.figures.items()))}
        path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def read_cases(path: Path) -> list[Case]:
    """The cases in the file, in its order."""
    lists = ("extract", "arguments", "at_least", "at_most")
    records = json.loads(path.read_text(encoding="utf-8"))
    return [Case(**{name: tuple(value) if name in lists else value for name, value in one.items()}) for one in records]


@dataclass(frozen=True)
class Bench:
    """Where the sets and the scorers lie, and the command that is measured."""

    data: Path
    scorers: Path
    command: tuple[str, ...]

    def figures(self, case: Case, floors: Floors) -> list[Figure]:
        """The case's figures, measured; raises CannotMeasure."""
        for name in (case.input, case.gold):
            _check_set(name, self.data / name, floors)
        scores = self._scores(case)
        pinned = floors.figures.get(case.name, {})
        signed = [(name, 1) for name in case.at_least] + [(name, -1) for name in case.at_most]
        return [Figure(case.name, name, _value(scores, name), pinned.get(name), sign) for name, sign in signed]

    def _scores(self, case: Case) -> dict[str, Any]:
        with tempfile.TemporaryDirectory(prefix="sitrep-quality-") as folder:
            output = Path(folder) / "output.jsonl"
            with output.open("wb") as written:
                _run([*self.command, "extract", *case.extract, str(self.data / case.input)], written)
            scorer = [sys.executable, str(self.scorers / case.scorer), *self._arguments(case, output), "--json"]
            report = Path(folder) / "report.json"
            with report.open("wb") as written:
                _run(scorer, written)
            scores: dict[str, Any] = json.loads(report.read_bytes())
            return scores

    def _arguments(self, case: Case, output: Path) -> list[str]:
        """The scorer's arguments: mode, gold, output, then options, in which files of the sets get their full path."""
        whole = [str(self.data / one) if "/" in one else one for one in case.arguments]
        mode, options = ([], whole) if not whole or whole[0].startswith("-") else (whole[:1], whole[1:])
        return [*mode, str(self.data / case.gold), str(output), *options]


def _check_set(name: str, path: Path, floors: Floors) -> None:
    if not path.is_file():
        raise CannotMeasure(f"{path} is missing")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if floors.sets.setdefault(name, digest) != digest:
        raise CannotMeasure(f"{name} is not the file that the floors were measured on")


def _run(command: list[str], output: Any) -> None:
    result = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE, check=False)
    if result.returncode != 0:
        raise CannotMeasure(f"{Path(command[0]).name} failed: {result.stderr.decode(errors='replace').strip()[-300:]}")


def _value(scores: dict[str, Any], name: str) -> float | None:
    """The figure at the dotted path, None when the scorer does not give it."""
    found: Any = scores
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return float(found) if isinstance(found, int | float) else None


def raise_floors(figures: list[Figure], floors: Floors) -> None:
    """Raise every floor that was beaten, and pin the figures that had none."""
    for figure in figures:
        if figure.raised_floor is not None:
            floors.figures.setdefault(figure.case, {})[figure.name] = figure.raised_floor


def as_table(figures: list[Figure]) -> Table:
    """The figures beside their floors, failures marked."""
    table = Table("set", "figure", "measured", "floor", "")
    for figure in figures:
        value, floor = (("–" if number is None else f"{number:.3f}") for number in (figure.value, figure.floor))
        bound = f"{'≥' if figure.sign > 0 else '≤'} {floor}"
        table.add_row(figure.case, figure.name, value, bound, "" if figure.passes else "[red]FAILS[/red]")
    return table


def measured(cases: list[Case], bench: Bench, floors: Floors, console: Console) -> Iterator[Figure]:
    """Every case's figures, each case named while it is measured."""
    for case in cases:
        with console.status(f"measuring {case.name}"):
            yield from bench.figures(case, floors)


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score the service on evaluation sets, beside pinned floors.")
    parser.add_argument("data", type=Path, nargs="?", help="folder of the evaluation sets")
    parser.add_argument("--scorers", type=Path, help="folder of the scorers (default: eval, beside the sets' folder)")
    parser.add_argument("--only", default="", help="only cases whose name contains this")
    parser.add_argument("--raise", dest="raising", action="store_true", help="raise the floors to what was measured")
    return parser.parse_args(given)


def main(given: list[str], here: Path = HERE, console: Console | None = None) -> int:
    """Measure, print, and return 0, or 1 below a floor, or 2 when something could not be measured."""
    arguments, console = _arguments(given), console or Console()
    if arguments.data is None:
        console.print("quality: name the folder of the evaluation sets: make quality DATA=folder", style="red")
        return 2
    sitrep = str(Path(sys.executable).parent / "sitrep")
    scorers = arguments.scorers or arguments.data.resolve().parent / "eval"
    bench, floors = Bench(arguments.data, scorers, (sitrep,)), Floors.read(here / "floors.json")
    cases = [case for case in read_cases(here / "cases.json") if arguments.only in case.name]
    try:
        figures = list(measured(cases, bench, floors, console))
    except CannotMeasure as error:
        console.print(f"quality: {error}", style="red", markup=False)
        return 2
    console.print(as_table(figures))
    if arguments.raising:
        raise_floors(figures, floors)
        floors.write(here / "floors.json")
    return 0 if all(figure.passes for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
