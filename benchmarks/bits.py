"""Flip single bits in data files of a lake and see whether verification names the file, every time.

    python -m benchmarks.bits [FLIPS] [--seed N]

Beside it, how often a plain DuckDB query over the damaged file failed, answered wrongly without an error, or came to
no harm: the reason for the hashes. Each bit is flipped back before the next.
"""

import argparse
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb

from tests.lake_rows import NOW, make_change
from warehouse.lake import Lake
from warehouse.verify import damaged_files


def answer(path: Path) -> Any:
    """Return every value of a file as DuckDB reads it, or the word error."""
    with duckdb.connect() as session:
        try:
            return session.execute("SELECT * FROM read_parquet(?, hive_partitioning = false)", [str(path)]).fetchall()
        except (duckdb.Error, UnicodeDecodeError):
            return "error"


def judge(right: Any, seen: Any) -> str:
    """Say what a reader without hashes would have met."""
    if isinstance(seen, str):
        return "error"
    return "harmless" if seen == right else "wrong without an error"


def main() -> int:
    """Flip bits and print the figures."""
    parser = argparse.ArgumentParser(description="flip bits in data files")
    parser.add_argument("flips", nargs="?", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice, started = random.Random(asked.seed), time.monotonic()  # noqa: S311  # a campaign that can be told again
    lake = Lake.open(Path(tempfile.mkdtemp(prefix="marsad-bits-")) / "lake", create=True)
    for i in range(4):
        lake.commit(make_change(f"b{i}", range(i * 5, i * 5 + 5)), now=NOW)
    snapshot = lake.snapshot()
    files = [(n, f, lake.places.table(n) / f.path) for n in snapshot.tables for f in snapshot.state(n).files]
    named, met = 0, Counter[str]()
    for turn in range(asked.flips):
        name, file, path = dice.choice(files)
        whole = path.read_bytes()
        broken = bytearray(whole)
        bit = dice.randrange(len(whole) * 8)
        broken[bit // 8] ^= 1 << bit % 8
        right = answer(path) if turn % 20 == 0 else None
        path.write_bytes(broken)
        named += [(n, f) for n, f, _ in damaged_files(lake.places, snapshot)] == [(name, file)]
        if right is not None:
            met[judge(right, answer(path))] += 1
        path.write_bytes(whole)
    print(
        f"{asked.flips} flipped bits in {len(files)} files: {named} named exactly, {asked.flips - named} not;"
        f" {time.monotonic() - started:.0f} s, seed {asked.seed}"
    )
    print(f"DuckDB alone on {met.total()} of them:", ", ".join(f"{k} {v}" for k, v in sorted(met.items())))
    return 0 if named == asked.flips else 1


if __name__ == "__main__":
    raise SystemExit(main())
