"""The table macros: what the lake said on a day, what is near a point, why an event is one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.desk import Desk
from flows.pipeline import ingest_paths
from schemas.event import Event
from tasks.knowledge import load_knowledge
from warehouse.lake import Lake
from warehouse.viewfiles import macro_files

ROOT = Path(__file__).resolve().parent.parent
DAY = datetime(2026, 3, 1, 8, tzinfo=UTC)


class Days:
    """A clock on which each batch has a day of its own."""

    def __init__(self) -> None:
        self.day = 0

    def __call__(self) -> datetime:
        return DAY + timedelta(days=self.day)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Samples, brought one file a day, the first report last: events are created, changed and merged."""
    clock = Days()
    desk = Desk(
        lake=Lake.open(tmp_path_factory.mktemp("macros") / "lake", create=True),
        knowledge=load_knowledge(),
        clock=clock,
    )
    for number in ("02", "04", "05", "06", "01"):
        ingest_paths(desk, list((ROOT / "samples").glob(f"{number}-*.html")))
        clock.day += 1
    return desk.lake


def ask(lake: Lake, question: str, *values: Any) -> list[dict[str, Any]]:
    with duckdb.connect(str(lake.catalog_path), read_only=True) as con:
        cursor = con.execute(question, list(values))
        names = [d[0] for d in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_as_of_gives_the_events_of_every_earlier_state(lake: Lake) -> None:
    """The snapshots are another way to the past, kept for a week: both must tell the same."""
    compared = 0
    for snapshot in lake.snapshots():
        if snapshot.created_at is None:
            continue
        then = ask(lake, "select * from as_of(?) order by event_id", snapshot.created_at + timedelta(hours=1))
        with_number = lake.at(snapshot=snapshot.number)
        assert then == with_number.sql("select * from event order by event_id").to_pylist()
        compared += len(then)
        with_number.close()
    assert compared >= 5  # one state with some events at least; how many there are is for the reading to say
    changes = ask(lake, "select change, count(*) as n from event_history group by change")
    assert {"created", "changed", "merged"} <= {c["change"] for c in changes}


def test_before_the_first_batch_nothing_was_said(lake: Lake) -> None:
    assert ask(lake, "select * from as_of('2026-02-28')") == []


def test_as_of_has_the_columns_of_event_with_their_types(lake: Lake) -> None:
    described = [
        ask(lake, f"select column_name, column_type from (describe select * from {name})")
        for name in ("event", "as_of('2030-01-01')")
    ]
    assert described[0] == described[1]
    assert [c["column_name"] for c in described[0]] == list(Event.__dataclass_fields__)


def test_near_is_nearest_first_and_within_the_circle(lake: Lake) -> None:
    rows = ask(lake, "select * from near(35.86, 36.80, 100)")
    found = [r["distance_km"] for r in rows]
    assert found == sorted(found)
    assert 0 <= found[0] <= found[-1] <= 100
    far = ask(lake, "select count(*) as n from event where lat is not null")
    assert len(rows) < far[0]["n"]


def test_why_shows_reports_rules_words_and_claims(lake: Lake) -> None:
    (most,) = ask(lake, "select event_id, n_reports from event order by n_reports desc, event_id limit 1")
    rows = ask(lake, "select * from why(?)", most["event_id"])
    assert len(rows) == most["n_reports"] > 1
    assert all(r["rule_id"] and r["because"] and r["evidence"] for r in rows)
    assert {c["stance"] for r in rows for c in r["claims"] or ()} >= {"asserts", "denies"}


def test_each_macro_says_which_question_it_answers() -> None:
    assert {"as_of", "near", "why"} <= {m.name for m in macro_files()}
    assert [m.name for m in macro_files() if "?" not in m.question] == []
