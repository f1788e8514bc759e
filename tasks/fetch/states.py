"""From one `feed_state` row to the next: a pure function of the row, the answer and the moment."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from schemas.batch import FeedState
from tasks.fetch.captured import clean_hint
from tasks.fetch.fetcher import Fetched, Refused
from tasks.fetch.listing import Listing
from tasks.fetch.pace import Pace, error_interval, median_gap, next_visit, observed_gap, poll_interval

_GONE: Final = (404, 410)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit to a feed and what it brought."""

    state: FeedState
    answer: Fetched | Refused
    full: bool
    """It was asked without validators."""
    listing: Listing | None
    n_new: int
    pending: int
    """Items or sitemaps that could not be fetched yet."""


def fresh_state(source_id: str, feed_url: str) -> FeedState:
    """Return the state of a feed that was never asked."""
    return FeedState(
        source_id=source_id,
        feed_url=feed_url,
        moved_to=None,
        etag=None,
        last_modified=None,
        etag_trusted=True,
        retired=False,
        last_attempt_at=None,
        last_success_at=None,
        last_full_look_at=None,
        last_new_item_at=None,
        next_poll_at=None,
        poll_interval_s=None,
        median_gap_s=None,
        n_items=0,
        n_new=0,
        n_errors=0,
        last_error=None,
        batch_id="",
    )


def next_state(visit: Visit, *, now: datetime, pace: Pace, batch_id: str) -> FeedState:
    """Return where the feed stands after the visit."""
    state = replace(visit.state, last_attempt_at=now, batch_id=batch_id, n_new=0)
    answer = visit.answer
    if isinstance(answer, Refused):
        return _after_error(state, f"{answer.kind}: {answer.message}", answer.retry_at, now, pace)
    if answer.status == 304:
        return _after_success(state, visit, now, pace)
    if answer.status == 200 and visit.listing is not None:
        if not visit.listing.items and not visit.listing.sitemaps and visit.listing.troubles:
            return _after_error(state, "; ".join(visit.listing.troubles), None, now, pace)
        return _after_success(_after_listing(state, visit, answer, now), visit, now, pace)
    state = replace(state, retired=answer.status == 410, moved_to=None if answer.status in _GONE else state.moved_to)
    return _after_error(state, f"status {answer.status}", answer.retry_at, now, pace)


def _after_listing(state: FeedState, visit: Visit, answer: Fetched, now: datetime) -> FeedState:
    listing = visit.listing
    items = listing.items if listing else ()
    lied = visit.full and visit.n_new > 0 and _validators_unchanged(state, answer)
    # With something still to fetch the next answer must list it again: a 304 would hide it for ever.
    keep = visit.pending == 0
    return replace(
        state,
        moved_to=answer.moved_to or state.moved_to,
        etag=answer.header("ETag") if keep else None,
        last_modified=answer.header("Last-Modified") if keep else None,
        etag_trusted=state.etag_trusted and not lied,
        last_full_look_at=now if visit.full else state.last_full_look_at,
        last_new_item_at=now if visit.n_new else state.last_new_item_at,
        median_gap_s=median_gap(i.published for i in items) or observed_gap(state, visit.n_new, now),
        n_items=len(items),
        n_new=visit.n_new,
    )


def _validators_unchanged(state: FeedState, answer: Fetched) -> bool:
    """Tell whether the server gave the validators of the last visit again; together with new items that is a lie."""
    if state.etag is not None:
        return state.etag == answer.header("ETag")
    return state.last_modified is not None and state.last_modified == answer.header("Last-Modified")


def _after_success(state: FeedState, visit: Visit, now: datetime, pace: Pace) -> FeedState:
    # "Not modified" is no proof that nothing was published: the gap stays, only the visits become rarer within it.
    ttl = visit.listing.ttl_s if visit.listing else round((state.poll_interval_s or 0) * 1.25)
    seconds = poll_interval(state.median_gap_s, state.n_items, ttl, pace)
    return replace(
        state,
        last_success_at=now,
        n_errors=0,
        last_error=clean_hint(visit.listing.lost) if visit.listing and visit.listing.lost else None,
        poll_interval_s=round(seconds),
        next_poll_at=next_visit(state.feed_url, now, seconds),
    )


def _after_error(state: FeedState, error: str, retry_at: datetime | None, now: datetime, pace: Pace) -> FeedState:
    """Come back later each time, and not in step with the others; never before the moment the server named."""
    n_errors = state.n_errors + 1
    visit_at = next_visit(state.feed_url, now, error_interval(n_errors, pace), width=0.5)
    if retry_at is not None:
        visit_at = next_visit(state.feed_url, max(retry_at, now), 60.0, width=1.0)
    return replace(
        state, n_errors=n_errors, last_error=clean_hint(error), next_poll_at=None if state.retired else visit_at
    )
