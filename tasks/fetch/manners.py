"""How hosts are treated: one request at a time, pauses, robots.txt, and patience with those that ask for it."""

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final

from protego import Protego

from schemas.ids import content_id

_LONGEST_RETRY: Final = timedelta(days=1)
_ROBOTS_DAYS: Final = timedelta(days=1)  # RFC 9309, 2.4: a copy should not be used for more than 24 hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """What we allow ourselves. Seconds and bytes; the figures are defaults of a polite reader."""

    user_agent: str = "Marsad/0.1 (news research; reads feeds and robots.txt)"
    robots_name: str = "marsad"
    """The name that a robots.txt calls us by."""
    deadline_s: float = 20.0
    """For one fetch as a whole, redirects included."""
    pause_s: float = 2.0
    """From the end of an answer to the next request to the same host; Crawl-delay may make it longer."""
    patience_s: float = 60.0
    """A pause longer than this is not waited out: the fetch is put off."""
    max_redirects: int = 5
    max_page: int = 8 << 20
    max_feed: int = 8 << 20
    max_sitemap: int = 24 << 20
    max_robots: int = 500 << 10
    """RFC 9309, 2.5."""
    workers: int = 16
    """Hosts asked at the same time."""
    give_up_after: int = 2
    """Failures in a row (no answer in time, no connection) after which a host is left alone for this round."""
    forget_s: float = 120.0
    """After so many seconds without a request the failures of a host are forgotten."""
    spread_s: float = 5.0
    """Hosts of one round are started at different moments within this span, so that no outage ends in a burst."""


def spread(*parts: object) -> float:
    """Return a number in [0, 1) that is the same for the same parts: jitter without chance.

    >>> spread("https://news.example/rss") == spread("https://news.example/rss")
    True
    """
    return int(content_id(*parts)[:12], 16) / 16**12


def read_retry_after(value: str | None, now: datetime) -> datetime | None:
    """Return the moment that a Retry-After header names, as seconds or as a date, at most a day ahead."""
    text = (value or "").strip()
    moment: datetime | None = None
    if text.isascii() and text.isdigit():
        moment = now + timedelta(seconds=min(int(text[:9]), _LONGEST_RETRY.total_seconds()))
    else:
        with suppress(ValueError, TypeError, OverflowError, IndexError):
            moment = parsedate_to_datetime(text)
            moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None if moment is None or moment <= now else min(moment, now + _LONGEST_RETRY)


@dataclass(slots=True, kw_only=True)
class Host:
    """What is known of one host during a run; `turn` is held by whoever asks it."""

    name: str
    turn: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = float("-inf")
    """Moment of the stop-watch before which no request is sent."""
    blocked_until: datetime | None = None
    strikes: int = 0
    """Answers 429 and 503 in a row."""
    failures: int = 0
    """Fetches in a row that got no answer at all."""
    crawl_delay: float = 0.0

    def block(self, now: datetime, retry_at: datetime | None) -> datetime:
        """Leave the host alone until the moment it named, or ever longer where it named none; return that moment."""
        self.strikes += 1
        longer = timedelta(seconds=min(60 * 2 ** min(self.strikes - 1, 6), 3600) * (1 + spread(self.name, now)))
        self.blocked_until = max(retry_at or now + longer, self.blocked_until or now)
        return self.blocked_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Robots:
    """The robots.txt of one origin as far as it concerns us."""

    until: datetime
    rules: Any = None
    """Protego, or None where everything is allowed."""
    closed: str | None = None
    """Why nothing may be asked: the file could not be read."""

    def refusal(self, url: str, name: str) -> str | None:
        """Return why an address may not be asked, or None."""
        if self.closed:
            return self.closed
        if self.rules is not None and not self.rules.can_fetch(url, name):
            return "robots.txt asks us not to"
        return None

    def crawl_delay(self, name: str) -> float:
        """Return the Crawl-delay in seconds, 0 where none is set."""
        delay = self.rules.crawl_delay(name) if self.rules is not None else None
        return max(0.0, float(delay)) if delay is not None else 0.0


def read_robots(status: int, body: bytes, now: datetime) -> Robots:
    """Return what an answer to robots.txt means (RFC 9309): 4xx allows all, 5xx and silence forbid all."""
    until = now + _ROBOTS_DAYS
    if status == 200:
        return Robots(until=until, rules=Protego.parse(body.decode("utf-8", "replace")))
    if 400 <= status < 500 and status != 429:
        return Robots(until=until)
    soon = now + timedelta(minutes=10)
    return Robots(until=soon, closed=f"robots.txt could not be read (status {status or 'none'}): nothing is asked")
