"""Feeds into a lake: articles, states and doubts in one batch; a second round brings nothing twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.desk import Desk
from flows.feeds import FEEDS, ingest_feeds
from schemas.batch import FeedState, Issue
from schemas.document import Document
from tasks.fetch.captured import WarcPlace
from tasks.fetch.warc import read_all, read_record
from tasks.knowledge import load_knowledge
from tests.fleet.server import Fleet, Reply, make_fetcher
from tests.test_fetch_poll import rss, source
from warehouse.lake import Lake

NOW = datetime(2024, 5, 6, 12, tzinfo=UTC)
STORY = (
    "أعلنت سلطات المدينة أن فرق الصيانة أعادت فتح الطريق الساحلي بعد إغلاقه ثلاثة أيام بسبب السيول،"
    " وأن الحركة عادت إلى طبيعتها."
)
PAGE = f"<html lang=ar><head><title>الطريق</title></head><body><article><p>{STORY}</p></article></body></html>"


def test_feeds_become_articles_and_states_in_one_batch(fleet: Fleet, tmp_path: Path) -> None:
    page = fleet.put("a.test", "/1", Reply(body=PAGE.encode(), headers={"Content-Type": "text/html; charset=utf-8"}))
    gone = fleet.url("a.test", "/gone")
    feed = fleet.put("a.test", "/rss", Reply(body=rss([(page, NOW), (gone, NOW)], full=False), headers={"ETag": '"1"'}))
    moments = iter(NOW + timedelta(hours=h) for h in range(1000))
    desk = Desk(lake=Lake.open(tmp_path / "lake", create=True), knowledge=load_knowledge(), clock=lambda: next(moments))
    first = ingest_feeds(desk, [source(feed, name="one")], fetcher=make_fetcher())
    assert first.n_in == 2
    documents = {d.url: d for d in desk.lake.rows(Document)}
    assert set(documents) == {page, gone}
    one = documents[page]
    place = WarcPlace(file=one.warc_file, offset=one.warc_offset, length=one.warc_bytes)
    assert read_record(desk.lake.raw_folder, place).payload == PAGE.encode()
    [state] = desk.lake.rows(FeedState)
    assert (state.etag, state.n_items, state.n_new, state.source_id) == ('"1"', 2, 2, "one")
    assert "page-not-had" in {i.kind for i in desk.lake.rows(Issue)}
    assert {c.url for _, c, _ in read_all(desk.lake.raw_folder)} == {page, gone}
    assert {c.url for _, c, _ in read_all(desk.lake.raw_folder / FEEDS)} == {feed}

    second = ingest_feeds(desk, [source(feed, name="one")], fetcher=make_fetcher())
    assert second.n_in == 0
    assert fleet.paths().count("/1") == 1
    assert len(desk.lake.rows(Document)) == 2
    assert len(desk.lake.rows(FeedState)) == 1
