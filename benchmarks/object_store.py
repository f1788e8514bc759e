"""A lake in a bucket beside one on a disk: `python -m benchmarks.object_store FILE.parquet [--articles 2000]`.

FILE has the columns id, source, published, text. An S3 server (moto's, on loopback) is started; the same articles are
read into a lake on a disk, into a bucket by one process, and into a bucket by two processes at once that each begin at
another end, half of all articles being given to both. Prints for each the seconds, one hash over
the hashes of all tables and what `verify` finds; ends with 1 where two differ or something is found.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.runners import write_articles
from tests.s3_server import s3_server
from warehouse.identical import table_hashes
from warehouse.lake import Lake
from warehouse.verify import verify

_COMMAND = (sys.executable, "-m", "cli", "ingest", "--batch-size")


def write_quarters(source: Path, n: int, folder: Path) -> list[Path]:
    """Write the first articles of a pool as four files of JSON lines."""
    whole = folder / "articles.jsonl"
    write_articles(str(source), n, whole)
    lines = whole.read_text("utf-8").splitlines(keepends=True)
    quarters = [folder / f"quarter-{q}.jsonl" for q in range(4)]
    for q, path in enumerate(quarters):
        path.write_text("".join(lines[q * len(lines) // 4 : (q + 1) * len(lines) // 4]), "utf-8")
    return quarters


def ingest(lake: str, cache: Path, inputs: Sequence[Path], size: int) -> "subprocess.Popen[bytes]":
    """Start to read articles as a machine with a memory of its own."""
    told = os.environ | {"MARSAD_CACHE": str(cache)}
    return subprocess.Popen(
        [*_COMMAND, str(size), "--lake", lake, *map(str, inputs)], env=told, stderr=subprocess.DEVNULL
    )


def measure(name: str, lake: str, folder: Path, shares: Sequence[Sequence[Path]], size: int) -> tuple[str, bool]:
    """Read shares of the articles at once, a machine for each; return the hash of the tables and if all is well."""
    began = time.monotonic()
    running = [ingest(lake, folder / f"machine-{n}", share, size) for n, share in enumerate(shares)]
    codes = [one.wait() for one in running]
    seconds = time.monotonic() - began
    os.environ["MARSAD_CACHE"] = str(folder / "reader")
    opened = Lake.open(lake)
    digest = hashlib.sha256(json.dumps(table_hashes(opened), sort_keys=True).encode()).hexdigest()
    found = verify(opened)
    counts = f"{opened.snapshot().rows('article')} articles, {opened.snapshot().rows('event')} events"
    machines = f"{opened.snapshot().number} batches, exit codes {codes}"
    print(f"{name:<34}{seconds:7.1f} s  {digest[:16]}  {counts}, {machines}, {len(found)} findings", flush=True)
    return digest, not found and not any(codes)


def main() -> int:
    """Compare the three."""
    parser = argparse.ArgumentParser(description="a lake in a bucket beside one on a disk")
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--batch-size", type=int, default=200)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="marsad-bucket-") as temporary, s3_server() as environment:
        os.environ.update(environment)
        folder = Path(temporary)
        quarters = write_quarters(told.file, told.articles, folder)
        first, second = quarters[:3], quarters[1:][::-1]
        size = told.batch_size
        results = [
            measure("a folder", str(folder / "lake"), folder, [quarters], size),
            measure("a bucket", "s3://news/one", folder, [quarters], size),
            measure("a bucket, two machines at once", "s3://news/two", folder / "two", [first, second], size),
        ]
    same = len({digest for digest, _ in results}) == 1
    print(f"tables identical: {same}")
    return 0 if same and all(well for _, well in results) else 1


if __name__ == "__main__":
    sys.exit(main())
