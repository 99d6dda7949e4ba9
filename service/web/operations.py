"""The operations server: a few small pages over HTTP, from threads of its own.

It has no authentication and shows no article, only counts and states; it binds to loopback unless told otherwise.
"""

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import BoundedSemaphore, Thread

import orjson
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from service.web.health import Health

logger = logging.getLogger(__name__)

READ_TIMEOUT_SECONDS = 5.0  # a client that says nothing for so long is cut off
MAX_CONNECTIONS = 32  # a scraper and a few probes need three; what is more is closed at once
JSON = "application/json"

HealthCheck = Callable[[], Health]


@dataclass(frozen=True)
class Page:
    """An answer to be sent."""

    status: HTTPStatus
    content_type: str
    body: bytes


@dataclass(frozen=True)
class Pages:
    """What the server can show."""

    health: HealthCheck
    readiness: HealthCheck
    registry: CollectorRegistry

    def page(self, path: str, accept: str) -> Page:
        """The page at the path, in the form that the client accepts."""
        match path.partition("?")[0]:
            case "/metrics":
                return self._metrics(accept)
            case "/healthz":
                return _health_page(self.health)
            case "/readyz":
                return _health_page(self.readiness)
            case _:
                return _json_page(HTTPStatus.NOT_FOUND, {"error": "there are /metrics, /healthz and /readyz"})

    def _metrics(self, accept: str) -> Page:
        encode, content_type = choose_encoder(accept)
        return Page(HTTPStatus.OK, content_type, encode(self.registry))


def _health_page(check: HealthCheck) -> Page:
    health = check()
    status = HTTPStatus.OK if health.ok else HTTPStatus.SERVICE_UNAVAILABLE
    return _json_page(status, {"ok": health.ok, "reasons": list(health.reasons)})


def _json_page(status: HTTPStatus, content: dict[str, object]) -> Page:
    return Page(status, JSON, orjson.dumps(content) + b"\n")


class _Handler(BaseHTTPRequestHandler):
    """Answers one request and closes; lengths of lines and numbers of headers are bounded by the standard library."""

    server: "_Server"
    timeout = READ_TIMEOUT_SECONDS
    server_version = "sitrep"
    sys_version = ""

    def do_GET(self) -> None:
        page = self._page()
        self._send_head(page)
        self.wfile.write(page.body)

    def do_HEAD(self) -> None:
        self._send_head(self._page())

    def _page(self) -> Page:
        try:
            return self.server.pages.page(self.path, self.headers.get("Accept", ""))
        except Exception as error:
            logger.exception("the operations page %s failed", self.path.partition("?")[0][:100])
            return _json_page(HTTPStatus.INTERNAL_SERVER_ERROR, {"error": type(error).__name__})

    def _send_head(self, page: Page) -> None:
        self.send_response(page.status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: a probe every few seconds is no news."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = MAX_CONNECTIONS

    def __init__(self, host: str, port: int, pages: Pages) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.pages = pages
        self._connections = BoundedSemaphore(MAX_CONNECTIONS)
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind without the standard library's look-up of the host's name: a slow resolver would hold us up."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def process_request(self, request: object, client_address: object) -> None:
        if self._connections.acquire(blocking=False):
            super().process_request(request, client_address)  # type: ignore[arg-type]
        else:
            self.shutdown_request(request)  # type: ignore[arg-type]

    def process_request_thread(self, request: object, client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            self._connections.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: clients that hang up or say nothing are no errors of ours, and failing pages are logged as such."""


class OperationsServer:
    """A running server; `port` is the one it is bound to."""

    def __init__(self, server: _Server) -> None:
        self._server = server
        self._thread = Thread(target=server.serve_forever, args=(0.1,), name="operations", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port that is served."""
        return self._server.server_port

    def close(self) -> None:
        """Stop serving and free the port; closing twice is harmless."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def serve(
    host: str, port: int, health: HealthCheck, readiness: HealthCheck, registry: CollectorRegistry
) -> OperationsServer:
    """A server on the address, port 0 taking a free one; raises OSError when it is taken. Checks run in its threads."""
    try:
        server = _Server(host, port, Pages(health, readiness, registry))
    except OSError as error:  # which address, and what changes it
        raise OSError(error.errno, error.strerror, f"{host}:{port} (SITREP_OPS_PORT)") from error
    return OperationsServer(server)
