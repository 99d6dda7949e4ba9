"""`sitrep learn-lines`: from collected articles to a file, and from the file into cleaning."""

import json

import pytest
from service.clean import load_cleaning_knowledge
from service.clean.outlet_lines import digest_of, outlet_lines_in
from service.cli import app
from service.commands.failure import CommandFailed, ExitCode
from service.commands.knowing import knowledge_for
from service.commands.learn_lines import learn
from service.settings import Settings
from typer.testing import CliRunner

PLEA = "The Valley Post is free for all, and it needs the help of the readers who can spare a coin for it every month."


def article(number: int, **fields: str) -> dict[str, str]:
    """A raw article with the plea below a paragraph of its own."""
    own = (
        f"The council of district {number} agreed on Monday to repair the bridge for {number} million, the mayor said."
    )
    return {
        "id": f"a{number}",
        "outlet": "Valley Post",
        "title": f"Bridge {number}",
        "body": f"{own}\n\n{PLEA}",
    } | fields


def collected(folder, *more: dict[str, str]) -> str:
    """A file of five articles of one outlet, and more."""
    path = folder / "articles.jsonl"
    path.write_text("\n".join(map(json.dumps, [*map(article, range(5)), *more])))
    return str(path)


def test_what_is_learned_is_written_for_the_workers(tmp_path):
    learned = learn([collected(tmp_path)], tmp_path / "lines.tsv")

    assert (learned.articles, learned.outlets, learned.lines) == (5, 1, 1)
    assert outlet_lines_in((tmp_path / "lines.tsv").read_text()) == {"valley post": frozenset({digest_of(PLEA)})}
    assert load_cleaning_knowledge(tmp_path / "lines.tsv").outlet_lines == {"valley post": {digest_of(PLEA)}}


def test_learning_again_writes_the_same_bytes(tmp_path):
    articles = collected(tmp_path)
    for name in ("one", "two"):
        learn([articles], tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_records_without_an_outlet_or_a_body_are_counted_and_left_out(tmp_path):
    articles = collected(tmp_path, article(7, outlet=""), {"id": "b", "outlet": "Valley Post"})

    learned = learn([articles], tmp_path / "lines.tsv")

    assert (learned.articles, learned.left_out) == (5, 2)


def test_the_command_says_what_it_learned_and_extract_cleans_by_it(tmp_path, monkeypatch):
    articles, lines = collected(tmp_path), tmp_path / "lines.tsv"

    told = CliRunner().invoke(app, ["learn-lines", articles, "--output", str(lines)])
    monkeypatch.setenv("SITREP_OUTLET_LINES", str(lines))
    cleaned = CliRunner().invoke(app, ["extract", articles, "--stage", "article"])

    assert "1 lines learned of 1 outlets" in told.stderr
    assert PLEA not in cleaned.stdout
    assert [json.loads(line)["removed"] for line in cleaned.stdout.splitlines()] == [{"other": 1}] * 5


def test_a_folder_that_is_not_there_is_an_error_of_one_line(tmp_path):
    with pytest.raises(CommandFailed) as failed:
        learn([collected(tmp_path)], tmp_path / "nowhere" / "lines.tsv")

    assert failed.value.code is ExitCode.USAGE


@pytest.mark.parametrize("text", [None, "some other file\n"])
def test_a_setting_that_names_no_such_file_is_an_error_of_one_line(tmp_path, text):
    path = tmp_path / "lines.tsv"
    if text is not None:
        path.write_text(text)

    with pytest.raises(CommandFailed, match="SITREP_OUTLET_LINES"):
        knowledge_for(Settings(outlet_lines=path))
