"""The steps of one batch, in order: each takes the desk and the work so far and returns the work with its part done."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from flows.desk import Desk, code_version, lexicons
from flows.work import Work
from schemas.article import Article
from schemas.batch import Issue
from schemas.document import Document
from schemas.ids import content_id
from tasks.clean.article import Cleaned, clean_document
from tasks.clean.pool import CleanPool, needs_worker
from tasks.dedupe.fingerprint import fingerprint_article
from tasks.extract.article import Extraction, extract_article
from tasks.fetch.captured import Captured, Unreadable, document_row, issue_row
from tasks.fetch.warc import write_records
from tasks.knowledge import Knowledge


def open_work(desk: Desk, captured: Sequence[Captured], unreadable: Sequence[Unreadable], *, label: str) -> Work:
    """Return the work of a batch; its id is the hash of what came in, so that a repeated batch is the same batch."""
    ids = sorted({c.document_id for c in captured} | {u.path_or_url for u in unreadable})
    batch_id = content_id("batch", *ids)
    return Work(
        batch_id=batch_id,
        label=label,
        started_at=desk.clock(),
        n_in=len(captured) + len(unreadable),
        issues=tuple(issue_row(u, batch_id=batch_id) for u in unreadable),
    )


def _held(desk: Desk, table: str, column: str, ids: Sequence[str]) -> set[str]:
    found = desk.lake.sql(f"select {column} from {table} where {column} in (select unnest(?))", [list(ids)])
    return set(found.column(0).to_pylist())


def store_captures(desk: Desk, work: Work, captured: Sequence[Captured]) -> Work:
    """Keep the bytes of every document that the lake does not hold yet; the rest is counted as known."""
    unique = {c.document_id: c for c in captured}
    held = _held(desk, "document", "document_id", sorted(unique))
    new = [c for key, c in unique.items() if key not in held]
    if not new:
        return replace(work, n_duplicate=len(captured))
    now = desk.clock()
    places = write_records(desk.lake.raw_folder, desk.lake.raw_name(work.batch_id), new, now)
    documents = tuple(
        document_row(c, p, fetched_at=now, batch_id=work.batch_id) for c, p in zip(new, places, strict=True)
    )
    payloads = tuple(c.payload for c in new)
    return replace(work, documents=documents, payloads=payloads, n_duplicate=len(captured) - len(new))


def _preference(article: Article) -> tuple[bool, str]:
    """Order of articles with one id: dated first, then by the hash of the document, never by who came first."""
    return (article.published_at is None, article.document_id)


def choose_articles(candidates: Iterable[Article], held: Iterable[Article]) -> tuple[Article, ...]:
    """Return one article for each id that is better than what the lake holds; the choice ignores order of arrival."""
    best = {a.article_id: a for a in held}
    kept: dict[str, Article] = {}
    for article in candidates:
        rival = kept.get(article.article_id) or best.get(article.article_id)
        if rival is None or _preference(article) < _preference(rival):
            kept[article.article_id] = article
    return tuple(sorted(kept.values(), key=lambda a: a.article_id))


def clean_pairs(
    pairs: Sequence[tuple[bytes, Document]],
    knowledge: Knowledge,
    *,
    captured_at: datetime,
    batch_id: str,
    pool: Callable[[], CleanPool],
) -> list[Cleaned]:
    """Clean pages in worker processes, since a page may hang or swell; bare text needs no process."""
    if any(needs_worker(payload, document) for payload, document in pairs):
        return pool().clean(pairs, captured_at=captured_at, batch_id=batch_id)
    return [clean_document(p, d, knowledge, captured_at=captured_at, batch_id=batch_id) for p, d in pairs]


def documents_of(work: Work) -> tuple[tuple[bytes, Document], ...]:
    """Return the new documents of a batch with their bytes."""
    return tuple(zip(work.payloads, work.documents, strict=True))


def captured_at(work: Work) -> datetime:
    """Return the moment at which the batch was captured."""
    return work.documents[0].fetched_at if work.documents else work.started_at


def held_articles(desk: Desk, candidates: Iterable[Article]) -> list[Article]:
    """Return the articles that the lake holds under the ids of candidates."""
    ids = sorted({a.article_id for a in candidates})
    return desk.lake.rows(Article, "article_id in (select unnest(?))", [ids]) if ids else []


def clean_batch(desk: Desk, work: Work) -> Work:
    """Bytes to articles; what is no article becomes an issue."""
    cleaned = clean_pairs(
        documents_of(work),
        desk.knowledge,
        captured_at=captured_at(work),
        batch_id=work.batch_id,
        pool=desk.pool,
    )
    candidates = [c.article for c in cleaned if c.article is not None]
    articles = choose_articles(candidates, held_articles(desk, candidates))
    chosen = {(a.article_id, a.document_id) for a in articles}
    residue = [
        r for c in cleaned if c.article and (c.article.article_id, c.article.document_id) in chosen for r in c.residue
    ]
    return replace(
        work,
        payloads=(),
        articles=articles,
        residue=tuple(residue),
        issues=(*work.issues, *(i for c in cleaned for i in c.issues)),
        n_duplicate=work.n_duplicate + len(candidates) - len(articles),
    )


def fingerprint_batch(_desk: Desk, work: Work) -> Work:
    """Articles to fingerprints, by which copies are found."""
    return replace(work, fingerprints=tuple(fingerprint_article(a) for a in work.articles))


def _failed_extraction(article: Article, error: Exception, batch_id: str) -> Issue:
    return Issue(
        issue_id=content_id("extract", "extractor-failed", article.article_id, None),
        stage="extract",
        kind="extractor-failed",
        severity="doubt",
        source_id=article.source_id,
        url=article.url,
        document_id=article.document_id,
        article_id=article.article_id,
        mention_id=None,
        text=None,
        start=None,
        end=None,
        message=f"reading the article failed: {type(error).__name__}: {error}",
        next_step="run `marsad explain` on the article and report it; the article itself is stored",
        batch_id=batch_id,
    )


def extract_articles(
    articles: Iterable[Article], knowledge_hash: str, *, batch_id: str
) -> tuple[list[Extraction], list[Issue]]:
    """Return what each article reports, in every language that has triggers, and an issue for each that broke it."""
    by_language = lexicons(knowledge_hash)
    found, failures = [], []
    for article in articles:
        lexicon = by_language.get(article.language or "")
        if lexicon is None:
            continue
        try:
            found.append(extract_article(article, lexicon, batch_id=batch_id))
        except Exception as error:  # noqa: BLE001 the edge of the step: one article never stops a batch
            failures.append(_failed_extraction(article, error, batch_id))
    return found, failures


def extract_batch(desk: Desk, work: Work) -> Work:
    """Articles to mentions, quantities and claims."""
    found, failures = extract_articles(work.articles, desk.knowledge.hash, batch_id=work.batch_id)
    return replace(
        work,
        mentions=tuple(m for e in found for m in e.mentions),
        quantities=tuple(q for e in found for q in e.quantities),
        claims=tuple(c for e in found for c in e.claims),
        issues=(*work.issues, *failures, *(i for e in found for i in e.issues)),
    )


def stamp(desk: Desk) -> dict[str, str]:
    """Return the stamps of code and knowledge that rows of this run carry."""
    return {"code_version": code_version(), "knowledge_hash": desk.knowledge.hash}
