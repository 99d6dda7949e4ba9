"""The gate itself, over a set and a scorer of a few lines."""

import importlib.util
import io
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rich.console import Console

HERE = Path(__file__).resolve().parent
SCORER = """
import json, sys
gold, output = (open(path).read().split() for path in sys.argv[1:3])
right = sum(one == other for one, other in zip(gold, output))
print(json.dumps({"right": {"share": right / len(gold)}, "wrong": len(gold) - right, "options": sys.argv[3:]}))
"""
# Stands for `sitrep extract`: writes its input in capitals.
COMMAND = (sys.executable, "-c", "import sys; print(open(sys.argv[-1]).read().upper())")


@pytest.fixture(scope="module")
def quality() -> ModuleType:
    specification = importlib.util.spec_from_file_location("sitrep_quality", HERE / "quality.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def bench(quality: ModuleType, tmp_path: Path) -> Any:
    (tmp_path / "set.txt").write_text("a b c d")
    (tmp_path / "gold.txt").write_text("A B C X")
    (tmp_path / "score.py").write_text(SCORER)
    return quality.Bench(tmp_path, tmp_path, COMMAND)


@pytest.fixture
def case(quality: ModuleType) -> Any:
    figures = {"at_least": ("right.share",), "at_most": ("wrong",)}
    return quality.Case("letters", "set.txt", "gold.txt", ("--stage", "article"), "score.py", **figures)


def test_figures_are_measured_by_running_the_service_and_the_scorer(quality: ModuleType, bench: Any, case: Any) -> None:
    figures = bench.figures(case, quality.Floors())

    assert [(one.name, one.value, one.sign) for one in figures] == [("right.share", 0.75, 1), ("wrong", 1.0, -1)]
    assert all(one.passes for one in figures)


@pytest.mark.parametrize(("share", "wrong", "passes"), [(0.75, 1, [True, True]), (0.76, 0, [False, False])])
def test_a_figure_passes_at_its_floor_and_fails_below(
    quality: ModuleType, bench: Any, case: Any, share: float, wrong: float, passes: list[bool]
) -> None:
    floors = quality.Floors(figures={"letters": {"right.share": share, "wrong": wrong}})

    assert [one.passes for one in bench.figures(case, floors)] == passes


def test_a_figure_that_is_not_given_fails_its_floor(quality: ModuleType) -> None:
    assert not quality.Figure("letters", "gone", None, 0.5, 1).passes
    assert quality.Figure("letters", "gone", None, None, 1).passes


def test_floors_are_raised_and_never_lowered(quality: ModuleType) -> None:
    floors = quality.Floors(figures={"a": {"up": 0.5, "down": 0.9, "errors": 3.0}})
    figures = [
        quality.Figure("a", "up", 0.61299, 0.5, 1),
        quality.Figure("a", "down", 0.8, 0.9, 1),
        quality.Figure("a", "errors", 2.0, 3.0, -1),
        quality.Figure("a", "more errors", 0.0301, None, -1),
        quality.Figure("a", "absent", None, None, 1),
    ]

    quality.raise_floors(figures, floors)

    assert floors.figures == {"a": {"up": 0.612, "down": 0.9, "errors": 2.0, "more errors": 0.031}}
    assert all(
        quality.Figure("a", one.name, one.value, floors.figures["a"][one.name], one.sign).passes
        for one in figures
        if one.name in ("up", "errors", "more errors")
    )


def test_another_set_than_the_pinned_one_is_not_measured(quality: ModuleType, bench: Any, case: Any) -> None:
    floors = quality.Floors(sets={"set.txt": "0" * 64})

    with pytest.raises(quality.CannotMeasure, match=r"^set\.txt is not the file"):
        bench.figures(case, floors)


def test_a_missing_set_is_named(quality: ModuleType, bench: Any, case: Any) -> None:
    (bench.data / "gold.txt").unlink()

    with pytest.raises(quality.CannotMeasure, match=r"gold\.txt is missing$"):
        bench.figures(case, quality.Floors())


def test_a_failing_scorer_is_told_in_one_line(quality: ModuleType, bench: Any, case: Any) -> None:
    (bench.scorers / "score.py").write_text("raise SystemExit('bad input')")

    with pytest.raises(quality.CannotMeasure, match=r"failed: bad input$"):
        bench.figures(case, quality.Floors())


def test_floors_are_read_as_they_were_written(quality: ModuleType, tmp_path: Path) -> None:
    floors = quality.Floors(sets={"s": "digest"}, figures={"a": {"f1": 0.9}})
    floors.write(tmp_path / "floors.json")

    assert quality.Floors.read(tmp_path / "floors.json") == floors
    assert quality.Floors.read(tmp_path / "none.json") == quality.Floors()


def test_without_a_folder_it_says_what_it_needs(quality: ModuleType) -> None:
    shown = io.StringIO()

    assert quality.main([], console=Console(file=shown)) == 2
    assert "make quality DATA=folder" in shown.getvalue()


def test_the_cases_are_well_formed_and_floors_belong_to_them(quality: ModuleType) -> None:
    cases = quality.read_cases(HERE / "cases.json")
    floors = quality.Floors.read(HERE / "floors.json")
    figures = {case.name: {*case.at_least, *case.at_most} for case in cases}

    assert len(figures) == len(cases)
    assert all(figures.values())
    for name, pinned in floors.figures.items():
        assert pinned.keys() <= figures[name], name
    assert set(floors.sets) <= {file for case in cases for file in (case.input, case.gold)}


def test_a_scorers_mode_stands_before_the_files_and_its_options_behind(quality: ModuleType) -> None:
    bench = quality.Bench(Path("sets"), Path("eval"), ())
    case = quality.Case("a", "a/in", "a/gold", (), "s.py", ("counts", "--incidents", "a/incidents"))

    assert bench._arguments(case, Path("out")) == ["counts", "sets/a/gold", "out", "--incidents", "sets/a/incidents"]


def test_floors_hold_no_text_of_the_sets() -> None:
    content = json.loads((HERE / "floors.json").read_text()) if (HERE / "floors.json").exists() else {}

    assert all(
        isinstance(value, float | int) for case in content.get("figures", {}).values() for value in case.values()
    )
