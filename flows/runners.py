"""`--runner`: the same work on threads, on processes, or on a Dask or Ray cluster that is there already.

Workers read shares of a batch (`flows/parts.py`) and return Parquet parts; this process alone commits. The rows are the
same on every runner, and a runner that fails in the middle of a batch leaves the lake as it was.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from flows.desk import Desk, Hands, code_version
from flows.parts import Share, join_parts, read_share
from flows.steps import captured_at, documents_of, held_articles
from flows.work import Work
from schemas.trouble import Trouble

RUNNERS: Final = "threads, processes, dask://host:port or ray://host:port"
_DOCUMENTS: Final = 20
"""Documents of a share: some seconds of work, so that what it costs to send does not matter and none waits long."""
_TRIES: Final = 3
"""A share whose worker died is tried so many times in all: one that kills workers must not go round for ever."""

In = TypeVar("In")
Out = TypeVar("Out")


class RunnerUsageError(Trouble):
    """The runner that was asked for is none, or its package is not installed."""

    exit_code = 2


class _Pool:
    """Threads or processes of this machine."""

    def __init__(self, executor: Executor, page_workers: int) -> None:
        self._executor, self.page_workers = executor, page_workers

    def map(self, read: Callable[[In], Out], shares: Sequence[In]) -> list[Out]:
        """Carry out a function for each share."""
        try:
            return list(self._executor.map(read, shares))
        except BrokenProcessPool as error:
            raise Trouble(
                "a worker process died (out of memory?); nothing of this batch was committed: run it again"
            ) from error


class _Dask:
    """A Dask cluster; a share whose worker died is done by another."""

    page_workers = 1

    def __init__(self, client: Any) -> None:
        self._client = client

    def map(self, read: Callable[[In], Out], shares: Sequence[In]) -> list[Out]:
        """Carry out a function for each share."""
        from distributed.scheduler import KilledWorker

        try:
            found: list[Out] = self._client.gather(self._client.map(read, shares, pure=False, retries=_TRIES - 1))
        except KilledWorker as error:
            raise Trouble(
                f"workers of the cluster died: {error}; nothing of this batch was committed: run it again"
            ) from error
        return found


class _Ray:
    """A Ray cluster; a share whose worker died is done by another."""

    page_workers = 1

    def __init__(self, ray: Any) -> None:
        self._ray = ray

    def map(self, read: Callable[[In], Out], shares: Sequence[In]) -> list[Out]:
        """Carry out a function for each share."""
        remote = self._ray.remote(max_retries=_TRIES - 1)(read)
        try:
            found: list[Out] = self._ray.get([remote.remote(share) for share in shares])
        except self._ray.exceptions.RayTaskError as error:
            raise error.as_instanceof_cause() from None
        except self._ray.exceptions.RayError as error:
            raise Trouble(f"the Ray cluster failed: {error}; nothing of this batch was committed") from error
        return found


@contextmanager
def _open_dask(runner: str) -> Iterator[Hands]:
    try:
        from distributed import Client
    except ImportError as error:
        raise RunnerUsageError("a Dask cluster needs the package `distributed`: the extra `dask` brings it") from error
    connect: Any = Client  # distributed has no types of its own
    try:
        client = connect(f"tcp://{urlsplit(runner).netloc}", timeout="20s", set_as_default=False)
    except OSError as error:
        raise Trouble(f"no Dask scheduler answers at {runner}: {error}") from error
    with client:
        yield _Dask(client)


@contextmanager
def _open_ray(runner: str) -> Iterator[Hands]:
    try:
        import ray
    except ImportError as error:
        raise RunnerUsageError("a Ray cluster needs the package `ray[client]`: the extra `ray` brings it") from error
    try:
        ray.init(runner, logging_level="warning", log_to_driver=False)
    except ConnectionError as error:
        raise Trouble(f"no Ray cluster answers at {runner}: {error}") from error
    try:
        yield _Ray(ray)
    finally:
        ray.shutdown()


@contextmanager
def open_hands(runner: str | None) -> Iterator[Hands | None]:
    """Open the workers that a person named; None where none are named: the steps run in this process.

    Raises RunnerUsageError for a name that is none and Trouble for a cluster that does not answer.
    """
    n = os.cpu_count() or 1
    if runner is None:
        yield None
    elif runner == "threads":
        with ThreadPoolExecutor(n) as threads:
            yield _Pool(threads, page_workers=n)
    elif runner == "processes":
        with ProcessPoolExecutor(n, mp_context=multiprocessing.get_context("spawn")) as processes:
            yield _Pool(processes, page_workers=1)
    elif urlsplit(runner).scheme in ("dask", "ray") and urlsplit(runner).netloc:
        opened = _open_dask if runner.startswith("dask:") else _open_ray
        with opened(runner) as hands:
            yield hands
    else:
        raise RunnerUsageError(f"there is no runner {runner}: name {RUNNERS}")


def read_on_workers(desk: Desk, work: Work) -> Work:
    """Clean, fingerprint and read the documents of a batch on the desk's workers."""
    if desk.hands is None:
        raise RuntimeError("this desk has no workers")
    documents = documents_of(work)
    shares = [
        Share(
            documents=documents[n : n + _DOCUMENTS],
            captured_at=captured_at(work),
            batch_id=work.batch_id,
            knowledge_hash=desk.knowledge.hash,
            code_version=code_version(),
            page_workers=desk.hands.page_workers,
        )
        for n in range(0, len(documents), _DOCUMENTS)
    ]
    parts = desk.hands.map(read_share, shares)
    return join_parts(work, parts, held_articles(desk, (a for p in parts for a in p.rows("article"))))
