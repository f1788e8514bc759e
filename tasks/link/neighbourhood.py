"""What a batch can change: its own reports, those whose day they decide, and the parts of the days where these stand.

Nothing beyond is read, however large the lake: where a report stands depends on the reports that agree with it alone,
and what an event is on its part alone (see `settle.py`). The result equals a rebuild of everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from schemas.entity import Entity
from schemas.event import EventMention
from schemas.mention import Claim, Mention
from tasks.knowledge import Knowledge
from tasks.link.cluster import connected_parts
from tasks.link.events import Comparer, Linked, compare_facets, make_events
from tasks.link.facet import Facet
from tasks.link.settle import Standing, hear_witness
from tasks.memory import without_collector


class Held(Protocol):
    """What is held of earlier batches, without the mentions that are gone."""

    def near(self, facets: Sequence[Facet]) -> Iterable[str]:
        """Return the mentions that might be worth comparing with these, and perhaps others."""
        ...

    def of(self, mention_ids: Iterable[str]) -> Sequence[Facet]:
        """Return reports by mention, as they are compared."""
        ...

    def of_parts(self, part_ids: Iterable[str]) -> Mapping[str, EventMention]:
        """Return the links of the mentions of parts, as they were."""
        ...

    def parts_below(self, mention_ids: Iterable[str]) -> Iterable[str]:
        """Return the parts that hold the parts of these umbrella totals."""
        ...

    def links(self, mention_ids: Iterable[str]) -> Mapping[str, EventMention]:
        """Return the links of mentions to events, as they were."""
        ...

    def claims(self, mention_ids: Iterable[str]) -> Sequence[Claim]:
        """Return the claims on mentions, the batch's own among them."""
        ...

    def entities(self, mentions: Sequence[Mention], claims: Sequence[Claim]) -> Mapping[str, Entity]:
        """Return the entities that these name, with all that they belong to."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """The mentions that were linked anew, and the events that they make now."""

    mentions: tuple[Mention, ...]
    linked: Linked
    before: Mapping[str, EventMention]
    """The links of these mentions as they were, and of others that were read."""


@dataclass(slots=True)
class _Survey:
    """What was read of the lake around a batch, compared as far as it was needed."""

    held: Held
    knowledge: Knowledge
    compared: Comparer
    heard: set[int] = field(default_factory=set)
    """Facets that were compared with all that is held near them."""
    before: dict[str, EventMention] = field(default_factory=dict)
    """Links as they were, of those that were looked up."""
    _sought: set[str] = field(default_factory=set)
    """Mentions of which the link was looked up: most that were compared stand elsewhere, and theirs never are."""

    def look_up(self, some: Iterable[int]) -> None:
        """Read where facets stood: a look-up costs as much for ten as for thousands."""
        wanted = {self.id_of(i) for i in some} - self._sought
        self.before |= self.held.links(wanted)
        self._sought |= wanted

    def take(self, facets: Iterable[Facet]) -> None:
        """Take in reports."""
        new = [f for f in facets if f.mention.mention_id not in self.compared.place]
        self.compared.add(new)

    def fetch(self, mention_ids: Iterable[str]) -> list[int]:
        """Take in held reports that were not yet read, and return the index of each that is held."""
        wanted, place = sorted(mention_ids), self.compared.place
        self.take(self.held.of(k for k in wanted if k not in place))
        return [place[k] for k in wanted if k in place]

    def fetch_parts(self, part_ids: Iterable[str]) -> list[int]:
        """Take in the reports of parts."""
        links = self.held.of_parts(part_ids)
        self.before |= links
        self._sought |= links.keys()
        return self.fetch(links)

    def id_of(self, i: int) -> str:
        return self.compared.facets[i].mention.mention_id

    def look_around(self, asked: Sequence[int]) -> None:
        """Compare facets with all that is held near them."""
        facets = [self.compared.facets[i] for i in asked]
        decided = self.compared.overrides.partners()
        by_hand = {o for f in facets for o in decided.get(f.mention.mention_id, ())}
        self.fetch(by_hand.union(self.held.near(facets)))
        for i in asked:
            self.compared.agreeing(i)
        self.heard.update(asked)

    def stood(self, i: int) -> Standing:
        """Return where a held facet that was looked up stood, without how well it was dated."""
        link = self.before[self.id_of(i)]
        return Standing(link.day.toordinal() if link.day else 0, link.witness_id)

    def recall(self, i: int) -> Standing:
        """Return where a held facet stood, with how well its witness dates it."""
        stood = self.stood(i)
        if stood.witness is None:
            return stood
        j = self.compared.place[stood.witness]
        score = self.compared.graph.verdict(i, j).score
        return hear_witness(self.compared.facets[i], self.compared.facets[j], score) or stood

    def partners(self, some: Iterable[int]) -> list[int]:
        return sorted({j for i in some for j in self.compared.graph.agreeing_with(i)} - set(some))

    def stand(self, touched: Sequence[int]) -> list[int]:
        """Let the touched settle anew, and return held facets that a touched one dates better than before."""
        compared, own = self.compared, set(touched)
        for i in touched:
            compared.standings[i] = compared.settle(i)
        others = self.partners(own)
        self.look_up({*own, *others})
        self.fetch({w for j in others if (w := self.stood(j).witness)})
        moved = []
        for j in others:
            heard = [i for i in compared.graph.agreeing_with(j) if i in own]
            standing = compared.settle(j, self.recall(j), heard)
            compared.standings[j] = standing
            if (standing.day, standing.witness) != (self.stood(j).day, self.stood(j).witness):
                moved.append(j)
        return moved

    def parts_met(self, some: Sequence[int]) -> set[str]:
        """Return the parts in which facets were, and those that they meet now."""
        compared = self.compared
        met = {*some, *(j for i in some for j in compared.graph.agreeing_with(i))}
        self.look_up(met)
        for j in met - compared.standings.keys():
            compared.standings[j] = self.stood(j)
        near = {j for i in some for j in compared.graph.agreeing_with(i) if compared.meets(i, j)}
        return {link.part_id or link.event_id for j in {*some, *near} if (link := self.before.get(self.id_of(j)))}

    def together(self, some: Sequence[int]) -> list[list[int]]:
        """Return groups of facets out of which no part reaches now: what was one part, and what one of the heard meets.

        Two that were not heard stand where they stood, so they meet now only if they met before.
        """
        rank, first = {i: n for n, i in enumerate(some)}, dict[str, int]()
        links = ((n, self.before.get(self.id_of(i))) for i, n in rank.items())
        edges = [(first.setdefault(link.part_id or link.event_id, n), n) for n, link in links if link]
        met = (p for p in self.compared.graph.kept if p[0] in rank and p[1] in rank and self.compared.meets(*p))
        edges += [(rank[i], rank[j]) for i, j in met]
        return [[some[n] for n in group] for group in connected_parts(len(some), edges)]

    def link(self, region: Iterable[int]) -> Neighbourhood:
        """Make the events of whole parts anew."""
        chosen = sorted(region)
        self.look_up(chosen)
        self.compared.standings |= {i: self.stood(i) for i in chosen if i not in self.compared.standings}
        final = self.compared.choose(self.together(chosen), self.heard)
        mentions = tuple(f.mention for f in final.facets)
        claims = self.held.claims(final.place)
        parents = {m.parent_mention_id for m in mentions if m.parent_mention_id} - final.place.keys()
        elsewhere = {k: link.event_id for k, link in self.held.links(parents).items()}
        linked = make_events(final, claims, self.held.entities(mentions, claims), elsewhere)
        return Neighbourhood(mentions=mentions, linked=linked, before=self.before)

    def orphans(self, near: Neighbourhood) -> set[str]:
        """Return parts that hold parts of an umbrella total whose event has another id now."""
        own = {m.mention_id for m in near.mentions}
        heads = {link.mention_id: link.event_id for link in near.linked.links}
        renamed = [k for k in own if k in self.before and self.before[k].event_id != heads[k]]
        known = {link.part_id or link.event_id for k in own if (link := self.before.get(k))}
        return set(self.held.parts_below(renamed)) - known


@without_collector
def link_neighbourhood(
    touched: Sequence[Facet], gone: Iterable[str], held: Held, knowledge: Knowledge
) -> Neighbourhood:
    """Return the events of all reports that the touched ones can change.

    `touched` are the reports of a batch, those whose story changed, and those that were dated by one of them or by a
    report that is gone.
    """
    survey = _Survey(held, knowledge, compare_facets((), knowledge))
    survey.take(touched)
    own = [*range(len(survey.compared.facets))]
    survey.look_around(own)
    moved = survey.stand(own)
    survey.look_around(moved)
    seeds = [*own, *moved]
    parts = survey.parts_met(seeds) | {link.part_id or link.event_id for link in held.links(gone).values()}
    region = {*seeds, *survey.fetch_parts(parts)}
    near = survey.link(region)
    while orphans := survey.orphans(near):
        region |= {*survey.fetch_parts(orphans)}
        near = survey.link(region)
    return near
