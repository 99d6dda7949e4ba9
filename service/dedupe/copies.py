"""Is this article a copy of one already seen?

A copy shares a fifth of the smaller text's distinctive shingles with an earlier article of the same fortnight.
Shingles that an outlet, or several unrelated articles, print again and again are boilerplate and do not count.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from service.dedupe.copy_record import (
    CopyRecord,
    KnownArticle,
    ReportedMention,
    canonical_url,
    reported_by,
    title_words,
    withdrawal,
)
from service.dedupe.copy_state import CopyMemory, CopyState, Sightings, address_keys, key_of
from service.dedupe.fingerprint import Keys, reach_of
from service.models.article import Article, DuplicateKind
from service.models.extracted import ExtractedArticle

__all__ = ["CopyMemory", "CopyOutcome", "CopyRecord", "CopyState", "CopyVerdict", "judge", "withdrawal"]

# Swept together over 3,467 made copies (pair F1 .987 to .997) and 2,845 real articles, each in two halves.
MIN_CONTAINMENT = 0.22  # of the smaller text's distinctive shingles; .25 misses reworded copies, .15 links strangers
OUTLET_CONTAINMENT = 0.30  # the same within one outlet, whose brief news fill one template
MIN_SHARED = 4  # shingles (eight words in a row, were they one run); fewer are a quotation
MIN_DISTINCTIVE = 4  # shingles; shorter texts must be equal
OUTLET_PRINTS = 4  # printings by one outlet make a shingle its boilerplate
GROUP_PRINTS = 4  # printings by unrelated articles make a shingle everybody's boilerplate
MAX_DAYS_APART = timedelta(days=14)  # of publication; later likeness is a new story in old words
OUTLET_TITLE_SHARE = 0.34  # of the shorter title
MAX_CANDIDATES = 8
SAME_PAGE_CONTAINMENT = 0.10  # the same address again: less likeness suffices
NEARLY_ALL = 0.9  # containment that counts as the whole text
SHORTER = 0.8  # a copy with less than this share of the original's shingles is a shortened one


class CopyOutcome(StrEnum):
    """What an article is to those seen before."""

    ORIGINAL = "original"
    COPY = "copy"
    REPEAT = "repeat"
    CORRECTED = "corrected"


@dataclass(frozen=True)
class CopyVerdict:
    """The article with its original, what to remember of it (None: nothing new) and the mentions it no longer makes."""

    outcome: CopyOutcome
    article: Article
    record: CopyRecord | None
    withdrawn: tuple[ReportedMention, ...] = ()


@dataclass(frozen=True)
class _Match:
    known: KnownArticle
    shared: int
    size: float
    other_size: float

    @property
    def containment(self) -> float:
        return self.shared / max(1.0, min(self.size, self.other_size))


def judge(extracted: ExtractedArticle, state: CopyMemory) -> CopyVerdict:
    """What the article is to the remembered ones.

    A repeat is an article seen before with the same content. A corrected article keeps its place: one that stood as an
    original stays one, so that its copies never point at a copy.
    """
    article = extracted.article
    known = state.get(article.article_id)
    if known is not None and known.content_hash == article.content_hash:
        return CopyVerdict(CopyOutcome.REPEAT, _marked(article, known.duplicate_of, known.duplicate_kind), None)
    distinctive, match = _best_match(extracted, state)
    if match is None or (known is not None and known.duplicate_of is None):
        original, kind = None, None
    else:
        original, kind = match.known.root, _kind(article, match)
    judged = _marked(article, original, kind)
    record = _remembered(extracted, judged, distinctive, state.newest_received_at)
    if known is not None:
        return CopyVerdict(CopyOutcome.CORRECTED, judged, record, _no_longer_made(known, record))
    return CopyVerdict(CopyOutcome.COPY if original else CopyOutcome.ORIGINAL, judged, record)


def _marked(article: Article, original: str | None, kind: DuplicateKind | None) -> Article:
    return article.model_copy(update={"duplicate_of": original, "duplicate_kind": kind})


def _no_longer_made(known: KnownArticle, record: CopyRecord) -> tuple[ReportedMention, ...]:
    """Mentions of the older version that are gone, or that moved to another country."""
    return tuple(reported for reported in known.reported if reported not in record.reported)


def _remembered(extracted: ExtractedArticle, article: Article, distinctive: int, newest: datetime | None) -> CopyRecord:
    return CopyRecord(
        article_id=article.article_id,
        content_hash=article.content_hash,
        url=article.url,
        outlet=article.outlet,
        title_words=title_words(article.title),
        published_at=article.published_at,
        received_at=max(extracted.received_at, newest or extracted.received_at),
        duplicate_of=article.duplicate_of,
        duplicate_kind=article.duplicate_kind,
        reported=reported_by(extracted.mentions),
        distinctive=distinctive,
        reach=reach_of(extracted.fingerprint),
        fingerprint=extracted.fingerprint,
    )


def _best_match(extracted: ExtractedArticle, state: CopyMemory) -> tuple[int, _Match | None]:
    """How many of the article's shingles are distinctive, and the earlier article that it copies."""
    article = extracted.article
    keys = np.array([*extracted.fingerprint, *address_keys(article.content_hash, article.url)], dtype=np.uint32)
    shingles = keys[: len(extracted.fingerprint)]
    seen = state.sightings(keys)
    counted = _distinctive(seen, len(keys), key_of(article.outlet or ""))
    counted[len(shingles) :] = False
    shared = Counter(seen.numbers[counted[seen.positions]].tolist())
    matches = [
        _match(state.document(number), shingles, counted[: len(shingles)], shared[number])
        for number in _candidates(seen, shared, len(shingles))
    ]
    fitting = [match for match in matches if _is_copy(extracted, match)]
    return int(counted.sum()), max(fitting, key=_rank, default=None)


