"""Anaphora: what "they", "he" and "the group" mean, from the parties named before; silent when unsure."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from service.extract.actors.anaphors import Anaphor, Refers
from service.extract.actors.parties import ActorKnowledge, Party, PartyKind, find_parties
from service.extract.actors.relations import is_governed
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set
from service.extract.readings import Reading

REMEMBERED = 40  # parties kept in mind; bounds the time that one word can take
PRONOUN_REACH = 1  # sentences back in which a pronoun finds its party
NOUN_REACH = 8  # sentences back in which "the group" finds the group
BEING = word_set("is was are were be been being has had seems appears remains")  # after "it": mostly no actor
_DEFINITE = word_set("the this these those")
_OBJECTS = word_set("them him")
_QUOTES = word_set('" “ ”')
_ARMED = ("rebel", "armed")
_PLURAL_WORDS = word_set("police people troops forces gunmen men women children policemen personnel mujahideen")
_COLLECTIVE = word_set("army government military ministry group militia police force regime organisation party cartel")


@dataclass(frozen=True)
class Seen:
    """A party as a sentence names it."""

    party: Party
    sentence: int
    is_subject: bool


@dataclass
class Memory:
    """The last parties named. unread: sentences without an event, read when a word refers back."""

    seen: deque[Seen] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    unread: deque[Sentence] = field(default_factory=lambda: deque(maxlen=NOUN_REACH))


def with_antecedents(tokens: Tokens, reading: Reading, memory: Memory, knowledge: ActorKnowledge) -> Reading:
    """The reading with the parties that its pronouns and definite nouns mean; the memory learns its parties."""
    sentence, known = reading.sentence, {party.first: party for party in reading.parties}
    words = tokens.words[sentence.first : sentence.end]
    if not knowledge.anaphors.keys().isdisjoint(words):
        _read_up(tokens, memory, knowledge)
    parties: list[Party] = []
    number = sentence.first
    while number < sentence.end:
        party = known.get(number)
        if tokens.words[number] in knowledge.anaphors:
            party = _meant(tokens, reading, number, party, memory, knowledge) or party
        if party is not None:
            parties.append(party)
            _remember(tokens, sentence, party, memory)
        number = party.end if party else number + 1
    return replace(reading, parties=tuple(parties))


def _read_up(tokens: Tokens, memory: Memory, knowledge: ActorKnowledge) -> None:
    """Learn the parties of the sentences that were passed over."""
    seen, memory.seen = memory.seen, deque()
    for sentence in memory.unread:
        for party in find_parties(tokens, sentence, knowledge):
            _remember(tokens, sentence, party, memory)
    memory.unread.clear()
    everything = sorted((*seen, *memory.seen), key=lambda one: one.party.first)
    memory.seen = deque(everything, maxlen=REMEMBERED)


def _remember(tokens: Tokens, sentence: Sentence, party: Party, memory: Memory) -> None:
    is_subject = not is_governed(tokens, party.first) and not _has_subject(memory, sentence)
    memory.seen.append(Seen(party, sentence.number, is_subject))


def _has_subject(memory: Memory, sentence: Sentence) -> bool:
    return any(seen.is_subject and seen.sentence == sentence.number for seen in memory.seen)


def _meant(
    tokens: Tokens, reading: Reading, number: int, party: Party | None, memory: Memory, knowledge: ActorKnowledge
) -> Party | None:
    """What the word at `number`, which may be the party found there, refers to as a party of this place."""
    anaphor = knowledge.anaphors.get(tokens.words[number])
    if anaphor is None or not _is_used(tokens, reading, number, party, anaphor):
        return None
    since = reading.sentence.number - (PRONOUN_REACH if anaphor.is_pronoun else NOUN_REACH)
    if anaphor.refers is Refers.SPEAKER:
        found = _speaker(tokens, reading)
    elif anaphor.is_pronoun:
        found = _nearest_subject(_before_clause(tokens, number, reading, _fitting(tokens, anaphor, memory, since)))
    else:
        found = _only(_fitting(tokens, anaphor, memory, since))
    return replace(found, first=number, end=number + 1, refers_back=True) if found else None


def _is_used(tokens: Tokens, reading: Reading, number: int, party: Party | None, anaphor: Anaphor) -> bool:
    """Does the word stand as one that refers back: a free pronoun, a noun after "the" with nothing that defines it?"""
    sentence = reading.sentence
    after = tokens.words[number + 1] if number + 1 < sentence.end else ""
    if anaphor.is_pronoun:
        is_verb = after == "had" and any(firing.first == number + 2 for firing in reading.firings)
        return party is None and (is_verb or not (anaphor.refers is Refers.BODY and after in BEING))
    if party is not None and party.end > number + 1:
        return False
    before = tokens.words[number - 1] if number > sentence.first else ""
    is_named = number + 1 < sentence.end and tokens.is_capitalised(number + 1) and not tokens.is_upper_case
    return before in _DEFINITE and after not in ("of", "that", "which", "who") and not is_named


def _speaker(tokens: Tokens, reading: Reading) -> Party | None:
    """The party that is quoted, when the sentence holds a quotation and names who says it."""
    claim, sentence = reading.claim, reading.sentence
    if claim is None or not claim.text or _QUOTES.isdisjoint(tokens.words[sentence.first : sentence.end]):
        return None
    said = claim.text
    return next((party for party in reading.parties if tokens.written(party.first, party.end) in said), None)


def _fitting(tokens: Tokens, anaphor: Anaphor, memory: Memory, since: int) -> Iterator[Seen]:
    """The parties that the word can mean, the last one first."""
    for seen in reversed(memory.seen):
        if seen.sentence < since:
            return
        if _fits(tokens, anaphor, seen.party):
            yield seen


def _fits(tokens: Tokens, anaphor: Anaphor, party: Party) -> bool:
    is_named, last = party.kind is PartyKind.NAMED, tokens.words[party.end - 1]
    is_many = party.kind is PartyKind.ROLE and (last in _PLURAL_WORDS or last.endswith("s"))
    match anaphor.refers:
        case Refers.MANY:
            return is_many or (is_named and party.side in _ARMED)
        case Refers.PERSON:
            is_full_name = party.kind is PartyKind.PROPER and party.end - party.first > 1
            return party.kind is PartyKind.PERSON or is_full_name
        case Refers.BODY:
            return is_named or party.kind in (PartyKind.COUNTRY, PartyKind.CAPITAL) or last in _COLLECTIVE
        case Refers.BAND:
            return is_named and party.side in _ARMED
        case Refers.FORCE:
            return party.country is not None and party.sector == anaphor.sector and party.kind is not PartyKind.PERSON
        case Refers.SPEAKER:
            return False


def _before_clause(tokens: Tokens, number: int, reading: Reading, fitting: Iterator[Seen]) -> Iterator[Seen]:
    """Without those of its own sentence for an object ("the police arrested them")."""
    is_object = tokens.words[number] in _OBJECTS
    return (seen for seen in fitting if not is_object or seen.sentence < reading.sentence.number)


def _nearest_subject(fitting: Iterator[Seen]) -> Party | None:
    """The last subject that fits; of other parties only one that has no rival."""
    others: dict[str, Party] = {}
    for seen in fitting:
        if seen.is_subject:
            return seen.party
        others[seen.party.name] = seen.party
    return next(iter(others.values())) if len(others) == 1 else None


def _only(fitting: Iterator[Seen]) -> Party | None:
    """The one party that fits; of several the last, when it was its sentence's subject."""
    found = list(fitting)
    if not found:
        return None
    identities = {seen.party.canonical_id or seen.party.country for seen in found}
    return found[0].party if len(identities) == 1 or found[0].is_subject else None
