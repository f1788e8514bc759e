"""Rounds over feeds: what is due, what is new, where each feed stands, and that nothing is lost or asked twice."""

import itertools
import json
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.batch import FeedState
from schemas.source import Source
from tasks.fetch.captured import Captured
from tasks.fetch.fetcher import Fetcher
from tasks.fetch.health import feed_health
from tasks.fetch.pace import Pace, median_gap, next_visit, poll_interval, read_feed_date
from tasks.fetch.poll import Polled, poll_feeds
from tasks.fetch.round import Known
from tasks.fetch.spool import Spool, SpoolBusyError
from tasks.fetch.states import fresh_state
from tests.fleet.server import Fleet, Reply, SimulatedTime, Visit, make_fetcher

NOW = datetime(2024, 5, 6, 12, tzinfo=UTC)
PAGE = "<html><body><p>نص الصفحة كما هي.</p></body></html>".encode()


def source(*feeds: str, name: str = "one", sitemaps: tuple[str, ...] = ()) -> Source:
    unknown = dict.fromkeys(("name_en", "name_ar", "country", "timezone", "owner", "homepage", "entity_id"))
    told: dict[str, Any] = {"kind": "outlet", "language": "ar", "is_wire": False, "is_state": False}
    return Source(source_id=name, feeds=feeds, sitemaps=sitemaps, **unknown, **told)


def rss(items: list[tuple[str, datetime | None]], *, full: bool = True, guid: str = "") -> bytes:
    body = "".join(
        f"<item><title>خبر</title><link>{url}</link><guid>{url}{guid}</guid>"
        + (f"<pubDate>{format_datetime(moment)}</pubDate>" if moment else "")
        + (f"<content:encoded>نص {url}</content:encoded>" if full else "<description>خلاصة</description>")
        + "</item>"
        for url, moment in items
    )
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>t</title>'
    return f"{head}{body}</channel></rss>".encode()


class Lake:
    """What a lake would remember between rounds."""

    def __init__(self) -> None:
        self.documents: list[Captured] = []
        self.states: dict[tuple[str, str], FeedState] = {}

    def known(self) -> Known:
        urls = {d.url for d in self.documents}
        payloads = {(d.url, d.payload_sha256) for d in self.documents}

        def held(asked: Collection[Any], have: set[Any]) -> set[Any]:
            return set(asked) & have

        return Known(urls=lambda asked: held(asked, urls), payloads=lambda asked: held(asked, payloads))

    def poll(self, sources: list[Source], fetcher: Fetcher, now: datetime, **more: Any) -> Polled:
        polled = poll_feeds(
            sources, list(self.states.values()), now=now, fetcher=fetcher, known=self.known(), batch_id="b", **more
        )
        self.documents += polled.captured
        self.states |= {(s.source_id, s.feed_url): s for s in polled.states}
        return polled

    @property
    def state(self) -> FeedState:
        [state] = self.states.values()
        return state


def test_whole_items_are_taken_and_summaries_followed_to_their_pages(fleet: Fleet) -> None:
    whole = fleet.put("a.test", "/whole", Reply(body=rss([("https://news.example/1", NOW)])))
    page = fleet.put("a.test", "/page", Reply(body=PAGE, headers={"Content-Type": "text/html; charset=utf-8"}))
    short = fleet.put("a.test", "/short", Reply(body=rss([(page, None)], full=False)))
    polled = Lake().poll([source(whole, short)], make_fetcher(), NOW)
    record, document = polled.captured
    assert (record.url, record.media_type, record.feed_url) == ("https://news.example/1", "application/json", whole)
    assert json.loads(record.payload)["html"] == "نص https://news.example/1"
    assert (document.payload, document.charset, document.title_hint) == (PAGE, "utf-8", "خبر")
    assert [a.url for a in polled.answers] == [whole, short]


