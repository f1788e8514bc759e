"""Whether a source brought about as many articles in a day as its file expects (`expect.articles_per_day`).

A feed that is asked and answers may still have gone thin: moved, cut to ten items, its pages refused. Its own habits do
not tell that (health.py); what its file says does.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from schemas.batch import FeedState, Issue
from schemas.source import Source
from tasks.fetch.issues import yield_issue

_FAR: Final = 2
"""Fewer than half of the least that is expected, or more than twice the most, is told; days differ by less."""
_MORNING: Final = time(6)
_EVENING: Final = time(18)
"""A day counts where feeds were known before its morning and asked in its evening: we may have slept ourselves."""


def day_to_judge(states: Iterable[FeedState], now: datetime) -> date | None:
    """Return yesterday (UTC) in the first round of a day, where feeds were asked in its evening; else None."""
    asked = max((s.last_attempt_at for s in states if s.last_attempt_at is not None), default=None)
    yesterday = now.astimezone(UTC).date() - timedelta(days=1)
    evening = datetime.combine(yesterday, _EVENING, UTC)
    return yesterday if asked is not None and evening <= asked < evening + timedelta(hours=6) else None


def judge_yields(
    sources: Sequence[Source],
    states: Sequence[FeedState],
    stored: Mapping[str, int],
    known_since: Mapping[str, datetime],
    *,
    day: date,
    batch_id: str,
) -> list[Issue]:
    """Return a doubt for each source that brought far fewer or far more articles on a day than its file expects.

    `stored` counts the articles that were stored from each source on that day, `known_since` is when the first was.
    A source that never answered that day is failing, which its health tells; a new one has no whole day yet.
    """
    begin = datetime.combine(day, time(), UTC)
    answered = {s.source_id for s in states if s.last_success_at is not None and s.last_success_at >= begin}
    issues = []
    for source in sources:
        since = known_since.get(source.source_id)
        whole = since is not None and since <= datetime.combine(day, _MORNING, UTC)
        if not whole or source.source_id not in answered or source.articles_low is None or source.articles_high is None:
            continue
        count, low, high = stored.get(source.source_id, 0), source.articles_low, source.articles_high
        if count * _FAR < low or count > high * _FAR:
            issues.append(yield_issue(source.source_id, day, count, low, high, batch_id=batch_id))
    return issues
