"""Servers that drip, hang, lie and never end: each costs no more than the deadline."""

import socket
import time
from collections.abc import Callable

import pytest

from tests.fleet.asking import refused, say_nothing
from tests.fleet.server import Fleet, Reply


def drip_body(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(40):
        sock.sendall(b"x")
        time.sleep(0.1)


def drip_headers(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\n")
    for n in range(40):
        sock.sendall(b"X: %d\r\n" % n)
        time.sleep(0.1)


def send_for_ever(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(4000):
        sock.sendall(b"10000\r\n" + bytes(65536) + b"\r\n")


def send_headers_for_ever(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(20000):
        sock.sendall(b"X-A: " + b"y" * 1000 + b"\r\n")


def lie_short(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")


def speak_no_http(sock: socket.socket) -> None:
    sock.sendall(b"220 smtp.example ESMTP\r\n")


def break_chunks(sock: socket.socket) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n")


@pytest.mark.parametrize("trick", [drip_body, drip_headers, say_nothing])
def test_a_drip_ends_at_the_deadline(fleet: Fleet, trick: Callable[[socket.socket], None]) -> None:
    url = fleet.put("a.test", "/x", Reply(raw=trick))
    began = time.monotonic()
    assert refused(url, deadline_s=0.6).kind == "deadline"
    assert time.monotonic() - began < 1.6


@pytest.mark.parametrize(
    ("trick", "kind"),
    [
        (send_for_ever, "too-large"),
        (send_headers_for_ever, "protocol"),
        (lie_short, "protocol"),
        (speak_no_http, "protocol"),
        (break_chunks, "protocol"),
    ],
)
def test_a_broken_answer_is_refused_in_time(fleet: Fleet, trick: Callable[[socket.socket], None], kind: str) -> None:
    url = fleet.put("a.test", "/x", Reply(raw=trick))
    began = time.monotonic()
    assert refused(url, deadline_s=3.0).kind == kind
    assert time.monotonic() - began < 4
