"""Sockets that keep to a deadline and connect to vetted numbers only."""

import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from urllib3.connection import HTTPConnection, HTTPSConnection

from tasks.fetch.addresses import AddressError, refuse_peer
from tasks.fetch.clock import Budget, DeadlineError

SocketAddress = tuple[Any, ...]
Resolve = Callable[[str, int], Sequence[tuple[int, SocketAddress]]]
"""Host and port to families and socket addresses; raises socket.gaierror."""

_CONNECT_SECONDS: Final = 10.0


class _DeadlineSocket(socket.socket):
    """A socket whose every read waits for what is left of the deadline, not for a time-out of its own."""

    budget: Budget | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        if self.budget is not None:
            self.settimeout(self.budget.remaining())
        return super().recv_into(*args, **kwargs)


class _DeadlineSSLSocket(ssl.SSLSocket):
    """The same under TLS."""

    budget: Budget | None = None

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        if self.budget is not None:
            self.settimeout(self.budget.remaining())
        return super().recv_into(*args, **kwargs)


def resolve_name(host: str, port: int) -> Sequence[tuple[int, SocketAddress]]:
    """Ask the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(int(family), address) for family, _, _, _, address in found]


def make_tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """Return the strict context: certificate and name are checked, TLS 1.2 or newer, no way around it."""
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = _DeadlineSSLSocket
    return context


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetting:
    """How names become connections: the resolver, and the numeric addresses that are allowed beside public ones."""

    resolve: Resolve = resolve_name
    allow_peers: frozenset[str] = frozenset()
    """For tests on loopback: "127.0.0.1". Empty in production."""

    def refusal(self, address: str) -> str | None:
        """Return why a numeric address is not connected to, or None."""
        return None if address in self.allow_peers else refuse_peer(address)

    def peers(self, host: str, port: int, budget: Budget) -> list[tuple[int, SocketAddress]]:
        """Return the vetted socket addresses of a name, in the resolver's order.

        Raises AddressError where none is public, socket.gaierror where the name has none, DeadlineError where the
        resolver takes too long (it knows no time-out of its own).
        """
        found = self._resolve_in_time(host, port, budget)
        refused = [(address[0], self.refusal(str(address[0]))) for _, address in found]
        good = [peer for peer, (_, why) in zip(found, refused, strict=True) if why is None]
        if not good:
            told = ", ".join(sorted({f"{number}: {why}" for number, why in refused})) or "no address"
            raise AddressError(f"{host} is not asked: {told}")
        return good

    def _resolve_in_time(self, host: str, port: int, budget: Budget) -> list[tuple[int, SocketAddress]]:
        answer: list[Any] = []

        def ask() -> None:
            try:
                answer.append(list(self.resolve(host, port)))
            except (OSError, UnicodeError) as error:
                answer.append(error)

        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(budget.remaining())
        if not answer:
            raise DeadlineError(f"the name {host} was not resolved in time")
        if isinstance(answer[0], Exception):
            raise answer[0]
        found: list[tuple[int, SocketAddress]] = answer[0]
        return found


def _connect(host: str, port: int, vetting: Vetting, budget: Budget) -> _DeadlineSocket:
    trouble: OSError = ConnectionError(f"{host} has no address that answers")
    for family, address in vetting.peers(host, port, budget):
        sock = _DeadlineSocket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(min(_CONNECT_SECONDS, budget.remaining()))
            sock.connect(address)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            reached = sock.getpeername()[0]
        except OSError as error:
            sock.close()
            trouble = error
            continue
        if why := vetting.refusal(str(reached)):
            sock.close()
            raise AddressError(f"{host} led to {reached}: {why}")
        return sock
    raise trouble


class VettedConnection(HTTPConnection):
    """A plain connection of urllib3 whose socket is ours; `budget` must be set before each request."""

    vetting: Vetting
    budget: Budget

    def _new_conn(self) -> socket.socket:
        return _connect(self.host, int(self.port or 80), self.vetting, self.budget)


class VettedTlsConnection(HTTPSConnection):
    """The same under TLS."""

    vetting: Vetting
    budget: Budget

    def _new_conn(self) -> socket.socket:
        return _connect(self.host, int(self.port or 443), self.vetting, self.budget)
