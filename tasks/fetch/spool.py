"""Answers on disk before anything parses them: after a crash they are taken from here and not asked for again."""

import fcntl
import os
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

from schemas.trouble import Trouble
from tasks.fetch.captured import Captured
from tasks.fetch.warc import WarcDamageError, append_record, read_all, write_records

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)  # never told: recovered answers carry their own time


class SpoolBusyError(Trouble):
    """Another round is using the spool: two at once would ask every host twice."""

    exit_code = 5


class Spool:
    """One WARC file that grows by a record per answer and is emptied when the batch has been committed.

    A round holds it alone, from opening it to the end of the `with`; the lock ends with the process too.
    """

    def __init__(self, folder: Path, name: str = "inflight") -> None:
        """Open the spool; a record that a crash cut off is dropped, the whole ones before it are kept.

        Raises SpoolBusyError where another round holds it.
        """
        self._folder = folder
        self._name = name
        self._path = folder / f"{name}.warc.gz"
        self._lock = threading.Lock()
        folder.mkdir(parents=True, exist_ok=True)
        self._held = (folder / f"{name}.lock").open("w")
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._held.close()
            raise SpoolBusyError("another round over the feeds is running: wait until it has ended") from error
        self._kept = self._recover()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def _recover(self) -> dict[str, Captured]:
        kept: dict[str, Captured] = {}
        with suppress(WarcDamageError):
            for _, captured, moment in read_all(self._path) if self._path.exists() else ():
                kept[captured.url] = replace(captured, captured_at=captured.captured_at or moment)
        if not kept:
            self._path.unlink(missing_ok=True)
        else:
            # Written anew even if nothing is damaged: what is appended must not follow half a record.
            write_records(self._folder, self._name, list(kept.values()), _EPOCH)
        return kept

    def find(self, url: str) -> Captured | None:
        """Return the answer that is kept for an address, or None."""
        with self._lock:
            return self._kept.get(url)

    def addresses(self) -> set[str]:
        """Return the addresses whose answers are kept."""
        with self._lock:
            return set(self._kept)

    def keep(self, captured: Captured, fetched_at: datetime) -> None:
        """Append an answer and return when it is on disk."""
        with self._lock:
            with self._path.open("ab") as out:
                append_record(out, captured, fetched_at)
                out.flush()
                os.fsync(out.fileno())
            self._kept[captured.url] = captured

    def clear(self) -> None:
        """Empty the spool: its batch is committed, the records are in the raw store."""
        with self._lock:
            self._path.unlink(missing_ok=True)
            self._kept = {}
