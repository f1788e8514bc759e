"""Long use: `python -m benchmarks.upkeep [--commits 1000] [--batches 50]`.

First: so many small commits, then upkeep while a reader queries all the time; prints the time of a query before and
after, and in a lake with the same rows in one commit. Second: micro-batches of twenty articles through all steps in
one process, and how its memory grew from the tenth on.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import duckdb

from benchmarks.stream import resident, write_text
from flows.desk import Desk
from flows.pipeline import run_batch
from tasks.fetch.captured import Captured
from tasks.knowledge import load_knowledge
from tests.lake_rows import NOW, make_change
from warehouse.lake import Lake
from warehouse.upkeep import upkeep

_QUERY = """
select m.status, c.stance, count(*), sum(q.low), count(distinct a.source_id)
from mention m join claim c using (mention_id) join quantity q using (mention_id) join article a using (article_id)
group by all
"""


def query_ms(lake: Lake, times: int = 9) -> float:
    """Return the median milliseconds of a query over four tables, from opening the catalog on."""

    def once() -> float:
        began = time.perf_counter()
        with duckdb.connect(str(lake.catalog_path), read_only=True) as con:
            con.execute(_QUERY).fetchall()
        return (time.perf_counter() - began) * 1000

    return statistics.median(once() for _ in range(times))


def measure_upkeep(folder: Path, commits: int) -> bool:
    """Commit, keep, compare."""
    lake, fresh = Lake.open(folder / "many", create=True), Lake.open(folder / "one", create=True)
    began = time.monotonic()
    for n in range(commits):
        lake.commit(make_change(f"b{n}", range(2 * n, 2 * n + 2)), now=NOW + timedelta(seconds=n))
    took = time.monotonic() - began
    fresh.commit(make_change("all", range(2 * commits)), now=NOW)
    files = sum(ref.files for ref in lake.snapshot().tables.values())
    before, ideal = query_ms(lake), query_ms(fresh)
    catalog = str(lake.catalog_path)
    command = [sys.executable, "-m", "benchmarks.stream", "--reader", catalog]
    readers = [subprocess.Popen(command, stdin=-1, stdout=-1, text=True) for _ in range(2)]
    time.sleep(5)
    done = upkeep(lake, now=NOW + timedelta(days=9))
    told = [reader.communicate("")[0].strip() for reader in readers]
    after = query_ms(lake)
    print(f"{commits} commits in {took:.0f} s: {files} files, then {done.files_after}")
    print(f"query: {before:.1f} ms before upkeep, {after:.1f} ms after, {ideal:.1f} ms in one commit")
    print(f"after / one commit: {after / ideal:.2f}; readers meanwhile: {'; '.join(told)}")
    return after <= 1.2 * ideal and all("errors 0 torn 0" in line for line in told)


def measure_memory(folder: Path, batches: int) -> bool:
    """Run micro-batches and print the growth of memory."""
    desk = Desk(lake=Lake.open(folder / "memory", create=True), knowledge=load_knowledge())
    me = int(Path("/proc/self/stat").read_text("ascii").split()[0])
    sizes = []
    for n in range(batches):
        bundle = [
            Captured(url=f"x{k}", payload=write_text(k).encode(), media_type="text/plain", charset="utf-8")
            for k in range(20 * n, 20 * n + 20)
        ]
        run_batch(desk, bundle, label="memory")
        sizes.append(resident(me))
    growth = (sizes[-1] - sizes[min(9, len(sizes) - 1)]) / 1e6
    whole = (sizes[-1] - sizes[0]) / 1e6
    print(f"{batches} micro-batches of 20: {sizes[0] / 1e6:.0f} MB after the first, {whole:+.0f} MB at the end", end="")
    print(f" ({growth:+.0f} MB since the tenth)")
    return whole < 100


def main() -> int:
    """Measure both."""
    parser = argparse.ArgumentParser(description="long use")
    parser.add_argument("--commits", type=int, default=1000)
    parser.add_argument("--batches", type=int, default=50)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        flat = measure_memory(Path(folder), told.batches)
        quick = measure_upkeep(Path(folder), told.commits)
    return 0 if flat and quick else 1


if __name__ == "__main__":
    sys.exit(main())
