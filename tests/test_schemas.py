"""The published JSON Schemas are what the records are, and real records keep to them."""

import subprocess
import sys
from pathlib import Path

import orjson
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from service.commands.schema import RECORDS, schema_bytes, write_schemas
from service.dedupe.copy_state import CopyState
from service.dedupe.event_state import EventState
from service.ingest import ingest, raw_article_of_file
from service.models.dead_letter import DeadLetter
from service.pipeline import dedupe, read, resolve

from article_builders import SUNDAY  # isort: skip

ROOT = Path(__file__).resolve().parent.parent
SEED = sorted((ROOT / "seeds").glob("*.txt"))[0]
HINT = "run `sitrep schema --folder schemas`"


@pytest.fixture(scope="module")
def records(knowledge) -> dict[str, list[bytes]]:
    """What the path makes of a seed, record by record, as on the wire."""
    raw = raw_article_of_file(SEED.name, SEED.read_bytes())
    extracted = read(raw.to_json(), None, SUNDAY, knowledge)
    assert not isinstance(extracted, DeadLetter)
    deduped = dedupe(extracted.to_json(), None, "0:0", CopyState(14, 10**7))
    state = EventState(120, 100)
    events = [event for report in deduped.reports for event in resolve(report.to_json(), None, state, knowledge.dedupe)]
    return {
        "raw_article": [ingest(raw.to_json()).to_json()],
        "extracted_article": [extracted.to_json()],
        "article": [deduped.article.to_json()],
        "report": [report.to_json() for report in deduped.reports],
        "event": [event.to_json() for event in events],
    }


@pytest.mark.parametrize("name", RECORDS)
def test_the_schema_in_the_repository_is_the_models(name):
    assert (ROOT / "schemas" / f"{name}.json").read_bytes() == schema_bytes(name), HINT


def test_no_schema_is_left_of_a_record_that_is_gone():
    assert {path.stem for path in (ROOT / "schemas").glob("*.json")} == set(RECORDS)


@pytest.mark.parametrize("name", RECORDS)
def test_the_schema_is_one(name):
    schema = orjson.loads(schema_bytes(name))

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("name", RECORDS)
def test_real_records_keep_to_the_schema(name, records):
    validator = Draft202012Validator(orjson.loads(schema_bytes(name)), format_checker=FormatChecker())

    assert records[name]
    for record in records[name]:
        assert [error.message for error in validator.iter_errors(orjson.loads(record))] == []


@pytest.mark.parametrize(
    ("name", "field"), [("event", "event_id"), ("article", "content_hash"), ("report", "received_at")]
)
def test_a_record_that_lacks_a_field_does_not(name, field, records):
    record = orjson.loads(records[name][0])
    del record[field]

    assert not Draft202012Validator(orjson.loads(schema_bytes(name))).is_valid(record)


def test_schemas_are_written_into_a_folder(tmp_path):
    paths = write_schemas(tmp_path / "new" / "folder")

    assert sorted(path.name for path in paths) == sorted(f"{name}.json" for name in RECORDS)
    assert paths[0].read_bytes() == schema_bytes(paths[0].stem)


def test_the_schema_does_not_depend_on_the_order_of_hashing():
    code = (
        "from service.commands.schema import *; import sys; [sys.stdout.buffer.write(schema_bytes(n)) for n in RECORDS]"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }

    assert len(outputs) == 1