def test_nothing_is_captured_twice_though_guid_and_date_change_at_each_visit(fleet: Fleet) -> None:
    count = itertools.count()
    page = fleet.put("a.test", "/page", Reply(body=PAGE, headers={"Content-Type": "text/html"}))
    items = [("https://news.example/1", NOW), ("https://news.example/2", None)]

    def restless(_visit: Visit) -> Reply:
        number = next(count)
        return Reply(body=rss([(url, NOW + timedelta(seconds=number)) for url, _ in items], guid=f"?{number}"))

    feeds = [
        fleet.put("a.test", "/restless", restless),
        fleet.put("a.test", "/short", lambda _v: Reply(body=rss([(page, None)], full=False, guid=str(next(count))))),
    ]
    lake, fetcher = Lake(), make_fetcher()
    for day in range(3):
        lake.poll([source(*feeds)], fetcher, NOW + timedelta(days=day))
    assert len(lake.documents) == 3
    assert Counter(fleet.paths())["/page"] == 1


def test_an_edited_item_is_captured_again(fleet: Fleet) -> None:
    texts = iter([b"two dead", b"five dead"])
    head, tail = rss([("https://news.example/1", None)]).split("نص https://news.example/1".encode())
    feed = fleet.put("a.test", "/f", lambda _v: Reply(body=head + next(texts) + tail))
    lake, fetcher = Lake(), make_fetcher()
    for day in range(2):
        lake.poll([source(feed)], fetcher, NOW + timedelta(days=day))
    assert [json.loads(d.payload)["html"] for d in lake.documents] == ["two dead", "five dead"]


