"""What is kept beside the contract's fields: the sender's metadata untouched, and fields we do not know."""

from typing import Any

import orjson

from service.ingest.fields import refusal
from service.ingest.message import Fields, type_name

MAX_METADATA_BYTES = 64 * 1024  # of JSON; it travels with the article through every topic
MAX_METADATA_DEPTH = 20  # levels of objects and lists; encoders give up at about 250
LEFT_OUT = "sitrep_left_out"  # names the unknown fields for which there was no room
MAX_NAMES_LEFT_OUT = 50


def take_metadata(fields: Fields) -> Fields:
    """The sender's metadata and, as far as there is room, the fields that are left; raises Rejected.

    The sender's own metadata must fit as it is. Unknown fields are kept in their order while they fit; the others are
    named in `sitrep_left_out`, so that nothing disappears in silence and a long list of images costs no article.
    """
    metadata = _own_metadata(fields)
    room = MAX_METADATA_BYTES - len(orjson.dumps(metadata))
    left_out: list[str] = []
    for name, value in fields.items():
        if name in metadata:
            continue
        size = _size_within(room, name, value)
        if size is None:
            left_out.append(name[:100])
        else:
            metadata[name] = value
            room -= size
    if left_out:
        metadata[LEFT_OUT] = left_out[:MAX_NAMES_LEFT_OUT]
    return metadata


def _own_metadata(fields: Fields) -> Fields:
    metadata = fields.pop("metadata", None)
    if metadata is None:
        return {}
    if not isinstance(metadata, dict):
        raise refusal("metadata", f"must be an object, is {type_name(metadata)}")
    if depth(metadata) > MAX_METADATA_DEPTH:
        raise refusal("metadata", f"nested more than {MAX_METADATA_DEPTH} deep")
    size = len(orjson.dumps(metadata))
    if size > MAX_METADATA_BYTES:
        raise refusal("metadata", f"{size} bytes of JSON, at most {MAX_METADATA_BYTES}")
    return dict(metadata)


def _size_within(room: int, name: str, value: Any) -> int | None:
    """Bytes that the field adds to the metadata; None when there is no room for it or it is nested too deep."""
    if len(name) > room:
        return None
    try:
        size = len(orjson.dumps({name: value}))
    except orjson.JSONEncodeError:  # nested deeper than the encoder goes
        return None
    return None if size > room or depth(value) >= MAX_METADATA_DEPTH else size


def depth(value: Any) -> int:
    """Levels of objects and lists in a JSON value, 0 for a plain one; counted without recursion."""
    deepest, level = 0, [value]
    while level := [item for item in level if isinstance(item, dict | list)]:
        deepest += 1
        level = [child for item in level for child in (item.values() if isinstance(item, dict) else item)]
    return deepest
