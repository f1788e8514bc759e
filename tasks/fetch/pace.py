"""When a feed is asked again: often enough that no item scrolls away unseen, seldom enough to be a good guest."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise
from statistics import median

from schemas.batch import FeedState
from tasks.fetch.manners import spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Bounds of the poll interval, in seconds."""

    shortest_s: float = 300.0
    longest_s: float = 6 * 3600.0
    first_s: float = 1800.0
    """Before anything is known of a feed."""
    full_look_s: float = 24 * 3600.0
    """A request without validators at least this often: some servers say 304 for ever."""
    error_longest_s: float = 24 * 3600.0


def read_feed_date(text: str | None) -> datetime | None:
    """Return the moment that a date in one of the two standard forms names, UTC; None for any other form.

    Only the rate of a feed is measured by it: what an article's date means is for the step that reads dates.
    """
    value = (text or "").strip()
    moment: datetime | None = None
    with suppress(ValueError, OverflowError):
        moment = datetime.fromisoformat(value)
    if moment is None:
        with suppress(ValueError, TypeError, OverflowError, IndexError):
            moment = parsedate_to_datetime(value)
    with suppress(OverflowError, ValueError):
        return None if moment is None else moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    return None


def median_gap(dates: Iterable[str | None]) -> float | None:
    """Return the median of the seconds between items, None where fewer than four of them have a date that is read."""
    moments = sorted({m for m in map(read_feed_date, dates) if m is not None})
    if len(moments) < 4:
        return None
    return median((b - a).total_seconds() for a, b in pairwise(moments))


def observed_gap(state: FeedState, n_new: int, now: datetime) -> float | None:
    """Return the seconds between new items as our own visits show them, smoothed with what was known."""
    if state.last_success_at is None:
        return state.median_gap_s
    elapsed = (now - state.last_success_at).total_seconds()
    if n_new == 0:
        since = (now - state.last_new_item_at).total_seconds() if state.last_new_item_at else elapsed
        return max(state.median_gap_s, since) if state.median_gap_s is not None else None
    seen = elapsed / n_new
    return seen if state.median_gap_s is None else (seen + state.median_gap_s) / 2


def window_s(gap: float | None, n_items: int) -> float | None:
    """Return how long an item stays in a feed of so many items, in seconds; None where the gap is unknown."""
    return None if gap is None or n_items == 0 else gap * n_items


def poll_interval(gap: float | None, n_items: int, ttl_s: int | None, pace: Pace) -> float:
    """Return the seconds to the next visit: twice the gap between items, no shorter than the feed's own wish.

    Neither wish nor gap makes it longer than a third of the time that an item stays in the feed: then it would be lost.
    """
    wanted = pace.first_s if gap is None else max(2 * gap, float(ttl_s or 0))
    window = window_s(gap, n_items)
    if window is not None:
        wanted = min(wanted, window / 3)
    return min(max(wanted, pace.shortest_s), pace.longest_s)


def full_look_is_due(state: FeedState, now: datetime, pace: Pace) -> bool:
    """Tell whether the next request goes without validators: once a day, or twice in the life of an item."""
    if state.last_full_look_at is None or not state.etag_trusted:
        return True
    window = window_s(state.median_gap_s, state.n_items)
    span = min(pace.full_look_s, max(window / 2, pace.shortest_s) if window is not None else pace.first_s)
    return (now - state.last_full_look_at).total_seconds() >= span


def next_visit(feed_url: str, now: datetime, seconds: float, width: float = 0.1) -> datetime:
    """Return the moment of the next visit, moved by up to `width` of the interval either way, the same for the same."""
    factor = 1 - width + 2 * width * spread(feed_url, now.isoformat())
    return now + timedelta(seconds=round(seconds * factor))


def error_interval(n_errors: int, pace: Pace) -> float:
    """Return the seconds after so many errors in a row: longer each time, a day at most."""
    return min(pace.first_s * float(2 ** min(max(n_errors - 1, 0), 8)), pace.error_longest_s)
