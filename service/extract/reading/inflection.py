"""The forms of English verbs and nouns."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_VOWELS = frozenset("aeiou")
_SIBILANTS = ("s", "x", "z", "ch", "sh")


class Form(StrEnum):
    """The form in which a trigger stands."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"  # also the participle of regular verbs
    PARTICIPLE = "participle"
    GERUND = "gerund"
    NOUN = "noun"
    WORD = "word"  # as written


@dataclass(frozen=True)
class Verb:
    """The forms of one verb."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str


def verb_forms(phrase: str, irregular: Mapping[str, Verb]) -> list[tuple[str, Form]]:
    """Every form of a verb phrase whose first word is the verb ("lay down arms")."""
    head, _, rest = phrase.partition(" ")
    if head.endswith("ly") and rest:  # "fatally shoot": the adverb stays
        return [(f"{head} {words}", form) for words, form in verb_forms(rest, irregular)]
    verb = irregular.get(head) or _regular(head)
    tail = f" {rest}" if rest else ""
    if " and " in phrase:  # "shoot and kill": both verbs change together
        left, right = phrase.split(" and ", 1)
        pairs = zip(verb_forms(left, irregular), verb_forms(right, irregular), strict=False)
        return [(f"{one} and {other}", form) for (one, form), (other, _) in pairs]
    forms = [(verb.base, Form.BASE), (verb.third, Form.THIRD), (verb.past, Form.PAST)]
    if verb.participle != verb.past:
        forms.append((verb.participle, Form.PARTICIPLE))
    forms.append((verb.gerund, Form.GERUND))
    return [(word + tail, form) for word, form in forms]


def noun_forms(phrase: str) -> list[str]:
    """Singular and plural of a noun phrase whose last word is the noun."""
    lead, space, head = phrase.rpartition(" ")
    return [phrase, f"{lead}{space}{plural(head)}"]


def plural(noun: str) -> str:
    """The regular plural."""
    if noun.endswith("s") and not noun.endswith("ss") and noun not in ("bus", "gas", "crisis"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_SIBILANTS) else "s")


def _regular(base: str) -> Verb:
    third = plural(base) if not base.endswith("ss") else base + "es"
    if base.endswith("e"):
        stem_ed, stem_ing = base[:-1], base if base.endswith("ee") else base[:-1]
    elif base.endswith("y") and base[-2:-1] not in _VOWELS:
        stem_ed, stem_ing = base[:-1] + "i", base
    else:
        stem_ed = stem_ing = base
    return Verb(base, third, stem_ed + "ed", stem_ed + "ed", stem_ing + "ing")
