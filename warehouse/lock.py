"""One committer at a time: a lock of the operating system, which ends with its holder however that one ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.errors import LakeBusy, disk_errors
from warehouse.failpoints import failpoint

DEFAULT_WAIT_S = 120.0
_LOOK_AGAIN_S = 0.02


def _holder(handle: int) -> str:
    words = os.pread(handle, 100, 0).decode("ascii", "replace").strip()
    return f"process {words}" if words else "another process"


@contextmanager
def committer_lock(path: Path, wait_s: float = DEFAULT_WAIT_S) -> Iterator[None]:
    """Hold the lock of a lake; raises LakeBusy where another process keeps it for longer than `wait_s` seconds."""
    with disk_errors("open the lock", path):
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _take(handle, path, time.monotonic() + wait_s)
        with disk_errors("note who holds the lock", path):
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
            failpoint("lock.taken")
        yield
    finally:
        os.close(handle)


def _take(handle: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LakeBusy(
                    "Another batch is being committed",
                    where=f"{path}, held by {_holder(handle)}",
                    next_step="Wait for it, or ask for a longer wait; nothing of this batch was written.",
                ) from None
            time.sleep(_LOOK_AGAIN_S)
        else:
            return
