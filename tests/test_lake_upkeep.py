"""Upkeep changes files, never rows, and takes nothing from a reader."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from deltalake import DeltaTable

from schemas.article import Article
from tests.lake_rows import NOW, make_article, make_change, rows_of
from warehouse.identical import table_hashes
from warehouse.lake import Change, Lake
from warehouse.plan import small_files_to_merge
from warehouse.snapshots import LiveFile
from warehouse.upkeep import checkpoint, compact, upkeep, vacuum
from warehouse.verify import verify


@pytest.fixture(scope="module")
def seven_batches(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    lake = Lake.open(tmp_path_factory.mktemp("seven") / "lake", create=True)
    for i in range(7):
        lake.commit(Change(batch_id=f"b{i}", label="x", tables=rows_of([make_article(i)])), now=NOW)
    return lake


@pytest.fixture
def crowded(seven_batches: Lake, tmp_path: Path) -> Lake:
    shutil.copytree(seven_batches.root, tmp_path / "lake")
    copied = Lake.open(tmp_path / "lake")
    copied.rewrite_catalog()
    return copied


def data_files(lake: Lake) -> set[Path]:
    return {p for p in lake.places.table("article").rglob("*.parquet") if "_delta_log" not in p.parts}


def test_compaction_makes_one_file_of_seven_and_changes_no_row(crowded: Lake) -> None:
    before = table_hashes(crowded)
    compact(crowded, now=NOW)
    assert crowded.snapshot().tables["article"].files == 1
    assert table_hashes(crowded) == before
    assert DeltaTable(str(crowded.places.table("article"))).to_pyarrow_dataset().count_rows() == 7
    assert crowded.at(snapshot=7).rows(Article) == crowded.rows(Article)


def test_compaction_is_no_change_of_data_for_those_who_follow_the_log(crowded: Lake) -> None:
    compact(crowded, now=NOW)
    log = max(crowded.places.table("article").glob("_delta_log/*.json")).read_text()
    assert '"dataChange":false' in log
    assert '"dataChange":true' not in log


def test_a_month_with_few_files_is_left_alone(crowded: Lake) -> None:
    before = crowded.snapshot()
    compact(crowded, now=NOW, limit=7)
    assert crowded.snapshot() == before


def test_files_stay_for_as_long_as_a_snapshot_that_names_them(crowded: Lake) -> None:
    compact(crowded, now=NOW + timedelta(hours=1))
    assert len(data_files(crowded)) == 8
    vacuum(crowded, now=NOW + timedelta(hours=2))
    assert len(data_files(crowded)) == 8
    vacuum(crowded, now=NOW + timedelta(days=8))
    assert len(data_files(crowded)) == 1
    assert len(crowded.rows(Article)) == 7


def test_the_snapshot_that_was_newest_when_the_grace_began_is_kept(crowded: Lake) -> None:
    session = duckdb.connect(str(crowded.catalog_path), read_only=True)
    compact(crowded, now=NOW + timedelta(days=30))  # the session was opened long ago, the files were replaced just now
    vacuum(crowded, now=NOW + timedelta(days=30, hours=1), keep=timedelta(hours=24))
    assert session.execute("SELECT count(*) FROM article").fetchall() == [(7,)]
    session.close()


def test_snapshots_are_never_kept_for_less_than_the_grace_of_readers(crowded: Lake) -> None:
    with pytest.raises(ValueError, match="grace of readers"):
        vacuum(crowded, now=NOW, keep=timedelta(hours=1))


def test_what_a_crash_left_before_its_batch_was_decided_is_swept(crowded: Lake) -> None:
    orphan = crowded.places.table("article") / "month=2016-10" / "part-0000000099-0123456789ab.parquet"
    orphan.write_bytes(b"half a file")
    vacuum(crowded, now=NOW + timedelta(days=8))
    assert not orphan.exists()
    assert len(crowded.rows(Article)) == 7


def test_a_checkpoint_keeps_the_ids_of_batches(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path / "lake", create=True)
    for i in range(22):
        lake.commit(Change(batch_id=f"b{i}", label="x"), now=NOW)
    checkpoint(lake)
    log = lake.places.table("batch") / "_delta_log"
    assert list(log.glob("*.checkpoint.parquet"))
    for entry in log.glob("*.json"):
        if int(entry.stem) < 20:
            entry.unlink()  # what the library does to entries older than 30 days
    assert all(lake.has_batch(f"b{i}") for i in range(22))


def test_upkeep_tells_what_it_did_and_the_lake_is_sound_after_it(crowded: Lake) -> None:
    crowded.commit(make_change("more", range(20, 23)), now=NOW + timedelta(hours=1))
    told: list[str] = []
    done = upkeep(crowded, now=NOW + timedelta(days=9), progress=told.append)
    assert (done.files_before > done.files_after, done.files_removed) == (True, 0)
    later = upkeep(crowded, now=NOW + timedelta(days=20))
    assert later.files_removed >= 7
    assert told == ["compacting", "checkpointing", "removing dead files"]
    assert verify(crowded, rows=False) == []


def test_a_correction_after_compaction_rewrites_the_file_once(crowded: Lake) -> None:
    compact(crowded, now=NOW)
    changed = replace(make_article(3), title="مصحح")
    crowded.commit(Change(batch_id="fix", label="x", tables=rows_of([changed])), now=NOW)
    assert crowded.snapshot().tables["article"].files == 1
    assert [a.title for a in crowded.rows(Article)].count("مصحح") == 1


def test_a_stream_of_single_articles_never_leaves_many_files(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path / "lake", create=True)
    counts = []
    for i in range(30):
        lake.commit(Change(batch_id=f"b{i}", label="x", tables=rows_of([make_article(i)])), now=NOW)
        counts.append(lake.snapshot().tables["article"].files)
    assert max(counts) <= 12
    assert len(lake.rows(Article)) == 30


def test_large_files_are_not_rewritten_for_a_small_batch() -> None:
    def file(rows: int) -> LiveFile:
        return LiveFile(path=f"{rows}.parquet", month=None, rows=rows, bytes=1, sha256="", layout="")

    many = [file(1000 + i) for i in range(20)]
    assert small_files_to_merge(many, 1) == []
    assert small_files_to_merge([file(n) for n in range(1, 8)], 1) == []
    assert len(small_files_to_merge([file(n) for n in range(1, 9)], 1)) == 8
    assert small_files_to_merge([file(100_000)] * 20, 90_000) == []
