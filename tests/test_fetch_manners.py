"""How the fetcher behaves: robots, pauses, retry-after, one request per host."""

import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from tasks.fetch.fetcher import Fetched, Refused, Request
from tasks.fetch.manners import read_retry_after
from tests.fleet.asking import MB, fetched, get, refused, say_nothing
from tests.fleet.server import Fleet, Reply, SimulatedTime, make_fetcher

NOW = datetime(2024, 5, 6, tzinfo=UTC)


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
