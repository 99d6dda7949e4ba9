"""What the screen and the page of `sitrep explain` share: pieces of sentences, and events in words."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from service.commands.wording import UNKNOWN, count_words, date_words, names_words, place_words, type_words
from service.extract.explanation import ExplainedMention, ExplainedSentence
from service.extract.findings import Finding, FindingKind

PRECEDENCE = {kind: number for number, kind in enumerate(FindingKind)}


def pieces(sentence: ExplainedSentence) -> Iterator[tuple[int, int, FindingKind | None]]:
    """The sentence cut where findings begin and end: (start, end, what to show there), without overlaps."""
    inside = [one for one in sentence.findings if sentence.start <= one.start < one.end <= sentence.end]
    cuts = sorted({sentence.start, sentence.end, *(cut for one in inside for cut in (one.start, one.end))})
    shown: list[FindingKind | None] = [None] * len(cuts)
    for finding in sorted(inside, key=_last_first):
        first, end = bisect_left(cuts, finding.start), bisect_left(cuts, finding.end)
        shown[first:end] = [finding.kind] * (end - first)
    for kind, group in groupby(range(len(cuts) - 1), key=shown.__getitem__):
        numbers = list(group)
        yield cuts[numbers[0]], cuts[numbers[-1] + 1], kind


def _last_first(finding: Finding) -> int:
    return -PRECEDENCE[finding.kind]


def facts(explained: ExplainedMention) -> Sequence[tuple[str, str]]:
    """The mention's fields in words, those that are known."""
    mention = explained.mention
    told = (
        ("what", type_words(mention.event_type)),
        ("when", date_words(mention.event_date)),
        ("where", place_words(mention.places)),
        ("who", names_words(mention.source)),
        ("whom", names_words(mention.target)),
        ("killed", count_words(mention.fatalities)),
        ("injured", count_words(mention.injuries)),
        ("says who", mention.claim.name if mention.claim else UNKNOWN),
        ("confidence", _confidence_words(explained)),
    )
    return tuple((name, value) for name, value in told if value != UNKNOWN)


def _confidence_words(explained: ExplainedMention) -> str:
    """The confidence, and the features it comes from."""
    if explained.mention.confidence is None:
        return UNKNOWN
    reasons = ", ".join(f"{name.replace('_', ' ')} {weight:+.2f}" for name, weight in explained.reasons)
    return f"{explained.mention.confidence:.2f}" + (f" from {reasons}" if reasons else "")
