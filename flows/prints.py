"""The fingerprints of a lake as this process keeps them between batches: a register brought up to date from its files.

A batch commits a file or two, so that is all that is read for the next one, whoever committed it. Files that merging
made are looked through for articles that are not known; an article that no file holds any more, or that a batch
brought which was never committed, is taken out. Nothing is kept that the lake could not give again.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schemas.reuse import Fingerprint
from tasks.dedupe.entries import Prints
from tasks.dedupe.register import Register
from tasks.dedupe.thresholds import Thresholds
from tasks.dedupe.usage import seconds_of
from warehouse.lake import Writer
from warehouse.snapshots import LiveFile

_SLACK: Final = 7 * 86_400
"""Seconds held beyond what a batch needs to either side, so that the next ones find it held."""
_SHELVES: Final = 2
"""Lakes of which a process keeps fingerprints: the one it serves, and one that is rebuilt aside."""
_COLUMNS: Final = ("article_id", "published_at", "text_key", "hashes")
_ALWAYS: Final = (-1, 1 << 40)


@dataclass(slots=True)
class Shelf:
    """The register of one lake, and what it knows of the lake's files."""

    register: Register
    first: int
    """Seconds since 1970 between which articles are held; the undated always are."""
    last: int
    files: dict[str, list[str]] = field(default_factory=dict)
    """The ids that each file brought."""
    pending: set[str] = field(default_factory=set)
    """Articles that the last batch brought or dated anew, until a file brings them."""

    def holds(self, first: int, last: int) -> bool:
        """Tell whether a stretch of time is held."""
        return self.first <= first and last <= self.last


KEPT: OrderedDict[str, Shelf] = OrderedDict()
"""By the folder of the lake and the thresholds."""


def prints_of(rows: Sequence[Fingerprint]) -> Prints:
    """Return fingerprints as columns."""
    return Prints(
        ids=[r.article_id for r in rows],
        times=np.array([seconds_of(r.published_at) for r in rows], np.int64),
        keys=[r.text_key for r in rows],
        hashes=[np.array(r.hashes, np.int64) for r in rows],
    )


def _seconds(published: Any) -> Any:
    """Return a column of moments as seconds since 1970, -1 for none."""
    micros = published.cast(pa.timestamp("us", "UTC")).cast(pa.int64())
    return pc.fill_null(pc.divide(micros, 1_000_000), -1).to_numpy()


def _columns_of(table: Any) -> Prints:
    hashes = table.column("hashes").combine_chunks()
    flat, offsets = hashes.flatten().to_numpy(zero_copy_only=False), hashes.offsets.to_numpy()
    offsets = offsets - offsets[:1]
    return Prints(
        ids=table.column("article_id").to_pylist(),
        times=_seconds(table.column("published_at")),
        keys=table.column("text_key").to_pylist(),
        hashes=[flat[i:j] for i, j in zip(offsets.tolist(), offsets[1:].tolist(), strict=False)],
    )


def _join(parts: Sequence[Prints]) -> Prints:
    return Prints(
        ids=[i for p in parts for i in p.ids],
        times=np.concatenate([p.times for p in parts]),
        keys=[k for p in parts for k in p.keys],
        hashes=[h for p in parts for h in p.hashes],
    )


def _month_matters(shelf: Shelf, file: LiveFile) -> bool:
    """Tell whether a file may hold articles of the stretch of time."""
    if file.month is None or (shelf.first, shelf.last) == _ALWAYS:
        return True
    first, last = (datetime.fromtimestamp(s, UTC).strftime("%Y-%m") for s in (shelf.first, shelf.last))
    return first <= file.month <= last


def _read_file(shelf: Shelf, writer: Writer, file: LiveFile) -> tuple[set[str], Prints | None]:
    """Return the ids of a file that are held as they are, and the fingerprints that are not; note all its ids."""
    table = writer.reader.of_file("fingerprint", file, _COLUMNS[:2])
    times = _seconds(table.column("published_at"))
    inside = np.flatnonzero((times < 0) | ((times >= shelf.first) & (times <= shelf.last)))
    ids = table.column("article_id").take(pa.array(inside)).to_pylist()
    number, held_times = shelf.register.number, shelf.register.times
    held = {i for i, t in zip(ids, times[inside].tolist(), strict=True) if i in number and held_times[number[i]] == t}
    shelf.files[file.path] = ids
    if len(held) == len(ids):
        return held, None
    missing = pa.array([i for i in ids if i not in held], pa.string())
    whole = writer.reader.of_file("fingerprint", file, _COLUMNS)
    return held, _columns_of(whole.filter(pc.is_in(whole.column("article_id"), missing)))


def note_batch(shelf: Shelf, prints: Prints) -> None:
    """Note which articles a batch is about to bring or to date anew."""
    number, times = shelf.register.number, shelf.register.times
    shelf.pending = {
        i for i, t in zip(prints.ids, prints.times.tolist(), strict=True) if i not in number or times[number[i]] != t
    }


def bring_up_to_date(shelf: Shelf, writer: Writer) -> bool:
    """Bring a shelf to what the lake holds; False where the last batch was never committed: it must be made anew."""
    current = {f.path: f for f in writer.snapshot.state("fingerprint").files}
    lost = {i for path in shelf.files.keys() - current.keys() for i in shelf.files.pop(path)}
    parts = []
    for path in sorted(current.keys() - shelf.files.keys()):
        if not _month_matters(shelf, current[path]):
            shelf.files[path] = []
            continue
        held, missing = _read_file(shelf, writer, current[path])
        lost -= held
        shelf.pending -= held
        parts += [missing] if missing is not None else []
    register = shelf.register
    came = {i for p in parts for i in p.ids}
    register.drop((lost | came) & register.number.keys())
    if parts:
        register.add(_join(parts))
    return not shelf.pending


def _stretch(times: Iterable[int], limits: Thresholds) -> tuple[int, int]:
    """Return the seconds between which fingerprints may tell how a pair is judged that articles of these times touch.

    A new article changes the use of words as far as `use-hours`; the articles that use them meet others within
    `reach-hours`, whose words are judged by uses as far again. An undated article may meet any.
    """
    found = list(times)
    if not found or min(found) < 0:
        return _ALWAYS
    far = int((2 * limits.use_hours + limits.reach_hours) * 3600)
    return max(0, min(found) - far), max(found) + far


def take_shelf(key: str, writer: Writer, times: Iterable[int], limits: Thresholds) -> Shelf:
    """Return the shelf of a lake, up to date and around some times; until `keep_shelf` the process holds none."""
    first, last = _stretch(times, limits)
    shelf = KEPT.pop(key, None)
    if shelf is not None and shelf.holds(first, last) and bring_up_to_date(shelf, writer):
        return shelf
    wide = (first, last) if (first, last) == _ALWAYS else (max(0, first - _SLACK), last + _SLACK)
    shelf = Shelf(register=Register(limits), first=wide[0], last=wide[1])
    bring_up_to_date(shelf, writer)
    return shelf


def keep_shelf(key: str, shelf: Shelf) -> None:
    """Keep a shelf for the next batch, with what this one brought; the shelf that was used the longest ago goes."""
    KEPT[key] = shelf
    while len(KEPT) > _SHELVES:
        KEPT.popitem(last=False)
