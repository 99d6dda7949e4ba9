"""`sitrep schema`: the JSON Schemas of the records, generated from the models."""

from pathlib import Path
from typing import Any

import orjson

from service.models.article import Article
from service.models.event import Event
from service.models.extracted import ExtractedArticle
from service.models.raw_article import RawArticle
from service.models.record import Record
from service.models.report import Report

RECORDS: dict[str, type[Record]] = {
    "raw_article": RawArticle,
    "article": Article,
    "extracted_article": ExtractedArticle,
    "report": Report,
    "event": Event,
}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a record as it stands on the wire."""
    schema = RECORDS[name].model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_bytes(name: str) -> bytes:
    """The same as JSON text, sorted, as it is kept in `schemas/`."""
    return orjson.dumps(schema_of(name), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write every record's schema into the folder; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.json" for name in RECORDS]
    for path in paths:
        path.write_bytes(schema_bytes(path.stem))
    return paths
