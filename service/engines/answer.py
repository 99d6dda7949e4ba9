"""What a model is asked to answer: its fields, and their JSON Schema."""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BaseModel, Field

from service.models.mention import Modality, PersonCount
from service.models.record import MAX_NAME_LENGTH, MAX_QUOTE_LENGTH

MAX_EVENTS = 20  # of one article
MAX_QUOTES = 8  # parties of one side, or places, of one event
_COPIED = "Copied from the text, letter by letter."
Words = Annotated[str, Field(max_length=MAX_NAME_LENGTH, description=_COPIED)]
Sentence = Annotated[str, Field(max_length=MAX_QUOTE_LENGTH, description=_COPIED)]

# Words of JSON Schema that some endpoints refuse; the answer is validated here in any case.
_BOUNDS = ("title", "default", "maxItems", "maxLength", "minimum", "maximum")


class ToldCount(BaseModel):
    """People killed or injured; low <= best <= high, an open end is null."""

    words: Words
    low: PersonCount | None = None
    best: PersonCount
    high: PersonCount | None = None


class ToldEvent(BaseModel):
    """One event that the article reports as its news."""

    evidence: Sentence
    kind: str
    source: Annotated[list[Words], Field(max_length=MAX_QUOTES, description="Who acts.")] = []
    target: Annotated[list[Words], Field(max_length=MAX_QUOTES, description="On whom.")] = []
    date: Words | None = None
    places: Annotated[list[Words], Field(max_length=MAX_QUOTES, description="Where, the most exact first.")] = []
    killed: ToldCount | None = None
    injured: ToldCount | None = None
    said_by: Words | None = None
    modality: Modality = Modality.ASSERTED


class Answer(BaseModel):
    """The events of one article, the main one first."""

    events: Annotated[list[ToldEvent], Field(max_length=MAX_EVENTS)]


def schema_of_answer(kinds: Iterable[str]) -> dict[str, Any]:
    """The JSON Schema of an Answer with events of these kinds; every field is required, as strict endpoints ask."""
    schema: dict[str, Any] = _strict(Answer.model_json_schema())
    schema["$defs"]["ToldEvent"]["properties"]["kind"] = {"type": "string", "enum": sorted(kinds)}
    return schema


def _strict(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    strict = {name: _strict(value) for name, value in schema.items() if name not in _BOUNDS}
    if isinstance(schema.get("properties"), dict):
        strict["properties"] = {name: _strict(value) for name, value in schema["properties"].items()}
        strict |= {"required": list(schema["properties"]), "additionalProperties": False}
    return strict
