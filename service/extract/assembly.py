"""Joins the statements of an article into one draft for each event."""

from dataclasses import dataclass, field
from datetime import date

from service.extract.actors.parties import IDENTIFIED, Party
from service.extract.casualties.cues import Effect
from service.extract.events.kinds import Kind
from service.extract.reading.inflection import Form
from service.extract.reading.tokens import POSSESSIVE, Tokens, word_set
from service.extract.readings import DEFINITE, Statement, is_denied, tells_of_none
from service.models.mention import EventDate, Place, PlacePrecision

SPECIFIC_RANK = 5  # kinds of this rank or more name a means; two different ones are two events
TIMED_RANK = 7  # kinds of this rank or more are single blows
SEPARATE_WORDS = 4  # words at a sentence's start in which "Elsewhere" or "Another" opens a new event
_SEPARATE = word_set("separately elsewhere separate meanwhile")
_RESUMED = word_set("continued continue resumed resume continues")  # "air raids continued": more of them, elsewhere
_DAY_PARTS = word_set("morning afternoon evening night dawn noon midnight midday overnight")
BLAST = "explosion"
_BLASTING = word_set("suicide_bombing grenade air_strike shelling bombardment")
_TELLING_NOTHING = word_set("other armed")  # sides that may be anyone
_CRIMES = word_set("gunfire stabbing beating kill die aftermath")
DayKey = tuple[object, ...]


@dataclass(frozen=True)
class Dated:
    """A statement with the date and the places that its own sentence gives. day: the words' meaning when unresolved."""

    statement: Statement
    date: EventDate
    day: DayKey | None
    places: tuple[Place, ...]


@dataclass
class Draft:
    """The statements that report one event, in text order."""

    items: list[Dated] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """The most telling kind; of equals the one named first."""
        return max((kind for item in self.items for kind in item.statement.kinds), key=lambda kind: kind.rank)

    @property
    def is_short(self) -> bool:
        """Is the article a report of a sentence or two?"""
        return self.items[0].statement.reading.is_short

    @property
    def has_victims(self) -> bool:
        """Do its sentences speak of people killed or hurt?"""
        return any(item.statement.harms for item in self.items)

    @property
    def has_deaths(self) -> bool:
        """Do its sentences count people killed?"""
        return any(
            harm.effect is Effect.KILLED and harm.people.quantity.best > 0
            for item in self.items
            for harm in item.statement.harms
        )


def join(tokens: Tokens, statements: list[Dated]) -> list[Draft]:
    """One draft for each event; a statement joins the draft that it fits best and contradicts nowhere."""
    drafts: list[Draft] = []
    for item in statements:
        home = None if _opens_anew(tokens, item) else _home(tokens, drafts, item)
        if home is None:
            if item.statement.can_open and not _is_of_none(item.statement):
                drafts.append(Draft([item]))
        else:
            home.items.append(item)
    return drafts


def _is_of_none(statement: Statement) -> bool:
    """Does it only say that nobody was harmed? A report of a sentence may name the blow in the same breath."""
    names_the_blow = statement.reading.is_short and statement.kinds[0].rank >= SPECIFIC_RANK
    return tells_of_none(statement) and not names_the_blow


def _home(tokens: Tokens, drafts: list[Draft], item: Dated) -> Draft | None:
    fitting = [draft for draft in drafts if _fits(tokens, draft, item)]
    if not fitting:
        return None
    return max(enumerate(fitting), key=lambda pair: (_nearness(pair[1], item), pair[0]))[1]


def _nearness(draft: Draft, item: Dated) -> float:
    """How much speaks for the draft: the same kind, date or place, the same paragraph, and being the main event."""
    last = draft.items[-1]
    score = 1.0 * (item.statement.reading.sentence.paragraph == last.statement.reading.sentence.paragraph)
    score += 1.0 * (draft.items[0].statement.reading.sentence.number == 0)
    score += 2.0 * any(item.day is not None and item.day == other.day for other in draft.items)
    score += 1.0 * any(_names(item.places) & _names(other.places) for other in draft.items)
    score += 1.0 * any(kind in item.statement.kinds for other in draft.items for kind in other.statement.kinds)
    return score


def _opens_anew(tokens: Tokens, item: Dated) -> bool:
    first, after = item.statement.reading.sentence.first, item.statement.firing.end
    if after < len(tokens) and tokens.words[after] in _RESUMED:
        return True
    return not _SEPARATE.isdisjoint(tokens.words[first : first + SEPARATE_WORDS])


