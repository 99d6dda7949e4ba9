"""A real HTTP server on loopback that answers chat completions as a test lets it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson

AMBUSH: dict[str, Any] = {
    "evidence": "Gunmen killed five soldiers near Idlib on Friday",
    "kind": "attack",
    "source": ["Gunmen"],
    "target": ["five soldiers"],
    "date": "Friday",
    "places": ["Idlib"],
    "killed": {"words": "five soldiers", "low": 5, "best": 5, "high": 5},
    "injured": None,
    "said_by": None,
    "modality": "asserted",
}


@dataclass(frozen=True)
class Reply:
    """What the endpoint sends. drips: a byte again and again until the server ends; waits: nothing at all."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drips: bool = False
    waits: bool = False


def saying(content: str, tokens: int = 700) -> Reply:
    """A completion with this text."""
    completion = {
        "choices": [{"message": {"role": "assistant", "content": content}}],
        "usage": {"total_tokens": tokens},
    }
    return Reply(orjson.dumps(completion))


def telling(*events: dict[str, Any], tokens: int = 700) -> Reply:
    """A completion that tells these events."""
    return saying(orjson.dumps({"events": events}).decode(), tokens)


class StubEndpoint:
    """`reply` makes the reply to a request's JSON; what came is kept, and how many requests at most came together."""

    def __init__(self) -> None:
        self.reply: Callable[[dict[str, Any]], Reply] = lambda request: telling()
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.ended = threading.Event()
        self.at_once = 0
        self.most_at_once = 0
        self.lock = threading.Lock()
        self.url = ""


@contextmanager
def running_endpoint() -> Iterator[StubEndpoint]:
    """The endpoint while the block runs."""
    stub = StubEndpoint()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stub))
    server.daemon_threads = True
    stub.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield stub
    finally:
        stub.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(stub: StubEndpoint) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = orjson.loads(self.rfile.read(int(self.headers["content-length"])))
            with stub.lock:
                stub.requests.append(request)
                stub.headers.append({name.lower(): value for name, value in self.headers.items()})
                stub.paths.append(self.path)
                stub.at_once += 1
                stub.most_at_once = max(stub.most_at_once, stub.at_once)
            try:
                self._answer(stub.reply(request))
            except ConnectionError:
                pass  # the client has hung up
            finally:
                with stub.lock:
                    stub.at_once -= 1

        def _answer(self, reply: Reply) -> None:
            if reply.waits:
                stub.ended.wait(30)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if not reply.drips:
                self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            while reply.drips and not stub.ended.wait(0.02):
                self.wfile.write(b" ")
            self.wfile.write(reply.body)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    return Handler
