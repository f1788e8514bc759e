"""Kill -9 a committer again and again, start it again, and compare with a run that nobody disturbed.

    python -m benchmarks.kills [KILLS] [--seed N] [--light]

Each round runs a stream of 12 batches (new, repeated, corrected, moved and removed rows) with compaction, checkpoint
and vacuum in between; a child is killed at a random moment and another goes on, until the stream is done. After
every kill the newest snapshot is read and must hold whole batches only. At the end of each round all tables must
have the hashes of the undisturbed run. Prints one line of figures and exits 1 where anything differed.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

from tests.lake_stream import answer_of, describe_lake, exit_of, in_child, run_stream, torn

STEPS = range(12)


def kill_once(lake: Path, delay: float, seed: int, *, light: bool) -> bool:
    """Start a child on the stream and kill it after `delay` seconds; False where it was done before that."""
    pid = in_child(partial(run_stream, lake, STEPS, seed, light=light))
    timer = threading.Timer(delay, os.kill, (pid, signal.SIGKILL))
    timer.start()
    code = exit_of(pid)
    timer.cancel()
    if code not in (0, -signal.SIGKILL):
        raise RuntimeError(f"a child ended with {code}")
    return code != 0


def run_round(folder: Path, dice: random.Random, seed: int, left: int, *, light: bool) -> tuple[int, int, bool]:
    """Run one stream; return kills, torn states seen, and whether the tables came out as undisturbed."""
    calm, lake = folder / "calm", folder / "killed"
    exit_of(in_child(partial(run_stream, calm, STEPS, seed, light=light)))
    kills = tears = 0
    while kills < left and kill_once(lake, dice.uniform(0, 0.9), seed, light=light):
        kills += 1
        if (lake / "lake.json").exists() and (seen := answer_of(partial(torn, lake))):
            tears += 1
            print("torn:", seen, file=sys.stderr)
    exit_of(in_child(partial(run_stream, lake, STEPS, seed, light=light)))
    same = answer_of(partial(describe_lake, calm)) == answer_of(partial(describe_lake, lake))
    return kills, tears, same


def main() -> int:
    """Run the campaign and print its figures."""
    parser = argparse.ArgumentParser(description="kill a committer again and again")
    parser.add_argument("kills", nargs="?", type=int, default=40)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--light", action="store_true", help="batches that touch three tables instead of eight")
    asked = parser.parse_args()
    dice = random.Random(asked.seed)  # noqa: S311  # a campaign that can be told again
    started, kills, tears, rounds, differing = time.monotonic(), 0, 0, 0, 0
    while kills < asked.kills:
        folder = Path(tempfile.mkdtemp(prefix="marsad-kills-"))
        done, torn_states, same = run_round(folder, dice, rounds, asked.kills - kills, light=asked.light)
        kills, tears, rounds, differing = kills + done, tears + torn_states, rounds + 1, differing + (not same)
        if same:
            shutil.rmtree(folder)
    print(
        f"{kills} kills in {rounds} rounds of {len(STEPS)} batches: {tears} torn states seen, {differing} rounds with"
        f" other tables than undisturbed; {time.monotonic() - started:.0f} s, seed {asked.seed}"
    )
    return 1 if tears or differing else 0


if __name__ == "__main__":
    sys.exit(main())
