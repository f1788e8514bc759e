"""Each host has a round of its own: a slow one holds back nobody, and nothing is asked for or stored twice."""

import threading
import time
from collections.abc import Callable, Collection
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.desk import Desk
from flows.feeds import even_pace, ingest_feeds
from flows.rota import Remembered, Rota, feeds_by_host
from schemas.batch import Batch, FeedState
from schemas.document import Document
from schemas.source import Source
from tasks.fetch.spool import SpoolBusyError
from tasks.knowledge import load_knowledge
from tests.fleet.server import Fleet, Reply, Visit, make_fetcher
from tests.test_fetch_poll import rss, source
from warehouse.lake import Lake

NOW = datetime(2024, 5, 6, 12, tzinfo=UTC)
PAGE = "<html lang=ar><head><title>الميناء</title></head><body><article><p>{}</p></article></body></html>"
STORY = "قالت إدارة الميناء إن الرصيف {} عاد إلى العمل بعد صيانة استمرت أسبوعين وشملت الرافعات ومخازن الحبوب."


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(lake=Lake.open(tmp_path / "lake", create=True), knowledge=load_knowledge())


def publish(fleet: Fleet, host: str, *names: str) -> Source:
    """Let a host list pages and answer them."""
    html = {"Content-Type": "text/html; charset=utf-8"}
    urls = [fleet.put(host, f"/{n}", Reply(body=PAGE.format(STORY.format(n)).encode(), headers=html)) for n in names]
    feed = fleet.put(host, "/rss", Reply(body=rss([(url, NOW) for url in urls], full=False)))
    return source(feed, name=host.split(".", maxsplit=1)[0])


def take_until(rota: Rota, done: Callable[[], bool]) -> None:
    """Take in what comes until something is true; a minute at most, since workers begin slowly on a busy machine."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        rota.take_in()
        if done():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come")


def stored(desk: Desk) -> set[str]:
    return {d.url.rsplit("/", 1)[1] for d in desk.lake.rows(Document)}


def test_news_of_a_quick_host_is_stored_while_a_slow_one_still_answers(fleet: Fleet, desk: Desk) -> None:
    asked, released = threading.Event(), threading.Event()
    quick, slow = publish(fleet, "quick.test", "1", "2"), publish(fleet, "slow.test", "3")
    answer = fleet.pages["slow.test", "/3"]

    def late(visit: Visit) -> Reply:
        asked.set()
        released.wait(90.0)
        return answer(visit)

    fleet.put("slow.test", "/3", late)
    with ExitStack() as ending:
        rota = Rota(desk, [quick, slow], make_fetcher(deadline_s=90.0))
        ending.callback(rota.close)
        ending.callback(released.set)
        take_until(rota, lambda: stored(desk) == {"1", "2"} and asked.is_set())
        released.set()
        take_until(rota, lambda: stored(desk) == {"1", "2", "3"})
    assert {s.feed_url for s in desk.lake.rows(FeedState)} == {quick.feeds[0], slow.feeds[0]}
    assert {s.batch_id for s in desk.lake.rows(FeedState)} <= {b.batch_id for b in desk.lake.rows(Batch)}


def test_looks_that_find_nothing_new_are_committed_together_and_no_page_is_asked_twice(
    fleet: Fleet, desk: Desk
) -> None:
    one = publish(fleet, "one.test", "1")
    elapsed = [0.0]
    rota = Rota(desk, [one], make_fetcher(), pace=even_pace(0.01), stopwatch=lambda: elapsed[0])
    take_until(rota, lambda: stored(desk) == {"1"})
    take_until(rota, lambda: fleet.paths().count("/rss") >= 4)
    assert len(desk.lake.rows(Batch)) == 1
    elapsed[0] = 61.0
    take_until(rota, lambda: len(desk.lake.rows(Batch)) == 2)
    rota.finish()
    assert fleet.paths().count("/1") == 1
    [state] = desk.lake.rows(FeedState)
    assert state.n_new == 0


def test_what_was_fetched_and_not_committed_is_not_asked_for_again(fleet: Fleet, desk: Desk) -> None:
    one = publish(fleet, "one.test", "1")
    first = Rota(desk, [one], make_fetcher())
    first.take_in()
    while fleet.paths().count("/1") == 0:
        time.sleep(0.02)
    first.close()
    assert stored(desk) == set()
    second = Rota(desk, [one], make_fetcher())
    take_until(second, lambda: stored(desk) == {"1"})
    second.finish()
    assert fleet.paths().count("/1") == 1


def test_no_other_round_asks_the_feeds_meanwhile(fleet: Fleet, desk: Desk) -> None:
    one = publish(fleet, "one.test", "1")
    rota = Rota(desk, [one], make_fetcher())
    take_until(rota, lambda: stored(desk) == {"1"})
    with pytest.raises(SpoolBusyError):
        ingest_feeds(desk, [one], fetcher=make_fetcher())
    rota.finish()
    ingest_feeds(desk, [one], fetcher=make_fetcher())


def test_a_source_with_feeds_on_two_hosts_stands_under_both() -> None:
    groups = feeds_by_host([source("http://a.test/1", "http://b.test/2", sitemaps=("http://a.test/map",))])
    assert {host: (s.feeds, s.sitemaps) for host, [s] in groups.items()} == {
        "a.test": (("http://a.test/1",), ("http://a.test/map",)),
        "b.test": (("http://b.test/2",), ()),
    }


def test_the_lake_is_asked_only_for_what_was_not_in_the_list_before() -> None:
    asked: list[set[str]] = []

    def ask(urls: Collection[str]) -> set[str]:
        asked.append(set(urls))
        return {"a", "b"} & asked[-1]

    held = Remembered(ask)
    assert held({"a", "x"}) == {"a"}
    assert held({"a", "b", "x"}) == {"a", "b"}
    assert asked == [{"a", "x"}, {"b", "x"}]
