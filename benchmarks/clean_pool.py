"""How much a second worker helps, and whether memory stays flat, when pages are cleaned in worker processes.

    python -m benchmarks.clean_pool [--pages N] [--set NAME ...] [--growth N]

Cleans N pages (the sets over and over) with one worker and with two, and prints pages per second of wall-clock time and
the resident memory of the first worker after each fifth of them. With --growth it cleans that many pages (20,000 take
some ten minutes) in one worker that is never replaced, and prints what its memory, and that of the process that hands
out the pages, grew by from the first tenth to the last. Reads the pages below MARSAD_EVAL (../shared).
"""

import argparse
import gzip
import json
import os
import time
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from benchmarks.clean import SETS, document_of
from schemas.document import Document
from tasks.clean.pool import CleanPool, Limits

EVAL = Path(os.environ.get("MARSAD_EVAL", "../shared"))
CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)
PARTS, TENTHS, CHUNK = 5, 10, 100


def read_pages(name: str) -> list[tuple[bytes, Document]]:
    """Return the pages of a set with their document rows."""
    folder = EVAL / "data" / "html"
    rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
    payloads = [gzip.decompress((folder / row["path"]).read_bytes()) for row in rows]
    return [(payload, document_of(row, payload)) for row, payload in zip(rows, payloads, strict=True)]


def resident(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    text = Path(f"/proc/{pid}/status").read_text("utf-8")
    return next(int(line.split()[1]) / 1024 for line in text.splitlines() if line.startswith("VmRSS"))


def run(pages: list[tuple[bytes, Document]], workers: int) -> float:
    """Clean the pages, print memory, return pages per second."""
    with CleanPool(workers=workers, limits=Limits(pages=len(pages) + 1, seconds=60)) as pool:
        pool.clean(pages[:workers], captured_at=CAPTURED, batch_id="warm")
        start = time.monotonic()
        memory = []
        for part in range(PARTS):
            size = len(pages) // PARTS
            pool.clean(pages[part * size : (part + 1) * size], captured_at=CAPTURED, batch_id="b")
            memory.append(resident(pool.pids()[0]))
        speed = PARTS * (len(pages) // PARTS) / (time.monotonic() - start)
    print(f"{workers} worker(s): {speed:.1f} pages/s; memory of the first: {', '.join(f'{m:.0f}' for m in memory)} MB")
    return speed


def grow(pages: list[tuple[bytes, Document]], count: int) -> None:
    """Clean `count` pages in one worker and print how memory grew."""
    steps = []
    with CleanPool(workers=1, limits=Limits(pages=count + 1, seconds=60)) as pool:
        endless = cycle(pages)
        for _ in range(TENTHS):
            for _ in range(count // TENTHS // CHUNK):
                pool.clean(list(islice(endless, CHUNK)), captured_at=CAPTURED, batch_id="b")
            steps.append((resident(pool.pids()[0]), resident(os.getpid())))
            print(f"worker {steps[-1][0]:.0f} MB, parent {steps[-1][1]:.0f} MB", flush=True)
    for name, first, last in zip(("worker", "parent"), steps[0], steps[-1], strict=True):
        print(f"{name}: {last / first - 1:+.1%} from the first tenth to the last of {count} pages")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=360)
    parser.add_argument("--set", nargs="*", default=["fundus_parser"], choices=SETS)
    parser.add_argument("--growth", type=int, help="pages to clean in one worker, for its memory")
    args = parser.parse_args()
    known = [page for name in args.set for page in read_pages(name)]
    if args.growth:
        grow(known, args.growth)
        return
    pages = list(islice(cycle(known), args.pages))
    one, two = run(pages, 1), run(pages, 2)
    print(f"two workers: {two / one:.2f} times one")


if __name__ == "__main__":
    main()
