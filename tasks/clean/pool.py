"""Pages are cleaned in worker processes with limits: a page that hangs, dies or swells costs that page only.

Extractors are other people's code on other people's pages: nested tables have held one for minutes, and libxml2 can be
made to crash. Bare text needs no worker. Workers are replaced after a number of pages, so that memory stays flat.
"""

import multiprocessing
import resource
import signal
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from schemas.document import Document
from tasks.clean.article import Cleaned, clean_document
from tasks.clean.doubts import Doubt, issue_row
from tasks.clean.draft import PAGE_TYPES
from tasks.clean.kit import build_kit
from tasks.knowledge import Knowledge, load_knowledge

_MEBIBYTE = 1 << 20
_START_SECONDS = 120.0  # a loaded machine takes ten to import the extractors


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page may cost, and after how many pages a worker is replaced."""

    seconds: float = 10.0
    mebibytes: int = 512
    pages: int = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    payload: bytes
    document: Document
    captured_at: datetime
    batch_id: str


def needs_worker(payload: bytes, document: Document) -> bool:
    """Tell whether a document holds a page: bare text is cleaned where it is."""
    if document.media_type in PAGE_TYPES:
        return True
    return document.media_type == "application/json" and b'"html"' in payload


class CleanPool:
    """Worker processes that clean pages; a context manager.

    Results come in the order of the documents, whatever worker was quicker. A page over its limits gives a `Cleaned`
    without article and a quarantine issue: page-too-slow, page-too-big, page-breaks-reader or page-kills-reader.
    """

    def __init__(self, knowledge_folder: Path | None = None, *, workers: int = 2, limits: Limits | None = None) -> None:
        self._knowledge = load_knowledge(knowledge_folder)
        self._workers = [_Worker(knowledge_folder, limits or Limits()) for _ in range(max(1, workers))]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.stop()

    def clean(
        self, documents: Sequence[tuple[bytes, Document]], *, captured_at: datetime, batch_id: str
    ) -> list[Cleaned]:
        """Clean a batch: pages in the workers, all else here; results in the order given."""
        tasks = [_Task(payload=p, document=d, captured_at=captured_at, batch_id=batch_id) for p, d in documents]
        pages = deque(n for n, task in enumerate(tasks) if needs_worker(task.payload, task.document))
        waiting = set(pages)
        done: dict[int, Cleaned] = {}
        self._hand_out(pages, tasks)
        for number, task in enumerate(tasks):
            if number not in waiting:
                done[number] = _clean(task, self._knowledge)
        while len(done) < len(tasks):
            done.update(self._collect())
            self._hand_out(pages, tasks)
        return [done[number] for number in range(len(tasks))]

    def pids(self) -> list[int]:
        """Return the process ids of the workers, for who measures them."""
        return [worker.pid for worker in self._workers]

    def _hand_out(self, pages: deque[int], tasks: Sequence[_Task]) -> None:
        for worker in self._workers:
            if worker.number is None and pages:
                number = pages.popleft()
                worker.give(number, tasks[number])

    def _collect(self) -> dict[int, Cleaned]:
        """Wait for the first answer or the first deadline, and take what is there."""
        busy = [worker for worker in self._workers if worker.number is not None]
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        wait([worker.link for worker in busy], timeout=patience)
        taken = ((worker.number, worker.take()) for worker in busy)
        return {number: result for number, result in taken if number is not None and result is not None}


class _Worker:
    """One process and the pipe to it; started again after it was killed, died, or did its number of pages."""

    def __init__(self, folder: Path | None, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self.number: int | None = None
        self.deadline = 0.0
        self._task: _Task | None = None
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.link, theirs = context.Pipe()
        arguments = (theirs, self._folder, self._limits.mebibytes)
        self._process: SpawnProcess = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        self._pages = 0
        self._ready = False

    @property
    def pid(self) -> int:
        """Process id; 0 before it started."""
        return self._process.pid or 0

    def give(self, number: int, task: _Task) -> None:
        """Send a page; its seconds count from when the worker is ready."""
        if (
            self._pages >= self._limits.pages or not self._process.is_alive()
        ):  # a machine short of memory kills idle ones
            self.stop()
            self._start()
        if not self._ready:
            if not self.link.poll(_START_SECONDS):
                raise TimeoutError(f"a worker did not start within {_START_SECONDS} seconds")
            self.link.recv()
            self._ready = True
        self.number, self._task = number, task
        self._pages += 1
        self.deadline = time.monotonic() + self._limits.seconds
        self.link.send(task)

    def take(self) -> Cleaned | None:
        """Return the answer, or a refusal where the process died or is too slow; None while it may still answer."""
        try:
            if self.link.poll():
                return self._finished(self.link.recv())
        except (EOFError, OSError):
            return self._failed("page-kills-reader", "the reader's process died on this page")
        if time.monotonic() < self.deadline:
            return None
        return self._failed("page-too-slow", f"not read within {self._limits.seconds:g} seconds")

    def _finished(self, answer: Cleaned | str) -> Cleaned:
        if isinstance(answer, str):
            kind, _, message = answer.partition(": ")
            return self._failed(kind, message)
        self.number = None
        return answer

    def _failed(self, kind: str, message: str) -> Cleaned:
        task = self._task
        if task is None:
            raise RuntimeError("a worker failed without a page")
        self.number = None
        self.stop()
        self._start()
        step = "the payload is stored: look at it, then clean it again"
        doubt = Doubt(kind=kind, severity="quarantine", message=message, next_step=step)
        return Cleaned(article=None, residue=(), issues=(issue_row(doubt, task.document, batch_id=task.batch_id),))

    def stop(self) -> None:
        """End the process, by force if need be; it holds nothing that could be lost."""
        with suppress(OSError):
            self.link.close()
        self._process.kill()
        self._process.join()


def _clean(task: _Task, knowledge: Knowledge) -> Cleaned:
    return clean_document(task.payload, task.document, knowledge, captured_at=task.captured_at, batch_id=task.batch_id)


def _serve(link: Connection, folder: Path | None, mebibytes: int) -> None:
    """Clean what comes through the pipe, until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    knowledge = load_knowledge(folder)
    build_kit(knowledge)
    with suppress(ValueError, OSError):  # where the system knows no such limit, the clock still holds
        resource.setrlimit(resource.RLIMIT_DATA, (mebibytes * _MEBIBYTE, mebibytes * _MEBIBYTE))
    link.send("ready")
    while True:
        try:
            task = link.recv()
        except EOFError:
            return
        link.send(_answer(task, knowledge))


def _answer(task: _Task, knowledge: Knowledge) -> Cleaned | str:
    try:
        return _clean(task, knowledge)
    except MemoryError:
        return "page-too-big: reading it takes more memory than a page may"
    except Exception as error:  # noqa: BLE001 the edge of the step: recorded as an issue with the error's words
        return f"page-breaks-reader: {type(error).__name__}: {error}"
