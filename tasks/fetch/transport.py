"""One request, one answer: strict, capped, in time. Redirects, robots and manners are the fetcher's."""

import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final

from urllib3.exceptions import HTTPError

from tasks.fetch.addresses import WebAddress
from tasks.fetch.clock import Budget
from tasks.fetch.decoding import PIECE, decode_body, decode_pieces
from tasks.fetch.sockets import VettedConnection, VettedTlsConnection, Vetting, make_tls_context

_MAX_IDLE: Final = 64
_BODILESS: Final = (204, 304)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said to one request; the body is decoded and empty where its status is not one that we read."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)

    def header(self, name: str) -> str | None:
        """Return the first header of that name."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    connection: Any
    response: Any


class Transport:
    """Connections to hosts, at most one idle one each. Takes no proxy, cookie or password from the environment."""

    def __init__(self, *, vetting: Vetting | None = None, tls: ssl.SSLContext | None = None) -> None:
        """Use public addresses and the system's certificates if nothing else is said."""
        self._vetting = vetting or Vetting()
        self._tls = tls
        self._idle: dict[str, Any] = {}
        self._lock = threading.Lock()

    def get(
        self,
        address: WebAddress,
        headers: Mapping[str, str],
        *,
        budget: Budget,
        limit: int,
        save_to: Path | None = None,
    ) -> Answer:
        """Ask for one address and return the answer with at most `limit` decoded bytes.

        With `save_to` the body of a 200 goes there piece by piece instead, for archives that no memory holds.

        Raises AddressError, DeadlineError or another OSError, ssl.SSLError, HTTPError of urllib3, HTTPException,
        DecodingError, TooLargeError.
        """
        reply = self._ask(address, headers, budget)
        try:
            answer = self._read(reply, limit, save_to)
        except BaseException:
            reply.connection.close()
            raise
        self._keep(address.origin, reply)
        return answer

    def _ask(self, address: WebAddress, headers: Mapping[str, str], budget: Budget) -> _Reply:
        with self._lock:
            connection = self._idle.pop(address.origin, None)
        if connection is not None:
            # A server may have closed an idle connection: then, and only then, the request is made anew.
            with suppress(OSError, HTTPError, HTTPException):
                return self._send(connection, address, headers, budget)
            connection.close()
            budget.remaining()
        return self._send(self._connection(address), address, headers, budget)

    def _connection(self, address: WebAddress) -> Any:
        connection: Any
        if address.scheme == "https":
            self._tls = self._tls or make_tls_context()  # reading the certificates takes 30 ms: not for plain http
            connection = VettedTlsConnection(address.host, address.port, ssl_context=self._tls)
        else:
            connection = VettedConnection(address.host, address.port)
        connection.vetting = self._vetting
        return connection

    def _send(self, connection: Any, address: WebAddress, headers: Mapping[str, str], budget: Budget) -> _Reply:
        connection.budget = budget
        connection.timeout = budget.remaining()
        try:
            if connection.sock is None:
                connection.connect()
            connection.sock.budget = budget
            connection.request("GET", address.target, headers=headers, preload_content=False, decode_content=False)
            return _Reply(connection=connection, response=connection.getresponse())
        except BaseException:
            connection.close()
            raise

    def _read(self, reply: _Reply, limit: int, save_to: Path | None) -> Answer:
        response = reply.response
        headers = tuple((str(name), str(value)) for name, value in response.headers.items())
        encoding = response.headers.get("Content-Encoding") or ""
        body = b""
        if save_to is not None and response.status == 200:
            with save_to.open("wb") as out:
                out.writelines(decode_pieces(_pieces(response), encoding, limit))
        elif response.status not in _BODILESS:
            body = decode_body(_pieces(response), encoding, limit)
        return Answer(status=response.status, headers=headers, body=body)

    def _keep(self, origin: str, reply: _Reply) -> None:
        """Keep the connection for the next request, if the server does and nothing of the body is left on it."""
        reply.response.release_conn()
        original = reply.response._original_response  # noqa: SLF001 the only place that tells whether it will close
        whole = original is not None and original.isclosed() and not original.will_close
        with self._lock:
            if whole and len(self._idle) < _MAX_IDLE and origin not in self._idle:
                self._idle[origin] = reply.connection
                return
        reply.connection.close()

    def close(self) -> None:
        """Close what is idle."""
        with self._lock:
            for connection in self._idle.values():
                connection.close()
            self._idle.clear()


def _pieces(response: Any) -> Iterator[bytes]:
    while piece := response.read(PIECE):
        yield piece
