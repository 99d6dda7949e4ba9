"""Kinds of events (the neutral record) and their projections to PLOVER, the quad classes, ACLED and CAMEO."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.models.mention import Acled, EventType, Plover, Quad


@dataclass(frozen=True)
class Kind:
    """A kind of event. family: kinds of one family can be one event; rank: how well the kind tells what happened.

    civilians, state, other: ACLED's sub-event when the target is unarmed, when the source is the state, and otherwise.
    """

    name: str
    family: str
    rank: int
    plover: str
    mode: str | None
    cameo: str | None
    civilians: str | None
    state: str | None
    other: str | None


@dataclass(frozen=True)
class Combination:
    """A kind that takes up another family's statement of its sentence; `becomes`, if not empty, is what it then is.

    unless: a family whose statement beside them keeps the two apart; empty for none.
    """

    kind: str
    absorbs: str
    becomes: str
    unless: str


@dataclass(frozen=True)
class CodeBooks:
    """Which ACLED event type holds a sub-event, and which quad class a PLOVER type."""

    acled_types: Mapping[str, str]
    quads: Mapping[str, Quad]


def event_type_of(kind: Kind, sub_event: str | None, books: CodeBooks) -> EventType:
    """The event in the code books."""
    acled = Acled(event_type=books.acled_types[sub_event], sub_event_type=sub_event) if sub_event else None
    plover = Plover(type=kind.plover, mode=kind.mode)
    return EventType(plover=plover, quad=books.quads.get(kind.plover), acled=acled, cameo_root=kind.cameo)
