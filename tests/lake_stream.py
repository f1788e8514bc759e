"""A stream of batches with all that happens to rows: new, again, corrected, moved to another month, taken out.

`run_stream` is what a test or a campaign kills and starts again; it only ever goes forward.
"""

import os
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tests.lake_rows import NOW, make_article, make_change, make_mention
from warehouse.identical import table_hashes
from warehouse.lake import Change, Lake, TableChange
from warehouse.upkeep import checkpoint, compact, vacuum

DAYS = (date(2016, 10, 3), date(2016, 5, 2), None)


def make_step(i: int, seed: int) -> Change:
    """The i-th batch: three new articles and one again, a correction, a move to another month, a removal."""
    dice = random.Random(seed * 1000 + i)  # noqa: S311  # a stream that can be told again, no secret
    change = make_change(f"batch {i}", range(i * 3, i * 3 + 4), day=dice.choice(DAYS))
    if i < 2:
        return change
    old = make_article(dice.randrange(i * 3), day=DAYS[0], batch_id=change.batch_id)
    moved = replace(old, title=f"corrected in {i}", published_at=None if i % 2 else old.published_at)
    mention, quantity, _ = make_mention(moved, killed=i)
    gone = make_mention(make_article(dice.randrange(i * 3)))[0].mention_id
    tables = dict(change.tables)
    tables["article"] = TableChange(rows=[*change.tables["article"].rows, moved])
    tables["mention"] = TableChange(rows=[mention], remove={"mention_id": [gone]})
    tables["quantity"] = TableChange(rows=[quantity], remove={"mention_id": [gone, mention.mention_id]})
    tables["claim"] = TableChange(remove={"mention_id": [gone]})
    return Change(batch_id=change.batch_id, label=change.label, tables=tables)


def run_upkeep(lake: Lake, i: int, *, keep_nothing: bool = True) -> None:
    """Upkeep as harsh as it can be: a month with three small files is compacted, nothing old is kept.

    Where readers are about, replaced files are kept for their grace instead: 50 steps of the stream.
    """
    now = NOW + timedelta(minutes=i)
    grace = timedelta(0) if keep_nothing else timedelta(minutes=50)
    compact(lake, now=now, limit=2)
    checkpoint(lake)
    vacuum(lake, now=now, keep=grace, grace=grace)


def lighten(change: Change) -> Change:
    """Return the part of a batch that touches three tables: the same protocol in a third of the time."""
    kept = {name: change.tables[name] for name in ("article", "reuse", "batch")}
    return replace(change, tables=kept)


def run_stream(path: Path, steps: Sequence[int], seed: int = 1, *, upkeep_every: int = 5, light: bool = False) -> None:
    """Commit the steps that are not in the lake yet, in order, with upkeep in between."""
    lake = Lake.open(path, create=True)
    for i in steps:
        change = lighten(make_step(i, seed)) if light else make_step(i, seed)
        with lake.writer() as writer:
            fresh = not writer.has_batch(change.batch_id)
            writer.commit(change, now=NOW + timedelta(minutes=i))
        if i % upkeep_every == upkeep_every - 1 and fresh:
            run_upkeep(lake, i)


def in_child(work: Callable[[], None]) -> int:
    """Do work in a forked child and return its pid. The parent must never have opened a lake: threads do not fork."""
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    except BaseException as error:  # noqa: BLE001  # a child ends here whatever happens
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)
    os._exit(0)


def exit_of(pid: int) -> int:
    """Wait for a child; negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def answer_of(work: Callable[[], str]) -> str:
    """Do work in a forked child and return the text that it gives back."""
    read, write = os.pipe()
    pid = in_child(lambda: os.write(write, work().encode()) and None)
    os.close(write)
    with os.fdopen(read) as stream:
        text = stream.read()
    if exit_of(pid):
        raise RuntimeError("the child failed")
    return text


def describe_lake(path: Path) -> str:
    """Hashes of all tables, history tables too, and the count of batches: what two lakes are compared by."""
    lake = Lake.open(path)
    hashes = table_hashes(lake)
    return repr((sorted(hashes.items()), lake.sql("SELECT batch_id FROM batch ORDER BY 1").to_pylist()))


def torn(path: Path) -> str:
    """Empty where of each batch the rows of all tables are there or none: each brings three pairs of copies."""
    lake = Lake.open(path)
    if not lake.snapshot().number:
        return ""
    found = lake.sql(
        "SELECT 'pairs' AS id WHERE (SELECT count(*) FROM reuse) != 3 * (SELECT count(*) FROM batch)"
        " UNION ALL SELECT a.batch_id FROM article a WHERE a.batch_id NOT IN (SELECT batch_id FROM batch)"
        " UNION ALL SELECT m.mention_id FROM mention m WHERE m.article_id NOT IN (SELECT article_id FROM article)"
    )
    return "" if not found.num_rows else repr(found.to_pylist())


if __name__ == "__main__":
    run_stream(Path(sys.argv[1]), range(int(sys.argv[2])))
