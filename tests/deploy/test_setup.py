"""The files that set a machine up: pinned requirements, Makefile, CI."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = ("requirements.txt", "requirements-build.txt", "requirements-dev.txt")
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+?)(?: ; .*)? \\$", re.MULTILINE)


def text_of(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def pins_of(name: str) -> set[tuple[str, str]]:
    return {(match[1].lower(), match[2]) for match in PINNED.finditer(text_of(name))}


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def names_in(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~!; ]", one)[0].lower() for one in requirements}


@pytest.mark.parametrize("name", FILES)
def test_requirements_are_pinned_by_hash_and_name_no_address(name: str) -> None:
    lines = text_of(name).splitlines()

    assert lines
    assert all(PINNED.match(line) or re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in lines)


def test_every_dependency_of_the_project_is_pinned(project: dict[str, Any]) -> None:
    runtime = {name for name, _ in pins_of("requirements.txt")}
    development = {name for name, _ in pins_of("requirements-dev.txt")}

    assert names_in(project["project"]["dependencies"]) <= runtime
    assert names_in(project["dependency-groups"]["dev"]) <= development
    assert names_in(project["build-system"]["requires"]) <= {name for name, _ in pins_of("requirements-build.txt")}


def test_development_runs_on_the_very_versions_that_are_shipped() -> None:
    assert pins_of("requirements.txt") | pins_of("requirements-build.txt") <= pins_of("requirements-dev.txt")


def test_make_names_every_target_that_the_project_promises() -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    shown = subprocess.run(["make", "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = {line.split()[0] for line in shown.splitlines()}

    assert targets >= {"demo", "test", "check", "kafka", "bench", "quality", "golden", "format", "venv", "clean"}


def test_ci_is_make_test_and_fails_where_real_kafka_is_missing() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=False).returncode == 0
    assert script.rstrip().endswith("make test")
    assert "export CI=true" in script
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100
