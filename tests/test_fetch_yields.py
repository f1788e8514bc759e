"""A source that brings far less, or far more, than its file expects is told once a day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows.desk import Desk
from flows.feeds import ingest_feeds
from schemas.batch import FeedState, Issue
from schemas.source import Source
from tasks.fetch.states import fresh_state
from tasks.fetch.yields import day_to_judge, judge_yields
from tasks.knowledge import load_knowledge
from tests.fleet.server import Fleet, Reply, make_fetcher
from tests.test_fetch_poll import rss, source
from warehouse.lake import Lake

DAY = date(2024, 5, 6)
NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
NEXT = datetime(2024, 5, 7, 0, 10, tzinfo=UTC)
OUTLET = replace(source("https://news.example/f"), articles_low=20, articles_high=60)
ASKED = replace(
    fresh_state("one", "https://news.example/f"), last_attempt_at=NOON.replace(hour=23), last_success_at=NOON
)


def judged(stored: int, *, outlet: Source = OUTLET, state: FeedState = ASKED, since_hours: float = 48) -> list[str]:
    known = {"one": NOON - timedelta(hours=since_hours)}
    return [i.kind for i in judge_yields([outlet], [state], {"one": stored}, known, day=DAY, batch_id="b")]


@pytest.mark.parametrize(
    ("stored", "told"), [(0, ["few-articles"]), (9, ["few-articles"]), (10, []), (120, []), (121, ["many-articles"])]
)
def test_half_of_the_least_and_twice_the_most_are_the_bounds(stored: int, told: list[str]) -> None:
    assert judged(stored) == told


def test_unknown_is_not_few() -> None:
    assert judged(0, since_hours=3) == []  # new: no whole day yet
    assert judged(0, state=replace(ASKED, last_success_at=NOON - timedelta(days=1))) == []  # failing, told elsewhere
    assert judged(0, outlet=replace(OUTLET, articles_low=None, articles_high=None)) == []
    assert judged(0, outlet=replace(OUTLET, articles_low=0)) == []


def test_a_day_is_judged_in_the_first_round_after_it_and_only_if_we_were_awake() -> None:
    assert day_to_judge([ASKED], NEXT) == DAY
    assert day_to_judge([replace(ASKED, last_attempt_at=NEXT)], NEXT + timedelta(hours=1)) is None
    assert day_to_judge([replace(ASKED, last_attempt_at=NOON)], NEXT) is None
    assert day_to_judge([], NEXT) is None


def test_a_feed_that_goes_thin_becomes_a_doubt_of_its_source_once(fleet: Fleet, tmp_path: Path) -> None:
    items = [(fleet.url("a.test", f"/{n}"), NOON) for n in range(2)]
    feed = fleet.put("a.test", "/rss", Reply(body=rss(list(items))))
    outlet = replace(source(feed), articles_low=20, articles_high=60)
    moments = iter([*(NOON - timedelta(days=2) + timedelta(seconds=s) for s in range(60))])
    desk = Desk(lake=Lake.open(tmp_path / "lake", create=True), knowledge=load_knowledge(), clock=lambda: next(moments))
    for begin in (NOON - timedelta(days=2), NOON.replace(hour=23), NEXT, NEXT + timedelta(hours=7)):
        moments = iter([begin + timedelta(seconds=s) for s in range(60)])
        ingest_feeds(desk, [outlet], fetcher=make_fetcher())
    [told] = [i for i in desk.lake.rows(Issue) if i.kind == "few-articles"]
    assert told.source_id == "one"
    assert told.message == "0 articles were stored on 2024-05-06, where the source's file expects 20 to 60"
