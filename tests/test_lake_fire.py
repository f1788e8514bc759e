"""Under fire: kills, several processes at once, full disks, cut files, readers that never stop."""

import ast
import os
import re
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from schemas.article import Article
from tests.lake_rows import NOW, make_article, make_change, rows_of
from tests.lake_stream import make_step, run_upkeep
from warehouse import failpoints
from warehouse.identical import table_hashes
from warehouse.lake import Change, Lake, LakeBusy, LakeError
from warehouse.verify import verify

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake.open(tmp_path / "lake", create=True)
    lake.commit(make_change("first", range(3)), now=NOW)
    return lake


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> object:
    def arm(point: str) -> None:
        failpoints.forget_turns()
        monkeypatch.setenv("MARSAD_FAILPOINT", point)

    return arm


@pytest.mark.slow
def test_a_kill_at_every_named_point_and_the_tables_are_those_of_a_calm_run() -> None:
    done = run("-m", "benchmarks.failpoints", "--light")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 torn states, tables equal" in done.stdout
    reached = set(re.findall(r"^points: (.*)$", done.stdout, re.MULTILINE)[0].split())
    in_buckets = {point for point in named_points() if point.startswith("store.")}  # killed at each by test_lake_s3.py
    assert reached >= set(named_points()) - in_buckets - {"delta.before_add_columns", "delta.columns_added"}


def named_points() -> list[str]:
    """Points that the code names in full (durable writes build theirs from a prefix)."""
    return [
        call.args[0].value
        for path in (ROOT / "warehouse").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "failpoint"
        and isinstance(call.args[0], ast.Constant)
        and not call.args[0].value.startswith("publish.")  # tests/test_lake_publish.py fails there
    ]


@pytest.mark.slow
def test_kills_at_random_moments_leave_whole_batches_and_equal_tables() -> None:
    done = run("-m", "benchmarks.kills", "5", "--light", "--seed", "7")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 kills" in done.stdout


_COMMITTER = """
import sys
from pathlib import Path
from tests.lake_rows import NOW, make_change
from warehouse.lake import Lake
lake = Lake.open(sys.argv[1], create=True)
me = int(sys.argv[2])
for i in range(6):
    n = (i + me) % 6
    lake.commit(make_change(f"batch {n}", range(n * 2, n * 2 + 4)), now=NOW)
"""


@pytest.mark.slow
def test_four_processes_with_the_same_batches_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    committers = [start(_COMMITTER, tmp_path / "lake", me) for me in range(4)]
    assert [(c.wait(120), c.communicate()[1]) for c in committers] == [(0, "")] * 4
    lake = Lake.open(tmp_path / "lake")
    assert lake.snapshot().number == 6
    assert len(lake.rows(Article)) == 14
    assert verify(lake) == []
    calm = Lake.open(tmp_path / "calm", create=True)
    for n in range(6):
        calm.commit(make_change(f"batch {n}", range(n * 2, n * 2 + 4)), now=NOW)
    assert table_hashes(calm) == table_hashes(lake)


_HOLDER = """
import sys, time
from warehouse.lake import Lake
with Lake.open(sys.argv[1]).writer():
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_holder_of_the_lock_that_was_killed_blocks_nobody(lake: Lake) -> None:
    holder = start(_HOLDER, lake.root)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(LakeBusy, match=f"process {holder.pid}"):
        lake.commit(make_change("second", range(3, 5)), now=NOW, wait_s=0.1)
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    before = time.monotonic()
    lake.commit(make_change("second", range(3, 5)), now=NOW)
    assert time.monotonic() - before < 5


@pytest.mark.parametrize(
    "point", ["lock.taken", "part.half_written", "pending.half_written", "delta.before_commit", "snapshot.before_link"]
)
def test_a_full_disk_is_said_clearly_and_the_old_snapshot_stays(lake: Lake, fail: object, point: str) -> None:
    fail(f"{point}:enospc")  # type: ignore[operator]
    with pytest.raises(LakeError, match="the disk is full") as full:
        lake.commit(make_change("second", range(3, 6)), now=NOW)
    assert full.value.exit_code == 1
    assert "same command again" in full.value.next_step
    assert len(Lake.open(lake.root).rows(Article)) == 3
    with duckdb.connect(str(lake.catalog_path), read_only=True) as session:
        assert session.execute("SELECT count(*) FROM article").fetchall() == [(3,)]
    os.environ.pop("MARSAD_FAILPOINT")
    lake.commit(make_change("second", range(3, 6)), now=NOW)
    assert len(lake.rows(Article)) == 6
    assert verify(lake) == []


def test_a_file_that_may_not_grow_is_a_full_disk(lake: Lake) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    previous = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(LakeError, match="grew beyond the limit"):
            lake.commit(make_change("second", range(3, 40)), now=NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, previous)
    assert [p for p in lake.places.table("article").rglob("*.parquet") if p.stat().st_size <= 4096] == []
    lake.commit(make_change("second", range(3, 40)), now=NOW)
    assert verify(lake) == []


_READER = """
import sys, time
import duckdb
until, n = time.monotonic() + float(sys.argv[2]), 0
while time.monotonic() < until:
    with duckdb.connect(sys.argv[1], read_only=True) as session:
        for _ in range(3):
            pairs, batches, orphans = session.execute(
                "SELECT (SELECT count(*) FROM reuse), (SELECT count(*) FROM batch),"
                " (SELECT count(*) FROM mention WHERE article_id NOT IN (SELECT article_id FROM article))"
            ).fetchall()[0]
            assert pairs == 3 * batches and not orphans, (pairs, batches, orphans)
            n += 1
