"""Mentions to events: compare, group, and say of each group what is agreed and what is not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from schemas.entity import Entity
from schemas.event import Event, EventMention
from schemas.mention import Claim, Mention, Quantity
from tasks.knowledge import Knowledge
from tasks.link.candidates import Blocks, is_dateless
from tasks.link.cluster import Graph, connected_parts, group_part
from tasks.link.compare import compare_mentions
from tasks.link.consensus import canonical_order, make_event
from tasks.link.facet import Facet, make_facet
from tasks.link.member import Member
from tasks.link.origins import find_bodies
from tasks.link.overrides import Overrides, read_overrides
from tasks.link.settle import Standing, settle
from tasks.link.verdict import Values, Verdict
from tasks.link.weights import Weights, read_weights
from tasks.memory import without_collector


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
        make_facet(m, numbers.get(m.mention_id, ()), entities, reports.stories.get(m.article_id, m.article_id), weights)
        for m in sorted(reports.mentions, key=canonical_order)
    ]


@dataclass(slots=True)
class Comparer:
    """Facets with the verdicts on their pairs, worked out as far as they are asked for, each once."""

    weights: Weights
    overrides: Overrides
    facets: list[Facet] = field(default_factory=list)
    standings: dict[int, Standing] = field(default_factory=dict)
    """Where each facet stands: index to the day on which it is weighed."""
    place: dict[str, int] = field(default_factory=dict)
    """mention_id to index."""
    graph: Graph = field(init=False)
    _blocks: Blocks = field(default_factory=Blocks)
    _decided: Mapping[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Make ready to compare."""
        w = self.weights
        # no method of its own: a ring of two is freed by the collector alone
        judge = partial(_judge, self.facets, self.overrides, w.values)
        self.graph = Graph(threshold=w["threshold"], quorum=w["quorum"], retold=w["retold"], judge=judge)
        self._decided = self.overrides.partners()

    def add(self, facets: Iterable[Facet]) -> None:
        """Take in further facets."""
        for facet in facets:
            self.place[facet.mention.mention_id] = len(self.facets)
            self.facets.append(facet)
            self._blocks.add(facet)

    def agreeing(self, i: int) -> list[int]:
        """Compare one facet with all that are worth it, and return those that agree, in order."""
        return [j for j in sorted(self.partners(i)) if self.graph.agrees(i, j)]

    def compare_all(self) -> None:
        """Compare all pairs that are worth it."""
        for i in range(len(self.facets)):
            for j in sorted(self.partners(i, after=i)):
                self.graph.agrees(i, j)

    def choose(self, groups: Sequence[Sequence[int]], heard: AbstractSet[int]) -> "Comparer":
        """Return the facets of some groups, in canonical order, with the verdicts inside each group.

        No event reaches out of a group. The `heard` were compared with all that is worth it before. Facets that have
        no standing stay so.
        """
        for group in groups:
            unheard = {i for i in group if i not in heard}
            for i in unheard if len(unheard) > 1 else ():
                for j in self.partners(i, after=i) & unheard:
                    self.graph.agrees(i, j)
        indices = sorted((i for g in groups for i in g), key=lambda i: canonical_order(self.facets[i].mention))
        rank = {i: n for n, i in enumerate(indices)}
        chosen = Comparer(self.weights, self.overrides, [self.facets[i] for i in indices])
        chosen.place = {f.mention.mention_id: n for n, f in enumerate(chosen.facets)}
        chosen.standings = {rank[i]: standing for i, standing in self.standings.items() if i in rank}
        for (i, j), verdict in self.graph.kept.items():
            if i in rank and j in rank:
                chosen.graph.keep(rank[i], rank[j], verdict)
        return chosen

    def settle(self, i: int, held: Standing | None = None, among: Iterable[int] | None = None) -> Standing:
        """Return where a facet stands by those that were found to agree with it (or by some of them)."""
        heard = self.graph.agreeing_with(i) if among is None else among
        return settle(self.facets[i], ((self.facets[j], self.graph.verdict(i, j).score) for j in heard), held)

    def meets(self, i: int, j: int) -> bool:
        """Tell whether two that agree stand on one day, tell of one night by either day, or were joined by a person."""
        a, b = self.facets[i], self.facets[j]
        if self.standings[i].day == self.standings[j].day or (a.one_day and b.one_day):
            return True
        return self.graph.verdict(i, j).by_hand

    def parts(self) -> list[list[int]]:
        """Return the groups that hang together by agreeing pairs of one day: no event reaches out of its part."""
        return connected_parts(len(self.facets), (pair for pair in self.graph.kept if self.meets(*pair)))

    def hear_dateless(self, part: Sequence[int]) -> None:
        """Let a dateless report agree with all of its part as one that is undated: by now a witness gave it a day."""
        for i in part:
            for j in part if is_dateless(self.facets[i]) else ():
                self.graph.agrees_if(i, j, self.weights["undated"]) if i != j else None

    def partners(self, i: int, *, after: int = -1) -> set[int]:
        """Return the facets that are worth comparing with one, of those that come after an index."""
        found = self._blocks.partners(i, after=after)
        for other in self._decided.get(self.facets[i].mention.mention_id, ()):
            j = self.place.get(other, -1)
            if j > after:
                found.add(j)
        return found


