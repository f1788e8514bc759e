"""Mentions to events: compare, group, and say of each group what is agreed and what is not."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.entity import Entity
from schemas.event import Event, EventMention
from schemas.mention import Claim, Mention, Quantity
from tasks.knowledge import Knowledge
from tasks.link.candidates import candidate_pairs
from tasks.link.cluster import Graph, connected_parts, group_part
from tasks.link.compare import Verdict, compare_mentions
from tasks.link.consensus import canonical_order, make_event
from tasks.link.facet import LONGEST_SPAN, Facet, make_facet
from tasks.link.member import Member
from tasks.link.weights import Weights, read_weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """The facts that linking reads: mentions with their quantities and claims, and the story of each article."""

    mentions: tuple[Mention, ...]
    quantities: tuple[Quantity, ...]
    claims: tuple[Claim, ...]
    stories: Mapping[str, str]
    """article_id to story_id; an article that is in no story is its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Events and the mentions that make them."""

    events: tuple[Event, ...] = ()
    links: tuple[EventMention, ...] = ()


def make_facets(reports: Reports, entities: Mapping[str, Entity], weights: Weights) -> list[Facet]:
    """Return the facets of all mentions in canonical order: the order of arrival leaves no trace."""
    numbers: dict[str, list[Quantity]] = defaultdict(list)
    for quantity in reports.quantities:
        numbers[quantity.mention_id].append(quantity)
    return [
        make_facet(m, numbers[m.mention_id], entities, reports.stories.get(m.article_id, m.article_id), weights)
        for m in sorted(reports.mentions, key=canonical_order)
    ]


def _overrule(a: Facet, b: Facet, overrides: Mapping[frozenset[str], str]) -> Verdict | None:
    action = overrides.get(frozenset((a.mention.mention_id, b.mention.mention_id)))
    if action == "merge":
        return Verdict(score=1000.0, reasons=("a person joined them",))
    return None if action is None else Verdict(score=0.0, reasons=(), veto="a person keeps them apart")


def read_overrides(knowledge: Knowledge) -> dict[frozenset[str], str]:
    """Return what people decided about pairs of mentions: merge or not-same, from `knowledge/link/overrides.tsv`."""
    return {frozenset((r["mention_a"], r["mention_b"])): r["action"] for r in knowledge.rows("link/overrides.tsv")}


def build_graph(facets: Sequence[Facet], weights: Weights, overrides: Mapping[frozenset[str], str]) -> Graph:
    """Compare all candidate pairs."""
    graph = Graph(threshold=weights["threshold"], quorum=weights["quorum"])
    place = {f.mention.mention_id: i for i, f in enumerate(facets)}
    wanted = [sorted(place[m] for m in pair) for pair in overrides if all(m in place for m in pair)]
    pairs = sorted({*candidate_pairs(facets), *((p[0], p[1]) for p in wanted if len(p) == 2)})
    for i, j in pairs:
        decided = _overrule(facets[i], facets[j], overrides)
        graph.verdicts[i, j] = decided or compare_mentions(facets[i], facets[j], weights)
    return graph


def _link_row(event: Event, graph: Graph, group: Sequence[int], i: int, facets: Sequence[Facet]) -> EventMention:
    others = [(j, graph.verdict(i, j)) for j in group if j != i]
    scored = [(v.score, j, v) for j, v in others if v is not None]
    best = max(scored, key=lambda s: (s[0], -s[1]), default=None)
    return EventMention(
        event_id=event.event_id,
        mention_id=facets[i].mention.mention_id,
        score=best[0] if best else 1.0,
        rule_id="link-quorum" if best else "link-alone",
        because="; ".join(best[2].reasons) if best else "no other report agrees",
    )


def _parents(facets: Sequence[Facet], groups: Sequence[Sequence[int]]) -> dict[int, str]:
    """Return for each group the id of the event that holds its umbrella total, if its mentions name one."""
    head = {facets[i].mention.mention_id: facets[g[0]].mention.mention_id for g in groups for i in g}
    found: dict[int, str] = {}
    for n, group in enumerate(groups):
        parents = [facets[i].mention.parent_mention_id for i in group]
        named = [head[p] for p in parents if p and p in head]
        own = facets[group[0]].mention.mention_id
        if named and named[0] != own:
            found[n] = named[0]
    return found


def link_mentions(reports: Reports, entities: Mapping[str, Entity], knowledge: Knowledge) -> Linked:
    """Return events for mentions; a pure function of the set of mentions, claims and stories.

    Verbal and physical mentions, background and plans each become events with their status.
    """
    weights = read_weights(knowledge)
    facets = make_facets(reports, entities, weights)
    graph = build_graph(facets, weights, read_overrides(knowledge))
    edges = [p for p in sorted(graph.verdicts) if graph.agrees(*p)]
    groups = [g for part in connected_parts(len(facets), edges) for g in group_part(graph, part)]
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(reports.claims, key=lambda c: (c.mention_id, c.evidence_start, c.claim_id)):
        claims[claim.mention_id].append(claim)
    parents = _parents(facets, groups)
    events, links = [], []
    for n, group in enumerate(groups):
        members = [Member(facet=facets[i], claims=tuple(claims[facets[i].mention.mention_id])) for i in group]
        event = make_event(members, entities, parents.get(n))
        events.append(event)
        links += [_link_row(event, graph, group, i, facets) for i in group]
    order = sorted(range(len(events)), key=lambda n: events[n].event_id)
    return Linked(
        events=tuple(events[n] for n in order),
        links=tuple(sorted(links, key=lambda x: (x.event_id, x.mention_id))),
    )


Days = tuple[date, date]
_MARGIN = timedelta(days=1)


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


def close_neighbourhood(
    touched: Sequence[Mention],
    load: Callable[[date, date], Reports],
    entities_of: Callable[[Reports], Mapping[str, Entity]],
    knowledge: Knowledge,
) -> Reports:
    """Return all reports that may share an event with the touched mentions, and theirs with others, to the end.

    `load(first, last)` gives every report whose days or publication fall between two days, the touched ones among
    them. The part of the graph that holds the touched mentions is found; where it reaches the border, the border moves.
    """
    reach = reach_of(touched)
    ids = {m.mention_id for m in touched}
    if reach is None:
        return Reports(mentions=tuple(touched), quantities=(), claims=(), stories={})
    while True:
        reports = load(*reach)
        part = _connected_to(ids, reports, entities_of(reports), knowledge)
        wider = reach_of(part)
        if wider is None or (wider[0] >= reach[0] and wider[1] <= reach[1]):
            return _only({m.mention_id for m in part}, reports)
        reach = (min(reach[0], wider[0]), max(reach[1], wider[1]))


def _connected_to(
    ids: set[str], reports: Reports, entities: Mapping[str, Entity], knowledge: Knowledge
) -> list[Mention]:
    weights = read_weights(knowledge)
    facets = make_facets(reports, entities, weights)
    graph = build_graph(facets, weights, read_overrides(knowledge))
    edges = [p for p in sorted(graph.verdicts) if graph.agrees(*p)]
    parents = {f.mention.mention_id: i for i, f in enumerate(facets)}
    ties = [
        (parents[f.mention.parent_mention_id], i)
        for i, f in enumerate(facets)
        if f.mention.parent_mention_id in parents
    ]
    parts = connected_parts(len(facets), [*edges, *ties])
    return [facets[i].mention for part in parts if any(facets[i].mention.mention_id in ids for i in part) for i in part]


def _only(ids: set[str], reports: Reports) -> Reports:
    return Reports(
        mentions=tuple(m for m in reports.mentions if m.mention_id in ids),
        quantities=tuple(q for q in reports.quantities if q.mention_id in ids),
        claims=tuple(c for c in reports.claims if c.mention_id in ids),
        stories=reports.stories,
    )
