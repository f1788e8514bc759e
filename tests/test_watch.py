"""A watched folder: what appears in it is queryable after two looks, half-copied files are left alone."""

import contextlib
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from flows.desk import Desk
from flows.watch import Inbox, watch
from flows.work import Tally
from schemas.article import Article
from tasks.knowledge import load_knowledge
from warehouse.errors import LakeError
from warehouse.lake import Lake

ROOT = Path(__file__).resolve().parent.parent


def test_a_file_is_taken_once_it_stands_still(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    growing = tmp_path / "a.txt"
    growing.write_text("قصف")
    assert inbox.ripe() == []
    growing.write_text("قصف على المدينة")
    assert inbox.ripe() == []
    assert inbox.ripe() == [growing]
    inbox.take([growing])
    assert inbox.ripe() == []


def test_articles_of_a_watched_folder_are_in_the_lake_after_two_looks(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    desk = Desk(lake=Lake.open(tmp_path / "lake", create=True), knowledge=load_knowledge())
    arriving = iter(["08-taiz-shelling", None, "10-fasher-hospital", None, None])
    seen: list[Tally] = []

    def pause(_seconds: float) -> None:
        stem = next(arriving, "end")
        if stem == "end":
            raise KeyboardInterrupt
        for suffix in (".json", ".txt") if stem else ():
            shutil.copy(ROOT / "samples" / f"{stem}{suffix}", folder)

    with contextlib.suppress(KeyboardInterrupt):
        watch(desk, inbox=Inbox(folder), fetcher=None, pause=pause, on_round=seen.append)
    assert [t.n_stored for t in seen if t.n_in] == [1, 1]
    days = desk.lake.sql("select published_day::varchar as day from article order by 1").column(0).to_pylist()
    assert days == ["2016-05-02", "2024-06-13"]


def test_a_run_ends_after_its_batches(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    shutil.copy(ROOT / "samples" / "11-talks.txt", folder)
    desk = Desk(lake=Lake.open(tmp_path / "lake", create=True), knowledge=load_knowledge())
    done = watch(desk, inbox=Inbox(folder), fetcher=None, pause=lambda _s: None, most_batches=1)
    assert done.n_stored == 1


def test_a_stream_begins_afresh_after_its_batches_and_goes_on(tmp_path: Path) -> None:
    """One process number from first to last, as systemd and a terminal expect; SIGINT still ends it in peace."""
    folder, lake = tmp_path / "inbox", tmp_path / "lake"
    folder.mkdir()
    command = [sys.executable, "-m", "cli", "stream", "--inbox", str(folder), "--lake", str(lake)]
    process = subprocess.Popen([*command, "--seconds", "0.2", "--renew", "1"], cwd=ROOT, stderr=subprocess.PIPE)
    try:
        for number, stem in enumerate(("08-taiz-shelling", "10-fasher-hospital", "11-talks"), 1):
            shutil.copy(ROOT / "samples" / f"{stem}.txt", folder)
            deadline = time.monotonic() + 120
            while stored(lake) < number and time.monotonic() < deadline:
                time.sleep(0.2)
            assert stored(lake) == number
            assert process.poll() is None
    finally:
        process.send_signal(signal.SIGINT)
    assert process.wait(60) in (0, -signal.SIGINT)  # the latter where it had just begun afresh


def stored(lake: Path) -> int:
    """Count the articles of a lake, none where the process has not made it yet: its catalog comes before its mark."""
    try:
        return len(Lake.open(lake).rows(Article))
    except LakeError:
        return 0
