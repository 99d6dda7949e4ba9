"""A real Kafka broker on loopback, without Docker: for the tests, for the benchmark and for people (`make kafka`).

The jars are named in pom.xml and resolved by Maven once a checkout (from Maven's own cache when it holds them).
The broker runs in a JVM and process group of its own, on free ports, its data in a temporary folder that goes with it;
a guard process ends it even when whoever started it is killed.
"""

import argparse
import base64
import hashlib
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

HERE = Path(__file__).resolve().parent
POM = HERE / "pom.xml"
HOST = "127.0.0.1"
# The broker stays below 200 MB resident in the tests, the rest is room for the benchmark; a heap of that size wants no
# collector that runs beside it on cores that the workers need.
HEAP = ("-Xmx512m", "-XX:+UseSerialGC")
READY_WITHIN_SECONDS = 60.0  # 2 to 3 s on idle cores; the rest is for machines that are busy
STOP_WITHIN_SECONDS = 20.0
POLL_SECONDS = 0.05
PORT_ATTEMPTS = 3  # another process may take a free port between our look and the broker's bind
LOG_LINES_SHOWN = 15

# Its standard input closes when whoever started it is gone: it then ends the broker's group and removes its folder.
GUARD = 'cat > /dev/null; kill -s KILL -- "-$1"; rm -rf -- "$2"'

MAX_MESSAGE_BYTES = 16 * 1024 * 1024  # topics set their own, lower limits; the broker's must not be the first to refuse

PROPERTIES = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "auto.create.topics.enable": "false",
    "message.max.bytes": str(MAX_MESSAGE_BYTES),
    "replica.fetch.max.bytes": str(MAX_MESSAGE_BYTES),
    "offsets.topic.num.partitions": "1",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.num.partitions": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",  # tests kill workers and do not want to wait long for the broker to notice
    "log.cleaner.dedupe.buffer.size": "1048577",
    # A killed broker may register again only when the controller has forgotten it: 9 s by default.
    "broker.heartbeat.interval.ms": "500",
    "broker.session.timeout.ms": "3000",
}


class KafkaUnavailable(Exception):
    """No broker can run here; the message says what is missing, in one line."""


class KafkaFailed(Exception):
    """The broker ended or did not answer in time; the message holds the last lines of its log."""


def jars() -> Path:
    """The folder of the broker's jars, resolved by Maven when this checkout has none; raises KafkaUnavailable."""
    digest = hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    folder = HERE / "target" / f"jars-{digest}"
    if not folder.is_dir():
        _resolve_jars(folder)
    return folder


def _resolve_jars(folder: Path) -> None:
    """Copy the jars to a folder beside, then rename it, so that a half-filled one never counts."""
    maven = shutil.which("mvn")
    if maven is None:
        raise KafkaUnavailable("Maven (mvn) is not installed, and it resolves the jars of the Kafka broker")
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix="partial-", dir=folder.parent))
    try:
        if not (_copy_jars(maven, partial, "--offline") or _copy_jars(maven, partial)):
            raise KafkaUnavailable("Maven could not resolve the jars of the Kafka broker (is the network away?)")
        with suppress(OSError):  # another run was faster and its folder is in place
            partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _copy_jars(maven: str, folder: Path, *options: str) -> bool:
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    command = [maven, "--quiet", "--batch-mode", *options, "--file", str(POM), *goal]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0


def _java() -> str:
    java = shutil.which("java")
    if java is None:
        raise KafkaUnavailable("Java is not installed, and the Kafka broker runs on it (version 17 or newer)")
    return java


def prepare() -> None:
    """Make sure that brokers can be started here; raises KafkaUnavailable."""
    _java()
    jars()


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for free in sockets:
            free.bind((HOST, 0))
        return [free.getsockname()[1] for free in sockets]


