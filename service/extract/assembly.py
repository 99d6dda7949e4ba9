"""Joins the statements of an article into one draft for each event."""

from dataclasses import dataclass, field

from service.extract.actors.parties import Party
from service.extract.events.kinds import Kind
from service.extract.reading.tokens import Tokens
from service.extract.statements import Statement
from service.models.mention import EventDate, Place, PlacePrecision

SPECIFIC_RANK = 5  # kinds of this rank or more name a means; two different ones are two events
_SEPARATE = frozenset(["another", "separately", "elsewhere", "separate", "other"])
SEPARATE_WORDS = 4  # words at a sentence's start in which "Elsewhere" or "Another" opens a new event


@dataclass(frozen=True)
class Dated:
    """A statement with the date and the places that its own sentence gives."""

    statement: Statement
    date: EventDate
    places: tuple[Place, ...]


@dataclass
class Draft:
    """The statements that report one event, in text order."""

    items: list[Dated] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """The most telling kind; of equals the one named first."""
        return max((kind for item in self.items for kind in item.statement.kinds), key=lambda kind: kind.rank)


def join(tokens: Tokens, statements: list[Dated]) -> list[Draft]:
    """One draft for each event; a statement joins the latest draft that it does not contradict."""
    drafts: list[Draft] = []
    for item in statements:
        home = (
            None
            if _opens_anew(tokens, item)
            else next((draft for draft in reversed(drafts) if _fits(draft, item)), None)
        )
        if home is None:
            drafts.append(Draft([item]))
        else:
            home.items.append(item)
    return drafts


def _opens_anew(tokens: Tokens, item: Dated) -> bool:
    first = item.statement.reading.sentence.first
    return not _SEPARATE.isdisjoint(tokens.words[first : first + SEPARATE_WORDS])


def _fits(draft: Draft, item: Dated) -> bool:
    lead = draft.items[0].statement
    if lead.kinds[0].family != item.statement.kinds[0].family:
        return False
    return all(_agree(other, item) for other in draft.items) and _same_means(draft.kind, item.statement.kinds[0])


def _same_means(one: Kind, other: Kind) -> bool:
    if one.name == other.name or min(one.rank, other.rank) < SPECIFIC_RANK:
        return True
    return one.other == other.other


def _agree(one: Dated, other: Dated) -> bool:
    return _dates_agree(one.date, other.date) and _places_agree(one.places, other.places) and _sources_agree(one, other)


def _dates_agree(one: EventDate, other: EventDate) -> bool:
    if one.start and one.end and other.start and other.end:
        return one.start <= other.end and other.start <= one.end
    return not (one.text and other.text) or one.text.lower() == other.text.lower()


def _places_agree(one: tuple[Place, ...], other: tuple[Place, ...]) -> bool:
    left, right = _names(one), _names(other)
    if not left or not right or left & right:
        return True
    return bool(_units(one) & right) or bool(_units(other) & left)


def _names(places: tuple[Place, ...]) -> set[str]:
    return {
        place.name
        for place in places
        if place.name and place.precision is not PlacePrecision.COUNTRY and place.precision
    }


def _units(places: tuple[Place, ...]) -> set[str]:
    return {unit for place in places for unit in (place.admin1, place.admin2) if unit}


def _sources_agree(one: Dated, other: Dated) -> bool:
    left, right = one.statement.relation.source, other.statement.relation.source
    if not left or not right:
        return True
    return any(_may_be_same(a, b) for a in left for b in right)


def _may_be_same(one: Party, other: Party) -> bool:
    if one.canonical_id and other.canonical_id:
        return one.canonical_id == other.canonical_id
    return one.side == other.side or "other" in (one.side, other.side) or "armed" in (one.side, other.side)
