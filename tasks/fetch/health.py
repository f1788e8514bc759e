"""How each feed is doing, judged by its own habits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from schemas.batch import FeedState

_SILENT_GAPS: Final = 8.0
"""A feed is silent when it has brought nothing for so many of its own median gaps, and for hours at that: nights."""
_SILENT_HOURS: Final = 3.0
_FAILING: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """One feed as a person wants to see it."""

    source_id: str
    feed_url: str
    verdict: str
    """ok, silent, failing, retired or never asked."""
    last_success_at: datetime | None
    n_items: int
    n_new: int
    n_errors: int
    last_error: str | None
    silence_s: float | None
    """Seconds since the last new item."""
    silence_ratio: float | None
    """Silence in median gaps of the feed; None where its gap is unknown."""


def feed_health(states: Iterable[FeedState], *, now: datetime) -> list[Health]:
    """Return the health of each feed, the worst first."""
    found = [_health(state, now) for state in states]
    order = {"failing": 0, "silent": 1, "never asked": 2, "retired": 3, "ok": 4}
    return sorted(found, key=lambda h: (order[h.verdict], -(h.silence_ratio or 0), h.source_id, h.feed_url))


def _health(state: FeedState, now: datetime) -> Health:
    silence = (now - state.last_new_item_at).total_seconds() if state.last_new_item_at else None
    ratio = silence / state.median_gap_s if silence is not None and state.median_gap_s else None
    return Health(
        source_id=state.source_id,
        feed_url=state.feed_url,
        verdict=_verdict(state, silence, ratio),
        last_success_at=state.last_success_at,
        n_items=state.n_items,
        n_new=state.n_new,
        n_errors=state.n_errors,
        last_error=state.last_error,
        silence_s=silence,
        silence_ratio=ratio,
    )


def _verdict(state: FeedState, silence: float | None, ratio: float | None) -> str:
    if state.retired:
        return "retired"
    if state.last_attempt_at is None and state.last_success_at is None:
        return "never asked"
    if state.n_errors >= _FAILING:
        return "failing"
    if ratio is not None and silence is not None and ratio > _SILENT_GAPS and silence > _SILENT_HOURS * 3600:
        return "silent"
    return "ok"
