"""Mentions to events: compare, group, and say of each group what is agreed and what is not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas.entity import Entity
from schemas.event import Event, EventMention
from schemas.mention import Claim, Mention, Quantity
from tasks.knowledge import Knowledge
from tasks.link.candidates import Blocks
from tasks.link.cluster import Graph, connected_parts, group_part
from tasks.link.compare import Verdict, compare_mentions
from tasks.link.consensus import canonical_order, make_event
from tasks.link.facet import Facet, make_facet
from tasks.link.member import Member
from tasks.link.overrides import Overrides, read_overrides
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


@dataclass(slots=True)
class Comparer:
    """Facets with the verdicts on their pairs, worked out as far as they are asked for, each once."""

    facets: Sequence[Facet]
    weights: Weights
    overrides: Overrides
    graph: Graph = field(init=False)
    place: Mapping[str, int] = field(init=False)
    """mention_id to index."""
    _blocks: Blocks = field(init=False)
    _decided: Mapping[int, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the facets into blocks."""
        self.graph = Graph(threshold=self.weights["threshold"], quorum=self.weights["quorum"], judge=self._judge)
        self.place = {f.mention.mention_id: i for i, f in enumerate(self.facets)}
        self._blocks = Blocks(self.facets)
        self._decided = {
            self.place[m]: {self.place[o] for o in others if o in self.place}
            for m, others in self.overrides.partners().items()
            if m in self.place
        }

    def agreeing(self, i: int) -> list[int]:
        """Compare one facet with all that are worth it, and return those that agree, in order."""
        return [j for j in sorted(self.partners(i)) if self.graph.agrees(i, j)]

    def all_agreeing(self) -> list[tuple[int, int]]:
        """Compare all pairs that are worth it, and return those that agree."""
        everyone = range(len(self.facets))
        return [(i, j) for i in everyone for j in sorted(self.partners(i)) if i < j and self.graph.agrees(i, j)]

    def partners(self, i: int) -> set[int]:
        """Return the facets that are worth comparing with one."""
        decided = self._decided.get(i)
        return self._blocks.partners(i) | decided if decided else self._blocks.partners(i)

    def _judge(self, i: int, j: int) -> Verdict:
        a, b = self.facets[i], self.facets[j]
        decided = self.overrides.verdict(a.mention.mention_id, b.mention.mention_id)
        return decided or compare_mentions(a, b, self.weights)


def _link_row(event: Event, graph: Graph, group: Sequence[int], i: int, facets: Sequence[Facet]) -> EventMention:
    scored = [(v.score, -j, v) for j in group if j != i and (v := graph.kept.get((min(i, j), max(i, j))))]
    best = max(scored, key=lambda s: s[:2], default=None)
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


def compare_all(reports: Reports, entities: Mapping[str, Entity], knowledge: Knowledge) -> Comparer:
    """Return the facets of these reports, ready to be compared."""
    weights = read_weights(knowledge)
    return Comparer(make_facets(reports, entities, weights), weights, read_overrides(knowledge))


def _by_mention(claims: Iterable[Claim]) -> Mapping[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: (c.mention_id, c.evidence_start, c.claim_id)):
        found[claim.mention_id].append(claim)
    return found


def make_events(
    compared: Comparer, parts: Iterable[Sequence[int]], claims: Iterable[Claim], entities: Mapping[str, Entity]
) -> Linked:
    """Group each connected part, and return the events of the groups."""
    facets, graph = compared.facets, compared.graph
    groups = [g for part in parts for g in group_part(graph, part)]
    said, parents = _by_mention(claims), _parents(facets, groups)
    events, links = [], []
    for n, group in enumerate(groups):
        members = [Member(facet=facets[i], claims=tuple(said.get(facets[i].mention.mention_id, ()))) for i in group]
        event = make_event(members, entities, parents.get(n))
        events.append(event)
        links += [_link_row(event, graph, group, i, facets) for i in group]
    return Linked(
        events=tuple(sorted(events, key=lambda e: e.event_id)),
        links=tuple(sorted(links, key=lambda x: (x.event_id, x.mention_id))),
    )


def link_mentions(reports: Reports, entities: Mapping[str, Entity], knowledge: Knowledge) -> Linked:
    """Return events for mentions; a pure function of the set of mentions, claims and stories.

    Verbal and physical mentions, background and plans each become events with their status.
    """
    compared = compare_all(reports, entities, knowledge)
    parts = connected_parts(len(compared.facets), compared.all_agreeing())
    return make_events(compared, parts, reports.claims, entities)
