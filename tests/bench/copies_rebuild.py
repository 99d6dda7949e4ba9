"""How long a partition's copies take to be rebuilt from real Kafka, when their disk is lost or there is none."""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from confluent_kafka import Producer
from copies_curve import Newsroom
from kafka_path import launcher
from service import pipeline
from service.dedupe.copy_state import CopyState
from service.settings import Settings
from service.stream.admin import create_topics
from service.stream.connection import client_options, wait_for_broker
from service.stream.dedupe_stage import DedupeStage
from service.stream.outgoing import INPUT_OFFSET
from service.stream.restore import NOTHING_RECALLED, Restorer
from service.stream.topics import COPIES, EXTRACTED

PARTITION = 0


def fill(broker: str, articles: int) -> int:
    """Put what is remembered of so many articles onto the topic; returns its bytes."""
    producer = Producer({"bootstrap.servers": broker, "linger.ms": 50, "message.max.bytes": COPIES.max_message_bytes})
    state, written = CopyState(10_000, 2**50), 0
    for number, extracted in enumerate(Newsroom().articles(articles)):
        record = pipeline.deduped(extracted, str(number), state).record
        assert record is not None
        value = record.to_json()
        headers = [(INPUT_OFFSET, str(number).encode())]
        producer.produce(COPIES.name, value, record.article_id, PARTITION, headers=headers)
        producer.poll(0)
        written += len(value)
        if number % 1_000 == 0:
            producer.flush()
    producer.flush()
    return written


async def rebuild(settings: Settings) -> tuple[int, float, float]:
    """(articles, seconds, CPU seconds) of recalling the partition."""
    stage = DedupeStage(settings, PARTITION)
    for _ in stage.take_up():
        pass
    began, began_cpu = time.monotonic(), time.process_time()
    await Restorer(client_options(settings)).recall(stage, EXTRACTED.name, PARTITION, NOTHING_RECALLED)
    return stage.size()[0], time.monotonic() - began, time.process_time() - began_cpu


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=100_000)
    options = parser.parse_args()
    with launcher().running_kafka() as broker, tempfile.TemporaryDirectory() as folder:
        plain = Settings(broker=broker, copy_window_days=10_000, copy_max_bytes=2**50)
        asyncio.run(wait_for_broker(plain, 120))
        asyncio.run(create_topics(plain))
        written = fill(broker, options.articles)
        print(f"{options.articles:,} articles, {written // options.articles:,} bytes each on the topic", flush=True)
        for name, settings in (("memory", plain), ("disk", plain.model_copy(update={"state_dir": str(Path(folder))}))):
            articles, seconds, cpu = asyncio.run(rebuild(settings))
            print(f"rebuilt in {name}: {articles:,} articles in {seconds:.1f} s, {cpu:.1f} s of them CPU", flush=True)


if __name__ == "__main__":
    main()
