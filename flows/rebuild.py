"""`marsad rebuild`: all rows anew from the captured bytes, with the code and the knowledge of today; no Prefect in it.

The pipeline runs again over the raw store into a lake aside, which a crash leaves and the next run takes further. What
differs is then committed to the lake as one batch, so that readers see the old state or the new one; what did not
change moves no file. Because rows are a pure function of captures, code and knowledge, this also brings back
rows that were lost with a damaged file.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from flows.desk import Clock, Desk, code_version
from flows.linking import tell_history
from flows.pipeline import run_batch
from schemas.batch import Batch
from schemas.document import Document
from schemas.event import Event, EventMention
from schemas.ids import content_id
from schemas.spec import tables
from schemas.trouble import Trouble
from tasks.clean.article import CODE_VERSION as CLEAN_VERSION
from tasks.extract.article import CODE_VERSION as EXTRACT_VERSION
from tasks.fetch.captured import Captured, document_row
from tasks.fetch.warc import read_all
from warehouse.difference import Difference, compare_lakes
from warehouse.lake import Change, Lake, TableChange, Writer

_STALE = """
select count(*) from document d
left join article a on a.document_id = d.document_id
left join (select article_id, bool_or(knowledge_hash <> $1 or extractor_version <> $2) as old from mention group by 1) m
    on m.article_id = a.article_id
where a.article_id is not null and (a.knowledge_hash <> $1 or a.code_version <> $3 or m.old)
"""
_KEPT = {"issue": "o.stage = 'fetch'"}
"""What was never captured cannot be told again: failures to fetch stay."""
_TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuild did."""

    documents: int
    changed: dict[str, Difference]

    def sentences(self) -> list[str]:
        """Return what changed, a sentence per table."""
        return [
            f"{name}: {d.added} rows added, {d.changed} changed, {d.removed} removed"
            for name, d in self.changed.items()
        ] or ["nothing changed"]


def stale_documents(desk: Desk) -> int:
    """Return how many documents have rows of another code or knowledge."""
    found = desk.lake.sql(_STALE, [desk.knowledge.hash, EXTRACT_VERSION, CLEAN_VERSION])
    return int(found.column(0)[0].as_py())


def _stamp(desk: Desk) -> str:
    return content_id("rebuild", desk.knowledge.hash, EXTRACT_VERSION, CLEAN_VERSION, code_version())


def _captures(raw: Path) -> Iterator[tuple[datetime, list[tuple[Captured, Document]]]]:
    """Yield captures with the rows of their documents, in the batches in which they came: one WARC file each."""
    for _, records in groupby(read_all(raw), key=lambda record: record[0].file):
        batch = list(records)
        moment = batch[0][2]
        yield moment, [(c, document_row(c, p, fetched_at=moment, batch_id="raw")) for p, c, _ in batch]


def _clock_at(moment: datetime) -> Clock:
    return lambda: moment


def _run_aside(desk: Desk, aside: Lake, progress: Callable[[int], None]) -> dict[str, Document]:
    """Take every capture through the pipeline into the lake aside; return the document rows of the raw store."""
    found: dict[str, Document] = {}
    for moment, pairs in _captures(desk.lake.bring_raw()):
        then = replace(desk, lake=aside, clock=_clock_at(moment))
        run_batch(then, [captured for captured, _ in pairs], label="rebuild")
        progress(len(pairs))
        for _, document in pairs:
            found.setdefault(document.document_id, document)
    return found


def _refuse_loss(desk: Desk, raw: dict[str, Document]) -> None:
    held = desk.lake.table("document", columns=["document_id", "warc_file"]).to_pylist()
    gone = sorted({row["warc_file"] for row in held if row["document_id"] not in raw})
    if gone:
        raise Trouble(
            f"the captured bytes of some documents cannot be read ({', '.join(gone[:3])}): a rebuild would lose their"
            " rows. Restore these files below raw/ from a copy, then run it again; nothing was changed"
        )


