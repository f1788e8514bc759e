"""The last step of a batch: under the lake's lock, link it to what the lake holds and commit all tables at once."""

from collections.abc import Mapping

from flows.desk import Desk
from flows.linking import BatchReports, link_batch
from flows.relating import Related, relate_batch
from flows.steps import stamp
from flows.work import Tally, Work
from schemas.batch import Batch
from tasks.extract.entities import entity_rows
from tasks.extract.place_rows import place_rows
from tasks.sources import source_rows
from warehouse.lake import Change, TableChange, Writer


def _batch_row(desk: Desk, work: Work, n_events: int) -> Batch:
    finished = desk.clock()
    return Batch(
        batch_id=work.batch_id,
        started_at=work.started_at,
        finished_at=finished,
        duration_s=(finished - work.started_at).total_seconds(),
        label=work.label,
        n_in=work.n_in,
        n_stored=len(work.articles),
        n_duplicate=work.n_duplicate,
        n_quarantined=work.n_quarantined,
        n_mentions=len(work.mentions),
        n_events=n_events,
        **stamp(desk),
    )


def entities_named(work: Work) -> list[str]:
    """Return the ids of all actors, claimants and weapons that the batch names, sorted."""
    ids = {i for m in work.mentions for i in (*m.actor_ids, *m.target_ids, m.weapon_id) if i}
    ids |= {i for c in work.claims for i in (c.source_entity_id, c.via_entity_id) if i}
    return sorted(ids)


def places_named(work: Work) -> list[str]:
    """Return the ids of all places that the batch names, sorted."""
    return sorted({i for m in work.mentions for i in (m.place_id, *m.other_place_ids) if i})


def gone_mentions(writer: Writer, work: Work) -> frozenset[str]:
    """Return the held mentions of articles that this batch reads anew; those that come again are not gone."""
    ids = [a.article_id for a in work.articles]
    if not ids:
        return frozenset()
    held = writer.table("mention", "article_id in (select unnest(?))", [ids], columns=["mention_id"])
    return frozenset(held.column(0).to_pylist())


def _reports(work: Work, gone: frozenset[str], stories: Mapping[str, str]) -> BatchReports:
    own = {m.mention_id for m in work.mentions}
    return BatchReports(
        mentions=work.mentions,
        quantities=work.quantities,
        claims=work.claims,
        stories=stories,
        gone=gone - own,
        batch_id=work.batch_id,
    )


def facts_of(desk: Desk, work: Work, gone: frozenset[str], related: Related) -> dict[str, TableChange]:
    """Return the changes to the tables of facts; an article that is read anew loses its old mentions first."""
    ids = [a.article_id for a in work.articles]
    articles = {a.article_id: a for a in (*work.articles, *related.revised)}
    wanted = {d.source_id for d in work.documents}
    return {
        "document": TableChange(rows=work.documents),
        "article": TableChange(rows=list(articles.values())),
        "residue": TableChange(rows=work.residue, remove={"article_id": ids}),
        "mention": TableChange(rows=work.mentions, remove={"article_id": ids}),
        "quantity": TableChange(rows=work.quantities, remove={"mention_id": sorted(gone)}),
        "claim": TableChange(rows=work.claims, remove={"mention_id": sorted(gone)}),
        "issue": TableChange(rows=work.issues),
        "feed_state": TableChange(rows=work.feed_states),
        "entity": TableChange(rows=entity_rows(entities_named(work), desk.knowledge)),
        "place": TableChange(rows=place_rows(places_named(work), desk.knowledge)),
        "source": TableChange(rows=[s for s in source_rows(desk.knowledge) if s.source_id in wanted]),
    }


def commit_work(desk: Desk, work: Work) -> Tally:
    """Commit a batch: facts, then what is inferred from them, in one snapshot; return what was done."""
    with desk.lake.writer() as writer:
        gone = gone_mentions(writer, work)
        related = relate_batch(desk, writer, work.articles, work.fingerprints)
        inferred, linked = link_batch(desk, writer, _reports(work, gone, related.stories))
        changes = {**facts_of(desk, work, gone, related), **related.changes, **inferred}
        changes["batch"] = TableChange(rows=[_batch_row(desk, work, len(linked.events))])
        kept = {name: c for name, c in changes.items() if len(c.rows) or any(c.remove.values())}
        writer.commit(Change(batch_id=work.batch_id, label=work.label, tables=kept), now=desk.clock())
    return Tally(
        n_batches=1,
        n_in=work.n_in,
        n_stored=len(work.articles),
        n_duplicate=work.n_duplicate,
        n_quarantined=work.n_quarantined,
        n_mentions=len(work.mentions),
        n_events=len(linked.events),
        n_contested=sum(1 for e in linked.events if e.status == "contested"),
    )