class Kafka:
    """One broker, whose ports and data outlive `stop` and `start`: tests take it away and bring it back."""

    def __init__(self, port: int | None = None, properties: Mapping[str, str] | None = None) -> None:
        """Prepare the data folder; `port` None takes a free one, `properties` add to or replace PROPERTIES."""
        self._classpath = f"{jars()}{os.sep}*"
        self._java = _java()
        self._folder = Path(tempfile.mkdtemp(prefix="sitrep-kafka-"))
        self._log = self._folder / "broker.log"
        self._configuration = self._folder / "server.properties"
        self._broker: subprocess.Popen[bytes] | None = None
        self._guard: subprocess.Popen[bytes] | None = None
        self.port, controller_port = _free_ports(2)
        self.port = port or self.port
        self._configure(controller_port, properties or {})
        self._format()

    @property
    def bootstrap(self) -> str:
        """The address that clients connect to, `host:port`."""
        return f"{HOST}:{self.port}"

    @property
    def log_path(self) -> Path:
        """Where the broker writes its log."""
        return self._log

    @property
    def pid(self) -> int | None:
        """The broker's process id, None while it is stopped."""
        return self._broker.pid if self._broker else None

    def start(self) -> None:
        """Start the broker and return when it answers; raises KafkaFailed."""
        with self._log.open("ab") as log:
            self._broker = self._run_java([*HEAP, "kafka.Kafka", str(self._configuration)], log.fileno())
        self._guard = subprocess.Popen(
            ["sh", "-c", GUARD, "guard", str(self._broker.pid), str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._wait_until_ready()

    def stop(self) -> None:
        """Let the broker close its files and end; the data stays."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the broker at once, as a power cut would; the data stays."""
        self._end(signal.SIGKILL)

    def close(self) -> None:
        """End the broker and remove its data."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def wait(self) -> None:
        """Return when the broker has ended by itself."""
        if self._broker:
            self._broker.wait()

    def log_tail(self) -> str:
        """The last lines of the broker's log."""
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines() if self._log.exists() else []
        return "\n".join(lines[-LOG_LINES_SHOWN:])

    def _configure(self, controller_port: int, properties: Mapping[str, str]) -> None:
        listeners = f"PLAINTEXT://{self.bootstrap},CONTROLLER://{HOST}:{controller_port}"
        own = {
            "listeners": listeners,
            "advertised.listeners": f"PLAINTEXT://{self.bootstrap}",
            "controller.quorum.voters": f"1@{HOST}:{controller_port}",
            "log.dirs": str(self._folder / "data"),
        }
        lines = (f"{name}={value}\n" for name, value in {**PROPERTIES, **own, **properties}.items())
        self._configuration.write_text("".join(lines), encoding="utf-8")

    def _format(self) -> None:
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode("ascii").rstrip("=").replace("-", "_")
        arguments = ["kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(self._configuration)]
        with self._log.open("ab") as log:
            process = self._run_java(arguments, log.fileno())
        if process.wait(timeout=READY_WITHIN_SECONDS) != 0:
            tail = self.log_tail()
            self.close()
            raise KafkaFailed(f"formatting the broker's storage failed:\n{tail}")

    def _run_java(self, arguments: list[str], log: int) -> subprocess.Popen[bytes]:
        command = [self._java, "-cp", self._classpath, *arguments]
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self._folder, start_new_session=True
        )

    def _wait_until_ready(self) -> None:
        give_up_at = time.monotonic() + READY_WITHIN_SECONDS
        while not _answers(self.port):
            if self._has_ended_within(POLL_SECONDS) or time.monotonic() > give_up_at:
                tail = self.log_tail()
                self.kill()
                raise KafkaFailed(f"the Kafka broker did not become ready:\n{tail}")

    def _has_ended_within(self, seconds: float) -> bool:
        try:
            return self._broker is None or self._broker.wait(timeout=seconds) is not None
        except subprocess.TimeoutExpired:
            return False

    def _end(self, how: signal.Signals) -> None:
        guard, broker = self._guard, self._broker
        self._guard = self._broker = None
        if guard:  # before the broker: afterwards its process id may belong to someone else
            guard.kill()
            guard.wait()
            if guard.stdin:
                guard.stdin.close()
        if broker:
            _end_group(broker, how)


def _end_group(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """Signal the process and its group, and kill what has not ended in time."""
    for sent in (how, signal.SIGKILL):
        if process.poll() is not None:
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sent)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=STOP_WITHIN_SECONDS)


def _answers(port: int) -> bool:
    """Whether a broker answers an ApiVersions request (key 18, version 0): it then serves every other request too."""
    request = struct.pack(">hhih", 18, 0, 1, -1)  # key, version, correlation id, no client id
    try:
        with socket.create_connection((HOST, port), timeout=1) as connection:
            connection.sendall(struct.pack(">i", len(request)) + request)
            reply = connection.recv(10, socket.MSG_WAITALL)
    except OSError:
        return False
    return len(reply) == 10 and struct.unpack(">iih", reply)[1:] == (1, 0)  # size, correlation id, error code


def start_kafka(port: int | None = None, properties: Mapping[str, str] | None = None) -> Kafka:
    """A started broker, to be closed by the caller; raises KafkaUnavailable or KafkaFailed."""
    for attempt in range(1, PORT_ATTEMPTS + 1):
        broker = Kafka(port, properties)
        try:
            broker.start()
        except BaseException as error:
            broker.close()
            if attempt == PORT_ATTEMPTS or "Address already in use" not in str(error):
                raise
        else:
            return broker
    raise AssertionError("unreachable: the last attempt returns or raises")


@contextmanager
def own_kafka(properties: Mapping[str, str] | None = None) -> Iterator[Kafka]:
    """A broker of one's own, to stop, kill and start again."""
    broker = start_kafka(properties=properties)
    try:
        yield broker
    finally:
        broker.close()


@contextmanager
def running_kafka(properties: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a running broker."""
    with own_kafka(properties) as broker:
        yield broker.bootstrap


def main() -> int:
    """Run a broker until Ctrl-C."""
    parser = argparse.ArgumentParser(description="Run a Kafka broker on loopback until Ctrl-C; its data goes with it.")
    parser.add_argument("--port", type=int, default=9092, help="port of the broker (default: 9092)")
    arguments = parser.parse_args()
    for ending in (signal.SIGINT, signal.SIGTERM):  # in a background shell SIGINT would be ignored
        signal.signal(ending, signal.default_int_handler)
    try:
        broker = start_kafka(arguments.port)
    except (KafkaUnavailable, KafkaFailed) as error:
        print(f"kafka: {error}", file=sys.stderr)
        return 1
    with suppress(KeyboardInterrupt):
        print(f"Kafka is ready on {broker.bootstrap} (log: {broker.log_path}). Ctrl-C ends it.", flush=True)
        broker.wait()
    broker.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
