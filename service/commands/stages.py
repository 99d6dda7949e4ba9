"""What the offline path can read and write."""

from enum import StrEnum


class OutputStage(StrEnum):
    """What `extract` writes."""

    ARTICLE = "article"
    MENTIONS = "mentions"
    EVENTS = "events"


class InputStage(StrEnum):
    """What `extract` reads."""

    RAW = "raw"
    ARTICLE = "article"
    MENTIONS = "mentions"
