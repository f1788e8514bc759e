"""What happens to the lake is said as events, once each, with counts and without article text."""

from typing import Any

import pytest

from flows import announce
from flows.work import Tally


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    monkeypatch.setattr(announce, "emit_event", lambda **event: events.append(event))
    return events


def test_a_batch_with_a_contested_event_and_a_quarantine_says_three_things(told: list[dict[str, Any]]) -> None:
    announce.announce_batch(Tally(n_batches=1, n_in=3, n_stored=2, n_contested=1, n_quarantined=1))
    names = [e["event"] for e in told]
    assert names == ["marsad.batch.committed", "marsad.event.contested", "marsad.quarantine.added"]
    assert told[0]["payload"]["n_stored"] == 2


def test_a_batch_that_brought_nothing_says_nothing(told: list[dict[str, Any]]) -> None:
    announce.announce_batch(Tally(n_batches=1, n_in=5, n_duplicate=5))
    assert told == []
