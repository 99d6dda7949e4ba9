"""The operations server over real HTTP."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry, Counter
from prometheus_client.parser import text_string_to_metric_families
from service.web import Health, OperationsServer, serve
from service.web import operations as operations_module

HEALTHY = Health(ok=True)


class Worker:
    """What the server is told, to be changed by a test."""

    def __init__(self) -> None:
        self.health = HEALTHY
        self.readiness = HEALTHY
        self.registry = CollectorRegistry()
        self.read = Counter("sitrep_read_total", "Messages read.", ("stage",), registry=self.registry)


@pytest.fixture
def worker() -> Worker:
    return Worker()


@pytest.fixture
def server(worker: Worker) -> Iterator[OperationsServer]:
    server = serve("127.0.0.1", 0, lambda: worker.health, lambda: worker.readiness, worker.registry)
    yield server
    server.close()


def answer(
    server: OperationsServer, path: str, method: str = "GET", headers: dict[str, str] | None = None
) -> tuple[int, bytes, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        response = connection.getresponse()
        return response.status, response.read(), response.headers
    finally:
        connection.close()


def test_health_and_readiness_are_told_apart(server: OperationsServer, worker: Worker) -> None:
    worker.readiness = Health(ok=False, reasons=("no partitions assigned",))

    status, body, headers = answer(server, "/healthz")
    assert (status, json.loads(body), headers["Content-Type"]) == (200, {"ok": True, "reasons": []}, "application/json")

    status, body, _ = answer(server, "/readyz")
    assert (status, json.loads(body)) == (503, {"ok": False, "reasons": ["no partitions assigned"]})


def test_an_unhealthy_worker_says_why(server: OperationsServer, worker: Worker) -> None:
    worker.health = Health(ok=False, reasons=("the event loop has not run for 61 s",))

    status, body, _ = answer(server, "/healthz")

    assert status == 503
    assert json.loads(body)["reasons"] == ["the event loop has not run for 61 s"]


def test_metrics_are_what_the_registry_holds_now(server: OperationsServer, worker: Worker) -> None:
    worker.read.labels("read").inc(3)

    status, body, headers = answer(server, "/metrics")

    assert status == 200
    assert headers["Content-Type"].startswith("text/plain")
    samples = [one for family in text_string_to_metric_families(body.decode()) for one in family.samples]
    assert ("sitrep_read_total", {"stage": "read"}, 3.0) in [(one.name, one.labels, one.value) for one in samples]


def test_open_metrics_are_given_to_those_who_ask_for_them(server: OperationsServer) -> None:
    accept = {"Accept": "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"}

    _, body, headers = answer(server, "/metrics", headers=accept)

    assert headers["Content-Type"].startswith("application/openmetrics-text")
    assert body.endswith(b"# EOF\n")


@pytest.mark.parametrize("path", ["/", "/metrics/", "/table/events", "/..%2f..%2fetc/passwd"])
def test_there_is_nothing_else(server: OperationsServer, path: str) -> None:
    assert answer(server, path)[0] == 404


def test_a_query_does_not_change_the_page(server: OperationsServer) -> None:
    assert answer(server, "/healthz?verbose=1")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_nothing_can_be_changed(server: OperationsServer, method: str) -> None:
    assert answer(server, "/healthz", method=method)[0] == 501


def test_a_head_request_is_answered_without_a_body(server: OperationsServer) -> None:
    status, body, headers = answer(server, "/healthz", method="HEAD")

    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 0


def test_a_failing_check_is_an_answer_and_not_the_end(server: OperationsServer, worker: Worker) -> None:
    worker.health = None  # type: ignore[assignment]

    status, body, _ = answer(server, "/healthz")

    assert (status, json.loads(body)) == (500, {"error": "AttributeError"})
    assert answer(server, "/readyz")[0] == 200


def test_the_server_does_not_name_its_software(server: OperationsServer) -> None:
    assert answer(server, "/healthz")[2]["Server"].strip() == "sitrep"


def test_an_endless_address_and_endless_headers_are_refused(server: OperationsServer) -> None:
    assert answer(server, "/" + "a" * 70_000)[0] == 414
    assert answer(server, "/healthz", headers={f"X-{n}": "1" for n in range(150)})[0] == 431


def test_it_answers_while_the_main_thread_is_stuck(server: OperationsServer) -> None:
    """Because: a stuck event loop is what it is asked about."""
    statuses: list[int] = []
    asker = threading.Thread(target=lambda: statuses.append(answer(server, "/healthz")[0]))
    asker.start()
    stuck_until = time.monotonic() + 10
    while asker.is_alive() and time.monotonic() < stuck_until:
        pass

    assert statuses == [200]


def test_clients_that_say_nothing_are_cut_off(monkeypatch: pytest.MonkeyPatch, server: OperationsServer) -> None:
    monkeypatch.setattr(operations_module._Handler, "timeout", 0.05)

    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as silent:
        silent.sendall(b"GET /healthz HTTP/1.1\r\n")
        assert silent.recv(1) == b""


def test_more_connections_than_it_has_room_for_are_closed_and_the_others_served(server: OperationsServer) -> None:
    held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(operations_module.MAX_CONNECTIONS)]
    try:
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as refused:
            assert refused.recv(1) == b""
    finally:
        for connection in held:
            connection.close()


def test_the_port_is_free_again_after_closing(worker: Worker) -> None:
    first = serve("127.0.0.1", 0, lambda: worker.health, lambda: worker.readiness, worker.registry)
    with pytest.raises(OSError, match=f"in use.*{first.port}"):
        serve("127.0.0.1", first.port, lambda: worker.health, lambda: worker.readiness, worker.registry)
    first.close()
    first.close()

    second = serve("127.0.0.1", first.port, lambda: worker.health, lambda: worker.readiness, worker.registry)
    assert answer(second, "/healthz")[0] == 200
    second.close()


def test_it_binds_to_an_address_of_ip_version_6(worker: Worker) -> None:
    try:
        server = serve("::1", 0, lambda: worker.health, lambda: worker.readiness, worker.registry)
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    with socket.create_connection(("::1", server.port), timeout=10) as connection:
        connection.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert connection.recv(12) == b"HTTP/1.0 200"
    server.close()
