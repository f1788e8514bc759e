"""The fetcher against a server that misbehaves in every way we know of."""

import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from typing import Any

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.addresses import AddressError, follow_location, read_address, refuse_peer
from tasks.fetch.decoding import DecodingError, TooLargeError, decode_body
from tasks.fetch.fetcher import Fetched, Fetcher, Refused, Request
from tasks.fetch.manners import Manners, read_retry_after
from tasks.fetch.sockets import Vetting
from tasks.fetch.transport import Transport
from tests.fleet.server import REAL, Fleet, Reply, SimulatedTime, make_fetcher

NOW = datetime(2024, 5, 6, tzinfo=UTC)
MB = 1 << 20


@pytest.fixture
def fleet() -> Iterator[Fleet]:
    with Fleet() as running:
        yield running


def get(url: str, fetcher: Fetcher | None = None, **said: Any) -> Fetched | Refused:
    return (fetcher or make_fetcher()).fetch(Request(url=url, limit=said.pop("limit", MB), **said))


def refused(url: str, **manners: Any) -> Refused:
    answer = get(url, make_fetcher(**manners))
    assert isinstance(answer, Refused), answer
    return answer


def fetched(url: str, fetcher: Fetcher | None = None, **said: Any) -> Fetched:
    answer = get(url, fetcher, **said)
    assert isinstance(answer, Fetched), answer
    return answer


def test_a_page_is_fetched_with_an_honest_name(fleet: Fleet) -> None:
    url = fleet.put("a.test", "/x", Reply(body=b"hello", headers={"Content-Type": "text/html"}))
    assert fetched(url).payload == b"hello"
    assert "marsad" in fleet.log[-1].headers["user-agent"].lower()
    assert "cookie" not in fleet.log[-1].headers


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
    "gzip, br": lambda data: brotli.compress(gzip.compress(data)),
    "identity": bytes,
}


@pytest.mark.parametrize("encoding", ENCODERS)
def test_bodies_are_decoded(fleet: Fleet, encoding: str) -> None:
    text = "نص طويل بعض الشيء ".encode() * 5000
    url = fleet.put("a.test", "/x", Reply(body=ENCODERS[encoding](text), headers={"Content-Encoding": encoding}))
    assert fetched(url).payload == text