def _judge(facets: Sequence[Facet], overrides: Overrides, values: Values, i: int, j: int) -> Verdict:
    a, b = facets[i], facets[j]
    decided = overrides and overrides.verdict(a.mention.mention_id, b.mention.mention_id)
    return decided or compare_mentions(a, b, values)


def _link_row(event: Event, compared: Comparer, group: Sequence[int], i: int, part_id: str) -> EventMention:
    kept = compared.graph.kept
    scored = [(v.score, -j, v) for j in group if j != i and (v := kept.get((min(i, j), max(i, j))))]
    best = max(scored, key=lambda s: s[:2], default=None)
    standing = compared.standings[i]
    return EventMention(
        event_id=event.event_id,
        mention_id=compared.facets[i].mention.mention_id,
        score=best[0] if best else 1.0,
        rule_id="link-quorum" if best else "link-alone",
        because="; ".join(best[2].reasons) if best else "no other report agrees",
        day=date.fromordinal(standing.day) if standing.day else None,
        witness_id=standing.witness,
        part_id=part_id,
    )


def _parents(facets: Sequence[Facet], groups: Sequence[Sequence[int]], elsewhere: Mapping[str, str]) -> dict[int, str]:
    """Return for each group the id of the event that holds its umbrella total, if its mentions name one."""
    head = {**elsewhere} | {facets[i].mention.mention_id: facets[g[0]].mention.mention_id for g in groups for i in g}
    found: dict[int, str] = {}
    for n, group in enumerate(groups):
        parents = [facets[i].mention.parent_mention_id for i in group]
        named = [head[p] for p in parents if p and p in head]
        own = facets[group[0]].mention.mention_id
        if named and named[0] != own:
            found[n] = named[0]
    return found


def compare_facets(facets: Iterable[Facet], knowledge: Knowledge) -> Comparer:
    """Return facets ready to be compared."""
    compared = Comparer(read_weights(knowledge), read_overrides(knowledge))
    compared.add(facets)
    return compared


def _by_mention(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.mention_id, c.evidence_start, c.claim_id)):
        found[claim.mention_id].append(claim)
    return found


def _members(
    group: Sequence[Facet], said: Mapping[str, Sequence[Claim]], entities: Mapping[str, Entity], weights: Weights
) -> list[Member]:
    claims = [tuple(said.get(f.mention.mention_id, ())) for f in group]
    bodies = find_bodies([c for of_one in claims for c in of_one], entities, weights)
    return [Member(facet=f, claims=of_one, bodies=bodies) for f, of_one in zip(group, claims, strict=True)]


def make_events(
    compared: Comparer, claims: Iterable[Claim], entities: Mapping[str, Entity], elsewhere: Mapping[str, str]
) -> Linked:
    """Group each part, and return the events of the groups; the facets are in canonical order, and all stand.

    `elsewhere` is mention_id to event_id, of umbrella totals that are not among the facets.
    """
    facets, graph = compared.facets, compared.graph
    parts = compared.parts()
    for part in parts:
        compared.hear_dateless(part)
    by_part = [(facets[part[0]].mention.mention_id, group_part(graph, part)) for part in parts]
    groups = [(part_id, group) for part_id, found in by_part for group in found]
    said, parents = _by_mention(claims), _parents(facets, [g for _, g in groups], elsewhere)
    events, links = [], []
    for n, (part_id, group) in enumerate(groups):
        members = _members([facets[i] for i in group], said, entities, compared.weights)
        event = make_event(members, entities, parents.get(n))
        events.append(event)
        links += [_link_row(event, compared, group, i, part_id) for i in group]
    return Linked(
        events=tuple(sorted(events, key=lambda e: e.event_id)),
        links=tuple(sorted(links, key=lambda x: (x.event_id, x.mention_id))),
    )


@without_collector
def link_mentions(reports: Reports, entities: Mapping[str, Entity], knowledge: Knowledge) -> Linked:
    """Return events for mentions; a pure function of the set of mentions, claims and stories.

    Verbal and physical mentions, background and plans each become events with their status.
    """
    compared = compare_facets(make_facets(reports, entities, read_weights(knowledge)), knowledge)
    compared.compare_all()
    compared.standings |= {i: compared.settle(i) for i in range(len(compared.facets))}
    return make_events(compared, reports.claims, entities, {})
