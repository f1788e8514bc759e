"""A lake in a bucket beside one on a disk: `python -m benchmarks.object_store FILE.parquet [--articles 2000]`.

FILE has the columns id, source, published, text. An S3 server (moto's, on loopback) is started; the same articles are
read into a lake on a disk and into a bucket, each by one process and by two at once that begin at other ends, half of
all articles being given to both. Prints for each the seconds, one hash over the hashes of all tables and what `verify`
finds. Two take turns as chance has it, and must give the tables that one gives, on a disk as in a bucket.
Ends with 1 where something differs or is found.
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
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a lake holds after it was read into."""

    hashes: dict[str, str]
    well: bool


def hashed(content: object) -> str:
    """Return the start of a hash over something."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def measure(name: str, lake: str, folder: Path, shares: Sequence[Sequence[Path]], size: int) -> Read:
    """Read shares of the articles at once, a machine for each, and look at the lake as a machine of its own."""
    began = time.monotonic()
    running = [ingest(lake, folder / f"machine-{n}", share, size) for n, share in enumerate(shares)]
    codes = [one.wait() for one in running]
    seconds = time.monotonic() - began
    os.environ["MARSAD_CACHE"] = str(folder / "reader")
    opened = Lake.open(lake)
    hashes, found = table_hashes(opened), verify(opened)
    rows, batches = opened.snapshot().rows, opened.snapshot().number
    told = f"{rows('article')} articles, {rows('event')} events, {batches} batches, exit codes {codes}"
    print(f"{name:<22}{seconds:7.1f} s  {hashed(hashes)}  {told}, {len(found)} findings", flush=True)
    return Read(hashes=hashes, well=not found and not any(codes))


def compare(alone: Read, together: Read) -> bool:
    """Say which tables two reads of the same articles differ in, and whether they differ in none."""
    differ = [name for name, digest in alone.hashes.items() if together.hashes[name] != digest]
    print(f"one and two differ in: {', '.join(differ) or 'nothing'}")
    return not differ


def main() -> int:
    """Compare the four."""
    parser = argparse.ArgumentParser(description="a lake in a bucket beside one on a disk")
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--batch-size", type=int, default=200)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="marsad-bucket-") as temporary, s3_server() as environment:
        os.environ.update(environment)
        folder = Path(temporary)
        quarters = write_quarters(told.file, told.articles, folder)
        both = [quarters[:3], quarters[1:][::-1]]
        size = told.batch_size
        disk = measure("a folder", str(folder / "one"), folder / "a", [quarters], size)
        bucket = measure("a bucket", "s3://news/one", folder / "b", [quarters], size)
        same = disk.hashes == bucket.hashes
        print(f"tables identical: {same}")
        reads = [
            measure("a folder, two at once", str(folder / "two"), folder / "c", both, size),
            measure("a bucket, two at once", "s3://news/two", folder / "d", both, size),
        ]
        equal = [compare(disk, read) for read in reads]
    return 0 if same and all(equal) and all(read.well for read in (disk, bucket, *reads)) else 1


if __name__ == "__main__":
    sys.exit(main())