BOMBERS: dict[str, Callable[[bytes], bytes]] = ENCODERS | {
    "gzip": lambda data: gzip.compress(data, 1),
    "br": lambda data: brotli.compress(data, quality=1),
    "gzip, gzip": lambda data: gzip.compress(gzip.compress(data, 1)),
}


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
def test_a_bomb_is_refused_before_it_fills_the_memory(fleet: Fleet, encoding: str) -> None:
    url = fleet.put(
        "a.test", "/x", Reply(body=BOMBERS[encoding](bytes(80 * MB)), headers={"Content-Encoding": encoding})
    )
    tracemalloc.start()
    answer = refused(url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.kind == "too-large"
    assert peak < 64 * MB


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
def test_a_cut_body_is_no_page(encoding: str) -> None:
    whole = ENCODERS[encoding](bytes(range(256)) * 500)
    with pytest.raises(DecodingError):
        decode_body([whole[: len(whole) // 2]], encoding, MB)


def test_bare_deflate_and_rubbish_after_gzip_are_read() -> None:
    packer = zlib.compressobj(wbits=-15)
    assert decode_body([packer.compress(b"bare") + packer.flush()], "deflate", MB) == b"bare"
    assert decode_body([gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0rubbish"], "gzip", MB) == b"ab"
    assert decode_body([], "gzip", MB) == b""


@given(st.binary(max_size=3000), st.sampled_from(list(ENCODERS)), st.integers(1, 700))
def test_pieces_of_any_size_decode_to_the_same(data: bytes, encoding: str, size: int) -> None:
    encoded = ENCODERS[encoding](data)
    pieces = [encoded[i : i + size] for i in range(0, len(encoded), size)]
    assert decode_body(pieces, encoding, MB) == data


@given(st.binary(max_size=300), st.sampled_from([*ENCODERS, "compress", "gzip,gzip,gzip,gzip"]))
def test_rubbish_never_raises_anything_else(data: bytes, encoding: str) -> None:
    with suppress(DecodingError, TooLargeError):
        decode_body([data], encoding, MB)


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


def say_nothing(_sock: socket.socket) -> None:
    time.sleep(3)


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


def test_robots_are_obeyed_and_asked_for_once(fleet: Fleet) -> None:
    fleet.put("a.test", "/robots.txt", Reply(body=b"User-agent: *\nDisallow: /*.pdf$\nDisallow: /no\n"))
    yes, no, pdf = (fleet.put("a.test", path, Reply(body=b"x")) for path in ("/yes", "/no/x", "/a.pdf"))
    fetcher = make_fetcher()
    assert isinstance(get(yes, fetcher), Fetched)
    assert [get(u, fetcher).kind for u in (no, pdf)] == ["robots", "robots"]  # type: ignore[union-attr]
    assert [v.path for v in fleet.log] == ["/robots.txt", "/yes"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_robots_that_cannot_be_read_forbid_unless_they_are_not_there(fleet: Fleet, status: int, allowed: bool) -> None:  # noqa: FBT001
    fleet.put("a.test", "/robots.txt", Reply(status=status))
    url = fleet.put("a.test", "/x", Reply(body=b"x"))
    assert isinstance(get(url), Fetched) is allowed
    assert fleet.paths() == (["/x"] if allowed else [])


def test_robots_hold_after_a_redirect_too(fleet: Fleet) -> None:
    fleet.put("b.test", "/robots.txt", Reply(body=b"User-agent: *\nDisallow: /\n"))
    url = fleet.put("a.test", "/x", Reply(status=301, headers={"Location": fleet.url("b.test", "/y")}))
    assert refused(url).kind == "robots"
    assert fleet.paths("b.test") == []


def test_crawl_delay_is_kept_between_requests(fleet: Fleet) -> None:
    fleet.put("a.test", "/robots.txt", Reply(body=b"User-agent: marsad\nCrawl-delay: 0.2\n"))
    url = fleet.put("a.test", "/x", Reply(body=b"x"))
    fetcher = make_fetcher()
    for _ in range(3):
        assert isinstance(get(url, fetcher), Fetched)
    gaps = [b.began - a.ended for a, b in pairwise(fleet.log)]
    assert all(gap >= 0.19 for gap in gaps)


def test_a_crawl_delay_of_an_hour_is_put_off_not_waited_out(fleet: Fleet) -> None:
    fleet.put("a.test", "/robots.txt", Reply(body=b"User-agent: *\nCrawl-delay: 3600\n"))
    url = fleet.put("a.test", "/x", Reply(body=b"x"))
    fetcher = make_fetcher(clock=SimulatedTime(NOW).clock())
    assert isinstance(get(url, fetcher), Fetched)
    assert get(url, fetcher).kind == "later"  # type: ignore[union-attr]


def test_the_host_that_says_429_is_left_alone_and_nobody_else(fleet: Fleet) -> None:
    fleet.put("busy.test", "/x", Reply(status=429, headers={"Retry-After": "120"}))
    free = fleet.put("free.test", "/x", Reply(body=b"x"))
    time_ = SimulatedTime(NOW)
    fetcher = make_fetcher(clock=time_.clock())
    busy = fleet.url("busy.test", "/x")
    first = fetched(busy, fetcher)
    assert (first.status, first.retry_at) == (429, NOW + timedelta(seconds=120))
    assert get(busy, fetcher).kind == "later"  # type: ignore[union-attr]
    assert isinstance(get(free, fetcher), Fetched)
    time_.advance(seconds=121)
    assert fetched(busy, fetcher).status == 429
    assert fleet.paths("busy.test") == ["/x", "/x"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", timedelta(seconds=120)),
        (format_datetime(NOW + timedelta(minutes=5), usegmt=True), timedelta(minutes=5)),
        ("99999999999", timedelta(days=1)),
        ("0", None),
        ("-5", None),
        ("soon", None),
        (None, None),
        (format_datetime(NOW - timedelta(minutes=5)), None),
    ],
)
def test_retry_after_in_both_forms(value: str | None, expected: timedelta | None) -> None:
    assert read_retry_after(value, NOW) == (None if expected is None else NOW + expected)


def test_one_request_in_flight_per_host_whatever_the_threads_do(fleet: Fleet) -> None:
    urls = [fleet.put(f"h{h}.test", f"/{n}", Reply(body=b"x", wait=0.01)) for n in range(6) for h in range(4)]
    fetcher = make_fetcher(pause_s=0.01)
    threads = [threading.Thread(target=get, args=(url, fetcher)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(fleet.paths()) == 24
    for host in {v.host for v in fleet.log}:
        visits = sorted((v for v in fleet.log if v.host == host), key=lambda v: v.began)
        assert all(b.began >= a.ended for a, b in pairwise(visits))


def test_a_host_that_hangs_delays_nobody_else(fleet: Fleet) -> None:
    slow = [fleet.put("slow.test", f"/{n}", Reply(raw=say_nothing)) for n in range(5)]
    quick = [fleet.put("quick.test", f"/{n}", Reply(body=b"x")) for n in range(5)]
    fetcher = make_fetcher(deadline_s=0.5)
    began = time.monotonic()
    answers = fetcher.fetch_all([Request(url=u, limit=MB) for u in [*slow, *quick]])
    assert time.monotonic() - began < 2.5
    assert [a.kind for a in answers[:5] if isinstance(a, Refused)] == [
        "deadline",
        "deadline",
        "later",
        "later",
        "later",
    ]
    assert all(isinstance(a, Fetched) for a in answers[5:])


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