print(n)
"""


@pytest.mark.slow
def test_three_readers_never_see_an_error_or_a_torn_count(tmp_path: Path) -> None:
    seconds = float(os.environ.get("MARSAD_READERS_S", "5"))
    lake = Lake.open(tmp_path / "lake", create=True)
    lake.commit(make_step(0, 1), now=NOW)
    readers = [start(_READER, lake.catalog_path, seconds) for _ in range(3)]
    session = duckdb.connect(str(lake.catalog_path), read_only=True)
    until, i = time.monotonic() + seconds, 1
    while time.monotonic() < until:
        lake.commit(make_step(i, 1), now=NOW)
        if i % 5 == 0:
            run_upkeep(lake, i, keep_nothing=False)
        i += 1
    answers = [r.communicate() for r in readers]
    assert [a[1] for a in answers] == ["", "", ""]
    assert all(int(a[0]) > 0 for a in answers)
    assert session.execute("SELECT count(*) FROM batch").fetchall() == [(1,)]  # an open session keeps its snapshot
    session.close()
    print(f"{sum(int(a[0]) for a in answers)} reads by 3 readers during {i} commits in {seconds:.0f} s")  # noqa: T201


def test_a_read_only_folder_is_said_clearly_and_can_be_read(lake: Lake) -> None:
    if os.geteuid() == 0:
        done = run("-c", _AS_NOBODY, str(lake.root))
        assert done.stdout.strip() == "3 LakeError the folder may not be written", done.stderr
        return
    for folder in (lake.root, *lake.root.rglob("*")):  # pragma: no cover  # the same without a second process
        with suppress(OSError):
            folder.chmod(0o555 if folder.is_dir() else 0o444)
    assert len(lake.rows(Article)) == 3
    with pytest.raises(LakeError, match="may not be written"):
        lake.commit(make_change("second", range(3, 5)), now=NOW)


_AS_NOBODY = """
import os, sys
from pathlib import Path
for folder in Path(sys.argv[1]).parents:
    if folder.owner() == "root" and str(folder).startswith("/tmp/"):
        folder.chmod(0o755)
from schemas.article import Article
from tests.lake_rows import NOW, make_change
from warehouse.lake import Lake, LakeError
os.setuid(65534)
lake = Lake.open(sys.argv[1])
n = len(lake.rows(Article))
try:
    lake.commit(make_change("second", range(3, 5)), now=NOW)
except LakeError as error:
    print(n, type(error).__name__, error.what.split(": ")[1])
"""


def test_a_killed_ingest_says_nothing_to_the_next_one(lake: Lake) -> None:
    done = run("-m", "tests.lake_stream", str(lake.root), "2", MARSAD_FAILPOINT="snapshot.linked:kill")
    assert done.returncode == -signal.SIGKILL
    again = run("-m", "tests.lake_stream", str(lake.root), "2")
    assert (again.returncode, again.stderr) == (0, "")
    assert lake.sql("SELECT batch_id FROM batch ORDER BY 1").to_pylist() == [
        {"batch_id": "batch 0"},
        {"batch_id": "batch 1"},
        {"batch_id": "first"},
    ]


def test_nobody_calls_what_aborts_the_process() -> None:
    # DeltaTable.to_pyarrow_table() aborted the process at exit in 15 to 35 % of runs (measured with deltalake 1.6).
    banned = "to_pyarrow" + "_table"
    uses = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for room in ("schemas", "tasks", "warehouse", "flows", "cli", "benchmarks", "tests")
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == banned
    ]
    assert uses == []


def test_a_batch_of_nothing_but_known_rows_leaves_one_new_version_of_the_ledger(lake: Lake) -> None:
    before = {n: r.version for n, r in lake.snapshot().tables.items()}
    lake.commit(Change(batch_id="same", label="x", tables=rows_of([make_article(0)])), now=NOW)
    after = {n: r.version for n, r in lake.snapshot().tables.items()}
    assert {n for n in after if after[n] != before[n]} == {"batch"}
