"""What a worker does with a share of a batch, wherever it runs: documents in, Parquet parts out.

A worker holds no lake and no lock: it gets bytes and returns rows, and one committer puts them into the lake. What it
returns is a pure function of the documents, the code and the knowledge, so a share that is done twice (a worker
died, a cluster tried again) gives the same part.
"""

import io
import multiprocessing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import Any, Final

from pyarrow import parquet

from flows.desk import clean_pool, code_version
from flows.steps import choose_articles, clean_pairs, extract_articles
from flows.work import Work
from schemas.arrow import arrow_to_rows, rows_to_arrow
from schemas.article import Article, Residue
from schemas.batch import Issue
from schemas.document import Document
from schemas.mention import Claim, Mention, Quantity
from schemas.reuse import Fingerprint
from schemas.trouble import Trouble
from tasks.dedupe.fingerprint import fingerprint_article
from tasks.knowledge import load_knowledge

_ROWS: Final[Mapping[str, type[Any]]] = {
    "article": Article,
    "residue": Residue,
    "fingerprint": Fingerprint,
    "mention": Mention,
    "quantity": Quantity,
    "claim": Claim,
    "clean_issue": Issue,
    "extract_issue": Issue,
}
_CLEANING = Lock()  # the page workers of a process serve one share at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Some documents of a batch, with all that reading them depends on."""

    documents: tuple[tuple[bytes, Document], ...]
    captured_at: datetime
    batch_id: str
    knowledge_hash: str
    code_version: str
    page_workers: int
    """Processes that clean pages, for each process that reads shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The rows of one share, each table as Parquet."""

    tables: Mapping[str, bytes]
    n_candidates: int
    """Documents that gave an article; of several with one article_id only the best is in `tables`."""

    def rows(self, name: str) -> list[Any]:
        """Return the rows of one table."""
        return arrow_to_rows(_ROWS[name], parquet.read_table(io.BytesIO(self.tables[name])))


def _as_parquet(name: str, rows: Sequence[Any]) -> bytes:
    sink = io.BytesIO()
    parquet.write_table(rows_to_arrow(_ROWS[name], rows), sink, compression="zstd")
    return sink.getvalue()


def _refuse_others(share: Share) -> None:
    """Raise Trouble on a worker whose code or knowledge is not that of the committer: its rows would be others."""
    found = (code_version(), load_knowledge().hash)
    if found != (share.code_version, share.knowledge_hash):
        raise Trouble(
            f"a worker runs code {found[0]} with knowledge {found[1]}, the committer {share.code_version} with"
            f" {share.knowledge_hash}: install the same version on all workers; nothing of this batch was committed"
        )


def _allow_children() -> None:
    """Let this process start page workers: Dask's nanny starts its workers as daemons, which may have no children.

    Page workers end by themselves when the pipe to their parent closes, so none is left behind.
    """
    process: Any = multiprocessing.current_process()
    if process.daemon:
        process._config["daemon"] = False  # noqa: SLF001 there is no public way to say so after the start


def read_share(share: Share) -> Part:
    """Clean, fingerprint and read the documents of a share; the work of a worker, started anew at will."""
    _refuse_others(share)
    _allow_children()
    knowledge = load_knowledge()
    with _CLEANING:
        cleaned = clean_pairs(
            share.documents,
            knowledge,
            captured_at=share.captured_at,
            batch_id=share.batch_id,
            pool=lambda: clean_pool(share.page_workers),
        )
    candidates = [c.article for c in cleaned if c.article is not None]
    articles = choose_articles(candidates, ())
    chosen = {(a.article_id, a.document_id) for a in articles}
    kept = [c for c in cleaned if c.article and (c.article.article_id, c.article.document_id) in chosen]
    found, failures = extract_articles(articles, knowledge.hash, batch_id=share.batch_id)
    tables: dict[str, Sequence[Any]] = {
        "article": articles,
        "residue": [r for c in kept for r in c.residue],
        "fingerprint": [fingerprint_article(a) for a in articles],
        "mention": [m for e in found for m in e.mentions],
        "quantity": [q for e in found for q in e.quantities],
        "claim": [c for e in found for c in e.claims],
        "clean_issue": [i for c in cleaned for i in c.issues],
        "extract_issue": [*failures, *(i for e in found for i in e.issues)],
    }
    return Part(tables={n: _as_parquet(n, rows) for n, rows in tables.items()}, n_candidates=len(candidates))


def _gather(parts: Sequence[Part], keep: Sequence[frozenset[str]], name: str) -> list[Any]:
    """Return the rows of a table that belong to the articles kept of each part, in the order of the articles."""
    rows = [r for part, ids in zip(parts, keep, strict=True) for r in part.rows(name) if r.article_id in ids]
    return sorted(rows, key=lambda r: str(r.article_id))


def _gather_told(parts: Sequence[Part], keep: Sequence[frozenset[str]], name: str) -> list[Any]:
    """Return the rows of a table that belong to the mentions of the articles kept of each part."""
    rows: list[Any] = []
    for part, ids in zip(parts, keep, strict=True):
        told = {m.mention_id for m in part.rows("mention") if m.article_id in ids}
        rows += [r for r in part.rows(name) if r.mention_id in told]
    return rows


def join_parts(work: Work, parts: Sequence[Part], held: Sequence[Article]) -> Work:
    """Return the work of a batch with the parts of its shares in it; `held` are articles that the lake has already."""
    offered = [part.rows("article") for part in parts]
    articles = choose_articles((a for some in offered for a in some), held)
    chosen = {(a.article_id, a.document_id) for a in articles}
    keep = [frozenset(a.article_id for a in some if (a.article_id, a.document_id) in chosen) for some in offered]
    return replace(
        work,
        payloads=(),
        articles=articles,
        residue=tuple(_gather(parts, keep, "residue")),
        fingerprints=tuple(_gather(parts, keep, "fingerprint")),
        mentions=tuple(_gather(parts, keep, "mention")),
        quantities=tuple(_gather_told(parts, keep, "quantity")),
        claims=tuple(_gather_told(parts, keep, "claim")),
        issues=(
            *work.issues,
            *(i for part in parts for i in part.rows("clean_issue")),
            *_gather(parts, keep, "extract_issue"),
        ),
        n_duplicate=work.n_duplicate + sum(p.n_candidates for p in parts) - len(articles),
    )
