"""What every record of the contract shares: strict types, bounded sizes, frozen values, JSON by orjson."""

from datetime import datetime
from typing import Annotated, Any, Self

import orjson
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

MAX_ID_LENGTH = 512
MAX_URL_LENGTH = 4_096
MAX_NAME_LENGTH = 1_024
MAX_TEXT_LENGTH = 5 * 1024 * 1024  # characters; a longer body is refused
MAX_QUOTE_LENGTH = 20_000
MAX_LIST_LENGTH = 1_000


class Record(BaseModel):
    """A frozen record whose unknown fields are ignored, as the contract asks of every consumer."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    def to_json(self) -> bytes:
        """The record as UTF-8 JSON: fields in declared order, times in RFC 3339."""
        return orjson.dumps(self, default=_fields_of, option=orjson.OPT_NON_STR_KEYS)

    @classmethod
    def from_json(cls, data: bytes | str) -> Self:
        """The record in `data`; raises pydantic.ValidationError when it is not one."""
        return cls.model_validate_json(data)


def _fields_of(value: object) -> dict[str, Any]:
    """The fields of a record, for orjson: half the cost of `model_dump`, which copies the whole tree first."""
    if isinstance(value, Record):
        return value.__dict__
    raise TypeError(f"{type(value).__name__} is no part of a record")


def _read_time(value: Any) -> Any:
    """RFC 3339 text becomes a time, so that records read the same from JSON and from Python values."""
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    return value


Time = Annotated[AwareDatetime, BeforeValidator(_read_time)]
Identifier = Annotated[str, Field(min_length=1, max_length=MAX_ID_LENGTH)]
Url = Annotated[str, Field(min_length=1, max_length=MAX_URL_LENGTH)]
Name = Annotated[str, Field(max_length=MAX_NAME_LENGTH)]
Quote = Annotated[str, Field(max_length=MAX_QUOTE_LENGTH)]
Offset = Annotated[int, Field(ge=0)]
Language = Annotated[str, Field(pattern=r"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$", max_length=64)]  # BCP 47
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]  # ISO 3166-1 alpha-3, or XKX
