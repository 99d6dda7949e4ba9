"""The whole path on real Kafka, measured: articles a second, and the CPU time that the stream adds to an article."""

import importlib.util
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "streaming"))

from cluster import Cluster  # noqa: E402
from corpus import Corpus, Telling  # noqa: E402
from service.settings import Settings  # noqa: E402
from service.stream.topics import ARTICLES  # noqa: E402

WARM_UP_STORIES = (
    700  # handled before the clock runs: connections, lazy tables, and a JVM that compiles itself meanwhile
)
POLL_SECONDS = 0.1


@dataclass(frozen=True)
class PathCost:
    """articles a second from the first sent to the last ended; CPU ms an article of the workers, by kind."""

    rate: float
    pure_ms: float
    total_ms: float

    @property
    def added_ms(self) -> float:
        """CPU ms an article that Kafka, faust, JSON and the lanes add to the pure functions."""
        return self.total_ms - self.pure_ms

    @property
    def added_share(self) -> float:
        """The same in parts of the pure functions: a slow hour of the machine slows both."""
        return self.added_ms / self.pure_ms


class MeteredCluster(Cluster):
    """Workers with the settings that people get, which tell what their pure functions cost."""

    def __init__(self, broker: str, folder: Path) -> None:
        usual = Settings()
        super().__init__(
            broker,
            folder,
            SITREP_SESSION_TIMEOUT_SECONDS=str(usual.session_timeout_seconds),
            SITREP_COMMIT_INTERVAL_SECONDS=str(usual.commit_interval_seconds),
        )
        self._folder = folder

    def program(self) -> list[str]:
        """The worker that counts."""
        return [str(HERE / "metered_worker.py"), str(self._meter(len(self.workers)))]

    def spent(self) -> tuple[float, float]:
        """CPU seconds so far, of all workers: (pure functions, everything)."""
        meters = [self._meter(number) for number in range(len(self.workers))]
        for meter, worker in zip(meters, self.workers, strict=True):
            meter.unlink(missing_ok=True)
            worker.send_signal(signal.SIGUSR1)
        self.wait_until(lambda: all(meter.exists() for meter in meters), "the workers tell their times")
        pure, total = zip(*(map(float, meter.read_text().split()) for meter in meters), strict=True)
        return sum(pure), sum(total)

    def _meter(self, number: int) -> Path:
        return self._folder / f"meter-{number}"


def measured(tellings: Sequence[Telling], workers: int) -> PathCost:
    """Send everything through so many workers on a broker of their own."""
    with launcher().running_kafka() as broker, tempfile.TemporaryDirectory() as folder:
        cluster = MeteredCluster(broker, Path(folder))
        try:
            for _ in range(workers):
                cluster.start_worker()
            return _measured(cluster, tellings)
        finally:
            cluster.stop()


def _measured(cluster: MeteredCluster, tellings: Sequence[Telling]) -> PathCost:
    others = Corpus(WARM_UP_STORIES, seed=1).tellings
    warm = [(f"warm-{t.article_id}", t.value.replace(b"story-", b"warm-")) for t in others]
    cluster.send(warm)
    cluster.wait_until(lambda: cluster.is_idle() and cluster.count(ARTICLES) >= len(warm), "the warm-up has ended")
    pure, total = cluster.spent()
    started = time.monotonic()
    cluster.send((telling.article_id, telling.value) for telling in tellings)
    all_ended = len(warm) + len(tellings)
    cluster.wait_until(lambda: cluster.count(ARTICLES) == all_ended, "every article has ended", 900, POLL_SECONDS)
    seconds = time.monotonic() - started
    cluster.wait_until(cluster.is_idle, "every report is resolved", 900)
    pure_then, total_then = cluster.spent()
    each = 1e3 / len(tellings)
    return PathCost(len(tellings) / seconds, (pure_then - pure) * each, (total_then - total) * each)


def launcher() -> ModuleType:
    """The module that starts real brokers."""
    path = HERE.parents[1] / "deploy" / "kafka" / "kafka.py"
    specification = importlib.util.spec_from_file_location("bench_kafka", path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["bench_kafka"] = module
    specification.loader.exec_module(module)
    return module
