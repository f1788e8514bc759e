"""Score reading on articles that were judged by hand: each folder and all together, lenient view.

    python -m benchmarks.reading FOLDER... [--misses]

Each FOLDER is one that `benchmarks.judged lay` writes. Its records are ingested into a lake of its own and exported as
a user would do it (`marsad ingest`, `marsad export mention`); the scorer `eval/events.py` below MARSAD_EVAL (default
../shared) pairs what was read with what was judged. `on pairs` is the share right where both sides have a value; the
range behind an F1 is that of 19 in 20 draws of the articles with replacement: two figures inside it are the same.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

EVAL = Path(os.environ.get("MARSAD_EVAL", "../shared"))
SLOTS = ("EVENT", "place", "date", "claimed_by", "denied_by", "actor", "target", "status", "quantities", "sub_type")
DRAWS = 300
OK, PARTIAL = 0, 3  # exit codes of an ingest; a page that holds no story is quarantined and told
_MARSAD = (sys.executable, "-c", "from cli.main import run; run()")

Row = dict[str, Any]
Counts = dict[str, list[float]]


def read(folder: Path) -> list[Row]:
    """Return what is read in a folder's articles, as `marsad export mention` writes it."""
    with TemporaryDirectory() as place:
        lake = ["--lake", f"{place}/lake"]
        ingest = [*_MARSAD, "ingest", str(folder / "input.jsonl"), *lake]
        if subprocess.run(ingest, check=False, capture_output=True).returncode not in (OK, PARTIAL):
            sys.exit(f"{folder}: `marsad ingest` failed; run it by hand to see why")
        told = [*_MARSAD, "export", "mention", "--format", "jsonl", *lake]
        lines = subprocess.run(told, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in lines.splitlines()]


def count(folder: Path, misses: bool) -> dict[str, Counts]:  # noqa: FBT001 a switch of the command
    """Return for each article and slot: right, judged, read, and pairs with a value on both sides."""
    import events  # the scorer lies outside the project
    from names import NameBook

    book = NameBook(sorted((EVAL / "eval").glob("names*.tsv")))
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    told = [row for row in read(folder) if row["kind"] == "physical"]
    counts: dict[str, Counts] = {}
    for path in sorted((folder / "articles").glob("*.txt")):
        mine = [row for row in gold if row["doc"] == path.stem and row.get("kind", "physical") == "physical"]
        golds, read_rows = events.load(mine, [r for r in told if r["doc"] == path.stem], str(folder / "articles"))
        run = events.Run(golds, read_rows, events.align(golds, read_rows, book), book)
        scores = run.score(strict=False)
        counts[path.stem] = {slot: [s.tp, s.n_gold, s.n_pred, s.n_pairs] for slot, s in scores.items()}
        if misses:
            print(*run.misses(), sep="\n")
    return counts


def total(counts: Sequence[Counts], slot: str) -> list[float]:
    """Return the counts of a slot over articles."""
    return [sum(article[slot][i] for article in counts) for i in range(4)]


def f1(sums: Sequence[float]) -> float:
    """Return the F1 of right, judged and read."""
    right, judged, told, _ = sums
    return 2 * right / (judged + told) if judged + told else 0.0


def spread(counts: Sequence[Counts], slot: str) -> tuple[float, float]:
    """Return the range of F1 in 19 of 20 draws of as many articles with replacement."""
    draw = random.Random(7)  # noqa: S311 no secret
    drawn = sorted(f1(total(draw.choices(counts, k=len(counts)), slot)) for _ in range(DRAWS))
    return drawn[DRAWS // 40], drawn[-DRAWS // 40 - 1]


def show(name: str, counts: Sequence[Counts]) -> None:
    """Print the figures of some articles."""
    right, judged, told, _ = total(counts, "EVENT")
    print(f"\n{name}: {len(counts)} articles, {judged:.0f} events, {told:.0f} read, {right:.0f} right")
    for slot in SLOTS:
        sums = total(counts, slot)
        if sums[1]:
            low, high = spread(counts, slot)
            pairs = f"{sums[0] / sums[3]:.3f}" if sums[3] else "  -  "
            print(f"{slot:11} P {sums[0] / max(1, sums[2]):.3f}  R {sums[0] / sums[1]:.3f}  F1 {f1(sums):.3f}", end="")
            print(f" ({low:.3f} to {high:.3f})  on pairs {pairs}")


def main() -> None:
    """Read and score each folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="print what was missed, false or wrong")
    given = parser.parse_args()
    if not (EVAL / "eval/events.py").exists():
        sys.exit(f"no scorer below {EVAL}: set MARSAD_EVAL")
    sys.path.insert(0, str(EVAL / "eval"))
    found = {folder.name: list(count(folder, given.misses).values()) for folder in given.folders}
    for name, counts in found.items():
        show(name, counts)
    if len(found) > 1:
        show("all", [article for counts in found.values() for article in counts])


if __name__ == "__main__":
    main()
