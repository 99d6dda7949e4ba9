"""One toll from all that an article says: votes of sentences within a side, sums across sides."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from service.extract.casualties.chains import is_sum_of
from service.extract.casualties.cues import Effect, Harm
from service.extract.casualties.people import People, Side
from service.models.mention import Count, CountSide, SideCount

POSITION_DECAY = 0.2  # a sentence's vote falls as 1 / (1 + decay * its number)
MORE_REACH = 2  # sentences after a number in which others may be added to it
FAINT_VOTE = 0.5  # of pronouns and of late single persons
TITLE_VOTE = 1.5
NAMED_VOTE = 0.4  # a name may be that of a place or of a suspect
NONE_VOTE = 0.01  # "no deaths" stands only where nothing else is said
EXPLICIT_VOTE, BARE_VOTE, VAGUE_VOTE, SINGULAR_VOTE, DEFINITE_VOTE = 2.0, 1.5, 0.2, 1.0, 0.25
PEOPLE, STATE, REBEL, ARMED = "people", "state", "rebel", "armed"
BUCKETS = {Side.ANY: PEOPLE, Side.CIVILIAN: PEOPLE, Side.STATE: STATE, Side.REBEL: REBEL, Side.ARMED: ARMED}


@dataclass(frozen=True)
class Witness:
    """What one sentence says of the harmed; the title is number -1."""

    number: int
    harms: tuple[Harm, ...]


@dataclass
class _Part:
    """Sums of one sentence, the `number`th, for one bucket."""

    number: int
    low: int | None = 0
    best: int = 0
    high: int | None = 0
    vote: float = 0.0
    is_about: bool = False
    is_civilian: bool = False


@dataclass(frozen=True)
class Toll:
    """The count of one effect by bucket; `total` is stated or summed."""

    low: int | None
    best: int
    high: int | None
    parts: dict[str, int]
    is_civilian: bool
    vote: float  # how firmly the sentences say so


def toll_of(witnesses: Iterable[Witness], effect: Effect) -> Toll | None:
    """The toll that the sentences agree on best; None when none states one."""
    heard = list(witnesses)
    later = [witness for witness in heard if _only_adds(witness, effect)]
    first = _chosen([witness for witness in heard if witness not in later], effect)
    adding = [witness for witness in later if first and _comes_to(witness, first, effect)]
    chosen = _chosen([witness for witness in heard if witness not in adding], effect)
    if not chosen:
        return None
    added = [_parts(witness, effect) for witness in adding]
    together = {frozenset(_parts(witness, effect)) for witness in heard if witness not in adding}
    return _with_more(_combined(chosen, together), added)


def _chosen(witnesses: list[Witness], effect: Effect) -> dict[str, _Part]:
    """For each bucket the number with the most votes."""
    votes: dict[str, dict[int, _Part]] = defaultdict(dict)
    for witness in witnesses:
        for bucket, part in _parts(witness, effect).items():
            held = votes[bucket].setdefault(part.best, part)
            if held is not part:
                held.vote += part.vote
                held.low, held.high = _narrower(held.low, part.low), _narrower(held.high, part.high)
    return {bucket: max(values.values(), key=lambda part: (part.vote, part.best)) for bucket, values in votes.items()}


def _only_adds(witness: Witness, effect: Effect) -> bool:
    """Does the sentence only tell of people who come to those told of before ("a third died", "one also died")?"""
    said = [harm.people.quantity for harm in witness.harms if harm.effect is effect]
    return witness.number > 0 and bool(said) and all(one.is_more for one in said)


def _comes_to(witness: Witness, chosen: dict[str, _Part], effect: Effect) -> bool:
    """Does the sentence follow closely on the one that first states the chosen number, and add fewer than that?"""
    parts = _parts(witness, effect)
    if any(bucket not in chosen and bucket != PEOPLE for bucket in parts):
        return False  # a side of its own is summed with the others anyway
    added = sum(part.best for part in parts.values())
    is_near = any(0 <= part.number < witness.number <= part.number + MORE_REACH for part in chosen.values())
    return is_near and added < sum(part.best for part in chosen.values())


def _with_more(toll: Toll, added: list[dict[str, _Part]]) -> Toll:
    for parts in added:
        for bucket, part in parts.items():
            sides = {**toll.parts, bucket: toll.parts.get(bucket, 0) + part.best}
            low = toll.low if toll.low is None or part.low is None else toll.low + part.low
            high = None if toll.high is None or part.high is None else toll.high + part.high
            toll = replace(toll, low=low, best=toll.best + part.best, high=high, parts=sides)
    return toll


def _narrower(one: int | None, other: int | None) -> int | None:
    return other if one is None else one


def _parts(witness: Witness, effect: Effect) -> dict[str, _Part]:
    place = TITLE_VOTE if witness.number < 0 else 1 / (1 + POSITION_DECAY * witness.number)
    said = [harm for harm in witness.harms if harm.effect is effect]
    parts: dict[str, _Part] = {}
    for harm in _without_repeats(_without_split(said)):
        _add(parts.setdefault(BUCKETS[harm.people.side], _Part(witness.number)), harm.people, place)
    return parts


def _without_split(harms: list[Harm]) -> list[Harm]:
    """A number without those that share it out ("six fighters died, four of one side and two of the other")."""
    if len(harms) > 2 and is_sum_of(harms[0].people, [harm.people for harm in harms[1:]]):
        return harms[:1]
    return harms


def _without_repeats(harms: list[Harm]) -> list[Harm]:
    """Either the stated sum or its parts: a sum that opens the sentence, or beside which all is vague, stands alone."""
    sums = [harm for harm in harms if _is_sum(harm)]
    parts = [harm for harm in harms if not _is_sum(harm)]
    if not sums or not parts:
        return harms
    opens = harms[0].is_total and harms[0].people.quantity.best > sum(harm.people.quantity.best for harm in parts)
    return sums[:1] if opens or all(harm.people.quantity.is_vague for harm in parts) else parts


def _is_sum(harm: Harm) -> bool:
    """Does the number sum up what the sentence also says in parts ("a triple murder", "raising the toll to 45")?"""
    return harm.is_total or harm.people.quantity.is_multiple


def _add(part: _Part, people: People, place: float) -> None:
    quantity = people.quantity
    part.low = None if part.low is None or quantity.low is None else part.low + quantity.low
    part.high = None if part.high is None or quantity.high is None else part.high + quantity.high
    part.best += quantity.best
    part.vote = max(part.vote, place * _vote(people))
    part.is_about = part.is_about or quantity.is_about or quantity.is_vague
    part.is_civilian = part.is_civilian or people.side is Side.CIVILIAN


def _vote(people: People) -> float:
    if people.quantity.best == 0:
        return NONE_VOTE
    if people.is_named:
        return NAMED_VOTE
    if people.quantity.is_singular:
        return DEFINITE_VOTE if people.is_definite else SINGULAR_VOTE
    if people.quantity.is_vague:
        return VAGUE_VOTE
    return EXPLICIT_VOTE if people.noun else BARE_VOTE


def _combined(chosen: dict[str, _Part], together: set[frozenset[str]]) -> Toll:
    """The sum of the sides; a stated total of all people replaces it when it is as large and not a rough figure."""
    sides = {bucket: part for bucket, part in chosen.items() if bucket != PEOPLE}
    if (
        ARMED in sides
        and REBEL in sides
        and not any(ARMED in group and len(group - {PEOPLE}) > 1 for group in together)
    ):
        del sides[ARMED]
    people = chosen.get(PEOPLE)
    summed = sum(part.best for part in sides.values())
    if people is not None and sides:
        if any(PEOPLE in group and group & set(sides) for group in together):
            sides[PEOPLE] = people  # one sentence counts both
        elif people.best >= summed and not people.is_about:
            sides = {PEOPLE: people}
    elif people is not None:
        sides = {PEOPLE: people}
    return _toll(sides)


def _toll(sides: dict[str, _Part]) -> Toll:
    lows = [part.low for part in sides.values()]
    highs = [part.high for part in sides.values()]
    low = None if None in lows else sum(value for value in lows if value is not None)
    high = None if None in highs else sum(value for value in highs if value is not None)
    best = sum(part.best for part in sides.values())
    parts = {bucket: part.best for bucket, part in sides.items()}
    vote = max(part.vote for part in sides.values())
    return Toll(low, best, high, parts, PEOPLE in sides and sides[PEOPLE].is_civilian, vote)


def count_of(toll: Toll | None, source_side: str | None, target_side: str | None) -> Count | None:
    """The toll as the contract's count, its parts named by who acted on whom."""
    if toll is None:
        return None
    low, high = (toll.low, toll.high)
    parts = tuple(
        SideCount(side=_side(bucket, toll, source_side, target_side), low=value, best=value, high=value)
        for bucket, value in toll.parts.items()
    )
    return Count(
        low=low if low is None else min(low, toll.best),
        best=toll.best,
        high=high if high is None else max(high, toll.best),
        by_side=parts,
    )


def _side(bucket: str, toll: Toll, source_side: str | None, target_side: str | None) -> CountSide:
    if bucket == PEOPLE:
        return CountSide.CIVILIAN if toll.is_civilian else CountSide.UNKNOWN
    if bucket == target_side:
        return CountSide.TARGET
    if bucket == source_side:
        return CountSide.SOURCE
    return CountSide.TARGET if source_side is not None and bucket in (STATE, REBEL) else CountSide.UNKNOWN


def injured_count(
    injured: Toll | None,
    shot: Toll | None,
    killed: Toll | None,
    source_side: str | None = None,
    target_side: str | None = None,
) -> Count | None:
    """The injured that are counted, or those shot who are not among the dead, whichever the text says more firmly."""
    if injured and killed and injured.vote < FAINT_VOTE:
        injured = None  # "he was rushed to hospital": the one who died there
    left = shot.best - (killed.best if killed else 0) if shot else 0
    if shot is None or left <= 0 or (injured and (injured.best >= left or injured.vote > shot.vote)):
        return count_of(injured, source_side, target_side)
    return Count(low=left, best=left, high=left)
