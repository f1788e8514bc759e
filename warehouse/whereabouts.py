"""In which files ids lie, as a process remembers it between batches: no file ever changes, so each is read once.

Ids are hashes, so no bounds of a file tell whether it holds one, and a question for a few of them would pass over all
ids of the table. Kept is a hash of eight bytes for each id: two that are alike make a file be read in vain, no more.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import Any, Final

import numpy as np
import pyarrow as pa

from schemas.arrow import arrow_schema
from schemas.spec import TableSpec
from warehouse.snapshots import LiveFile

MOST_IDS: Final = 8_000_000
"""Of all tables together, 64 MB; files beyond are looked through by DuckDB at each question."""
AT_ONCE: Final = 131_072
"""Ids that one question takes in at most, some .02 s of CPU: no batch pays for the whole lake."""
_ONE_OF: Final = re.compile(r"([a-z_]+|coalesce\([a-z_]+, [a-z_]+\)) in \(select unnest\(\?\)\)")
_WORD: Final = re.compile(r"[a-z_]+")


def column_of(spec: TableSpec, where: str, params: Sequence[Any]) -> str | None:
    """Return the column (or the first of two that is not null) that must hold one of some ids; None for all else asked.

    Only of text: of a number `1` and `01` would be equal and their hashes would not.
    """
    asked = _ONE_OF.fullmatch(where)
    if asked is None or not all(isinstance(v, str) for v in params[0]):
        return None
    schema, names = arrow_schema(spec.row), {*_WORD.findall(asked[1])} - {"coalesce"}
    known = all(n in schema.names and schema.field(n).type == pa.string() for n in names)
    return asked[1] if known else None


def _holds_any(held: Any, wanted: Any) -> bool:
    """Tell whether two sorted columns of hashes have one in common."""
    if not len(held) or not len(wanted):
        return False
    at = np.searchsorted(held, wanted)
    return bool((held[np.minimum(at, len(held) - 1)] == wanted).any())


@dataclass(slots=True)
class _Shelf:
    """What is known of one column of one table."""

    first: object
    """The reader that asked first: what is asked by one batch alone is not worth remembering."""
    hashes: dict[str, Any] = field(default_factory=dict)
    """By file."""


@dataclass(slots=True)
class Whereabouts:
    """Hashes of the ids in files, sorted, by table and column."""

    _shelves: dict[tuple[str, str], _Shelf] = field(default_factory=dict)
    _lock: Any = field(default_factory=RLock)

    def known_files(
        self, table: str, column: str, files: Iterable[LiveFile], reader: object, look: Callable[[LiveFile], Any]
    ) -> Mapping[str, Any]:
        """Return the hashes of files of a table that are known, by path, after a few more of them were looked through.

        `table` is the folder of the table; `look` returns the hashes of a file.
        """
        with self._lock:
            shelf = self._shelves.setdefault((table, column), _Shelf(reader))
            live = {f.path: f for f in files}
            shelf.hashes = {path: held for path, held in shelf.hashes.items() if path in live}
            if shelf.first is not reader:
                shelf.first = None  # no reader is kept alive by this
                self._learn(shelf, [f for path, f in live.items() if path not in shelf.hashes], look)
            return dict(shelf.hashes)

    def _learn(self, shelf: _Shelf, missing: Iterable[LiveFile], look: Callable[[LiveFile], Any]) -> None:
        room = min(AT_ONCE, MOST_IDS - sum(len(h) for s in self._shelves.values() for h in s.hashes.values()))
        for file in missing:
            room -= file.rows
            if room < 0:
                return
            shelf.hashes[file.path] = np.sort(look(file))

    def forget(self) -> None:
        """Forget all."""
        with self._lock:
            self._shelves.clear()


KNOWN: Final = Whereabouts()
"""Of all lakes that this process reads: a file has one name in the world."""


def files_among(hashes: Mapping[str, Any], wanted: Any) -> set[str]:
    """Return the paths of files that hold one of these hashes."""
    ordered = np.sort(wanted)
    return {path for path, held in hashes.items() if _holds_any(held, ordered)}
