"""Finds the phrases of a lexicon in a text: one dictionary look-up a word, the longest phrase wins."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from service.extract.reading.tokens import Tokens, tokenize

Payload = TypeVar("Payload")


@dataclass(frozen=True)
class Hit(Generic[Payload]):
    """A phrase found at the tokens from `first` to before `end`, with all that the lexicon says of it."""

    first: int
    end: int
    payloads: tuple[Payload, ...]


@dataclass
class PhraseIndex(Generic[Payload]):
    """Phrases by their words, and by their first word the lengths they have, longest first."""

    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    known: dict[tuple[str, ...], list[Payload]] = field(default_factory=dict)

    def add(self, phrase: str, payload: Payload) -> None:
        """Put `phrase`, folded and cut into words like a text, into the index. Call `freeze` after the last one."""
        words = tuple(tokenize(phrase).words)
        if words:
            payloads = self.known.setdefault(words, [])
            if payload not in payloads:
                payloads.append(payload)

    def freeze(self) -> "PhraseIndex[Payload]":
        """Make the phrases findable."""
        lengths: dict[str, set[int]] = {}
        for words in self.known:
            lengths.setdefault(words[0], set()).add(len(words))
        self.lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        return self

    def find(self, tokens: Tokens, first: int, end: int) -> list[Hit[Payload]]:
        """The phrases between two tokens, from left to right, none inside another."""
        hits, free, words, lengths = [], first, tokens.words, self.lengths
        for position in [number for number in range(first, end) if words[number] in lengths]:
            if position < free:
                continue
            hit = next(self.at(words, position, end), None)
            if hit is not None:
                hits.append(hit)
                free = hit.end
        return hits

    def at(self, words: list[str], position: int, end: int) -> Iterator[Hit[Payload]]:
        """The phrases that begin at `position`, the longest first."""
        for length in self.lengths.get(words[position], ()):
            stop = position + length
            payloads = self.known.get(tuple(words[position:stop])) if stop <= end else None
            if payloads is not None:
                yield Hit(position, stop, tuple(payloads))


def index_of(pairs: Iterable[tuple[str, Payload]]) -> PhraseIndex[Payload]:
    """An index of (phrase, what the lexicon says of it)."""
    index: PhraseIndex[Payload] = PhraseIndex()
    for phrase, payload in pairs:
        index.add(phrase, payload)
    return index.freeze()
