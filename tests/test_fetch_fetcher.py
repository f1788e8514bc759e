"""The fetcher itself: its name, its connections."""

import socket
import time
from typing import Any

import pytest

from tests.fleet.asking import fetched
from tests.fleet.server import Fleet, Reply, make_fetcher


def test_a_page_is_fetched_with_an_honest_name(fleet: Fleet) -> None:
    url = fleet.put("a.test", "/x", Reply(body=b"hello", headers={"Content-Type": "text/html"}))
    assert fetched(url).payload == b"hello"
    assert "marsad" in fleet.log[-1].headers["user-agent"].lower()
    assert "cookie" not in fleet.log[-1].headers


def test_an_idle_connection_that_the_server_closed_is_opened_anew(fleet: Fleet) -> None:
    def close_after(sock: socket.socket) -> None:
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")
        sock.shutdown(socket.SHUT_RDWR)

    url = fleet.put("a.test", "/x", Reply(raw=close_after))
    fetcher = make_fetcher()
    assert fetched(url, fetcher).payload == b"x"
    time.sleep(0.05)
    assert fetched(url, fetcher).payload == b"x"


def test_connections_are_kept_for_the_next_request(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []
    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda self, where: (opened.append(where), connect(self, where))[1])
    url = fleet.put("a.test", "/x", Reply(body=b"x" * 100_000))
    fetcher = make_fetcher()
    for _ in range(3):
        assert len(fetched(url, fetcher).payload) == 100_000
    assert len(opened) == 1
