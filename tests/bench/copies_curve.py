"""`make curve`: what telling copies apart costs an article while 1 thousand to 1 million articles are remembered.

The articles are invented: as long as news is, with what outlets print around all their texts, turns of phrase that many
share, and every fifth a copy of a recent one, whole or cut. The fingerprint, which the read stage takes, is
measured on texts of the same lengths. With --disk, what is remembered lies there; at the end it is taken up again.
"""

import argparse
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import psutil
from service import pipeline
from service.dedupe.copy_state import CopyState
from service.dedupe.fingerprint import MAX_KEYS, Keys, smallest_keys
from service.models.article import Article
from service.models.extracted import ExtractedArticle
from service.stream.disk_store import DiskStore, hold_on_disk
from service.stream.stages import Standing

NOW = datetime(2024, 6, 1, tzinfo=UTC)
MEDIAN_WORDS, WORDS_SPREAD = 330, 0.6  # lognormal, as the bodies of 6,000 news articles are
OUTLETS, OUTLET_SHINGLES = 300, 20
PHRASES, PHRASE_SHARE = 20_000, 0.05
COPY_SHARE, COPIED_FROM = 0.2, 2_000
TEXTS = 2_000  # whose fingerprints are taken
ALL_KEYS = 2**32
SECONDS_APART = 10
BATCH = 64  # as the worker's setting


class Newsroom:
    """Invented articles, one after the other; the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = np.random.default_rng(seed)
        self._lines = self._random.integers(0, ALL_KEYS, (OUTLETS, OUTLET_SHINGLES), dtype=np.uint64)
        self._phrases = self._random.integers(0, ALL_KEYS, PHRASES, dtype=np.uint64)
        self._recent: deque[Keys] = deque(maxlen=COPIED_FROM)

    def articles(self, count: int) -> Iterator[ExtractedArticle]:
        """So many articles, one after the other."""
        for number in range(count):
            outlet = min(int(self._random.zipf(1.3)), OUTLETS) - 1
            yield _extracted(number, outlet, self._keys(outlet))

    def words(self) -> int:
        """The length of an article."""
        return int(np.clip(self._random.lognormal(np.log(MEDIAN_WORDS), WORDS_SPREAD), 30, 5_000))

    def _keys(self, outlet: int) -> Keys:
        random = self._random
        if self._recent and random.random() < COPY_SHARE:
            body = self._recent[random.integers(len(self._recent))]
            body = body[random.random(len(body)) < random.choice([1.0, 0.9, 0.5, 0.2])]
            return np.unique(np.concatenate([body, self._lines[outlet].astype(np.uint32)]))[:MAX_KEYS]
        words = self.words()
        reach = min(1.0, MAX_KEYS / words) * ALL_KEYS
        keys = random.integers(0, int(reach), min(words, MAX_KEYS), dtype=np.uint64)
        phrases = self._phrases[random.zipf(1.2, int(words * PHRASE_SHARE)) % PHRASES]
        shared = np.concatenate([self._lines[outlet], phrases])
        body = np.unique(np.concatenate([keys, shared[shared < reach]]))[:MAX_KEYS].astype(np.uint32)
        self._recent.append(body)
        return body


def _extracted(number: int, outlet: int, keys: Keys) -> ExtractedArticle:
    at = NOW + timedelta(seconds=SECONDS_APART * number)
    article = Article.model_construct(
        article_id=f"{number:032x}",
        url=f"https://outlet{outlet}.example/2024/{number}/news-of-the-day",
        outlet=f"outlet{outlet}.example",
        title=f"Headline number {number} of somebody somewhere",
        text="a text",
        published_at=at,
        content_hash=f"{number:032x}",
        duplicate_of=None,
        duplicate_kind=None,
    )
    return ExtractedArticle.model_construct(
        article=article, fingerprint=tuple(keys.tolist()), mentions=(), received_at=at
    )


def fingerprint_cost() -> float:
    """CPU ms of a fingerprint."""
    newsroom = Newsroom()
    random = np.random.default_rng(2)
    texts = [" ".join(f"w{word:x}" for word in random.integers(0, 5_000, newsroom.words())) for _ in range(TEXTS)]
    started = time.process_time()
    for text in texts:
        smallest_keys(text)
    return (time.process_time() - started) / TEXTS * 1e3


class Keeper:
    """Makes states, in memory or on disk, with room for so many articles."""

    def __init__(self, articles: int, folder: Path | None) -> None:
        self._days = timedelta(seconds=SECONDS_APART * articles) / timedelta(days=1)
        self._folder = folder
        self._disk: DiskStore | None = None

    def state(self) -> CopyState:
        """A state; on disk it takes up what the one before has settled."""
        if self._folder is None:
            return CopyState(self._days, 2**50)
        if self._disk:
            self._disk.close()
        self._disk = DiskStore(self._folder / "curve.sqlite")
        return CopyState(self._days, 2**50, self._disk, hold_on_disk(self._folder))

    def settle(self, done: int) -> None:
        """What a lane does after a batch."""
        if self._disk and done % BATCH == 0:
            self._disk.settle(Standing(done, done))


def curve(sizes: list[int], keeper: Keeper) -> Iterator[tuple[str, float, int, int]]:
    """(articles remembered, CPU ms for one more, bytes of one as estimated and as resident), over the last tenth before
    that size; at the end the same while the oldest are forgotten."""
    state, spent, since = keeper.state(), 0.0, 0
    targets = [*sizes, max(sizes) * 11 // 10]
    before = private_bytes()
    for done, extracted in enumerate(Newsroom().articles(targets[-1]), 1):
        started = time.process_time()
        pipeline.deduped(extracted, str(done), state)
        keeper.settle(done)
        elapsed = time.process_time() - started
        target = next(size for size in targets if size >= done)
        if done > target * 9 // 10:
            spent, since = spent + elapsed, since + 1
        if done == target:
            entries, size = state.size()
            label = f"{done:,}" if done in sizes else f"{entries:,}, full"
            yield label, spent / since * 1e3, size // entries, (private_bytes() - before) // entries
            spent, since = 0.0, 0


def private_bytes() -> int:
    """The process's memory, without the pages of files that the system can take back."""
    memory = psutil.Process().memory_info()
    return int(memory.rss - memory.shared)


def main() -> None:
    """Measure and print the curve."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--disk", action="store_true", help="keep what is remembered in a temporary folder")
    options = parser.parse_args()
    fingerprint = fingerprint_cost()
    print(f"fingerprint: {fingerprint:.3f} ms")
    print(f"{'articles remembered':>20}{'ms to judge':>13}{'articles/s':>12}{'bytes each':>12}{'resident':>10}")
    with tempfile.TemporaryDirectory() as folder:
        keeper = Keeper(max(options.sizes), Path(folder) if options.disk else None)
        for size, cost, estimated, resident in curve(sorted(options.sizes), keeper):
            rate = 1e3 / (fingerprint + cost)
            print(f"{size:>20}{cost:>13.3f}{rate:>12,.0f}{estimated:>12,}{resident:>10,}", flush=True)
        if options.disk:
            files = sum(path.stat().st_size for path in Path(folder).iterdir())
            started = time.process_time()
            taken = sum(1 for _ in keeper.state().take_up())
            print(
                f"taken up: {taken:,} articles in {time.process_time() - started:.1f} s; {files // taken:,} bytes each"
            )


if __name__ == "__main__":
    main()
