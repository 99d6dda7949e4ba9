"""What deduplication knows beyond the records: word frequencies, day names, street words, the pair scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from service.dedupe.likeness import FEATURES
from service.dedupe.pair_model import PairModel, read_pair_model
from service.lexicons.loading import read_table, read_words

RANK_OFFSET = 30  # flattens the difference among the most frequent words
COMMON_RANKS = 300  # words that carry no news


@dataclass(frozen=True)
class WordKnowledge:
    """ranks: words by frequency, 0 the most frequent; months 1-12; weekdays 1 = Monday; words that end a street's name;
    words that follow a number of years of age."""

    ranks: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    street_words: frozenset[str]
    age_words: frozenset[str]

    def rarity(self, word: str) -> float:
        """How much a shared word says: 0 for the most frequent words, growing with the logarithm of the rank."""
        rank = self.ranks.get(word, len(self.ranks))
        return 0.0 if rank < COMMON_RANKS else log((rank + RANK_OFFSET) / RANK_OFFSET)

    def name_rarity(self, name: str) -> float:
        """How much a shared name says: what its words say together."""
        return sum(self.rarity(word) for word in name.split())


@dataclass(frozen=True)
class DedupeKnowledge:
    """The words, and the pair scores for reports read from text and for reports coded elsewhere, without a text."""

    words: WordKnowledge
    text_pairs: PairModel
    coded_pairs: PairModel


def load_word_knowledge() -> WordKnowledge:
    """Read the word lists from the package's data files."""
    rows = read_table("dedupe/words.tsv")
    return WordKnowledge(
        ranks={word: rank for rank, word in enumerate(read_words("dedupe/word_ranks.txt.gz"))},
        months={row["word"]: int(row["number"]) for row in rows if row["kind"] == "month"},
        weekdays={row["word"]: int(row["number"]) for row in rows if row["kind"] == "weekday"},
        street_words=frozenset(row["word"] for row in rows if row["kind"] == "street"),
        age_words=frozenset(row["word"] for row in rows if row["kind"] == "age"),
    )


def load_dedupe_knowledge() -> DedupeKnowledge:
    """Read everything from the package's data files."""
    return DedupeKnowledge(
        load_word_knowledge(),
        read_pair_model(read_table("dedupe/text_pairs.tsv"), FEATURES),
        read_pair_model(read_table("dedupe/coded_pairs.tsv"), FEATURES),
    )
