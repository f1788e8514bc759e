"""Raw is immutable, the rest can be made anew: after a change of code or knowledge, and after a loss."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows import rebuild as rebuilding
from flows.desk import Desk
from flows.pipeline import ingest_paths
from flows.rebuild import rebuild, stale_documents
from schemas.article import Article
from schemas.mention import Mention
from schemas.trouble import Trouble
from tasks.knowledge import load_knowledge
from warehouse.identical import table_hashes
from warehouse.lake import Change, Lake, TableChange
from warehouse.repair import repair
from warehouse.verify import verify

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(lake=Lake.open(tmp_path_factory.mktemp("whole") / "lake", create=True), knowledge=load_knowledge())
    ingest_paths(desk, [SAMPLES], batch_size=5)
    return desk


@pytest.fixture
def desk(whole: Desk, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(whole.lake.root, tmp_path / "lake")
    lake = Lake.open(tmp_path / "lake")
    lake.rewrite_catalog()
    yield replace(whole, lake=lake)
    assert not (lake.root / "rebuild").exists() or lake.snapshot().label != "rebuild from raw"


def age(desk: Desk) -> None:
    """Make rows look as if older code had written them: another confidence, another stamp, one mention invented."""
    mentions = [replace(m, confidence=0.123, extractor_version="extract-0") for m in desk.lake.rows(Mention)]
    ghost = replace(mentions[0], mention_id="ghost", confidence=0.5)
    change = Change(batch_id="age", label="x", tables={"mention": TableChange(rows=[*mentions, ghost])})
    desk.lake.commit(change, now=desk.clock())


def test_nothing_is_done_where_every_row_is_of_today(desk: Desk) -> None:
    assert stale_documents(desk) == 0
    assert rebuild(desk) is None


def test_a_forced_rebuild_changes_nothing_and_moves_no_file(desk: Desk) -> None:
    before = desk.lake.snapshot()
    done = rebuild(desk, force=True)
    assert done is not None
    assert done.sentences() == ["nothing changed"]
    assert desk.lake.snapshot() == before


def test_old_rows_become_those_of_a_fresh_ingest_and_the_change_is_told(desk: Desk) -> None:
    fresh = table_hashes(desk.lake)
    age(desk)
    n = len(desk.lake.rows(Mention)) - 1
    assert stale_documents(desk) > 0
    done = rebuild(desk)
    assert done is not None
    assert done.sentences() == [f"mention: 0 rows added, {n} changed, 1 removed"]
    assert table_hashes(desk.lake) == fresh
    assert verify(desk.lake) == []
    assert rebuild(desk) is None


def test_rows_lost_with_damaged_files_come_back_from_raw(desk: Desk) -> None:
    fresh = table_hashes(desk.lake)
    for name in ("article", "claim", "document"):
        for file in desk.lake.snapshot().state(name).files:
            (desk.lake.places.table(name) / file.path).write_bytes(b"rot")
    assert set(repair(desk.lake.places, now=desk.clock()).lost) == {"article", "claim", "document"}
    assert desk.lake.rows(Article) == []
    rebuild(desk)
    assert table_hashes(desk.lake) == fresh
    assert verify(desk.lake) == []


def test_a_rebuild_that_was_stopped_goes_on_and_readers_saw_the_old_rows(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = table_hashes(desk.lake)
    age(desk)
    aged = table_hashes(desk.lake)
    read: list[int] = []

    def stop_after_two(n: int) -> None:
        read.append(n)
        if len(read) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(desk, progress=stop_after_two)
    assert table_hashes(desk.lake) == aged
    (aside,) = (desk.lake.root / "rebuild").iterdir()
    assert len(Lake.open(aside).snapshots()) == 2
    monkeypatch.setattr(rebuilding, "_TRIES", 1)
    rebuild(desk)
    assert table_hashes(desk.lake) == fresh


def test_a_rebuild_that_would_lose_rows_is_refused(desk: Desk) -> None:
    age(desk)
    next(iter(sorted(desk.lake.raw_folder.rglob("*.warc.gz")))).unlink()
    before = desk.lake.snapshot()
    with pytest.raises(Trouble, match="would lose their"):
        rebuild(desk)
    assert desk.lake.snapshot() == before
    shutil.rmtree(desk.lake.root / "rebuild")
