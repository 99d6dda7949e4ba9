"""elect: how many a crime killed and injured, when an article tells it over and over.

Every pair of numbers that the article's claims allow is weighed by a linear score over numeric features; the numbers
with the largest share of probability win, each for itself. The weights stand in toll_weights.tsv, fitted by
deploy/build/toll_weights.py.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import exp, log, log1p

from service.extract.casualties.cues import Effect
from service.extract.casualties.evidence import Claims, Evidence

MAX_VALUES = 12  # numbers of one effect that are weighed, the most claimed first; more stand only in lists
MAX_WITH_ATTACKER = 4  # victims; a larger toll states the attacker's death itself
Pair = tuple[int, int]  # killed, injured


def elect(evidence: Evidence, words: Mapping[str, float], weights: Mapping[str, float]) -> Pair:
    """The likeliest numbers of killed and injured; 0 also where nothing is said."""
    pairs = candidates(evidence)
    scores = [
        sum(weights.get(name, 0.0) * value for name, value in features(pair, evidence, words).items()) for pair in pairs
    ]
    highest = max(scores)
    shares = [exp(score - highest) for score in scores]
    killed, injured = (_likeliest((pair[side] for pair in pairs), shares) for side in (0, 1))
    return killed, injured


def _likeliest(values: Iterable[int], shares: list[float]) -> int:
    total: dict[int, float] = defaultdict(float)
    for value, share in zip(values, shares, strict=True):
        total[value] += share
    return max(total, key=lambda value: total[value])


def candidates(evidence: Evidence) -> list[Pair]:
    """The pairs that the claims allow: those shot may be among the killed or not, the attacker in the toll or not."""
    killed, hurt, shot = (_values(evidence[effect]) for effect in (Effect.KILLED, Effect.INJURED, Effect.SHOT))
    if evidence[Effect.KILLED].has_attacker:
        killed |= {value + 1 for value in killed if value < MAX_WITH_ATTACKER}
    if not evidence[Effect.KILLED].votes:
        killed.add(1)  # a death told in words that no frame reads
    return sorted(
        {(dead, left) for dead in killed for left in hurt | shot | {value - dead for value in shot if value > dead}}
    )


def _values(claims: Claims) -> set[int]:
    often = sorted(claims.votes, key=lambda value: -claims.votes[value].total())[:MAX_VALUES]
    return {0, *often, *(count for count in claims.persons if count > 1)}


def features(pair: Pair, evidence: Evidence, words: Mapping[str, float]) -> dict[str, float]:
    """What speaks for the pair: claims of its numbers, of their sum among the shot, its size, and words of its kind."""
    killed, injured = pair
    found = _size(killed, injured)
    sides = (("killed", Effect.KILLED, killed), ("injured", Effect.INJURED, injured))
    for name, effect, value in sides:
        found.update(_support(name, value, evidence[effect]))
    found.update(_support("shot", killed + injured, evidence[Effect.SHOT]))
    if killed and injured:
        found.update(_support("shot_apart", injured, evidence[Effect.SHOT]))
    found.update(_against(killed, injured, evidence))
    if killed == 0:
        found.update((f"none_killed/{name}", value) for name, value in words.items())
    if injured == 0:
        prefix = "only_killed" if killed else "none"
        found.update((f"none_injured/{name}", value) for name, value in words.items())
        found.update((f"{prefix}/{name}", value) for name, value in words.items())
    return found


def _size(killed: int, injured: int) -> dict[str, float]:
    found = {f"killed={min(killed, 3)}": 1.0, f"injured={min(injured, 3)}": 1.0}
    found[f"pair={min(killed, 2)},{min(injured, 2)}"] = 1.0
    found["killed_size"] = log(max(killed, 1))
    found["injured_size"] = log(max(injured, 1))
    return found


def _support(name: str, value: int, claims: Claims) -> dict[str, float]:
    """The claims of exactly `value`; a number that nobody claims has none."""
    votes = claims.votes.get(value, Counter())
    if value == 0:
        return {f"{name}:denied": 1.0} if votes else {}
    found = {f"{name}:{manner}": 1.0 for manner in votes}
    if votes:
        found[f"{name}:share"] = votes.total() / claims.size
        found[f"{name}:often"] = log1p(votes.total())
        found[f"{name}:largest"] = float(value == max(claims.votes))
    if value > 1:
        told = zip(("names", "ages", "nouns"), claims.persons, strict=True)
        found.update((f"{name}:{kind}", 1.0) for kind, count in told if count == value)
        found[f"{name}:with_attacker"] = float(claims.has_attacker and value - 1 in claims.votes)
    return found


def _against(killed: int, injured: int, evidence: Evidence) -> dict[str, float]:
    """What is claimed of an effect that the pair denies."""
    sizes = {
        effect: log1p(sum(votes.total() for value, votes in evidence[effect].votes.items() if value))
        for effect in Effect
    }
    found = {}
    if killed == 0:
        found["none_killed:claims"] = sizes[Effect.KILLED]
    if injured == 0:
        prefix = "only_killed" if killed else "none"
        found["none_injured:claims"] = found[f"{prefix}:claims"] = sizes[Effect.INJURED]
        found["none_injured:shot"] = found[f"{prefix}:shot"] = sizes[Effect.SHOT]
    if killed and injured:
        found["both:claims"], found["both:shot"] = sizes[Effect.INJURED], sizes[Effect.SHOT]
    return found
