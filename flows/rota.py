"""Feeds asked host by host while batches are committed: a slow host holds back nobody else's news.

A round over all hosts ends when the slowest has answered; behind a host that dripped, the news of all others waited
for 40 seconds. Here each host has a round of its own in a thread of its own, and what has come is taken every few
seconds.
"""

import threading
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final, Generic, TypeVar

from flows.desk import Desk
from flows.feeds import known_to, store_polled
from flows.pipeline import Runner, call_directly
from flows.work import Tally
from schemas.batch import FeedState
from schemas.ids import content_id
from schemas.source import Source
from tasks.fetch.fetcher import Fetcher, host_of
from tasks.fetch.pace import Pace
from tasks.fetch.poll import Polled, is_due, poll_feeds
from tasks.fetch.round import Known
from tasks.fetch.spool import Spool, SpoolBusyError
from tasks.fetch.states import fresh_state

_LONGEST_HELD_S: Final = 60.0
"""A look that found nothing new is committed with the next article, or after so many seconds."""
_MOST_HELD: Final = 32 << 20
"""Bytes of answers that may wait for that."""

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What one host brought, and the spool that keeps it until it is committed."""

    host: str
    polled: Polled
    spool: Spool
    claimed: frozenset[str]
    """Pages that this round asked for."""


@dataclass(slots=True, kw_only=True)
class Held:
    """Answers that are taken and not yet committed."""

    answered: list[Answered] = field(default_factory=list)
    since: float = 0.0

    def is_ripe(self, now: float) -> bool:
        """Tell whether to commit: something is new, much is held, or it has waited long."""
        if any(a.polled.captured or a.polled.issues for a in self.answered):
            return True
        size = sum(len(c.payload) for a in self.answered for c in a.polled.answers)
        return bool(self.answered) and (size > _MOST_HELD or now - self.since > _LONGEST_HELD_S)


class Remembered(Generic[Key]):
    """What the lake was found to hold of a host's last list, so that it is asked only for what is new in the next."""

    def __init__(self, ask: Callable[[Collection[Key]], Collection[Key]]) -> None:
        self._ask = ask
        self._held: set[Key] = set()

    def __call__(self, asked: Collection[Key]) -> set[Key]:
        """Return those of the asked that the lake holds."""
        known = self._held & set(asked)
        rest = set(asked) - known
        self._held = known | set(self._ask(rest) if rest else ())
        return set(self._held)


def feeds_by_host(sources: Sequence[Source]) -> dict[str, list[Source]]:
    """Return the sources under the host of their feeds; one with feeds on two hosts stands under both, with its own."""
    groups: dict[str, list[Source]] = {}
    for source in sources:
        for host in dict.fromkeys(host_of(url) for url in (*source.feeds, *source.sitemaps)):
            feeds = tuple(url for url in source.feeds if host_of(url) == host)
            sitemaps = tuple(url for url in source.sitemaps if host_of(url) == host)
            groups.setdefault(host, []).append(replace(source, feeds=feeds, sitemaps=sitemaps))
    return groups


def join_polled(parts: Sequence[Polled], batch_id: str) -> Polled:
    """Return several rounds as one of the batch that stores them; of two states of a feed the later one."""
    states = {(s.source_id, s.feed_url): replace(s, batch_id=batch_id) for part in parts for s in part.states}
    return Polled(
        captured=tuple(c for part in parts for c in part.captured),
        answers=tuple(a for part in parts for a in part.answers),
        states=tuple(states.values()),
        issues=tuple(replace(i, batch_id=batch_id) for part in parts for i in part.issues),
        n_asked=sum(part.n_asked for part in parts),
    )


