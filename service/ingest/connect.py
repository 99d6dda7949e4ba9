"""Kafka Connect's JSON converter: an object of `schema` and `payload`, the record inside."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from service.ingest.message import Fields, type_name
from service.models.dead_letter import Reason, Rejected

ENVELOPE = {"schema", "payload"}
MILLISECOND_TYPES = {"org.apache.kafka.connect.data.Timestamp", "io.debezium.time.Timestamp"}  # int64 since the epoch
DAY_TYPES = {"org.apache.kafka.connect.data.Date", "io.debezium.time.Date"}  # int32 days since the epoch
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def payload_of(record: Fields) -> Fields:
    """The record in the envelope, its logical times written out; without an envelope unchanged; raises Rejected."""
    if record.keys() != ENVELOPE:
        return record
    payload = record["payload"]
    if isinstance(payload, str):  # a connector that passes JSON on as a string
        payload = _object_or_none(payload)
    if not isinstance(payload, dict):
        raise Rejected(Reason.NOT_AN_OBJECT, f"payload: is {type_name(record['payload'])}")
    return {**payload, **_written_times(record["schema"], payload)}


def _object_or_none(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _written_times(schema: Any, payload: Fields) -> Fields:
    """The fields that the schema calls times and that hold numbers, as RFC 3339."""
    described = schema.get("fields") if isinstance(schema, dict) else None
    times: Fields = {}
    for field in described if isinstance(described, list) else []:
        name = field.get("field") if isinstance(field, dict) else None
        time = _time_of(payload.get(name), field.get("name")) if isinstance(name, str) else None
        if isinstance(name, str) and time is not None:
            times[name] = time.isoformat()
    return times


def _time_of(number: Any, logical_type: Any) -> datetime | None:
    if not isinstance(number, int) or isinstance(number, bool) or not isinstance(logical_type, str):
        return None
    try:
        if logical_type in MILLISECOND_TYPES:
            return EPOCH + timedelta(milliseconds=number)
        return EPOCH + timedelta(days=number) if logical_type in DAY_TYPES else None
    except OverflowError:
        return None
