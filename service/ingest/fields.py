"""The contract's fields taken out of an object, each with its type; what is of another type is refused by name."""

import re
from datetime import datetime
from typing import Any

from service.ingest.message import Fields, type_name
from service.ingest.times import is_unknown_time, time_of
from service.models.dead_letter import Reason, Rejected
from service.models.raw_article import ContentType

NO_CHARACTERS = re.compile(
    "[\0\ud800-\udfff]"
)  # NUL and lone surrogates are no text; databases and encoders refuse them
MAX_LANGUAGE_LENGTH = 64
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
CONTENT_TYPES = {
    "text/html": ContentType.HTML,
    "application/xhtml+xml": ContentType.HTML,
    "text/plain": ContentType.PLAIN,
}


def refusal(name: str, detail: str) -> Rejected:
    """The refusal of a field; `detail` says what is wrong with it and never quotes it."""
    return Rejected(Reason.INVALID_FIELD, f"{name}: {detail}")


def clean_text(text: str) -> str:
    """The text without NUL characters and lone surrogates; nothing else is touched."""
    return NO_CHARACTERS.sub("", text) if NO_CHARACTERS.search(text) else text


def take_text(fields: Fields, name: str, max_length: int) -> str | None:
    """The string `name`, taken out of the fields; None when absent, null or blank; raises Rejected."""
    value = fields.pop(name, None)
    if value is None:
        return None
    if not isinstance(value, str):
        raise refusal(name, f"must be a string, is {type_name(value)}")
    text = clean_text(value)
    if len(text) > max_length:
        raise refusal(name, f"{len(text)} characters, at most {max_length}")
    return text if text.strip() else None


def take_identifier(fields: Fields, name: str, max_length: int) -> str | None:
    """The identifier `name`, a string or a whole number, taken out of the fields; raises Rejected."""
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        fields[name] = str(value)
    return take_text(fields, name, max_length)


def take_time(fields: Fields, name: str) -> datetime | None:
    """The time `name`, taken out of the fields; raises Rejected."""
    value = fields.pop(name, None)
    if value is None:
        return None
    if not isinstance(value, str):
        raise refusal(name, f"must be a time as a string, is {type_name(value)}")
    if is_unknown_time(value):
        return None
    time = time_of(value)
    if time is None:
        raise refusal(name, "is not a time in RFC 3339")
    return time


def take_language(fields: Fields, name: str) -> str | None:
    """The language tag `name`, taken out of the fields, `en_GB` read as `en-GB`; raises Rejected."""
    text = take_text(fields, name, MAX_LANGUAGE_LENGTH)
    if text is None:
        return None
    tag = language_tag(text)
    if tag is None:
        raise refusal(name, "is not a language tag of BCP 47")
    return tag


def language_tag(text: str) -> str | None:
    """The language tag that the text is, else None."""
    tag = text.strip().replace("_", "-")
    return tag if len(tag) <= MAX_LANGUAGE_LENGTH and LANGUAGE.fullmatch(tag) else None


def take_content_type(fields: Fields, name: str, max_length: int) -> ContentType | None:
    """How the body is written, taken out of the fields; parameters such as a charset are ignored; raises Rejected."""
    text = take_text(fields, name, max_length)
    if text is None:
        return None
    content_type = CONTENT_TYPES.get(text.partition(";")[0].strip().lower())
    if content_type is None:
        raise refusal(name, "is neither text/html nor text/plain")
    return content_type


def take_body(fields: Fields, max_length: int) -> str:
    """The body, taken out of the fields; raises Rejected."""
    if "body" not in fields:
        raise refusal("body", "is missing")
    value: Any = fields.pop("body")
    if value is not None and not isinstance(value, str):
        raise refusal("body", f"must be a string, is {type_name(value)}")
    body = clean_text(value or "")
    if not body.strip():
        raise Rejected(Reason.EMPTY_BODY)
    if len(body) > max_length:
        raise Rejected(Reason.TOO_LARGE, f"body: {len(body)} characters, at most {max_length}")
    return body
