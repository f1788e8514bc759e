"""Events of a batch: the reports it touches are linked anew with their whole neighbourhood, and the difference is kept.

The result equals a full rebuild, because what may be one event with a touched report is loaded to the end.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flows.desk import Desk
from schemas.arrow import row_to_dict
from schemas.entity import Entity
from schemas.event import Event, EventAlias, EventHistory, EventMention
from schemas.mention import Claim, Mention, Quantity
from schemas.reuse import Story
from tasks.extract.entities import entity_rows
from tasks.link.events import Linked, Reports
from tasks.link.neighbourhood import link_neighbourhood
from warehouse.history import Reads
from warehouse.lake import TableChange, Writer

_IN_REACH = "coalesce(date_end, date_start, reference_date) >= ? and coalesce(date_start, reference_date) <= ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReports:
    """What a batch brings to linking: its new reports, the stories it changed, and mentions that are no more."""

    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]
    claims: tuple[Claim, ...]
    stories: Mapping[str, str]
    """article_id to story_id, for articles whose story is new or changed."""
    gone: frozenset[str]
    batch_id: str


def _in(writer: Reads, row: type[Any], column: str, values: Iterable[str]) -> list[Any]:
    wanted = sorted(set(values))
    return writer.rows(row, f"{column} in (select unnest(?))", [wanted]) if wanted else []


def load_reports(reads: Reads, batch: BatchReports, extra: Sequence[Mention], first: date, last: date) -> Reports:
    """Return all reports of these days, the batch's own among them, without those that are gone."""
    held = {m.mention_id: m for m in reads.rows(Mention, _IN_REACH, [first, last])}
    held |= {m.mention_id: m for m in (*extra, *batch.mentions)}
    mentions = tuple(m for k, m in sorted(held.items()) if k not in batch.gone)
    ids = {m.mention_id for m in mentions}
    own = {m.mention_id for m in batch.mentions}
    stories = {s.article_id: s.story_id for s in _in(reads, Story, "article_id", {m.article_id for m in mentions})}
    return Reports(
        mentions=mentions,
        quantities=(*batch.quantities, *_in(reads, Quantity, "mention_id", ids - own)),
        claims=(*batch.claims, *_in(reads, Claim, "mention_id", ids - own)),
        stories={**stories, **batch.stories},
    )


def entities_of(desk: Desk, reports: Reports) -> Mapping[str, Entity]:
    """Return the entities that reports name, with all that they belong to."""
    ids = {i for m in reports.mentions for i in (*m.actor_ids, *m.target_ids, m.weapon_id) if i}
    ids |= {c.source_entity_id for c in reports.claims if c.source_entity_id}
    return {e.entity_id: e for e in entity_rows(sorted(ids), desk.knowledge)}


def _touched(writer: Writer, batch: BatchReports) -> list[Mention]:
    """Return held mentions that must be linked anew: companions of those that go, and those of changed stories."""
    left = {link.event_id for link in _in(writer, EventMention, "mention_id", batch.gone)}
    companions = {link.mention_id for link in _in(writer, EventMention, "event_id", left)} - batch.gone
    own = {m.mention_id for m in batch.mentions}
    moved = {m.mention_id for m in _in(writer, Mention, "article_id", batch.stories)} - batch.gone
    return [m for m in _in(writer, Mention, "mention_id", companions | moved) if m.mention_id not in own]


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
    history += [_row(k, batch_id, "merged" if k in heads else "removed", None, heads.get(k)) for k in lost]
    parted = sorted(_splits(heads, before).items())
    history += [_row(k, batch_id, "split", None, json.dumps(to)) for k, to in parted]
    aliases = [EventAlias(alias_id=k, event_id=heads[k], batch_id=batch_id) for k in lost if k in heads]
    return history, aliases


def link_batch(desk: Desk, writer: Writer, batch: BatchReports) -> tuple[dict[str, TableChange], Linked]:
    """Return the changes to the event tables and the events as they are now in the neighbourhood of a batch."""
    extra = _touched(writer, batch)
    near = link_neighbourhood(
        [*batch.mentions, *extra],
        lambda first, last: load_reports(writer, batch, extra, first, last),
        lambda reports: entities_of(desk, reports),
        desk.knowledge,
    )
    linked = near.linked
    ids = {m.mention_id for m in near.mentions} | batch.gone
    before = {link.mention_id: link.event_id for link in _in(writer, EventMention, "mention_id", ids)}
    old_ids = sorted(set(before.values()))
    old = {e.event_id: e for e in _in(writer, Event, "event_id", old_ids)}
    heads = {link.mention_id: link.event_id for link in linked.links}
    history, aliases = tell_history(old, {e.event_id: e for e in linked.events}, heads, batch.batch_id, before)
    return {
        "event": TableChange(rows=linked.events, remove={"event_id": old_ids}),
        "event_mention": TableChange(rows=linked.links, remove={"event_id": old_ids}),
        "event_history": TableChange(rows=history),
        "event_alias": TableChange(rows=aliases),
    }, linked
