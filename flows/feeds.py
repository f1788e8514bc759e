"""One round over the feeds into the lake: asked politely, kept raw, cleaned, extracted, linked; no Prefect in it."""

import os
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from flows.desk import Desk, read_clock
from flows.pipeline import BATCH_SIZE, Runner, call_directly, commit_prepared, prepare_work, run_batch
from flows.steps import open_work
from flows.work import Tally, Work
from schemas.batch import FeedState, Issue
from schemas.ids import content_id
from schemas.source import Source
from tasks.fetch.captured import Captured
from tasks.fetch.check import FeedCheck, check_feeds
from tasks.fetch.clock import Clock
from tasks.fetch.fetcher import Fetcher
from tasks.fetch.health import Health, feed_health
from tasks.fetch.manners import Manners
from tasks.fetch.pace import Pace
from tasks.fetch.poll import Polled, poll_feeds
from tasks.fetch.round import Known, Progress
from tasks.fetch.sockets import Vetting
from tasks.fetch.spool import Spool
from tasks.fetch.transport import Transport
from tasks.fetch.warc import write_records
from tasks.fetch.yields import day_to_judge, judge_yields

FEEDS: Final = "feeds"
"""Below the raw store: feeds and sitemaps as they were answered; no documents, so that a rebuild does not read them."""
ASK_FEEDS: Final = "ask feeds"
_YIELDS: Final = """
select source_id, min(captured_at) as since,
    count(*) filter (captured_at >= ?::date and captured_at < ?::date + 1) as stored
from article where source_id is not null group by source_id
"""
_ROUND_PAGES: Final = 500
"""Pages of one round: some 100 MB; what is left is listed again by the next round."""


def open_fetcher(desk: Desk, manners: Manners | None = None) -> Fetcher:
    """Return a fetcher on the machine's clocks; one for as long as a process polls, so that it remembers hosts."""
    clock = Clock(now=desk.clock, monotonic=time.monotonic, sleep=time.sleep)
    return Fetcher(clock=clock, transport=_transport(), manners=manners)


def _transport() -> Transport:
    """Return a transport to public addresses, and to those that MARSAD_ALLOW_PEERS names: a test's own server."""
    named = frozenset(filter(None, os.environ.get("MARSAD_ALLOW_PEERS", "").split(",")))
    return Transport(vetting=Vetting(allow_peers=named))


def read_health(desk: Desk, *, now: datetime) -> list[Health]:
    """Return how each feed is doing, the worst first."""
    return feed_health(desk.lake.rows(FeedState), now=now)


def check_addresses(urls: Sequence[str]) -> list[FeedCheck]:
    """Look at addresses with a fetcher of their own and say which are feeds."""
    clock = Clock(now=read_clock, monotonic=time.monotonic, sleep=time.sleep)
    fetcher = Fetcher(clock=clock, transport=_transport())
    try:
        return check_feeds(urls, fetcher)
    finally:
        fetcher.close()


def even_pace(seconds: float) -> Pace:
    """Return the pace that asks each feed every so many seconds, however seldom it has news; errors still slow it."""
    return Pace(shortest_s=seconds, first_s=seconds, longest_s=seconds)


def known_to(desk: Desk) -> Known:
    """Return what of a list the lake holds already, as questions to its documents."""

    def urls(asked: Collection[str]) -> set[str]:
        found = desk.lake.sql("select distinct url from document where url in (select unnest(?))", [sorted(asked)])
        return set(found.column(0).to_pylist())

    def payloads(asked: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
        found = desk.lake.sql(
            "select distinct url, payload_sha256 from document where url in (select unnest(?))",
            [sorted({url for url, _ in asked})],
        )
        return set(zip(found.column(0).to_pylist(), found.column(1).to_pylist(), strict=True))

    return Known(urls=urls, payloads=payloads)


def _chunks(captured: Sequence[Captured]) -> Iterator[Sequence[Captured]]:
    """Yield bundles of a batch's size; one empty bundle where nothing new was listed: the states are stored anyway."""
    for start in range(0, max(len(captured), 1), BATCH_SIZE):
        yield captured[start : start + BATCH_SIZE]


def ingest_feeds(
    desk: Desk,
    sources: Sequence[Source],
    *,
    fetcher: Fetcher,
    run: Runner = call_directly,
    progress: Callable[[Progress], None] | None = None,
    max_pages: int = _ROUND_PAGES,
    pace: Pace | None = None,
) -> Tally:
    """Ask the feeds that are due and take what is new through all steps.

    The feeds' new states are committed with the last of their articles: a crash before that means that the feeds are
    listed again, and the answers that lie in the spool are not asked for again.
    """
    now = desk.clock()
    batch_id = content_id("poll", now.isoformat())
    with Spool(desk.lake.root / "spool") as spool:
        polled: Polled = run(
            ASK_FEEDS,
            lambda: poll_feeds(
                sources,
                desk.lake.rows(FeedState),
                now=now,
                fetcher=fetcher,
                batch_id=batch_id,
                known=known_to(desk),
                spool=spool,
                progress=progress,
                max_pages=max_pages,
                pace=pace,
            ),
        )
        polled = replace(polled, issues=(*polled.issues, *_judge_yesterday(desk, sources, now, batch_id)))
        total = store_polled(desk, polled, batch_id, run)
        spool.clear()
    return total


def _judge_yesterday(desk: Desk, sources: Sequence[Source], now: datetime, batch_id: str) -> list[Issue]:
    """Return doubts about sources that brought too little or too much yesterday; in the first round of a day alone."""
    states = desk.lake.rows(FeedState)
    day = day_to_judge(states, now)
    if day is None:
        return []
    found = desk.lake.sql(_YIELDS, [day, day]).to_pylist()
    return judge_yields(
        sources,
        states,
        {row["source_id"]: row["stored"] for row in found},
        {row["source_id"]: row["since"] for row in found},
        day=day,
        batch_id=batch_id,
    )


def store_polled(desk: Desk, polled: Polled, batch_id: str, run: Runner) -> Tally:
    """Take what a round brought through all steps; the feeds' states are committed with the last of its articles."""
    if not polled.n_asked:
        return Tally()
    if polled.answers:
        write_records(desk.lake.raw_folder / FEEDS, desk.lake.raw_name(batch_id), polled.answers, desk.clock())
    label = f"{polled.n_asked} feeds"
    *first, last = _chunks(polled.captured)
    total = Tally()
    for chunk in first:
        total += run_batch(desk, chunk, label=label, run=run)
    work = replace(open_work(desk, last, (), label=label), batch_id=batch_id)
    return total + _store_last(desk, work, last, polled, run)


def _store_last(desk: Desk, work: Work, captured: Sequence[Captured], polled: Polled, run: Runner) -> Tally:
    work = prepare_work(desk, work, captured, run=run)
    work = replace(work, issues=(*work.issues, *polled.issues), feed_states=polled.states)
    return commit_prepared(desk, work, run=run)
