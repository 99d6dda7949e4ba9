"""Groups of people in a sentence: what is known of each."""

from dataclasses import dataclass
from enum import StrEnum

from service.extract.reading.numbers import NumberKnowledge, Quantity
from service.extract.reading.phrases import Hit, PhraseIndex
from service.extract.reading.tokens import word_set

MAX_AGE_DIGITS = 2
MAX_MODIFIERS = 7  # words between a number and its noun: "21 fighters" has none, "two unarmed young black men" three
BARRIERS = word_set(
    ', ; : . ! ? ( ) " “ ” [ ] … -- — – who which that was were is are be been has have had in on at by from with for'
    " to as when while after before during near killed wounded injured dead died hurt shot left leaving killing but"
    " where because since until into said than"
)
AND = word_set("and or &")
OF = "of"


class Side(StrEnum):
    """What the noun says of the people."""

    ANY = "any"
    CIVILIAN = "civilian"
    STATE = "state"
    REBEL = "rebel"
    ARMED = "armed"


@dataclass(frozen=True)
class PersonNoun:
    """A noun for people."""

    side: Side
    is_plural: bool


@dataclass(frozen=True)
class People:
    """A group of people: its tokens, how many, its noun (empty for a bare number) and what the noun says of them."""

    first: int
    end: int
    quantity: Quantity
    noun: str
    side: Side
    is_definite: bool = False
    is_named: bool = False
    age: int | None = None


@dataclass(frozen=True)
class PeopleKnowledge:
    """Nouns for people, number words, and capitalised words that are no names."""

    nouns: PhraseIndex[PersonNoun]
    numbers: NumberKnowledge
    not_names: frozenset[str]


Nouns = dict[int, Hit[PersonNoun]]
