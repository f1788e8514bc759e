"""An event explains itself: reports, claims with their words, what was ruled out; and its past can be asked for."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import build_app
from flows.desk import Desk
from flows.explaining import explain_event, resolve_event
from flows.linking import BatchReports, link_batch, tell_history
from schemas.batch import Batch
from schemas.event import Event, EventAlias, EventHistory
from schemas.mention import Mention
from schemas.trouble import Trouble
from tasks.knowledge import load_knowledge
from tests.test_link_events import claim, count, report
from warehouse.lake import Change, Lake, TableChange

START = datetime(2015, 10, 1, 8, tzinfo=UTC)
NEXT_TOWN = {"place_id": "place:town", "lat": 34.79, "lon": 36.71}


def commit(desk: Desk, hour: int, *mentions: Mention) -> None:
    """One batch of mentions, as the pipeline commits it."""
    batch_id, now = f"batch{hour}", START + timedelta(hours=hour)
    ids = [m.mention_id for m in mentions]
    quantities = tuple(count(i, "killed", 2 if i == "c-town" else 12) for i in ids)
    claims = tuple(claim(i, "actor:sohr") for i in ids)
    stored = Batch(
        batch_id=batch_id, started_at=now, finished_at=now, duration_s=0.0, label="x", n_in=1, n_stored=1,
        n_duplicate=0, n_quarantined=0, n_mentions=len(ids), n_events=1, code_version="t", knowledge_hash="t",
    )  # fmt: skip
    with desk.lake.writer() as writer:
        new = BatchReports(
            mentions=mentions, quantities=quantities, claims=claims, stories={}, gone=frozenset(), batch_id=batch_id
        )
        tables, _ = link_batch(desk, writer, new)
        own = {"mention": mentions, "quantity": quantities, "claim": claims, "batch": [stored]}
        rows = {k: TableChange(rows=v) for k, v in own.items()}
        writer.commit(Change(batch_id=batch_id, label="x", tables=tables | rows), now=now)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(lake=Lake.open(tmp_path / "lake", create=True), knowledge=load_knowledge())
    later = START + timedelta(hours=20)
    commit(
        desk, 1, report("b-late", "2", "غارة على السوق", published_at=later), report("c-town", "3", "غارة", **NEXT_TOWN)
    )
    commit(desk, 2, report("a-first", "1", "قصف السوق بالطيران"))
    return desk


def test_an_earlier_report_takes_the_event_over_and_the_old_id_resolves(desk: Desk) -> None:
    assert {e.event_id for e in desk.lake.rows(Event)} == {"a-first", "c-town"}
    assert resolve_event(desk.lake, "b-late") == resolve_event(desk.lake, "b-") == "a-first"
    changes = {(h.event_id, h.change) for h in desk.lake.rows(EventHistory)}
    assert {("b-late", "merged"), ("a-first", "created"), ("c-town", "created")} <= changes


def test_why_tells_reports_words_and_what_was_kept_out(desk: Desk) -> None:
    told = explain_event(desk, "a-first")
    assert [r.mention.mention_id for r in told.reports] == ["a-first", "b-late"]
    assert all("same-spot" in r.link.because and r.claims for r in told.reports)
    (other,) = told.ruled_out
    assert other.event_id == "c-town"
    assert "other-town -2.6" in other.ground
    assert other.verdict.score < told.threshold
    assert told.aliases == ("b-late",)


def test_what_names_no_event_or_several_is_said_so(desk: Desk) -> None:
    with pytest.raises(Trouble, match="no event"):
        resolve_event(desk.lake, "zzz")
    with pytest.raises(Trouble, match="begins the ids of 2 events"):
        resolve_event(desk.lake, "")


def test_the_commands_print_the_same_for_people_and_machines(desk: Desk) -> None:
    app, lake = build_app(), ["--lake", str(desk.lake.root)]
    text = CliRunner().invoke(app, ["why", "a-fi", *lake])
    assert text.exit_code == 0, text.output
    assert "قصف السوق بالطيران" in text.stdout
    assert "other-town" in text.stdout
    told = json.loads(CliRunner().invoke(app, ["why", "a-fi", "--json", *lake]).stdout)
    assert {r["mention_id"] for r in told["reports"]} == {"a-first", "b-late"}
    assert told["reports"][0]["claims"][0]["source_entity_id"] == "actor:sohr"


def test_diff_shows_what_one_batch_changed(desk: Desk) -> None:
    app, lake = build_app(), ["--lake", str(desk.lake.root)]
    after_first = CliRunner().invoke(app, ["diff", "--since", "batch1", "--json", *lake])
    rows = [json.loads(line) for line in after_first.stdout.splitlines()]
    assert {(r["event_id"], r["change"]) for r in rows} == {("a-first", "created"), ("b-late", "merged")}
    until = ["--since", "2015-10-01", "--as-of", "2015-10-01T09:30"]
    past = CliRunner().invoke(app, ["diff", *until, "--json", *lake])
    assert {json.loads(line)["event_id"] for line in past.stdout.splitlines()} == {"b-late", "c-town"}
    assert CliRunner().invoke(app, ["diff", "--since", "nonsense", *lake]).exit_code == 1


def test_a_split_is_told_of_the_event_that_lost_a_report() -> None:
    event = Event(**dict.fromkeys(Event.__dataclass_fields__))
    both = replace(event, event_id="a", n_reports=2, date_start=date(2015, 10, 1))
    one, other = replace(both, n_reports=1), replace(both, event_id="b", n_reports=1)
    before = {"a": "a", "b": "a"}
    history, aliases = tell_history({"a": both}, {"a": one, "b": other}, {"a": "a", "b": "b"}, "t", before)
    assert {(h.event_id, h.change, h.after) for h in history if h.change != "changed"} == {
        ("b", "created", None), ("a", "split", '["b"]'),
    }  # fmt: skip
    assert aliases == list[EventAlias]()
