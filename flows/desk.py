"""What a run needs on its desk: the lake, the knowledge, the lexicons, the clock."""

import atexit
import gc
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Protocol, TypeVar

from tasks.clean.pool import CleanPool
from tasks.extract.lexicon import Lexicon, build_lexicon
from tasks.knowledge import Knowledge, load_knowledge
from warehouse.lake import Lake

Clock = Callable[[], datetime]
Share = TypeVar("Share")
Part = TypeVar("Part")


class Hands(Protocol):
    """Workers: threads, processes or a cluster (`flows/runners.py`)."""

    page_workers: int
    """Processes that clean pages, for each process that reads shares."""

    def map(self, read: Callable[[Share], Part], shares: Sequence[Share]) -> list[Part]:
        """Carry out a function for each share and return the answers in the order of the shares."""
        ...


def read_clock() -> datetime:
    """Return the time now, UTC: the one place where a clock is read; steps get it as an argument."""
    return datetime.now(UTC)


@cache
def code_version() -> str:
    """Return the version of the installed code, stamped on rows."""
    try:
        return version("marsad")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0+unknown"


@cache
def lexicons(knowledge_hash: str) -> Mapping[str, Lexicon]:
    """Return a lexicon for each language in which events can be read, by language code; built once per process."""
    knowledge = load_knowledge()
    if knowledge.hash != knowledge_hash:
        raise RuntimeError("the knowledge folder changed while the process ran: start again")
    codes = sorted(
        {p.split("/")[1] for p in knowledge.lists if p.startswith("languages/") and p.endswith("/triggers.tsv")}
    )
    built = {code: build_lexicon(knowledge, code) for code in codes}
    gc.freeze()  # they live as long as the process: its collector need not walk through them again and again
    atexit.register(gc.unfreeze)  # else DuckDB's binding finds objects of its own at the end and tells of leaks
    return built


@cache
def clean_pool(workers: int) -> CleanPool:
    """Return the worker processes that clean pages; started with the first page and kept until the process ends."""
    pool = CleanPool(workers=workers)
    atexit.register(pool.__exit__, None, None, None)
    return pool


def stop_page_workers() -> None:
    """End the worker processes of this process, if it has any; the next page would start new ones."""
    if clean_pool.cache_info().currsize:
        clean_pool(_page_workers()).__exit__(None, None, None)
        clean_pool.cache_clear()


def _page_workers() -> int:
    return os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every step may use; opened once per run."""

    lake: Lake
    knowledge: Knowledge
    clock: Clock = read_clock
    hands: Hands | None = None
    """Workers that read a batch in shares; None: the steps run here, one after the other."""

    def pool(self) -> CleanPool:
        """Return the worker processes for pages."""
        return clean_pool(_page_workers())
