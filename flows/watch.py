"""Every minute: a watched folder and the due feeds, in micro-batches, in one long-lived loop; no Prefect in it.

A file is taken when it has kept its size and time of change from one look to the next, so that a half-copied file is
not read. What was taken is remembered in this process only: after a restart the folder is read once more, and what the
lake holds already is counted as known.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from flows.desk import Desk
from flows.pipeline import BATCH_SIZE, Runner, call_directly, ingest_paths
from flows.queue import ingest_queue
from flows.rota import Rota
from flows.work import Tally
from schemas.source import Source
from tasks.fetch.fetcher import Fetcher
from tasks.fetch.pace import Pace
from tasks.fetch.queue import Queue
from tasks.sources import source_rows

Stamp = tuple[int, int]


@dataclass(slots=True)
class Inbox:
    """A folder that is watched, and what of it was taken already."""

    folder: Path
    seen: dict[Path, Stamp] = field(default_factory=dict)
    taken: dict[Path, Stamp] = field(default_factory=dict)

    def ripe(self) -> list[Path]:
        """Return the files that are new or changed and that stood still since the look before; sorted."""
        now = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in sorted(self.folder.rglob("*")) if p.is_file()}
        still = [p for p, stamp in now.items() if self.seen.get(p) == stamp and self.taken.get(p) != stamp]
        self.seen = now
        return still

    def take(self, files: Sequence[Path]) -> None:
        """Remember files as taken in the state in which they were seen."""
        self.taken.update({p: self.seen[p] for p in files})


def _with_sidecars(files: Sequence[Path]) -> list[Path]:
    """Leave sidecars out: they are read with the file beside them and are no input of their own."""
    stems = {p.with_suffix("") for p in files if p.suffix != ".json"}
    return [p for p in files if p.suffix != ".json" or p.with_suffix("") not in stems]


def take_inbox(desk: Desk, inbox: Inbox, *, run: Runner = call_directly) -> Tally:
    """Read what is ripe in a watched folder."""
    files = inbox.ripe()
    tally = ingest_paths(desk, _with_sidecars(files), run=run) if files else Tally()
    inbox.take(files)
    return tally


def watch(
    desk: Desk,
    *,
    inbox: Inbox | None,
    fetcher: Fetcher | None,
    pause: Callable[[float], object],
    seconds: float = 5.0,
    until: datetime | None = None,
    most_batches: int | None = None,
    run: Runner = call_directly,
    on_round: Callable[[Tally], None] = lambda _tally: None,
    sources: Sequence[Source] | None = None,
    pace: Pace | None = None,
    stop: Callable[[], bool] = lambda: False,
    queue: Queue | None = None,
    batch_size: int = BATCH_SIZE,
) -> Tally:
    """Look at the folder, the due feeds and the queue every few seconds and commit what is new at once.

    Ends at `until` or after `most_batches`, so that whoever runs it can begin again with a fresh process and a fresh
    run, and between two rounds when `stop` says so; without any of these it goes on. `pause` sleeps.
    """
    asked = source_rows(desk.knowledge) if sources is None else sources
    rota = Rota(desk, asked, fetcher, pace=pace) if fetcher is not None else None

    def look() -> Tally:
        done = take_inbox(desk, inbox, run=run) if inbox is not None else Tally()
        if rota is not None:
            done += rota.take_in(run=run)
        if queue is not None:
            done += ingest_queue(desk, queue, count=batch_size, run=run)
        return done

    total = Tally()
    try:
        while (until is None or desk.clock() < until) and (most_batches is None or total.n_batches < most_batches):
            if stop():
                break
            done = look()
            total += done
            on_round(done)
            if queue is None or not done.n_in:  # a queue may hold more than one batch: it is asked again at once
                pause(seconds)
        return total + rota.finish(run=run) if rota is not None else total
    finally:
        if rota is not None:
            rota.close()


def end_of_run(desk: Desk, minutes: float) -> datetime:
    """Return when a run of so many minutes ends."""
    return desk.clock() + timedelta(minutes=minutes)
