"""Fail at every named point of the lake, one after the other, and compare with a run that nobody disturbed.

    python -m benchmarks.failpoints [--turns 1] [--action kill|raise|enospc] [--light]

First a calm run writes down which points are reached. Then one lake is taken forward: for each point (and each of
its first TURNS turns) a child goes on with the stream until it fails there; the next child starts where that one
left off. Whole batches only may be seen after each failure, and the tables must in the end be those of a calm run.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.lake_stream import answer_of, describe_lake, exit_of, in_child, run_stream, torn
from warehouse.lake import Lake

AHEAD = 3
"""Steps that a child is given to reach its point: one of them is followed by upkeep."""


def run_failing(lake: Path, steps: range, fault: str, *, light: bool) -> None:
    """Go on with the stream under a failpoint."""
    os.environ["MARSAD_FAILPOINT"] = fault
    run_stream(lake, steps, upkeep_every=AHEAD, light=light)


def run_noting(lake: Path, log: Path) -> None:
    """Run calmly and write down which points are reached."""
    os.environ["MARSAD_FAILPOINT_LOG"] = str(log)
    run_stream(lake, range(2 * AHEAD), upkeep_every=AHEAD)


def look(lake: Path) -> str:
    """Return how many batches a lake holds, and what is torn in it, if anything."""
    if not (lake / "lake.json").exists():
        return "0 "
    return f"{Lake.open(lake).snapshot().rows('batch')} {torn(lake)}"


def sweep(folder: Path, faults: list[str], *, light: bool) -> tuple[int, list[str], list[str]]:
    """Take one lake through all faults; return steps done, faults that were not reached, and what was torn."""
    lake, idle, tears, reached = folder / "failing", [], [], 0
    for fault in faults:
        code = exit_of(in_child(partial(run_failing, lake, range(reached + AHEAD), fault, light=light)))
        if code == 0:
            idle.append(fault)
        elif code not in (1, -signal.SIGKILL):
            raise RuntimeError(f"{fault}: a child ended with {code}")
        batches, seen = answer_of(partial(look, lake)).split(" ", 1)
        reached = int(batches)
        if seen:
            tears.append(f"{fault}: {seen}")
    return reached, idle, tears


def main() -> int:
    """Sweep and print the figures."""
    parser = argparse.ArgumentParser(description="fail at every named point of the lake")
    parser.add_argument("--turns", type=int, default=1)
    parser.add_argument("--action", default="kill")
    parser.add_argument("--light", action="store_true", help="batches that touch three tables instead of eight")
    asked = parser.parse_args()
    started, folder = time.monotonic(), Path(tempfile.mkdtemp(prefix="marsad-failpoints-"))
    exit_of(in_child(partial(run_noting, folder / "noted", folder / "log")))
    points = list(dict.fromkeys((folder / "log").read_text().split()))
    points.insert(points.index("pending.renamed") + 1, "settle.before_finish")  # met where a decided batch waits
    faults = [f"{p}@{turn}:{asked.action}" for turn in range(1, asked.turns + 1) for p in points]
    steps, idle, tears = sweep(folder, faults, light=asked.light)
    for lake in ("failing", "calm"):
        exit_of(in_child(partial(run_stream, folder / lake, range(steps + 1), upkeep_every=AHEAD, light=asked.light)))
    same = answer_of(partial(describe_lake, folder / "calm")) == answer_of(partial(describe_lake, folder / "failing"))
    print(
        f"{len(points)} points, {len(faults)} faults ({asked.action}), {len(faults) - len(idle)} met, {steps} batches:"
        f" {len(tears)} torn states, tables {'equal' if same else 'DIFFER'}; {time.monotonic() - started:.0f} s"
    )
    print("points:", " ".join(points))
    print("not met:", " ".join(idle) or "none", *tears, sep="\n")
    if same:
        shutil.rmtree(folder)
    return 0 if same and not tears else 1


if __name__ == "__main__":
    sys.exit(main())
