"""The JSON value in a message's bytes."""

import json
import math
from typing import Any

import orjson

from service.models.dead_letter import Reason, Rejected

Fields = dict[str, Any]  # a JSON object on its way to a raw article

MAX_MESSAGE_BYTES = (
    32 * 1024 * 1024
)  # room for the longest body allowed, were every character of it escaped or four bytes
MAX_WHOLE_DIGITS = 18  # whole numbers of so many digits fit 64 bits, beyond that they are read as fractions are
BYTE_ORDER_MARK = "\ufeff"


def object_in(value: bytes | None) -> Fields:
    """The JSON object that the message is; raises Rejected."""
    found = json_in(value)
    if not isinstance(found, dict):
        raise Rejected(Reason.NOT_AN_OBJECT, f"the message is {type_name(found)}")
    return found


def json_in(value: bytes | None) -> Any:
    """The JSON value that the message is; raises Rejected, naming the place of the fault and quoting nothing."""
    if value is None:
        raise Rejected(Reason.NOT_JSON, "the message has no value")
    if len(value) > MAX_MESSAGE_BYTES:
        raise Rejected(Reason.TOO_LARGE, f"{len(value)} bytes, at most {MAX_MESSAGE_BYTES}")
    text = _text_in(value)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return _leniently_read(text)


def type_name(value: Any) -> str:
    """What a JSON value is, in words for the detail of a refusal."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _text_in(value: bytes) -> str:
    try:
        return value.decode("utf-8").removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        raise Rejected(Reason.NOT_UTF8, f"byte {error.start}") from None


def _leniently_read(text: str) -> Any:
    """What Python's own writer emits and JSON has not: NaN and infinities become null, lone surrogates are dropped."""
    try:
        read = json.loads(text, parse_constant=lambda _: None, parse_float=_finite, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise Rejected(Reason.NOT_JSON, f"line {error.lineno}, column {error.colno}") from None
    except (ValueError, RecursionError) as error:
        raise Rejected(Reason.NOT_JSON, f"{type(error).__name__} while reading it") from None
    return orjson.loads(json.dumps(read, ensure_ascii=False).encode("utf-8", "ignore"))


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def _whole(text: str) -> float | None:
    return int(text) if len(text) <= MAX_WHOLE_DIGITS else _finite(text)