def _documents(writer: Writer, raw: dict[str, Document], batch_id: str) -> TableChange:
    held = set(writer.table("document", columns=["document_id"]).column(0).to_pylist())
    return TableChange(rows=[replace(d, batch_id=batch_id) for k, d in sorted(raw.items()) if k not in held])


def _history(writer: Writer, aside: Lake, batch_id: str) -> dict[str, TableChange]:
    old = {e.event_id: e for e in writer.rows(Event)}
    new = {e.event_id: e for e in aside.rows(Event)}
    heads = {link.mention_id: link.event_id for link in aside.rows(EventMention)}
    before = {link.mention_id: link.event_id for link in writer.rows(EventMention)}
    history, aliases = tell_history(old, new, heads, batch_id, before)
    return {"event_history": TableChange(rows=history), "event_alias": TableChange(rows=aliases)}


def _row(desk: Desk, batch_id: str, started: datetime, aside: Lake, documents: int) -> Batch:
    finished = desk.clock()
    counts = {n: aside.snapshot().rows(n) for n in ("article", "mention", "event")}
    return Batch(
        batch_id=batch_id,
        started_at=started,
        finished_at=finished,
        duration_s=(finished - started).total_seconds(),
        label="rebuild from raw",
        n_in=documents,
        n_stored=counts["article"],
        n_duplicate=0,
        n_quarantined=0,
        n_mentions=counts["mention"],
        n_events=counts["event"],
        code_version=code_version(),
        knowledge_hash=desk.knowledge.hash,
    )


def _publish(desk: Desk, aside: Lake, raw: dict[str, Document], started: datetime) -> Rebuilt | None:
    """Commit what differs, under the lock; None where documents came in meanwhile that the lake aside lacks."""
    with desk.lake.writer() as writer:
        held = set(writer.table("document", columns=["document_id"]).column(0).to_pylist())
        if held - raw.keys():
            return None
        changed = compare_lakes(writer.reader, aside.reader(), keep=_KEPT)
        batch_id = content_id("rebuild", _stamp(desk), writer.snapshot.number)
        changes: dict[str, Any] = {name: d.change for name, d in changed.items()}
        changes["document"] = _documents(writer, raw, batch_id)
        changes |= _history(writer, aside, batch_id)
        changes["batch"] = TableChange(rows=[_row(desk, batch_id, started, aside, len(raw))])
        if changed:
            writer.commit(Change(batch_id=batch_id, label="rebuild from raw", tables=changes), now=desk.clock())
        return Rebuilt(documents=len(raw), changed=changed)


def rebuild(desk: Desk, *, force: bool = False, progress: Callable[[int], None] = lambda _: None) -> Rebuilt | None:
    """Make all rows anew if any is old or lost, and return what changed; None where all are of today.

    `progress` is told how many documents were read. Raises Trouble where captured bytes of a document are gone.
    """
    if not force and not stale_documents(desk) and not _lost(desk):
        return None
    started = desk.clock()
    aside = Lake.open(desk.lake.root / "rebuild" / _stamp(desk), create=True)
    for _ in range(_TRIES):
        raw = _run_aside(desk, aside, progress)
        _refuse_loss(desk, raw)
        done = _publish(desk, aside, raw, started)
        if done is not None:
            for folder in (desk.lake.root / "rebuild", *_set_aside(desk.lake)):
                shutil.rmtree(folder)
            return done
    raise Trouble("documents came in faster than they were read again: stop ingestion, then run the rebuild again")


def _set_aside(lake: Lake) -> list[Path]:
    """Return the folders of damaged files that a repair set aside and whose rows the raw store can give back."""
    return [
        p for n, spec in tables().items() if not spec.history and (p := lake.places.damaged / "tables" / n).is_dir()
    ]


def _lost(desk: Desk) -> bool:
    """Whether rows are missing that the raw store can give back."""
    known = desk.lake.table("document", columns=["document_id"]).num_rows
    return bool(_set_aside(desk.lake)) or known < len({c.document_id for _, c, _ in read_all(desk.lake.bring_raw())})
