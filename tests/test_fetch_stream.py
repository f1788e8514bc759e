"""What a person sees of the feeds: health by feed, and an event when a verdict changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tasks.fetch.health import feed_health
from tasks.fetch.states import fresh_state

NOW = datetime(2024, 5, 6, 12, tzinfo=UTC)


@pytest.mark.prefect
def test_a_feed_that_goes_silent_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import announce, stream

    told: list[dict[str, Any]] = []
    monkeypatch.setattr(announce, "emit_event", lambda **event: told.append(event))
    quiet = replace(
        fresh_state("one", "https://news.example/f"),
        last_success_at=NOW,
        last_attempt_at=NOW,
        last_new_item_at=NOW - timedelta(days=2),
        median_gap_s=600.0,
    )
    health = feed_health([quiet], now=NOW)
    announce.announce_health({"https://news.example/f": "ok"}, health)
    announce.announce_health({"https://news.example/f": "silent"}, health)
    [event] = told
    assert event["event"] == "marsad.source.silent"
    assert event["payload"]["silence_in_gaps"] == pytest.approx(288)
    [row] = stream.health_table(health)
    assert (row["verdict"], row["silence in own gaps"]) == ("silent", 288.0)