class Rota:
    """The hosts and whose turn it is. Used from one thread; the rounds run in others.

    It holds the spool of `marsad ingest --feeds` for as long as it lives, so that no host is asked by both at once.
    """

    def __init__(
        self,
        desk: Desk,
        sources: Sequence[Source],
        fetcher: Fetcher,
        *,
        pace: Pace | None = None,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        """Read where the feeds stand; nothing is asked before the first `take_in`."""
        self._desk, self._fetcher, self._pace, self._stopwatch = desk, fetcher, pace or Pace(), stopwatch
        self._groups = feeds_by_host(sources)
        self._states: dict[tuple[str, str], FeedState] = {}
        self._pool = ThreadPoolExecutor(max_workers=max(1, min(fetcher.manners.workers, len(self._groups))))
        lake = known_to(desk)
        self._memories = {host: (Remembered(lake.urls), Remembered(lake.payloads)) for host in self._groups}
        self._underway: dict[str, Future[Answered]] = {}
        self._held = Held()
        self._claimed: set[str] = set()
        self._lock = threading.Lock()
        self._gate: Spool | None = None

    def take_in(self, *, run: Runner = call_directly) -> Tally:
        """Start the rounds that are due and commit what other rounds have brought; waits for no host."""
        if not self._open_gate():
            return Tally()
        self._gather()
        self._start_due()
        return self._commit(run) if self._held.is_ripe(self._stopwatch()) else Tally()

    def finish(self, *, run: Runner = call_directly) -> Tally:
        """Commit what has come, then end."""
        self._gather()
        tally = self._commit(run) if self._held.answered else Tally()
        self.close()
        return tally

    def close(self) -> None:
        """End the rounds, at the latest when their requests have been answered; may be called twice.

        What is not committed stays in the spools and is not asked for again.
        """
        self._fetcher.close()
        self._pool.shutdown(cancel_futures=True)
        rounds = [one.result() for one in self._underway.values() if not one.cancelled()]
        for spool in (*(one.spool for one in (*rounds, *self._held.answered)), self._gate):
            if spool is not None:
                spool.__exit__()
        self._underway.clear()

    def _open_gate(self) -> bool:
        if self._gate is None:
            with suppress(SpoolBusyError):  # somebody asks the feeds right now: look again after the next pause
                self._gate = Spool(self._desk.lake.root / "spool")
                self._states = {(s.source_id, s.feed_url): s for s in self._desk.lake.rows(FeedState)}
        return self._gate is not None

    def _state(self, source: Source, feed_url: str) -> FeedState:
        return self._states.get((source.source_id, feed_url)) or fresh_state(source.source_id, feed_url)

    def _start_due(self) -> None:
        now = self._desk.clock()
        waiting = {a.host for a in self._held.answered if a.polled.captured}
        for host, sources in self._groups.items():
            if host in self._underway or host in waiting:
                continue
            feeds = [self._state(s, url) for s in sources for url in (*s.feeds, *s.sitemaps)]
            if any(is_due(state, now) for state in feeds):
                self._underway[host] = self._pool.submit(self._ask, host, sources, feeds)

    def _ask(self, host: str, sources: Sequence[Source], states: Sequence[FeedState]) -> Answered:
        now = self._desk.clock()
        spool = Spool(self._desk.lake.root / "spool", content_id("host", host))
        claimed: set[str] = set()
        polled = poll_feeds(
            sources,
            states,
            now=now,
            fetcher=self._fetcher,
            batch_id=content_id("poll", host, now.isoformat()),
            known=self._known(host, claimed),
            spool=spool,
            pace=self._pace,
        )
        return Answered(host=host, polled=polled, spool=spool, claimed=frozenset(claimed))

    def _known(self, host: str, claimed: set[str]) -> Known:
        """Return what the lake holds; a page that another round is fetching counts as held too."""
        urls, payloads = self._memories[host]

        def held_or_claimed(asked: Collection[str]) -> Collection[str]:
            held = urls(asked)
            with self._lock:
                held |= self._claimed & set(asked)
                claimed.update(set(asked) - held)
                self._claimed |= claimed
            return held

        return Known(urls=held_or_claimed, payloads=payloads)

    def _gather(self) -> None:
        """Take what rounds have brought; of one that brought nothing new nothing need be kept for a crash."""
        for host in [h for h, one in self._underway.items() if one.done()]:
            answered = self._underway.pop(host).result()
            self._states |= {(s.source_id, s.feed_url): s for s in answered.polled.states}
            if not self._held.answered:
                self._held.since = self._stopwatch()
            self._held.answered.append(answered)
            if not answered.polled.captured:
                self._release(answered)

    def _commit(self, run: Runner) -> Tally:
        held, self._held = self._held, Held()
        batch_id = content_id("polls", *(s.batch_id for a in held.answered for s in a.polled.states))
        tally = store_polled(self._desk, join_polled([a.polled for a in held.answered], batch_id), batch_id, run)
        for answered in (a for a in held.answered if a.polled.captured):
            self._release(answered)
        return tally

    def _release(self, answered: Answered) -> None:
        with self._lock:
            self._claimed -= answered.claimed
        answered.spool.clear()
        answered.spool.__exit__()
