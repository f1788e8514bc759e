"""What the lake costs: commits of 1, 100 and 500 articles, queries at 1 M events, bytes per row.

    python -m benchmarks.lake [--events 1000000]

Beside it in the same run: a native DuckDB file with primary keys, and plain Parquet files without any log. Times
are medians in milliseconds unless said otherwise; the machine's load average is printed, for ratios are what counts.
"""

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.arrow import arrow_schema
from schemas.event import Event
from schemas.ids import content_id
from tests.lake_rows import FIRST, NOW, make_change
from warehouse.lake import Change, Lake, TableChange
from warehouse.upkeep import compact, vacuum

COMMITS = 100
QUERIES = {
    "count": "SELECT count(*) FROM event",
    "group": "SELECT sub_event_type, count(*), sum(killed_best) FROM event GROUP BY 1",
    "point": "SELECT * FROM event WHERE event_id = '{point}'",
    "day": "SELECT event_id, killed_best FROM event WHERE date_start = DATE '2016-10-03'",
    "month": "SELECT admin1, sum(killed_best) FROM event"
    " WHERE date_start BETWEEN DATE '2016-10-01' AND DATE '2016-10-31' GROUP BY 1",
}


def timed(work: Callable[[], Any]) -> float:
    """Return the milliseconds that work takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def make_events(numbers: range, dice: random.Random, per_day: float) -> Any:
    """Return events as Arrow: thirty months as they come in, one of 2,000 late, twenty provinces, Arabic objects."""
    n = len(numbers)
    late = [dice.randrange(900) if dice.random() < 1 / 2000 else 0 for _ in range(n)]
    ages = [late[k] or dice.randrange(10) for k in range(n)]
    days = [date(2016, 1, 10) + timedelta(days=max(0, int(i / per_day) - ages[k])) for k, i in enumerate(numbers)]
    killed = [dice.randrange(40) if dice.random() < 0.6 else None for _ in range(n)]
    columns: dict[str, Any] = {
        "event_id": [content_id("event", i) for i in numbers],
        "kind": ["physical"] * n,
        "event_type": ["Explosions/Remote violence"] * n,
        "sub_event_type": dice.choices(["Air/drone strike", "Shelling/artillery/missile attack", "Armed clash"], k=n),
        "date_start": days,
        "date_end": days,
        "date_precision": [1] * n,
        "admin1": [f"Province {dice.randrange(20)}" for _ in range(n)],
        "country": ["SY"] * n,
        "lat": [33 + dice.random() * 4 for _ in range(n)],
        "lon": [36 + dice.random() * 6 for _ in range(n)],
        "actor_ids": [["actor:ru-air"]] * n,
        "target_objects": [[f"{FIRST} {i % 977}"] for i in numbers],
        "killed_best": killed,
        "n_reports": [dice.randrange(1, 9) for _ in range(n)],
        "n_texts": [1] * n,
        "n_origins": [1] * n,
        "status": ["reported"] * n,
    }
    empty: dict[bool, Any] = {True: None, False: []}
    return pa.table(
        [pa.array(columns.get(f.name, [empty[f.nullable]] * n), f.type) for f in arrow_schema(Event)],
        schema=arrow_schema(Event),
    )


def time_commits(folder: Path) -> None:
    """Print how long batches of articles take, tables of a whole batch together."""
    lake, first = Lake.open(folder / "commits", create=True), 0
    for size, times in ((1, 9), (5, 9), (100, 7), (500, 5)):
        taken = []
        for _ in range(times):
            change = make_change(f"{size} from {first}", range(first, first + size))
            taken.append(timed(lambda change=change: lake.commit(change, now=NOW)))
            first += size
        print(f"commit of {size:3} articles, 8 tables: median {statistics.median(taken):6.0f}  max {max(taken):6.0f}")
    again = make_change("again", range(first - 500, first))
    print(f"the same 500 again, nothing new: {timed(lambda: lake.commit(again, now=NOW)):6.0f}")
    lake.commit(again, now=NOW)
    print(f"a batch that is in the lake already: {timed(lambda: lake.commit(again, now=NOW)):6.0f}")


def time_queries(name: str, session: Any, point: str) -> None:
    """Print the median of five runs of each query."""
    shown = []
    for label, query in QUERIES.items():
        question = query.format(point=point)
        runs = [timed(lambda question=question: session.execute(question).fetchall()) for _ in range(5)]
        shown.append(f"{label} {statistics.median(runs):5.0f}")
    print(f"{name:34}", "  ".join(shown))


def open_catalog(lake: Lake) -> Any:
    """Open the catalog as a person would."""
    return duckdb.connect(str(lake.catalog_path), read_only=True)


def bytes_below(folder: Path, pattern: str) -> int:
    """Return the bytes of the files below a folder."""
    return sum(p.stat().st_size for p in folder.rglob(pattern) if p.is_file())


def fill(folder: Path, events: int) -> tuple[Lake, Any, Path]:
    """Write the same events in the same batches into a lake, a DuckDB file and plain Parquet; print the times."""
    lake, native, plain = Lake.open(folder / "lake", create=True), duckdb.connect(str(folder / "native.duckdb")), folder
    plain = folder / "plain"
    plain.mkdir()
    dice, each, spent = random.Random(1), events // COMMITS, {"lake": 0.0, "duckdb": 0.0, "parquet": 0.0}  # noqa: S311
    for i in range(COMMITS):
        rows = make_events(range(i * each, (i + 1) * each), dice, events / 900)
        change = Change(batch_id=str(i), label="events", tables={"event": TableChange(rows=rows)})
        spent["lake"] += timed(lambda change=change: lake.commit(change, now=NOW))
        native.register("rows", rows)
        if not i:
            native.execute("CREATE TABLE event AS FROM rows LIMIT 0; ALTER TABLE event ADD PRIMARY KEY (event_id)")
        spent["duckdb"] += timed(lambda: native.execute("INSERT OR REPLACE INTO event FROM rows"))
        path = plain / f"{i:04}.parquet"
        spent["parquet"] += timed(lambda rows=rows, path=path: pq.write_table(rows, path, compression="zstd"))
    native.execute("CHECKPOINT")
    told = "  ".join(f"{name} {ms / 1000:.1f} s" for name, ms in spent.items())
    print(f"{events} events in {COMMITS} commits, keys unique (parquet: unchecked): {told}")
    return lake, native, plain


def time_upserts(lake: Lake, native: Any, events: int) -> None:
    """Print how long it takes to correct 100 events that lie anywhere."""
    dice = random.Random(2)  # noqa: S311
    start = dice.randrange(events - 100)
    for name, numbers in (("one batch", range(start, start + 100)), ("new", range(events, events + 100))):
        rows = make_events(numbers, dice, events / 900)
        change = Change(batch_id=f"upsert {name}", label="x", tables={"event": TableChange(rows=rows)})
        native.register("rows", rows)
        ours, theirs = (
            timed(lambda change=change: lake.commit(change, now=NOW)),
            timed(lambda: native.execute("INSERT OR REPLACE INTO event FROM rows")),
        )
        print(f"100 events, {name}: lake {ours:.0f}  duckdb {theirs:.0f}")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description="what the lake costs")
    parser.add_argument("--events", type=int, default=1_000_000)
    events = parser.parse_args().events
    folder = Path(tempfile.mkdtemp(prefix="marsad-bench-"))
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; duckdb {duckdb.__version__}; milliseconds")
    time_commits(folder)
    lake, native, plain = fill(folder, events)
    point = content_id("event", events // 2)
    files = duckdb.connect()
    files.execute(f"CREATE VIEW event AS FROM read_parquet('{plain}/*.parquet')")
    time_queries("plain Parquet, 100 files", files, point)
    time_queries("native DuckDB", native, point)
    with open_catalog(lake) as session:
        time_queries(f"lake, {lake.snapshot().tables['event'].files} files", session, point)
    print(f"compaction: {timed(lambda: compact(lake, now=NOW)) / 1000:.1f} s")
    with open_catalog(lake) as session:
        time_queries(f"lake, {lake.snapshot().tables['event'].files} files (compacted)", session, point)
    vacuum(lake, now=NOW + timedelta(days=9), keep=timedelta(days=1))
    vacuum(lake, now=NOW + timedelta(days=99), keep=timedelta(days=1))
    sizes = {
        "lake": sum(f.bytes for f in lake.snapshot().state("event").files),
        "parquet": bytes_below(plain, "*.parquet"),
        "duckdb": bytes_below(folder, "native.duckdb"),
    }
    print("bytes per event:", "  ".join(f"{k} {v / events:.0f}" for k, v in sizes.items()))
    time_upserts(lake, native, events)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
