"""gather: what the title and the sentences of an article claim of the killed, the injured and the shot."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log1p

from service.extract.casualties.cues import Effect, Harm
from service.extract.casualties.people import People
from service.extract.casualties.tolls import Witness
from service.extract.reading.tokens import word_set

# How a claim counts, the firmest first; a sum of several takes the firmest of its parts.
MANNERS = ("counted", "bare", "sum", "vague", "several", "single", "named", "definite", "self", "pronoun", "none")
SINGLES = ("single", "named", "definite", "self", "pronoun")
LEAD_WORDS, BODY_WORDS = 60, 600  # words of an article's lead and of what is read of its body
_PRONOUNS = word_set("he she him")
_SELF = word_set("himself herself self life suicide")
_ATTACKERS = word_set("suspect gunman shooter attacker assailant robber burglar intruder gunmen")


@dataclass(frozen=True)
class Claims:
    """What the article claims of one effect.

    votes: for each number the manners and stretches ("counted@title") in which it is claimed, and how often.
    persons: different names, ages and nouns of the persons told of one by one. has_attacker: does one of them harm
    himself or is the one who shot?
    """

    votes: dict[int, Counter[str]]
    persons: tuple[int, int, int]
    has_attacker: bool

    @property
    def size(self) -> int:
        """How many claims there are."""
        return sum(votes.total() for votes in self.votes.values())


Evidence = dict[Effect, Claims]


def gather(witnesses: Sequence[Witness]) -> Evidence:
    """What `witnesses` claim of each effect; the title's number is -1."""
    return {effect: _claims(witnesses, effect) for effect in Effect}


def _claims(witnesses: Sequence[Witness], effect: Effect) -> Claims:
    votes: dict[int, Counter[str]] = {}
    first: int | None = None
    for witness in witnesses:
        for value, manner in _claimed([harm for harm in witness.harms if harm.effect is effect]):
            if first is None and witness.number >= 0:
                first = witness.number
            votes.setdefault(value, Counter())[f"{manner}@{_stretch(witness.number, first)}"] += 1
    people = [
        harm.people
        for witness in witnesses
        for harm in witness.harms
        if harm.effect is effect and harm.people.quantity.best > 0
    ]
    return Claims(votes, _persons(people), any(one.noun in _SELF or one.noun in _ATTACKERS for one in people))


def _claimed(harms: list[Harm]) -> Iterator[tuple[int, str]]:
    """The numbers that one sentence claims: stated sums, the sum of its groups, and each of several groups."""
    told = [(harm.people.quantity.best, _manner(harm)) for harm in harms]
    yield from (pair for pair in told if pair[1] == "sum")
    parts = [pair for pair in told if pair[1] != "sum"]
    if not parts:
        return
    firmest = min((manner for _, manner in parts), key=MANNERS.index)
    if len(parts) == 1:
        yield parts[0]
        return
    yield sum(value for value, _ in parts), "several" if firmest in SINGLES else firmest
    yield from ((value, "part_counted" if manner in ("counted", "bare") else "part_one") for value, manner in parts)


def _manner(harm: Harm) -> str:
    people, quantity = harm.people, harm.people.quantity
    if quantity.best == 0:
        return "none"
    if quantity.is_multiple or harm.is_total:
        return "sum"
    if people.is_named:
        return "named"
    if quantity.is_singular:
        return _single_manner(people)
    if quantity.is_vague:
        return "vague"
    return "counted" if people.noun else "bare"


def _single_manner(people: People) -> str:
    if people.noun in _PRONOUNS:
        return "pronoun"
    if people.noun in _SELF:
        return "self"
    return "definite" if people.is_definite else "single"


def _stretch(number: int, first: int | None) -> str:
    if number < 0:
        return "title"
    return "first" if number == first else "body"


def _persons(people: Iterable[People]) -> tuple[int, int, int]:
    """How many different names, ages and nouns of single persons."""
    names, ages, nouns = set(), set(), set()
    for one in people:
        if one.is_named:
            names.add(one.noun)
        elif one.quantity.is_singular and not one.is_definite and one.noun not in _SELF:
            nouns.add(one.noun)
        if one.age:
            ages.add(one.age)
    return len(names), len(ages), len(nouns)


def word_features(title: list[str], body: list[str], classes: dict[str, str]) -> dict[str, float]:
    """Which classes of words the title and the lead hold, and how many of each the body (log)."""
    found = {f"title_{name}": 1.0 for name in _counted(title, classes)}
    found.update((f"lead_{name}", 1.0) for name in _counted(body[:LEAD_WORDS], classes))
    found.update((f"body_{name}", log1p(count)) for name, count in _counted(body[:BODY_WORDS], classes).items())
    return found


def _counted(words: list[str], classes: dict[str, str]) -> Counter[str]:
    return Counter(classes[word] for word in words if word in classes)
