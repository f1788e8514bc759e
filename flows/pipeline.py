"""The whole path without Prefect: inputs in batches, each batch through its steps and into the lake.

`run_batch` is the one place where the steps are put in order; a caller may hand in `run` to wrap each step (the
Prefect flow does), the rows are the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

from flows.commit import commit_work
from flows.desk import Desk
from flows.runners import read_on_workers
from flows.steps import clean_batch, extract_batch, fingerprint_batch, open_work, store_captures
from flows.work import Tally, Work
from tasks.fetch.captured import Captured, Skipped, Unreadable
from tasks.fetch.files import read_paths

BATCH_SIZE = 200
"""Articles per batch: large enough that a commit (some 0.1 s a table) does not matter, small enough for 1 GB."""
_BATCH_BYTES = 64 * 1024 * 1024

Result = TypeVar("Result")


class Runner(Protocol):
    """How a step is carried out: called as it is, or as a Prefect task."""

    def __call__(self, name: str, step: Callable[..., Result], /, *args: object) -> Result:
        """Carry out `step(*args)` under a name that a person understands."""
        ...


def call_directly(_name: str, step: Callable[..., Result], /, *args: object) -> Result:
    """Run a step as the function it is."""
    return step(*args)


@dataclass(slots=True)
class Bundle:
    """What goes into one batch while it is gathered."""

    captured: list[Captured] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    n_skipped: int = 0

    def is_full(self, size: int) -> bool:
        """Tell whether the batch holds enough articles or bytes."""
        return len(self.captured) >= size or sum(len(c.payload) for c in self.captured) >= _BATCH_BYTES

    def __bool__(self) -> bool:
        """Tell whether there is anything to do or to count."""
        return bool(self.captured or self.unreadable or self.n_skipped)


def gather_bundles(found: Iterable[Captured | Unreadable | Skipped], size: int) -> Iterator[Bundle]:
    """Yield inputs in bundles of at most `size` articles."""
    bundle = Bundle()
    for item in found:
        if isinstance(item, Captured):
            bundle.captured.append(item)
        elif isinstance(item, Unreadable):
            bundle.unreadable.append(item)
        else:
            bundle.n_skipped += 1
        if bundle.is_full(size):
            yield bundle
            bundle = Bundle()
    if bundle:
        yield bundle


def run_batch(
    desk: Desk,
    captured: Sequence[Captured],
    unreadable: Sequence[Unreadable] = (),
    *,
    label: str,
    run: Runner = call_directly,
) -> Tally:
    """Take one batch through all steps and commit it; a batch that the lake holds already changes nothing."""
    work = prepare_work(desk, open_work(desk, captured, unreadable, label=label), captured, run=run)
    return commit_prepared(desk, work, run=run) if work.documents or work.issues else tally_of(work)


def prepare_work(desk: Desk, work: Work, captured: Sequence[Captured], *, run: Runner = call_directly) -> Work:
    """Take a batch through all steps that need no lock: stored raw, cleaned, fingerprinted, read."""
    work = run("store raw captures", store_captures, desk, work, captured)
    if work.documents and desk.hands is not None:
        return run("read on workers", read_on_workers, desk, work)
    if work.documents:
        work = run("clean articles", clean_batch, desk, work)
        work = run("fingerprint articles", fingerprint_batch, desk, work)
        work = run("extract events", extract_batch, desk, work)
    return work


def commit_prepared(desk: Desk, work: Work, *, run: Runner = call_directly) -> Tally:
    """Relate, link and commit a prepared batch under the lake's lock."""
    return run("relate, link and commit", commit_work, desk, work)


def tally_of(work: Work) -> Tally:
    """Return the counts of a batch that brought nothing new."""
    return Tally(n_batches=1, n_in=work.n_in, n_duplicate=work.n_duplicate)


def describe(paths: Sequence[Path | str]) -> str:
    """Return a label for a person: the names of what is read."""
    names = [Path(p).name or str(p) for p in paths]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def ingest_paths(
    desk: Desk,
    paths: Sequence[Path | str],
    *,
    source: str | None = None,
    published: str | None = None,
    batch_size: int = BATCH_SIZE,
    run: Runner = call_directly,
    on_batch: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """Read files and folders into the lake, batch by batch; `on_batch` hears of each batch as it is done."""
    found = read_paths(paths, source=source, published=published)
    return run_bundles(desk, gather_bundles(found, batch_size), label=describe(paths), run=run, on_batch=on_batch)


def run_bundles(
    desk: Desk,
    bundles: Iterable[Bundle],
    *,
    label: str,
    run: Runner = call_directly,
    on_batch: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """Take bundle after bundle through the steps; strictly in order, since each is linked to what came before."""
    total = Tally()
    for bundle in bundles:
        done = run_batch(desk, bundle.captured, bundle.unreadable, label=label, run=run)
        done = replace(done, n_skipped=bundle.n_skipped)
        total += done
        on_batch(done)
    return total
