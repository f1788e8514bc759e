"""Where the fetcher goes: redirects, private numbers, names that change, what is no address."""

import socket
import threading
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.addresses import AddressError, follow_location, read_address, refuse_peer
from tasks.fetch.fetcher import Fetcher, Refused, Request
from tasks.fetch.manners import Manners
from tasks.fetch.sockets import Vetting
from tasks.fetch.transport import Transport
from tests.fleet.asking import MB, fetched, get, refused
from tests.fleet.server import REAL, Fleet, Reply


def test_redirects_are_followed_and_only_permanent_ones_remembered(fleet: Fleet) -> None:
    end = fleet.put("b.test", "/end", Reply(body=b"end"))
    second = fleet.put("b.test", "/second", Reply(status=308, headers={"Location": "/end"}))
    for_good = fleet.put("a.test", "/good", Reply(status=301, headers={"Location": second}))
    for_now = fleet.put("a.test", "/now", Reply(status=302, headers={"Location": second}))
    assert (fetched(for_good).moved_to, fetched(for_good).final_url) == (end, end)
    assert (fetched(for_now).moved_to, fetched(for_now).final_url) == (None, end)


def test_fifty_hops_are_too_many(fleet: Fleet) -> None:
    for n in range(50):
        fleet.put("a.test", f"/{n}", Reply(status=302, headers={"Location": f"/{n + 1}"}))
    assert refused(fleet.url("a.test", "/0")).kind == "redirects"
    assert len(fleet.paths()) == 6


@pytest.mark.parametrize(
    "goal", ["file:///etc/passwd", "data:text/html,x", "ftp://a.test/", "//[::1", "http://u:p@a.test/"]
)
def test_a_redirect_out_of_the_web_is_refused(fleet: Fleet, goal: str) -> None:
    url = fleet.put("a.test", "/x", Reply(status=302, headers={"Location": goal}))
    assert refused(url).kind == "address"


def test_https_does_not_step_down_to_http() -> None:
    with pytest.raises(AddressError):
        follow_location(read_address("https://news.example/"), "http://news.example/")


def test_a_redirect_to_a_private_number_is_not_followed(fleet: Fleet) -> None:
    url = fleet.put("a.test", "/x", Reply(status=302, headers={"Location": "http://169.254.169.254/latest/"}))
    numbers: list[str] = []

    def resolve(host: str, port: int) -> list[tuple[int, tuple[str, int]]]:
        number = host if host[0].isdigit() else "127.0.0.1"
        numbers.append(number)
        return [(int(socket.AF_INET), (number, port))]

    vetting = Vetting(resolve=resolve, allow_peers=frozenset({"127.0.0.1"}))
    fetcher = Fetcher(clock=REAL, transport=Transport(vetting=vetting), manners=Manners(pause_s=0))
    answer = get(url, fetcher)
    assert isinstance(answer, Refused)
    assert answer.kind == "address"
    assert numbers[-1] == "169.254.169.254"


PRIVATE = [
    "127.0.0.1", "127.1", "127.0.1", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "2130706433", "017700000001", "0",
    "0.0.0.0",  # noqa: S104 it is asked for, not bound to

    "10.0.0.1", "10.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.1", "169.254.169.254", "2852039166",
    "0xa9fea9fe", "100.64.0.1", "198.18.0.1", "192.0.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "[::1]", "[::]",
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::10.0.0.1]",
    "[64:ff9b:1::1]", "[fe80::1]", "[fc00::1]", "[fd12:3456::1]", "[fec0::1]", "[ff02::1]", "[2002:7f00:1::]",
    "[2001:0:7f00:1::]", "[2001:db8::1]", "[::127.0.0.1]", "localhost", "LOCALHOST.", "①②⑦.0.0.1", "127。0。0。1",
    "[::1%25lo]",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE)
def test_private_addresses_in_any_spelling_are_never_connected_to(
    host: str, fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, where: connected.append(where))
    fetcher = Fetcher(clock=REAL, manners=Manners(deadline_s=5))
    answer = fetcher.fetch(Request(url=f"http://{host}:{fleet.port}/", limit=MB))
    assert isinstance(answer, Refused)
    assert answer.kind in ("address", "dns")
    assert connected == []
    assert fleet.log == []


@pytest.mark.parametrize("number", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_public_numbers_are_allowed(number: str) -> None:
    assert refuse_peer(number) is None


def test_a_name_that_changes_between_check_and_connection_gains_nothing(
    fleet: Fleet, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["8.8.8.8", "127.0.0.1", "127.0.0.1"])
    connected: list[str] = []

    def rebind(_host: str, port: int) -> list[tuple[int, tuple[str, int]]]:
        return [(int(socket.AF_INET), (next(answers), port))]

    def connect(_self: socket.socket, where: tuple[str, int]) -> None:
        connected.append(where[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    fetcher = Fetcher(clock=REAL, transport=Transport(vetting=Vetting(resolve=rebind)), manners=Manners(pause_s=0))
    for _ in range(3):
        assert isinstance(get(fleet.url("evil.test", "/"), fetcher), Refused)
    assert connected == ["8.8.8.8"]


def test_a_name_that_hangs_in_the_resolver_ends_at_the_deadline() -> None:
    wait = threading.Event()

    def hang(_host: str, _port: int) -> list[Any]:
        wait.wait(5)
        return []

    fetcher = Fetcher(
        clock=REAL, transport=Transport(vetting=Vetting(resolve=hang)), manners=Manners(deadline_s=0.3, pause_s=0)
    )
    began = time.monotonic()
    answer = get("http://slow.test/", fetcher)
    wait.set()
    assert isinstance(answer, Refused)
    assert answer.kind == "deadline"
    assert time.monotonic() - began < 1.3


def test_no_proxy_is_taken_from_the_environment(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetched(fleet.put("a.test", "/x", Reply(body=b"direct"))).payload == b"direct"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "",
        "http://",
        "http://a b/",
        "//x",
        "http://x:99999/",
        "http://\x00/",
        "http://[",
        "x" * 5000,
    ],
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    assert refused(url).kind == "address"


@given(st.text(max_size=60))
def test_no_address_makes_the_reader_of_addresses_fail_otherwise(text: str) -> None:
    for url in (text, f"http://{text}", f"https://news.example/{text}"):
        try:
            address = read_address(url)
        except AddressError:
            continue
        assert address.url.isascii()
