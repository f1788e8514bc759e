"""What the lake holds around a batch, as linking asks for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from flows.desk import Desk
from flows.kept import shelf_of
from schemas.entity import Entity
from schemas.event import EventMention
from schemas.mention import Claim, Mention, Quantity
from schemas.reuse import Story
from tasks.extract.entities import entity_rows
from tasks.extract.entity_data import all_known
from tasks.link.candidates import REACH_DEGREES, TOWN_DEGREES, is_dateless, is_exact
from tasks.link.consensus import canonical_order
from tasks.link.events import Reports, make_facets
from tasks.link.facet import LONGEST_SPAN, UNDATED_REACH, Facet
from tasks.link.weights import read_weights
from warehouse.history import Reads, rows_where_in
from warehouse.neighbours import Sought, mentions_near

OfMention = TypeVar("OfMention", Mention, EventMention)


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


def _sought(facet: Facet) -> Sought:
    m = facet.mention
    counted = [(k, low) for k, (low, high) in facet.numbers.items() if low is not None and low == high]
    return Sought(
        family=facet.family,
        first=facet.days[0] if facet.days else None,
        last=facet.days[1] if facet.days else None,
        verbal=m.kind == "verbal",
        lat=m.lat,
        lon=m.lon,
        exact=is_exact(facet),
        place_id=m.place_id,
        unlisted=m.place_id is None and facet.spot is not None,
        country=m.country,
        admin1=m.admin1,
        objects=bool(facet.rare_objects),
        ordinal=facet.ordinal is not None,
        named=bool(facet.named),
        one_day=facet.one_day,
        weekday=None if facet.in_city else facet.weekday,
        actors=tuple(m.actor_ids),
        measures=tuple(k for k, _ in counted),
        values=tuple(v for _, v in counted),
        story_id=facet.story_id,
    )


@dataclass(frozen=True, slots=True)
class HeldReports:
    """The reports of the lake as they will be with a batch: its own come first, those that go are left out."""

    desk: Desk
    reads: Reads
    batch: BatchReports
    _own: frozenset[str] = field(init=False)
    _met: dict[type[Any], set[str]] = field(default_factory=dict, init=False)
    """Files of tables in which rows were found."""

    def __post_init__(self) -> None:
        """Note the batch's own mentions."""
        object.__setattr__(self, "_own", frozenset(m.mention_id for m in self.batch.mentions))

    def near(self, facets: Sequence[Facet]) -> Iterable[str]:
        """Return the mentions that might be worth comparing with these."""
        stories = {f.story_id for f in facets}
        found = mentions_near(
            self.reads,
            [_sought(f) for f in facets if f.days or is_dateless(f)],
            families=read_weights(self.desk.knowledge).family,
            undated_reach=UNDATED_REACH,
            longest_span=LONGEST_SPAN,
            near=REACH_DEGREES,
            nearer=TOWN_DEGREES,
            articles=sorted(a for a, story in self.batch.stories.items() if story in stories),
        )
        self._met.setdefault(Mention, set()).update(found.values())
        return found

    def of(self, mention_ids: Iterable[str]) -> list[Facet]:
        """Return held reports by mention, as they are compared."""
        shelf, wanted = shelf_of(self.desk.knowledge.hash), set(mention_ids) - self._own - self.batch.gone
        if not wanted:
            return []
        found = shelf.find(wanted, self.reads.live_files("mention"))
        for mention, file in self._read(Mention, wanted - found.keys()):
            shelf.keep(mention, file)
            found[mention.mention_id] = mention
        return self.facets(self.reports([*found.values()]))

    def _read(self, row: type[OfMention], mention_ids: AbstractSet[str]) -> list[tuple[OfMention, str]]:
        """Return rows of a table that has one for each mention, with their files; files that were met come first.

        Neighbours lie in few files, and a row that was found is in no other: only for what is missing are all searched.
        """
        asked, met = "mention_id in (select unnest(?))", self._met.setdefault(row, set())
        found = self.reads.rows_and_files(row, asked, [sorted(mention_ids)], met) if mention_ids and met else []
        missing = mention_ids - {r.mention_id for r, _ in found}
        found += self.reads.rows_and_files(row, asked, [sorted(missing)]) if missing else []
        met.update(file for _, file in found)
        return found

    def facets(self, reports: Reports) -> list[Facet]:
        """Return what is compared of reports, in canonical order; of rows that are kept it is worked out once."""
        shelf, told = shelf_of(self.desk.knowledge.hash), defaultdict[str, list[Quantity]](list)
        for quantity in reports.quantities:
            told[quantity.mention_id].append(quantity)
        made = {
            m.mention_id: shelf.facet_of(m, told.get(m.mention_id, ()), reports.stories.get(m.article_id, m.article_id))
            for m in reports.mentions
        }
        new = replace(reports, mentions=tuple(m for m in reports.mentions if made[m.mention_id] is None))
        for facet in make_facets(new, self.entities(new.mentions, ()), read_weights(self.desk.knowledge)):
            shelf.note(facet, told.get(facet.mention.mention_id, ()))
            made[facet.mention.mention_id] = facet
        return sorted((f for f in made.values() if f), key=lambda f: canonical_order(f.mention))

    def of_parts(self, part_ids: Iterable[str]) -> Mapping[str, EventMention]:
        """Return the links of the mentions of parts."""
        links = rows_where_in(self.reads, EventMention, "coalesce(part_id, event_id)", part_ids)
        return {link.mention_id: link for link in links}

    def parts_below(self, mention_ids: Iterable[str]) -> set[str]:
        """Return the parts that hold the parts of these umbrella totals."""
        below = rows_where_in(self.reads, Mention, "parent_mention_id", mention_ids)
        links = self.links(m.mention_id for m in below if m.mention_id not in self.batch.gone)
        return {link.part_id or link.event_id for link in links.values()}

    def retold(self) -> list[str]:
        """Return the articles that are in another story now; one that is in no story is its own."""
        held = {s.article_id: s.story_id for s in rows_where_in(self.reads, Story, "article_id", self.batch.stories)}
        return [a for a, story in self.batch.stories.items() if held.get(a, a) != story]

    def reports(self, mentions: Sequence[Mention], quantities: Sequence[Quantity] = ()) -> Reports:
        """Return held mentions with their quantities and stories, as the batch leaves these."""
        ids = {m.mention_id for m in mentions} - self._own
        articles = {m.article_id for m in mentions} - self.batch.stories.keys()
        stories = rows_where_in(self.reads, Story, "article_id", articles)
        return Reports(
            mentions=tuple(mentions),
            quantities=(*quantities, *rows_where_in(self.reads, Quantity, "mention_id", ids)),
            claims=(),
            stories={**{s.article_id: s.story_id for s in stories}, **self.batch.stories},
        )

    def links(self, mention_ids: Iterable[str]) -> Mapping[str, EventMention]:
        """Return the links of mentions to events, as the lake has them."""
        return {link.mention_id: link for link, _ in self._read(EventMention, {*mention_ids})}

    def claims(self, mention_ids: Iterable[str]) -> Sequence[Claim]:
        """Return the claims on mentions, the batch's own among them."""
        held = rows_where_in(self.reads, Claim, "mention_id", set(mention_ids) - self._own)
        return (*self.batch.claims, *held)

    def entities(self, mentions: Sequence[Mention], claims: Sequence[Claim]) -> Mapping[str, Entity]:
        """Return the entities that these name, with all that they belong to."""
        ids = {i for m in mentions for i in (*m.actor_ids, *m.target_ids, m.weapon_id) if i}
        ids |= {c.source_entity_id for c in claims if c.source_entity_id}
        # rows of older knowledge may name what the lists no longer hold: it stands for itself
        known = sorted(ids & all_known(self.desk.knowledge).keys())
        return {e.entity_id: e for e in entity_rows(known, self.desk.knowledge)}
