"""Events of a batch: the reports it touches are linked anew with their whole neighbourhood, and the difference is kept.

The result equals a full rebuild, because what may be one event with a touched report is loaded to the end.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flows.desk import Desk
from flows.held import BatchReports, HeldReports
from schemas.arrow import row_to_dict
from schemas.event import Event, EventAlias, EventHistory, EventMention
from schemas.mention import Mention
from tasks.link.events import Linked
from tasks.link.facet import Facet
from tasks.link.neighbourhood import link_neighbourhood
from tasks.memory import without_collector
from warehouse.history import rows_where_in
from warehouse.lake import TableChange, Writer

__all__ = ["BatchReports", "link_batch", "tell_history"]


def _touched(held: HeldReports) -> list[Facet]:
    """Return the batch's reports, held ones whose story changed, and held ones that were dated by one of these."""
    batch = held.batch
    own = {m.mention_id for m in batch.mentions}
    retold = rows_where_in(held.reads, Mention, "article_id", held.retold())
    renewed = {m.mention_id for m in retold} | own | batch.gone
    dated = {link.mention_id for link in rows_where_in(held.reads, EventMention, "witness_id", renewed)}
    facets = held.facets(held.reports(batch.mentions, batch.quantities))
    return facets + held.of((dated | {m.mention_id for m in retold}) - own)


def _columns(event: Event) -> dict[str, Any]:
    return {k: str(v) if isinstance(v, date | datetime) else v for k, v in row_to_dict(event).items()}


def _change(before: Event, after: Event) -> tuple[str, str]:
    old, new = _columns(before), _columns(after)
    names = [k for k in new if old[k] != new[k]]
    return (
        json.dumps({k: old[k] for k in names}, ensure_ascii=False, sort_keys=True),
        json.dumps({k: new[k] for k in names}, ensure_ascii=False, sort_keys=True),
    )


def _row(event_id: str, batch_id: str, change: str, before: str | None, after: str | None) -> EventHistory:
    return EventHistory(event_id=event_id, batch_id=batch_id, change=change, before=before, after=after)


def _splits(heads: Mapping[str, str], before: Mapping[str, str]) -> dict[str, list[str]]:
    """Return events whose reports are in more than one event now, with those other than where their first one is."""
    parts: dict[str, set[str]] = {}
    for mention_id, event_id in before.items():
        if mention_id in heads:
            parts.setdefault(event_id, set()).add(heads[mention_id])
    return {k: sorted(to - {heads.get(k, k)}) for k, to in parts.items() if len(to) > 1}


def tell_history(
    old: Mapping[str, Event],
    new: Mapping[str, Event],
    heads: Mapping[str, str],
    batch_id: str,
    before: Mapping[str, str],
) -> tuple[list[EventHistory], list[EventAlias]]:
    """Return what changed between two states of the same events.

    `heads` is mention_id to its event now, `before` to its event until now. An event of which a report is now elsewhere
    was split. An event whose id is no longer one is merged into the event that holds its canonical mention, and its id
    stays resolvable; without that mention it is removed.
    """
    lost = sorted(old.keys() - new.keys())
    kept = [k for k in sorted(new.keys() & old.keys()) if new[k] != old[k]]
    history = [_row(k, batch_id, "created", None, None) for k in sorted(new.keys() - old.keys())]
    history += [_row(k, batch_id, "changed", *_change(old[k], new[k])) for k in kept]
    # What an event was that is no more: without it nobody could ask what the lake said before.
    whole = {k: json.dumps(_columns(old[k]), ensure_ascii=False, sort_keys=True) for k in lost}
    history += [_row(k, batch_id, "merged" if k in heads else "removed", whole[k], heads.get(k)) for k in lost]
    parted = sorted(_splits(heads, before).items())
    history += [_row(k, batch_id, "split", None, json.dumps(to)) for k, to in parted]
    aliases = [EventAlias(alias_id=k, event_id=heads[k], batch_id=batch_id) for k in lost if k in heads]
    return history, aliases


@without_collector
def link_batch(desk: Desk, writer: Writer, batch: BatchReports) -> tuple[dict[str, TableChange], Linked]:
    """Return the changes to the event tables and the events as they are now in the neighbourhood of a batch."""
    held = HeldReports(desk, writer, batch)
    near = link_neighbourhood(_touched(held), batch.gone, held, desk.knowledge)
    linked = near.linked
    links = {**near.before, **held.links(batch.gone)}
    ids = {m.mention_id for m in near.mentions} | batch.gone
    before = {k: links[k].event_id for k in ids if k in links}
    old_ids = sorted(set(before.values()))
    old = {e.event_id: e for e in rows_where_in(writer, Event, "event_id", old_ids)}
    heads = {link.mention_id: link.event_id for link in linked.links}
    history, aliases = tell_history(old, {e.event_id: e for e in linked.events}, heads, batch.batch_id, before)
    return {
        "event": TableChange(rows=linked.events, remove={"event_id": old_ids}),
        "event_mention": TableChange(rows=linked.links, remove={"event_id": old_ids}),
        "event_history": TableChange(rows=history),
        "event_alias": TableChange(rows=aliases),
    }, linked
