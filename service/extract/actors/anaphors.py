"""Words that refer back to a party: pronouns, and nouns such as "the group" and "the army"."""

from dataclasses import dataclass
from enum import StrEnum


class Refers(StrEnum):
    """What a word can refer to."""

    MANY = "many"  # several people, or an armed group
    PERSON = "person"
    BODY = "body"  # a group, a country, a government
    SPEAKER = "speaker"  # whoever says the sentence
    BAND = "band"  # an armed group with a name
    FORCE = "force"  # a body of some country's state, of the same sector


@dataclass(frozen=True)
class Anaphor:
    """What a word refers to; `sector` of a force."""

    refers: Refers
    sector: str | None
    is_pronoun: bool
