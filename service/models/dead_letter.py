"""Refusals: the closed list of reasons, the exception that carries one, and the dead letter it becomes.

Contract section 5.
"""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a message was refused: the metric's label, the dead letter's header and the heading in the runbook."""

    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    INVALID_FIELD = "invalid_field"
    EMPTY_BODY = "empty_body"
    TOO_LARGE = "too_large"
    OUTPUT_TOO_LARGE = "output_too_large"
    UNREADABLE = "unreadable"
    BUG = "bug"


class Rejected(Exception):
    """The message is refused for good. `detail` names fields and positions and never quotes an article's text."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True)
class DeadLetter:
    """A refused message: why, where in the code (for a bug), and the original bytes unchanged."""

    reason: Reason
    detail: str
    stage: str
    key: bytes | None
    value: bytes | None
