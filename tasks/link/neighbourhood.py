"""What a batch can change: the reports that may share an event with its own, and theirs with others, to the end."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from schemas.entity import Entity
from schemas.mention import Mention
from tasks.knowledge import Knowledge
from tasks.link.cluster import connected_parts
from tasks.link.events import Comparer, Linked, Reports, compare_all, make_events
from tasks.link.facet import LONGEST_SPAN

Days = tuple[date, date]
_MARGIN: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """The mentions to link anew, and the events that they make now."""

    mentions: tuple[Mention, ...]
    linked: Linked


def reach_of(mentions: Iterable[Mention]) -> Days | None:
    """Return the days in which other mentions could be one with these, None where none is dated."""
    starts, ends = [], []
    for m in mentions:
        start = m.date_start or m.reference_date
        end = m.date_end or m.date_start or m.reference_date
        if start is not None and end is not None:
            starts.append(start)
            ends.append(end)
    return (min(starts) - LONGEST_SPAN - _MARGIN, max(ends) + LONGEST_SPAN + _MARGIN) if starts else None


def _umbrellas(compared: Comparer) -> Mapping[int, set[int]]:
    """Return which mentions are tied as a total and its parts."""
    ties: dict[int, set[int]] = {}
    for i, facet in enumerate(compared.facets):
        parent = compared.place.get(facet.mention.parent_mention_id or "")
        if parent is not None:
            ties.setdefault(i, set()).add(parent)
            ties.setdefault(parent, set()).add(i)
    return ties


def _walk(compared: Comparer, start: Iterable[int]) -> tuple[list[int], list[tuple[int, int]]]:
    """Return all facets that agreeing pairs and umbrella totals connect with these, and the agreeing pairs."""
    ties = _umbrellas(compared)
    seen, edges = set(start), []
    border = sorted(seen)
    while border:
        i = border.pop()
        agreeing = compared.agreeing(i)
        edges += [(i, j) for j in agreeing]
        fresh = {*agreeing, *ties.get(i, ())} - seen
        seen |= fresh
        border += sorted(fresh)
    return sorted(seen), edges


def _parts_of(members: Sequence[int], edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    rank = {m: n for n, m in enumerate(members)}
    parts = connected_parts(len(members), [(rank[i], rank[j]) for i, j in edges])
    return [[members[n] for n in part] for part in parts]


def link_neighbourhood(
    touched: Sequence[Mention],
    load: Callable[[date, date], Reports],
    entities_of: Callable[[Reports], Mapping[str, Entity]],
    knowledge: Knowledge,
) -> Neighbourhood:
    """Return the events of all reports that may share one with the touched mentions.

    `load(first, last)` gives every report whose days or publication fall between two days, the touched ones among
    them. The part of the graph that holds the touched mentions is found; where it reaches the border, the border moves.
    Only pairs with a member of that part are compared.
    """
    reach = reach_of(touched) or (date.max, date.max)
    while True:
        reports = load(*reach)
        entities = entities_of(reports)
        compared = compare_all(reports, entities, knowledge)
        members, edges = _walk(compared, (compared.place[m.mention_id] for m in touched))
        mentions = tuple(compared.facets[i].mention for i in members)
        wider = reach_of(mentions)
        if wider is None or (wider[0] >= reach[0] and wider[1] <= reach[1]):
            break
        reach = (min(reach[0], wider[0]), max(reach[1], wider[1]))
    ids = {m.mention_id for m in mentions}
    claims = [c for c in reports.claims if c.mention_id in ids]
    return Neighbourhood(mentions=mentions, linked=make_events(compared, _parts_of(members, edges), claims, entities))
