"""The files that settings name reach the commands, and what is wrong with them is told in one line."""

import asyncio
from io import StringIO
from pathlib import Path

import orjson
import pytest
from rich.console import Console
from service.cli import app
from service.commands.check_config import check
from service.commands.failure import CommandFailed, ExitCode
from service.settings import Settings
from typer.testing import CliRunner

from article_builders import raw_message

BODY = "Zorba Front killed five soldiers near Idlib on Friday, the army said in a short statement."
NOBODY = "127.0.0.1:1"


@pytest.fixture
def lexicons(tmp_path: Path) -> Path:
    (tmp_path / "actors.tsv").write_text("name\tid\tcountry\tsector\nZorba Front\tmine:zf\tSYR\trebels\n")
    return tmp_path


def sources(*arguments: object) -> list[str | None]:
    """The ids of the actors of the one mention that `sitrep extract` finds."""
    command = ["extract", "--stage", "mentions", *map(str, arguments)]
    result = CliRunner().invoke(app, command, input=raw_message(body=BODY))
    assert result.exit_code == 0, result.stderr
    (mention,) = orjson.loads(result.stdout_bytes)["mentions"]
    return [actor["canonical_id"] for actor in mention["source"]]


def test_lexicons_come_from_the_option_or_the_setting(lexicons: Path, monkeypatch: pytest.MonkeyPatch):
    assert sources("--lexicons", lexicons) == ["mine:zf"]
    monkeypatch.setenv("SITREP_LEXICON_FOLDER", str(lexicons))
    assert sources() == ["mine:zf"]


@pytest.mark.parametrize("command", ["extract", "explain", "worker"])
def test_a_malformed_row_ends_a_command_with_its_file_and_line(command: str, lexicons: Path):
    (lexicons / "actors.tsv").write_text("name\tsector\nZorba Front\tpirates\n")
    paths = ["-"] if command != "worker" else []
    result = CliRunner().invoke(app, [command, *paths, "--lexicons", str(lexicons)], input="")

    assert result.exit_code == ExitCode.USAGE
    (line,) = result.stderr.splitlines()
    assert line.startswith("sitrep: SITREP_LEXICON_FOLDER: actors.tsv, line 2: sector: no 'pirates'")


def test_check_config_looks_at_the_lexicons_before_the_broker(lexicons: Path):
    screen = StringIO()
    settings = Settings(broker=NOBODY, lexicon_folder=lexicons)

    with pytest.raises(CommandFailed, match=NOBODY):
        asyncio.run(check(settings, 0, Console(file=screen)))
    assert "lexicons of edition" in screen.getvalue()

    (lexicons / "verbs.tsv").write_text("")
    with pytest.raises(CommandFailed, match=r"verbs.tsv: no such lexicon"):
        asyncio.run(check(settings, 0, Console(file=StringIO())))
