"""The container image, read as text: no engine runs in the tests."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def instructions() -> list[str]:
    """The Dockerfile's instructions, continued lines joined, comments left out."""
    text = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [" ".join(line.split()) for line in text.splitlines() if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def arguments_of(instructions: list[str], name: str) -> list[str]:
    return [line.removeprefix(f"{name} ") for line in instructions if line.startswith(f"{name} ")]


def test_both_stages_use_one_pinned_python_that_the_project_allows(
    instructions: list[str], project: dict[str, Any]
) -> None:
    images = {base.split(" AS ")[0] for base in arguments_of(instructions, "FROM")}
    (image,) = images
    version = re.fullmatch(r"python:(\d+)\.(\d+)-slim-\w+", image)

    assert version
    assert (int(version[1]), int(version[2])) >= (3, 11)
    assert project["project"]["requires-python"] == ">=3.11"


def test_it_runs_as_a_user_who_is_not_root(instructions: list[str]) -> None:
    (user,) = arguments_of(instructions, "USER")

    assert user == "10001:10001"
    assert any("useradd --uid 10001" in line for line in arguments_of(instructions, "RUN"))


def test_everything_installed_is_pinned_by_hash_or_our_own(instructions: list[str]) -> None:
    installs = [
        step
        for line in arguments_of(instructions, "RUN")
        for step in line.split("&&")
        if re.search(r"pip (install|wheel)", step)
    ]

    assert len(installs) == 4
    assert all("--require-hashes" in step or "--no-deps" in step for step in installs)


def test_nothing_is_downloaded_but_by_pip(instructions: list[str]) -> None:
    assert not [
        line for line in instructions if re.search(r"\b(curl|wget|git clone|apt-get|ADD)\b|https?://(?!127)", line)
    ]


def test_what_is_copied_exists_and_is_not_ignored(instructions: list[str]) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sources = [
        source.rstrip("/")
        for line in arguments_of(instructions, "COPY")
        if not line.startswith("--from")
        for source in line.split()[:-1]
    ]

    assert "*" in ignored
    for source in sources:
        assert f"!{source}" in ignored, source
        assert (ROOT / source).exists(), source


def test_what_the_package_is_built_of_is_copied(instructions: list[str], project: dict[str, Any]) -> None:
    copied = " ".join(arguments_of(instructions, "COPY"))
    needed = [
        project["project"]["readme"],
        *project["project"]["license-files"],
        "pyproject.toml",
        "service/",
        "seeds/",
    ]

    assert [name for name in needed if name not in copied] == []


def test_a_stuck_worker_shows_in_the_containers_health(instructions: list[str]) -> None:
    (check,) = arguments_of(instructions, "HEALTHCHECK")

    assert "/healthz" in check
    assert "'SITREP_OPS_PORT', '9108'" in check
    compile(re.findall(r'"-c", "(.*)"\]', check)[0], "healthcheck", "exec")


def test_it_runs_a_worker_unless_told_otherwise(instructions: list[str]) -> None:
    assert arguments_of(instructions, "ENTRYPOINT") == ['["sitrep"]']
    assert arguments_of(instructions, "CMD")[-1] == '["worker"]'
