"""Golden cases: whole articles whose outcome a person has approved."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from service.pipeline import Knowledge, load_knowledge

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from golden import ARTICLE, EXPECTED, OPEN, WHY, account_of, case_folders  # noqa: E402

STILL_OPEN = pytest.mark.xfail(reason="open.md says in what; `make golden` removes it when the case passes")
MAX_LINES = 60  # of an expected file: what is longer is not read by anyone


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def cases() -> list[Any]:
    """Every case; of one that is open nothing else is expected."""
    return [
        pytest.param(folder, id=folder.name, marks=[STILL_OPEN] if (folder / OPEN).exists() else [])
        for folder in case_folders()
    ]


@pytest.mark.parametrize("folder", cases())
def test_an_article_ends_as_a_person_approved_it(folder: Path, knowledge: Knowledge) -> None:
    approved = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))

    assert account_of(folder, knowledge) == approved, f"if this is better: make golden CASE={folder.name}"


@pytest.mark.parametrize("folder", case_folders(), ids=lambda folder: folder.name)
def test_a_case_is_small_and_says_what_it_protects(folder: Path) -> None:
    assert (folder / WHY).read_text(encoding="utf-8").strip()
    assert len((folder / EXPECTED).read_text(encoding="utf-8").splitlines()) <= MAX_LINES
    assert {file.name for file in folder.iterdir()} - {OPEN} == {ARTICLE, EXPECTED, WHY}


def test_there_are_cases() -> None:
    assert len(case_folders()) >= 5


def test_nothing_is_written_in_ci() -> None:
    command = [sys.executable, str(HERE / "regenerate.py")]

    result = subprocess.run(command, env={**os.environ, "CI": "true"}, capture_output=True, text=True, check=False)

    assert result.returncode == 2
    assert "not written in CI" in result.stderr
