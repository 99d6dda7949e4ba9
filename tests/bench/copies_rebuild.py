"""How long a partition's copies take to be rebuilt from real Kafka, when their disk is lost or there is none."""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

from copies_curve import Newsroom
from kafka_path import launcher
from rebuilding import PARTITION, fill, rebuild
from service import pipeline
from service.dedupe.copy_state import CopyState
from service.settings import Settings
from service.stream.admin import create_topics
from service.stream.connection import wait_for_broker
from service.stream.dedupe_stage import DedupeStage
from service.stream.topics import COPIES, EXTRACTED


def remembered(articles: int) -> Iterator[tuple[str, bytes]]:
    """What is remembered of so many articles."""
    state = CopyState(10_000, 2**50)
    for number, extracted in enumerate(Newsroom().articles(articles)):
        record = pipeline.deduped(extracted, str(number), state).record
        assert record is not None
        yield record.article_id, record.to_json()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=100_000)
    options = parser.parse_args()
    with launcher().running_kafka() as broker, tempfile.TemporaryDirectory() as folder:
        plain = Settings(broker=broker, copy_window_days=10_000, copy_max_bytes=2**50)
        asyncio.run(wait_for_broker(plain, 120))
        asyncio.run(create_topics(plain))
        written = fill(broker, COPIES, remembered(options.articles))
        print(f"{options.articles:,} articles, {written // options.articles:,} bytes each on the topic", flush=True)
        for name, settings in (("memory", plain), ("disk", plain.model_copy(update={"state_dir": str(Path(folder))}))):
            stage = DedupeStage(settings, PARTITION)
            articles, seconds, cpu = asyncio.run(rebuild(stage, EXTRACTED, settings))
            print(f"rebuilt in {name}: {articles:,} articles in {seconds:.1f} s, {cpu:.1f} s of them CPU", flush=True)


if __name__ == "__main__":
    main()
