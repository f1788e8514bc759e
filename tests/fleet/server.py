"""A web on loopback: many host names, one server, every answer written by the test, every request on record."""

import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tasks.fetch.clock import Clock
from tasks.fetch.fetcher import Fetcher
from tasks.fetch.manners import Manners
from tasks.fetch.sockets import Vetting
from tasks.fetch.transport import Transport


@dataclass(slots=True, kw_only=True)
class Visit:
    """One request as the server saw it: when it came and when its answer was ready, on the stop-watch."""

    host: str
    path: str
    headers: dict[str, str]
    began: float
    ended: float = 0.0
    status: int = 0


@dataclass(slots=True, kw_only=True)
class Reply:
    """What a page answers; `raw` writes to the socket itself."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    raw: Callable[[socket.socket], None] | None = None
    wait: float = 0.0


Page = Callable[[Visit], Reply]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").rpartition(":")[0]
        headers = {k.lower(): v for k, v in self.headers.items()}
        visit = Visit(host=host, path=self.path, headers=headers, began=time.monotonic())
        fleet = self.server.fleet
        page = fleet.pages.get((host, self.path.partition("?")[0]))
        reply = page(visit) if page else Reply(status=404)
        visit.status = reply.status
        time.sleep(reply.wait)
        # On record before it is sent: a client that has its answer may look at the log at once.
        visit.ended = time.monotonic()
        with fleet.lock:
            fleet.log.append(visit)
        try:
            self._send(reply)
        except OSError:
            self.close_connection = True

    def _send(self, reply: Reply) -> None:
        if reply.raw is not None:
            self.close_connection = True
            reply.raw(self.connection)
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in reply.headers:
            self.send_header("Content-Length", str(0 if reply.status == 304 else len(reply.body)))
        self.end_headers()
        if reply.status != 304:
            self.wfile.write(reply.body)

    def log_message(self, *_args: Any) -> None:
        """Say nothing: the fleet keeps its own log."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    fleet: "Fleet"

    def handle_error(self, *_args: Any) -> None:
        """Say nothing: a client that hangs up on a bomb is what we test for."""


class Fleet:
    """The server; `pages[(host, path)]` answers, `log` records."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.pages: dict[tuple[str, str], Page] = {}
        self.log: list[Visit] = []
        self.lock = threading.Lock()
        self._server = _Server((address, 0), _Handler)
        self._server.fleet = self
        self.port = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def url(self, host: str, path: str) -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, host: str, path: str, reply: Reply | Page) -> str:
        """Let a page answer and return its address."""
        self.pages[host, path] = reply if callable(reply) else lambda _visit: reply
        return self.url(host, path)

    def paths(self, host: str | None = None) -> list[str]:
        """Return what was asked for, robots.txt apart."""
        return [v.path for v in self.log if host in (None, v.host) and v.path != "/robots.txt"]


def resolve_to_loopback(_host: str, port: int) -> list[tuple[int, tuple[str, int]]]:
    return [(int(socket.AF_INET), ("127.0.0.1", port))]


def loopback_transport() -> Transport:
    return Transport(vetting=Vetting(resolve=resolve_to_loopback, allow_peers=frozenset({"127.0.0.1"})))


REAL = Clock(now=lambda: datetime.now(UTC), monotonic=time.monotonic, sleep=time.sleep)


class SimulatedTime:
    """A clock that a test moves: sleeping costs nothing, deadlines of the wire still run on the real stop-watch."""

    def __init__(self, start: datetime) -> None:
        self.moment = start
        self.slept = 0.0
        self._lock = threading.Lock()

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept += seconds

    def clock(self) -> Clock:
        return Clock(now=lambda: self.moment, monotonic=lambda: time.monotonic() + self.slept, sleep=self.sleep)

    def advance(self, **span: float) -> None:
        self.moment += timedelta(**span)


def make_fetcher(clock: Clock = REAL, **manners: Any) -> Fetcher:
    """Return a fetcher for the fleet: quick, unless the test asks for manners."""
    quick: dict[str, Any] = {"pause_s": 0.0, "spread_s": 0.0, "deadline_s": 5.0} | manners
    return Fetcher(clock=clock, transport=loopback_transport(), manners=Manners(**quick))
