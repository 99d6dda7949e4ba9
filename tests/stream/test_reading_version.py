"""What is read says with which code and which lexicons."""

from pathlib import Path

from service.pipeline import Knowledge, load_knowledge
from service.stream.outgoing import code_version
from service.stream.read_stage import ReadStage
from stream_builders import a_message

from article_builders import raw_message


def version_by(knowledge: Knowledge) -> str:
    """The version in the header of what is read with this knowledge."""
    (record,) = ReadStage(knowledge).handle(a_message(value=raw_message())).publish
    return dict(record.headers)["sitrep-version"].decode()


def test_a_reading_with_the_shipped_lexicons_names_the_code_alone(knowledge: Knowledge):
    assert version_by(knowledge) == code_version()


def test_a_reading_with_own_lexicons_names_their_edition_too(tmp_path: Path):
    (tmp_path / "roles.tsv").write_text("phrase\tsector\nhillkeeper\tmilitary\n")
    own = load_knowledge(lexicons=tmp_path)

    assert version_by(own) == f"{code_version()}+lexicons.{own.extraction.edition}"