def _fits(tokens: Tokens, draft: Draft, item: Dated) -> bool:
    lead = draft.items[0].statement
    if lead.kinds[0].family != item.statement.kinds[0].family or is_denied(lead) != is_denied(item.statement):
        return False
    is_anaphor = _points_back(tokens, item.statement)
    if not _same_means(draft.kind, item.statement.kinds[0]) and not (is_anaphor and _is_its_blast(draft, item)):
        return False
    return all(_agree(other, item, is_anaphor) for other in draft.items)


def _points_back(tokens: Tokens, statement: Statement) -> bool:
    """Is the trigger a noun that the text takes as known ("the attack", "Sunday's attack")?"""
    if statement.firing.form is not Form.NOUN:
        return False
    first = statement.firing.first
    before = tokens.words[max(statement.reading.sentence.first, first - 3) : first]
    return not DEFINITE.isdisjoint(before) or POSSESSIVE in before


def _same_means(one: Kind, other: Kind) -> bool:
    if one.name == other.name or min(one.rank, other.rank) < SPECIFIC_RANK:
        return True
    return one.other == other.other


def _is_its_blast(draft: Draft, item: Dated) -> bool:
    """May "the blast" be that of the suicide bomber, of the grenade, of the air strike?"""
    return item.statement.kinds[0].name == BLAST and draft.kind.name in _BLASTING


def _agree(one: Dated, other: Dated, is_anaphor: bool) -> bool:
    if not _dates_agree(one, other) or not (_sources_agree(one, other) or (is_anaphor and _is_answer(one, other))):
        return False
    return is_anaphor or _places_agree(one.places, other.places)


def _dates_agree(one: Dated, other: Dated) -> bool:
    spans = (_span(one.date), _span(other.date))
    if _day_parts_differ(one, other):
        return False
    if spans[0] and spans[1]:
        return spans[0][0] <= spans[1][1] and spans[1][0] <= spans[0][1]
    return one.day is None or other.day is None or one.day == other.day


def _day_parts_differ(one: Dated, other: Dated) -> bool:
    """Strikes "on Sunday morning" and "on Sunday afternoon" are two events; for crimes the hours are those of one."""
    if min(item.statement.kinds[0].rank for item in (one, other)) < TIMED_RANK:
        return False
    parts = [_DAY_PARTS.intersection((item.date.text or "").lower().split()) for item in (one, other)]
    return bool(parts[0]) and bool(parts[1]) and parts[0].isdisjoint(parts[1])


def _span(when: EventDate) -> tuple[date, date] | None:
    return (when.start, when.end) if when.start and when.end else None


def _places_agree(one: tuple[Place, ...], other: tuple[Place, ...]) -> bool:
    left, right = _names(one), _names(other)
    if not left or not right or left & right:
        return True
    return bool(_units(one) & right) or bool(_units(other) & left)


def _names(places: tuple[Place, ...]) -> set[str]:
    return {
        place.name
        for place in places
        if place.name and place.precision and place.precision is not PlacePrecision.COUNTRY
    }


def _units(places: tuple[Place, ...]) -> set[str]:
    return {unit for place in places for unit in (place.admin1, place.admin2) if unit}


def _sources_agree(one: Dated, other: Dated) -> bool:
    left, right = one.statement.relation.source, other.statement.relation.source
    if not left or not right or (_is_crime(one) and _is_crime(other) and _is_unarmed((*left, *right))):
        return True
    return any(_may_be_same(a, b) for a in left for b in right)


def _is_crime(item: Dated) -> bool:
    return item.statement.kinds[0].name in _CRIMES


def _is_unarmed(parties: tuple[Party, ...]) -> bool:
    """Are they those whom reports of crimes tell of: victims, suspects, and the police who come?"""
    return all(party.side in ("civilian", "other") or party.sector == "police" for party in parties)


def _is_answer(one: Dated, other: Dated) -> bool:
    """Does each side strike at the other: "the army said it killed 20 rebels in the clash"?"""
    pairs = ((one.statement.relation, other.statement.relation), (other.statement.relation, one.statement.relation))
    return all(any(_may_be_same(a, b) for a in left.source for b in right.target) for left, right in pairs)


def _may_be_same(one: Party, other: Party) -> bool:
    if one.kind in IDENTIFIED and other.kind in IDENTIFIED:
        return one.canonical_id == other.canonical_id
    if one.country and other.country and one.country != other.country:
        return False
    return one.side == other.side or not _TELLING_NOTHING.isdisjoint((one.side, other.side))
