"""What one round works with: the moment, the fetcher, what the lake holds, and a spool for answers not yet stored."""

import threading
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tasks.fetch.archive import split_content_type
from tasks.fetch.captured import Captured
from tasks.fetch.fetcher import Fetched, Fetcher, Refused, Request, host_of
from tasks.fetch.pace import Pace
from tasks.fetch.spool import Spool


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the lake holds already; a round asks once for all items."""

    urls: Callable[[Collection[str]], Collection[str]] = lambda _asked: ()
    """Of these addresses, those that a `document` row has as `url`."""
    payloads: Callable[[Collection[tuple[str, str]]], Collection[tuple[str, str]]] = lambda _asked: ()
    """Of these pairs of url and payload_sha256, those that a `document` row has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One answer of a round, for whoever shows how far it is."""

    stage: str
    """feeds, sitemaps or pages."""
    url: str
    host: str
    done: int
    """Answers of this stage so far, from this host."""
    total: int
    """Requests of this stage to this host."""
    outcome: str
    """The status, or the kind of a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What a round works with."""

    fetcher: Fetcher
    now: datetime
    batch_id: str
    known: Known = field(default_factory=Known)
    pace: Pace = field(default_factory=Pace)
    spool: Spool | None = None
    progress: Callable[[Progress], None] | None = None
    news_days: float = 3.0
    """Addresses of a sitemap that are dated earlier are not news: a backfill reads them."""
    begun: set[str] = field(default_factory=set)
    """Hosts asked in this round so far: each gets a fresh chance at its first request."""
    max_pages: int = 500
    """Pages fetched in one round; the others wait for the next one, and their feeds are asked without validators."""

    @property
    def since(self) -> datetime:
        """Where news begins."""
        return self.now - timedelta(days=self.news_days)

    def fetch_all(self, stage: str, requests: Sequence[Request]) -> list[Fetched | Refused]:
        """Fetch through the spool: what it holds is not asked for again, what comes is kept before it is parsed."""
        kept = {r.url: c for r in requests if self.spool and (c := self.spool.find(r.url))}
        wanted = [r for r in requests if r.url not in kept]
        hosts = {host_of(r.url) for r in wanted}
        self.fetcher.start_round(hosts - self.begun)
        self.begun.update(hosts)
        totals, done, lock = Counter(host_of(r.url) for r in wanted), Counter[str](), threading.Lock()

        def note(request: Request, answer: Fetched | Refused) -> None:
            if self.spool and isinstance(answer, Fetched) and answer.status == 200:
                self.spool.keep(capture_answer(answer), self.fetcher.clock.now())
            host = host_of(request.url)
            with lock:
                done[host] += 1
                if self.progress:
                    self.progress(
                        Progress(
                            stage=stage,
                            url=request.url,
                            host=host,
                            done=done[host],
                            total=totals[host],
                            outcome=str(answer.status) if isinstance(answer, Fetched) else answer.kind,
                        )
                    )

        fetched = dict(
            zip([r.url for r in wanted], self.fetcher.fetch_all(wanted, note, seed=self.now.isoformat()), strict=True)
        )
        return [_answer_of(kept[r.url]) if r.url in kept else fetched[r.url] for r in requests]


def capture_answer(answer: Fetched) -> Captured:
    """Return an answer as it goes into the raw store."""
    media_type, charset = split_content_type(answer.header("Content-Type"))
    return Captured(
        url=answer.url,
        final_url=answer.final_url,
        payload=answer.payload,
        media_type=media_type,
        charset=charset,
        http_status=answer.status,
        headers=answer.headers,
    )


def _answer_of(kept: Captured) -> Fetched:
    return Fetched(
        url=kept.url,
        final_url=kept.final_url or kept.url,
        moved_to=None,
        status=kept.http_status or 200,
        headers=kept.headers,
        payload=kept.payload,
    )
