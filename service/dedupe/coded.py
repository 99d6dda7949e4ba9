"""Reports coded elsewhere, without a text: what their coders say beside the contract's fields becomes signals."""

from collections.abc import Iterator, Mapping
from typing import Any

CODED_FIELDS = ("context", "target")
SIDES = ("source", "target")


def with_coded_signals(mention: Mapping[str, Any]) -> dict[str, Any]:
    """A mention as read from JSON with the coders' attributes as terms; unchanged when it has signals or no attributes.

    `attributes` of the mention and of its actors keep the coders' own types ("context", "violence"), which the records
    of the contract have no field for.
    """
    terms = list(dict.fromkeys(_terms(mention)))
    if not terms or mention.get("signals"):
        return dict(mention)
    return {**mention, "signals": {"terms": terms}}


def _terms(mention: Mapping[str, Any]) -> Iterator[str]:
    attributes = _attributes(mention)
    for name in CODED_FIELDS:
        if isinstance(attributes.get(name), str):
            yield f"{name} {attributes[name]}".casefold()
    for side in SIDES:
        for actor in mention.get(side) or ():
            yield from _actor_terms(side, _attributes(actor))


def _actor_terms(side: str, attributes: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(attributes.get("type"), str):
        yield f"{side} {attributes['type']}".casefold()
    if isinstance(attributes.get("violence"), str):
        yield from (f"violence {kind}".casefold() for kind in attributes["violence"].split("; ") if kind)


def _attributes(record: Any) -> Mapping[str, Any]:
    attributes = record.get("attributes") if isinstance(record, Mapping) else None
    return attributes if isinstance(attributes, Mapping) else {}