def test_a_304_costs_no_parse(fleet: Fleet, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[bytes] = []
    body = rss([("https://news.example/1", NOW)])

    def conditional(visit: Visit) -> Reply:
        same = visit.headers.get("if-none-match") == '"v1"' and visit.headers.get("if-modified-since") == "yesterday"
        return Reply(status=304) if same else Reply(body=body, headers={"ETag": '"v1"', "Last-Modified": "yesterday"})

    feed = fleet.put("a.test", "/f", conditional)
    lake, fetcher = Lake(), make_fetcher()
    lake.poll([source(feed)], fetcher, NOW)
    monkeypatch.setattr("tasks.fetch.poll.read_listing", lambda payload, **_: parsed.append(payload))
    lake.states = {k: replace(s, next_poll_at=None) for k, s in lake.states.items()}
    lake.poll([source(feed)], fetcher, NOW + timedelta(minutes=10))
    assert [v.status for v in fleet.log if v.path == "/f"] == [200, 304]
    assert parsed == []
    assert (lake.state.n_items, lake.state.etag, lake.state.n_errors) == (1, '"v1"', 0)


@pytest.mark.parametrize("dated", [True, False])
def test_a_feed_that_lies_about_its_etag_loses_nothing_in_a_day(fleet: Fleet, dated: bool) -> None:  # noqa: FBT001
    time_ = SimulatedTime(NOW)

    def published(moment: datetime) -> list[tuple[str, datetime | None]]:
        last = int((moment - NOW).total_seconds() // 900)
        return [
            (f"https://news.example/{n}", NOW + timedelta(seconds=900 * n) if dated else None)
            for n in range(last, last - 20, -1)
        ]

    def liar(visit: Visit) -> Reply:
        if "if-none-match" in visit.headers:
            return Reply(status=304)
        return Reply(body=rss(published(time_.moment)), headers={"ETag": '"always"'})

    feed = fleet.put("a.test", "/f", liar)
    lake, fetcher = Lake(), make_fetcher(clock=time_.clock())
    while time_.moment < NOW + timedelta(hours=24):
        lake.poll([source(feed)], fetcher, time_.moment)
        time_.advance(minutes=5)
    wanted = {f"https://news.example/{n}" for n in range(-19, 24 * 4 - 20)}
    assert wanted <= {d.url for d in lake.documents}
    assert lake.state.etag_trusted is False


def test_301_is_remembered_and_302_is_not(fleet: Fleet) -> None:
    for status, path in ((301, "/good"), (302, "/now")):
        new = fleet.put("b.test", f"/new{status}", Reply(body=rss([(f"https://news.example/{status}", NOW)])))
        feed = fleet.put("a.test", path, Reply(status=status, headers={"Location": new}))
        lake = Lake()
        for day in range(2):
            lake.poll([source(feed)], make_fetcher(), NOW + timedelta(days=day))
        assert lake.state.moved_to == (new if status == 301 else None)
    assert Counter(fleet.paths("a.test")) == {"/good": 1, "/now": 2}


def test_410_retires_a_feed(fleet: Fleet) -> None:
    feed = fleet.put("a.test", "/f", Reply(status=410))
    lake = Lake()
    first = lake.poll([source(feed)], make_fetcher(), NOW)
    for day in range(1, 4):
        assert lake.poll([source(feed)], make_fetcher(), NOW + timedelta(days=day)).n_asked == 0
    assert (lake.state.retired, fleet.paths()) == (True, ["/f"])
    assert [i.kind for i in first.issues] == ["feed-retired"]


def test_errors_are_told_and_visits_become_rarer(fleet: Fleet) -> None:
    feed = fleet.put("a.test", "/f", Reply(status=500))
    lake, now, gaps = Lake(), NOW, []
    for _ in range(6):
        lake.poll([source(feed)], make_fetcher(), now)
        assert lake.state.next_poll_at is not None
        gaps.append((lake.state.next_poll_at - now).total_seconds())
        now = lake.state.next_poll_at
    assert lake.state.n_errors == 6
    assert lake.state.last_error == "status 500"
    assert gaps[-1] > 4 * gaps[0]
    assert max(gaps) <= 1.5 * 86400


def test_a_page_that_fails_for_now_comes_later_and_one_that_is_gone_leaves_its_summary(fleet: Fleet) -> None:
    answers = iter([Reply(status=500), Reply(body=PAGE, headers={"Content-Type": "text/html"})])
    later = fleet.put("a.test", "/later", lambda _v: next(answers))
    gone, film = (
        fleet.url("a.test", "/gone"),
        fleet.put("a.test", "/film", Reply(body=b"x", headers={"Content-Type": "video/mp4"})),
    )

    def listing(visit: Visit) -> Reply:
        if "if-none-match" in visit.headers:
            return Reply(status=304)
        return Reply(body=rss([(u, None) for u in (later, gone, film)], full=False), headers={"ETag": "x"})

    feed = fleet.put("a.test", "/f", listing)
    lake, fetcher = Lake(), make_fetcher()
    first = lake.poll([source(feed)], fetcher, NOW)
    assert [d.url for d in lake.documents] == [gone, film]
    assert {i.kind for i in first.issues} == {"page-not-had"}
    assert lake.state.etag is None
    lake.poll([source(feed)], fetcher, NOW + timedelta(days=1))
    assert [d.url for d in lake.documents] == [gone, film, later]
    assert Counter(fleet.paths()) == {"/f": 2, "/later": 2, "/gone": 1, "/film": 1}


def test_more_pages_than_a_round_may_fetch_come_in_the_next(fleet: Fleet) -> None:
    pages = [fleet.put("a.test", f"/{n}", Reply(body=PAGE, headers={"Content-Type": "text/html"})) for n in range(5)]
    feed = fleet.put("a.test", "/f", Reply(body=rss([(p, None) for p in pages], full=False), headers={"ETag": "x"}))
    lake = Lake()
    for day in range(3):
        lake.poll([source(feed)], make_fetcher(), NOW + timedelta(days=day), max_pages=2)
    assert sorted(d.url for d in lake.documents) == sorted(pages)


def test_news_sitemaps_are_followed_through_their_index_and_old_addresses_left_alone(fleet: Fleet) -> None:
    page = fleet.put("a.test", "/new", Reply(body=PAGE, headers={"Content-Type": "text/html"}))
    entries = "".join(
        f"<url><loc>{u}</loc><lastmod>{d:%Y-%m-%dT%H:%M:%SZ}</lastmod></url>"
        for u, d in ((page, NOW), (fleet.url("a.test", "/old"), NOW - timedelta(days=30)))
    )
    child = fleet.put("a.test", "/child.xml", Reply(body=f"<urlset>{entries}</urlset>".encode()))
    index = fleet.put(
        "a.test",
        "/index.xml",
        Reply(body=f"<sitemapindex><sitemap><loc>{child}</loc></sitemap></sitemapindex>".encode()),
    )
    polled = Lake().poll([source(sitemaps=(index,))], make_fetcher(), NOW)
    assert [d.url for d in polled.captured] == [page]
    assert fleet.paths() == ["/index.xml", "/child.xml", "/new"]


def test_a_feed_that_lists_nothing_any_more_is_told(fleet: Fleet) -> None:
    bodies = iter([rss([("https://news.example/1", NOW)]), rss([]), b"<html>maintenance</html>"])
    feed = fleet.put("a.test", "/f", lambda _v: Reply(body=next(bodies)))
    lake = Lake()
    kinds = [
        [i.kind for i in lake.poll([source(feed)], make_fetcher(), NOW + timedelta(days=d)).issues] for d in range(3)
    ]
    assert kinds[:2] == [[], ["feed-empty"]]


def test_after_a_crash_no_answer_on_disk_is_asked_for_again(fleet: Fleet, tmp_path: Path) -> None:
    pages = [
        fleet.put("a.test", f"/{n}", Reply(body=PAGE + b"%d" % n, headers={"Content-Type": "text/html"}))
        for n in range(6)
    ]
    feed = fleet.put("a.test", "/f", Reply(body=rss([(p, None) for p in pages], full=False)))
    seen: list[str] = []

    class CrashError(Exception):
        pass

    def crash(progress: Any) -> None:
        seen.append(progress.url)
        if len(seen) == 4:
            raise CrashError

    with Spool(tmp_path) as spool, pytest.raises(CrashError):
        Lake().poll([source(feed)], make_fetcher(), NOW, spool=spool, progress=crash)
    torn = tmp_path / "inflight.warc.gz"
    torn.write_bytes(torn.read_bytes()[:-7])
    with Spool(tmp_path) as spool:
        polled = Lake().poll([source(feed)], make_fetcher(), NOW, spool=spool)
    assert sorted(d.url for d in polled.captured) == sorted(pages)
    again = [path for path, times in Counter(fleet.paths()).items() if times > 1]
    assert len(again) <= 1, "only the record that was torn may be fetched again"


def test_two_rounds_at_once_are_one_too_many(tmp_path: Path) -> None:
    with Spool(tmp_path), pytest.raises(SpoolBusyError):
        Spool(tmp_path)
    with Spool(tmp_path) as spool:
        assert spool.addresses() == set()


def test_the_order_of_sources_does_not_change_what_a_round_brings(fleet: Fleet) -> None:
    sources = [
        source(fleet.put(f"h{n}.test", "/f", Reply(body=rss([(f"https://news.example/{n}", NOW)]))), name=f"s{n}")
        for n in range(6)
    ]
    one, other = (Lake().poll(order, make_fetcher(), NOW) for order in (sources, sources[::-1]))
    assert {c.document_id for c in one.captured} == {c.document_id for c in other.captured}
    assert {s.source_id: s for s in one.states} == {s.source_id: s for s in other.states}


def test_a_fleet_of_two_hundred_feeds_on_twenty_hosts(fleet: Fleet) -> None:
    """Judged by the server's log: one request in flight per host, pauses kept, robots obeyed, 429 delays nobody."""
    for host in range(20):
        name = f"h{host}.test"
        fleet.put(name, "/robots.txt", Reply(body=b"User-agent: *\nDisallow: /f9\n" if host == 3 else b""))
        for n in range(10):
            reply = Reply(body=rss([(f"https://news.example/{host}/{n}", NOW)]))
            fleet.put(name, f"/f{n}", Reply(status=429, headers={"Retry-After": "600"}) if host == 7 else reply)
    sources = [source(*(fleet.url(f"h{h}.test", f"/f{n}") for n in range(10)), name=f"s{h}") for h in range(20)]
    lake, fetcher = Lake(), make_fetcher(pause_s=0.05, spread_s=0.3)
    polled = lake.poll(sources, fetcher, NOW)
    assert len(polled.captured) == 18 * 10 + 9
    assert fleet.paths("h7.test") == ["/f0"]
    assert "/f9" not in fleet.paths("h3.test")
    for host in range(20):
        visits = sorted((v for v in fleet.log if v.host == f"h{host}.test"), key=lambda v: v.began)
        assert all(b.began - a.ended >= 0.045 for a, b in itertools.pairwise(visits))
    blocked = [s for s in lake.states.values() if s.source_id == "s7"]
    assert all(s.next_poll_at and s.next_poll_at >= NOW + timedelta(seconds=590) for s in blocked)


def test_after_an_outage_the_feeds_do_not_come_back_in_step(fleet: Fleet) -> None:
    sources = [source(fleet.url(f"h{h}.test", "/f"), name=f"s{h}") for h in range(100)]
    states = [
        replace(fresh_state(s.source_id, s.feeds[0]), next_poll_at=NOW - timedelta(hours=1), n_errors=3)
        for s in sources
    ]
    fetcher = make_fetcher()
    for h in range(100):
        fleet.put(f"h{h}.test", "/f", Reply(status=500))
    polled = poll_feeds(sources, states, now=NOW, fetcher=fetcher)
    minutes = Counter(int((s.next_poll_at - NOW).total_seconds() // 60) for s in polled.states if s.next_poll_at)
    assert max(minutes.values()) <= 8
    assert max(minutes) - min(minutes) > 100


def test_silence_is_measured_against_the_feeds_own_gap() -> None:
    state = replace(
        fresh_state("s", "https://news.example/f"),
        last_success_at=NOW,
        last_new_item_at=NOW - timedelta(hours=5),
        median_gap_s=600.0,
        n_items=20,
    )
    [quiet] = feed_health([state], now=NOW)
    [loud] = feed_health([replace(state, last_new_item_at=NOW - timedelta(minutes=20))], now=NOW)
    [slow] = feed_health([replace(state, median_gap_s=86400.0)], now=NOW)
    [failing] = feed_health([replace(state, n_errors=4)], now=NOW)
    [never] = feed_health([fresh_state("s", "https://news.example/g")], now=NOW)
    assert [h.verdict for h in (quiet, loud, slow, failing, never)] == ["silent", "ok", "ok", "failing", "never asked"]
    assert quiet.silence_ratio == pytest.approx(30)


@given(st.floats(1, 10**7) | st.none(), st.integers(0, 5000), st.integers(0, 10**6) | st.none())
def test_the_interval_stays_within_its_bounds_and_within_the_life_of_an_item(
    gap: float | None, n_items: int, ttl: int | None
) -> None:
    pace = Pace()
    seconds = poll_interval(gap, n_items, ttl, pace)
    assert pace.shortest_s <= seconds <= pace.longest_s
    if gap is not None and n_items and gap * n_items / 3 > pace.shortest_s:
        assert seconds <= gap * n_items / 3 + 1e-6


def test_jitter_is_the_same_for_the_same_and_spread_for_others() -> None:
    visits = [next_visit(f"https://news.example/{n}", NOW, 3600) for n in range(50)]
    assert visits == [next_visit(f"https://news.example/{n}", NOW, 3600) for n in range(50)]
    assert len(set(visits)) > 40
    assert all(abs((v - NOW).total_seconds() - 3600) <= 361 for v in visits)


@given(st.text(max_size=40) | st.none())
def test_any_text_is_a_date_or_none(text: str | None) -> None:
    moment = read_feed_date(text)
    assert moment is None or moment.tzinfo is not None


def test_the_gap_of_dated_items() -> None:
    dates = [format_datetime(NOW + timedelta(minutes=10 * n)) for n in range(5)]
    assert median_gap([*dates, "الجمعة", None]) == 600
    assert median_gap(dates[:3]) is None
