"""Parties in a sentence: names, nations with a role ("Russian warplanes"), roles alone ("gunmen")."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from service.extract.actors.anaphors import Anaphor
from service.extract.reading.phrases import Hit, PhraseIndex
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import POSSESSIVE, Tokens, word_set

MAX_SHORT_NAME = 5  # letters; shorter one-word names must be written in capitals, or "is" and "un" would be actors
MAX_NAME_TOKENS = 6  # words of an unknown proper name
_HOLDING = word_set("held controlled occupied ruled run dominated majority")
_JOINERS = word_set("al el bin ibn de la of the abu ould van von da del")


class PartyKind(StrEnum):
    """How a party is known."""

    NAMED = "named"
    PERSON = "person"
    COUNTRY = "country"
    CAPITAL = "capital"
    ROLE = "role"
    PROPER = "proper"  # an unknown name


IDENTIFIED = (PartyKind.NAMED, PartyKind.PERSON)  # kinds that the lexicon knows by name


@dataclass(frozen=True)
class ActorName:
    """An actor of the lexicon."""

    name: str
    canonical_id: str
    country: str | None
    sector: str | None
    kind: PartyKind
    is_short: bool


@dataclass(frozen=True)
class Role:
    """A noun for a role. side: state, rebel, armed, civilian or other."""

    sector: str
    side: str


@dataclass(frozen=True)
class Party:
    """A party at the tokens from `first` to before `end`."""

    first: int
    end: int
    name: str
    kind: PartyKind
    side: str
    canonical_id: str | None = None
    country: str | None = None
    sector: str | None = None
    name_span: tuple[int, int] = (0, 0)  # tokens of the lexicon's name, without the words joined to it
    refers_back: bool = False  # a pronoun or "the group": name and kind are those of the party that it means


@dataclass(frozen=True)
class ActorKnowledge:
    """Names of actors, nouns for roles, the side of each sector, and the words that refer back to an actor."""

    names: PhraseIndex[ActorName]
    roles: PhraseIndex[Role]
    sides: Mapping[str, str]
    not_names: frozenset[str]
    anaphors: Mapping[str, Anaphor]


def find_parties(tokens: Tokens, sentence: Sentence, knowledge: ActorKnowledge) -> list[Party]:
    """The parties of a sentence from left to right; a name and the role beside it are one party."""
    parts = _name_parts(tokens, sentence, knowledge)
    taken = {number for part in parts for number in range(part.first, part.end)}
    for hit in knowledge.roles.find(tokens, sentence.first, sentence.end):
        if not any(number in taken for number in range(hit.first, hit.end)):
            parts.append(_role_part(tokens, hit))
            taken.update(range(hit.first, hit.end))
    parts.extend(_proper_parts(tokens, sentence, taken, knowledge.not_names))
    parties = _joined(tokens, sorted(parts, key=lambda part: part.first))
    return [party for party in parties if not _holds(tokens, party, sentence.end)]


def that_act(tokens: Tokens, parties: tuple[Party, ...], place_offsets: frozenset[int]) -> tuple[Party, ...]:
    """The parties without unknown names that are places (they cover `place_offsets`): a town acts on nobody."""
    return tuple(
        party for party in parties if party.kind is not PartyKind.PROPER or not _is_place(tokens, party, place_offsets)
    )


def _is_place(tokens: Tokens, party: Party, place_offsets: frozenset[int]) -> bool:
    start, end = tokens.span(party.first, party.end)
    return start in place_offsets and end - 1 in place_offsets


def _holds(tokens: Tokens, party: Party, end: int) -> bool:
    """Does the party only tell whose a place is ("rebel-held territory")?"""
    if party.end >= end or tokens.words[party.end] not in _HOLDING:
        return False
    return tokens.text[tokens.ends[party.end - 1] : tokens.starts[party.end]] == "-"


def _name_parts(tokens: Tokens, sentence: Sentence, knowledge: ActorKnowledge) -> list[Party]:
    parts = []
    for hit in knowledge.names.find(tokens, sentence.first, sentence.end):
        actor = hit.payloads[0]
        if _is_written_as_name(tokens, hit, actor) and not _is_noun_in_capitals(tokens, hit, knowledge):
            side = knowledge.sides.get(actor.sector or "", "other")
            parts.append(
                Party(
                    hit.first,
                    hit.end,
                    actor.name,
                    actor.kind,
                    side,
                    actor.canonical_id,
                    actor.country,
                    actor.sector,
                    name_span=(hit.first, hit.end),
                )
            )
    return parts


def _is_noun_in_capitals(tokens: Tokens, hit: Hit[ActorName], knowledge: ActorKnowledge) -> bool:
    """Is the name, in a text of capitals, also a noun for a role ("PEOPLE")?"""
    return tokens.is_upper_case and next(knowledge.roles.at(tokens.words, hit.first, hit.end), None) is not None


def _is_written_as_name(tokens: Tokens, hit: Hit[ActorName], actor: ActorName) -> bool:
    if tokens.is_upper_case:
        return not actor.is_short
    written = tokens.written(hit.first, hit.end)
    if actor.is_short or (
        len(written) <= MAX_SHORT_NAME and hit.end - hit.first == 1 and actor.kind is PartyKind.NAMED
    ):
        return written.isupper() or (not actor.is_short and written[:1].isupper())
    return tokens.is_capitalised(hit.end - 1) or tokens.is_capitalised(hit.first)


def _role_part(tokens: Tokens, hit: Hit[Role]) -> Party:
    role = hit.payloads[0]
    return Party(hit.first, hit.end, tokens.written(hit.first, hit.end), PartyKind.ROLE, role.side, sector=role.sector)


def _proper_parts(tokens: Tokens, sentence: Sentence, taken: set[int], not_names: frozenset[str]) -> list[Party]:
    """Runs of capitalised words that no lexicon knows."""
    if tokens.is_upper_case:
        return []
    parts, number = [], sentence.first
    while number < sentence.end:
        end = number
        while (
            end < min(sentence.end, number + MAX_NAME_TOKENS)
            and end not in taken
            and _is_proper(tokens, end, not_names)
        ):
            end += 1
        if end > number + (number == sentence.first):  # one capital at a sentence's start says nothing
            parts.append(Party(number, end, tokens.written(number, end), PartyKind.PROPER, "other"))
        number = max(end, number + 1)
    return parts


def _is_proper(tokens: Tokens, number: int, not_names: frozenset[str]) -> bool:
    word = tokens.words[number]
    return len(word) > 1 and word not in not_names and word.isalpha() and tokens.is_capitalised(number)


def _joined(tokens: Tokens, parts: list[Party]) -> list[Party]:
    """Neighbouring parts become one party: "Syrian" + "government forces", "Foreign Minister" + a name."""
    parties: list[Party] = []
    for part in parts:
        if parties and _continues(tokens, parties[-1], part):
            parties[-1] = _merged(tokens, parties[-1], part)
        else:
            parties.append(part)
    return parties


def _continues(tokens: Tokens, left: Party, right: Party) -> bool:
    between = tokens.words[left.end : right.first]
    if between not in ([], [POSSESSIVE]):
        return False
    if right.kind is PartyKind.ROLE:
        return True
    return not between and (
        left.kind is PartyKind.ROLE or right.kind is PartyKind.PROPER or left.kind is PartyKind.PROPER
    )


def _merged(tokens: Tokens, left: Party, right: Party) -> Party:
    """What the whole is: a named actor keeps its identity, a country with a role is that role's body of the country."""
    written = tokens.written(left.first, right.end)
    if left.kind in IDENTIFIED:
        side = right.side if left.side == "other" and right.kind is PartyKind.ROLE else left.side  # an "AMISOM base"
        return replace(left, end=right.end, side=side)
    if right.kind in IDENTIFIED:
        return replace(right, first=left.first, country=right.country or left.country)
    known = right if right.kind is PartyKind.ROLE or left.kind is PartyKind.PROPER else left
    country = left.country or right.country
    kind = PartyKind.ROLE if PartyKind.ROLE in (left.kind, right.kind) else known.kind
    is_unknown_force = left.kind is PartyKind.PROPER and known.sector == "military"
    side = "armed" if is_unknown_force else known.side  # "Tigrayan forces" need not be a state's
    return Party(
        left.first, right.end, written, kind, side, left.canonical_id or right.canonical_id, country, known.sector
    )
