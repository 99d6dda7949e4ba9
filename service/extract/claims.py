"""Who says so: the claimant of a sentence, and whether it is asserted, alleged or denied."""

from dataclasses import dataclass

from service.extract.actors.parties import Party, PartyKind
from service.extract.reading.phrases import Hit, PhraseIndex
from service.extract.reading.sentences import Sentence
from service.extract.reading.tokens import Tokens, word_set
from service.models.mention import Claim, Modality

REACH = 12  # words between a verb of saying and the one who says
MAX_LENGTH = 12  # words of a claimant's description
_OTHER_CLAUSE = word_set('" “ ” ; said says that while but was were is are had has have who which told denied claimed')
_STARTS = word_set(', . ; : " “ ” ! ? and that but while -- — –')
_ENDS = word_set(
    ', . ; : " “ ” ! ? on in at that who -- — – late early as after monday tuesday wednesday thursday '
    "friday saturday sunday"
)


@dataclass(frozen=True)
class ClaimKnowledge:
    """Verbs of saying, and nouns for those who report."""

    verbs: PhraseIndex[Modality]
    claimants: PhraseIndex[str]


def find_claim(tokens: Tokens, sentence: Sentence, parties: list[Party], knowledge: ClaimKnowledge) -> Claim | None:
    """The claimant that the sentence names, or None."""
    nouns = knowledge.claimants.find(tokens, sentence.first, sentence.end)
    for hit in knowledge.verbs.find(tokens, sentence.first, sentence.end):
        span = _claimant(tokens, sentence, hit, nouns, parties)
        if span is not None:
            text = tokens.written(*span)
            return Claim(name=_name(span, parties) or text, text=text, modality=hit.payloads[0])
    return None


def _claimant(
    tokens: Tokens, sentence: Sentence, hit: Hit[Modality], nouns: list[Hit[str]], parties: list[Party]
) -> tuple[int, int] | None:
    spots = [(noun.first, noun.end) for noun in nouns]
    spots += [(party.first, party.end) for party in parties if _is_name(tokens, party)]
    if tokens.words[hit.end - 1] in ("to", "by", "according"):
        near = [spot for spot in spots if hit.end <= spot[0] <= hit.end + 6]
        return _widen(tokens, sentence, min(near)) if near else None
    before = [
        spot for spot in spots if spot[1] <= hit.first <= spot[1] + REACH and not _cut(tokens, spot[1], hit.first)
    ]
    if before:
        return _widen(tokens, sentence, _speaker(tokens, sentence, before))
    after = [spot for spot in spots if hit.end <= spot[0] <= hit.end + 4 and not _cut(tokens, hit.end, spot[0])]
    return _widen(tokens, sentence, min(after)) if after else None


def _is_name(tokens: Tokens, party: Party) -> bool:
    """A name, also one with a title ("Captain Ali Hassan"), and not a mere role."""
    return party.kind is not PartyKind.ROLE or tokens.is_capitalised(party.end - 1)


def _speaker(tokens: Tokens, sentence: Sentence, before: list[tuple[int, int]]) -> tuple[int, int]:
    """The claimant nearest to the verb; the sentence's first name instead when an apposition stands between."""
    first = min(before, key=lambda spot: (spot[0], -spot[1]))
    is_head = first[0] - sentence.first <= 1 and first[1] < sentence.end and tokens.words[first[1]] == ","
    return first if is_head else max(before)


def _cut(tokens: Tokens, first: int, end: int) -> bool:
    """Do the words between a claimant and its verb belong to another clause?"""
    return not _OTHER_CLAUSE.isdisjoint(tokens.words[first:end])


def _widen(tokens: Tokens, sentence: Sentence, spot: tuple[int, int]) -> tuple[int, int]:
    """The whole noun phrase around a claimant, back to a mark or a small word and on to the next one."""
    first, end = spot
    while first > max(sentence.first, spot[0] - MAX_LENGTH) and _belongs(tokens, first - 1):
        first -= 1
    while end < min(sentence.end, first + MAX_LENGTH) and tokens.is_capitalised(end) and tokens.words[end] not in _ENDS:
        end += 1
    return first, end


def _belongs(tokens: Tokens, number: int) -> bool:
    word = tokens.words[number]
    return word not in _STARTS and word not in ("to", "by", "of", "said", "from", "the", "a", "an", "with", "in", "for")


def _name(span: tuple[int, int], parties: list[Party]) -> str | None:
    inside = [party for party in parties if span[0] <= party.first < span[1] and party.kind is PartyKind.NAMED]
    return inside[0].name if inside else None