def _candidates(seen: Sightings, shared: Counter[int], shingles: int) -> Iterable[int]:
    """The newest documents of the same content or page, and those that share most; of equal ones the older."""
    addressed = sorted(set(seen.numbers[seen.positions >= shingles].tolist()))
    likely = sorted(number for number, count in shared.items() if count >= MIN_SHARED)
    likely.sort(key=lambda number: -shared[number])
    return dict.fromkeys([*addressed[-MAX_CANDIDATES:], *likely[:MAX_CANDIDATES]])


def _distinctive(seen: Sightings, keys: int, outlet: int) -> npt.NDArray[np.bool_]:
    """Which keys are not boilerplate of this outlet or of everybody."""
    own = np.bincount(seen.positions[seen.outlets == outlet], minlength=keys)
    printed = np.sort((seen.positions << 32) | seen.groups)
    first = np.append(True, printed[1:] != printed[:-1])[: len(printed)]
    groups = np.bincount(printed[first] >> 32, minlength=keys)
    return (own < OUTLET_PRINTS) & (groups < GROUP_PRINTS)


def _match(known: KnownArticle, shingles: Keys, counted: npt.NDArray[np.bool_], shared: int) -> _Match:
    """The likeness to one earlier article, over the hashes up to which both fingerprints are whole."""
    reach = min(reach_of(shingles), known.reach)
    size = int(counted[shingles <= reach].sum())
    return _Match(known, shared, size, max(known.distinctive * reach / known.reach, shared))


def _is_copy(extracted: ExtractedArticle, match: _Match) -> bool:
    article, known = extracted.article, match.known
    if known.article_id == article.article_id or _days_apart(extracted, known) > MAX_DAYS_APART:
        return False
    page = canonical_url(article.url)
    if page is not None and page == canonical_url(known.url):
        return match.shared >= MIN_SHARED and match.containment >= SAME_PAGE_CONTAINMENT
    if known.outlet == article.outlet and not _titles_agree(title_words(article.title), known.title_words):
        return False
    if known.content_hash == article.content_hash and article.text:
        return True
    enough = match.shared >= MIN_SHARED and min(match.size, match.other_size) >= MIN_DISTINCTIVE
    needed = OUTLET_CONTAINMENT if known.outlet == article.outlet else MIN_CONTAINMENT
    return enough and match.containment >= needed


def _titles_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two titles of one outlet may head one text: an outlet's lines make its articles alike, titles do not."""
    if not one or not other:
        return one == other
    return len(set(one) & set(other)) >= OUTLET_TITLE_SHARE * min(len(one), len(other))


def _days_apart(extracted: ExtractedArticle, known: KnownArticle) -> timedelta:
    """The gap between publications; between receptions when one of them has no date."""
    published = extracted.article.published_at
    if published is None or known.published_at is None:
        return abs(extracted.received_at - known.received_at)
    return abs(published - known.published_at)


def _rank(match: _Match) -> tuple[float, int, bool]:
    return match.containment, match.shared, match.known.duplicate_of is None


def _kind(article: Article, match: _Match) -> DuplicateKind:
    """How the copy differs from what it was matched with."""
    known = match.known
    if known.content_hash == article.content_hash:
        return DuplicateKind.EXACT
    if known.outlet == article.outlet and known.outlet is not None:
        return DuplicateKind.UPDATED
    if match.shared >= NEARLY_ALL * match.size and match.size < SHORTER * match.other_size:
        return DuplicateKind.TRUNCATED
    if match.shared >= NEARLY_ALL * match.other_size and match.other_size < SHORTER * match.size:
        return DuplicateKind.UPDATED
    return DuplicateKind.REPUBLISHED
