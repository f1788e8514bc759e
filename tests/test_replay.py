"""A replay of captures gives the rows of the first run, of the span alone, and touches nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.desk import Desk
from flows.pipeline import ingest_paths
from flows.replay import replay
from schemas.trouble import Trouble
from tasks.knowledge import load_knowledge
from warehouse.identical import table_hashes
from warehouse.lake import Lake

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
MONDAY = datetime(2026, 11, 2, 6, tzinfo=UTC)


def _desk(folder: Path, now: datetime) -> Desk:
    return Desk(lake=Lake.open(folder, create=True), knowledge=load_knowledge(), clock=lambda: now)


@pytest.fixture
def first(tmp_path: Path) -> Lake:
    for day, stem in enumerate(("08-taiz-shelling", "10-fasher-hospital", "11-talks")):
        ingest_paths(_desk(tmp_path / "first", MONDAY + timedelta(days=day)), [SAMPLES / f"{stem}.txt"])
    return Lake.open(tmp_path / "first")


def test_a_replay_of_all_gives_the_same_rows(first: Lake, tmp_path: Path) -> None:
    again = _desk(tmp_path / "again", MONDAY + timedelta(days=400))
    replay(first, again)
    assert table_hashes(again.lake) == table_hashes(first)


def test_a_replay_of_a_span_holds_that_span_with_its_time_of_capture(first: Lake, tmp_path: Path) -> None:
    week = _desk(tmp_path / "week", MONDAY + timedelta(days=400))
    replay(first, week, since=MONDAY + timedelta(days=1), until=MONDAY + timedelta(days=2))
    rows = week.lake.sql("select external_id, fetched_at from document").to_pylist()
    assert [(r["external_id"], r["fetched_at"]) for r in rows] == [("10-fasher-hospital", MONDAY + timedelta(days=1))]


def test_a_damaged_archive_is_said_and_not_skipped(first: Lake, tmp_path: Path) -> None:
    archive = min(first.raw_folder.glob("*.warc.gz"))
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 0xFF
    archive.write_bytes(bytes(data))
    with pytest.raises(Trouble, match="marsad verify"):
        replay(first, _desk(tmp_path / "again", MONDAY))
