"""Why an event is one: its reports with their scores, its claims and copies, and what was ruled out and by what.

Verdicts are not stored: they are worked out again from the rows, as the step that links works them out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flows.desk import Desk
from flows.held import BatchReports, HeldReports
from schemas.article import Article
from schemas.entity import Entity
from schemas.event import Event, EventAlias, EventMention
from schemas.mention import Claim, Mention
from schemas.reuse import Story
from schemas.trouble import Trouble
from tasks.link.consensus import canonical_order
from tasks.link.events import Comparer, compare_facets
from tasks.link.verdict import Verdict
from warehouse.history import articles_by_id, rows_where_in
from warehouse.lake import Lake

_NEAR_MISSES: Final = 10
_SHOWN: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One mention of the event with all that speaks for it."""

    mention: Mention
    article: Article | None
    link: EventMention
    claims: tuple[Claim, ...]
    story: Story | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledOut:
    """A mention that might have been this event and is not: the best verdict on it and one of the event's mentions."""

    mention: Mention
    event_id: str | None
    compared_with: str
    verdict: Verdict

    @property
    def ground(self) -> str:
        """Return what kept it out, in words."""
        return self.verdict.veto or f"score {self.verdict.score:g} {'; '.join(self.verdict.reasons)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that is known of why an event is as it is."""

    event: Event
    reports: tuple[Report, ...]
    ruled_out: tuple[RuledOut, ...]
    threshold: float
    aliases: tuple[str, ...]
    names: dict[str, str]


def resolve_event(lake: Lake, asked: str) -> str:
    """Return the id of an event named by its id, an older id, one of its mentions, or the beginning of one of these.

    Trouble where nothing or more than one event answers to it.
    """
    pattern = asked.replace("\\", "").replace("%", "").replace("_", "") + "%"
    found = {e.event_id for e in lake.rows(Event, "event_id like ?", [pattern])}
    found |= {_newest(lake, a.event_id) for a in lake.rows(EventAlias, "alias_id like ?", [pattern])}
    found = found or {link.event_id for link in lake.rows(EventMention, "mention_id like ?", [pattern])}
    exact = found & {asked}
    if len(exact or found) == 1:
        return next(iter(exact or found))
    if not found:
        raise Trouble(f"no event, older id or mention begins with {asked!r}")
    some = ", ".join(sorted(found)[:_SHOWN])
    raise Trouble(f"{asked!r} begins the ids of {len(found)} events: give more of it ({some})")


def _newest(lake: Lake, event_id: str) -> str:
    """Follow aliases to the event of today: what an event was merged into may have been merged in turn."""
    seen: set[str] = set()
    while event_id not in seen:
        seen.add(event_id)
        further = lake.rows(EventAlias, "alias_id = ?", [event_id])
        if not further or lake.rows(Event, "event_id = ?", [event_id]):
            break
        event_id = further[0].event_id
    return event_id


def _reports(lake: Lake, event_id: str) -> tuple[Report, ...]:
    links = {link.mention_id: link for link in lake.rows(EventMention, "event_id = ?", [event_id])}
    mentions = rows_where_in(lake, Mention, "mention_id", links)
    claims = rows_where_in(lake, Claim, "mention_id", links)
    articles = {a.article_id: a for a in articles_by_id(lake, {m.article_id for m in mentions})}
    stories = {s.article_id: s for s in rows_where_in(lake, Story, "article_id", articles)}
    return tuple(
        Report(
            mention=m,
            article=articles.get(m.article_id),
            link=links[m.mention_id],
            claims=tuple(c for c in claims if c.mention_id == m.mention_id),
            story=stories.get(m.article_id),
        )
        for m in sorted(mentions, key=lambda m: (str(m.published_at), m.mention_id))
    )


def _compare_around(desk: Desk, mentions: Sequence[Mention]) -> Comparer:
    """Return the mentions of an event beside all that might have been one with them."""
    empty = BatchReports(mentions=(), quantities=(), claims=(), stories={}, gone=frozenset(), batch_id="why")
    held = HeldReports(desk, desk.lake, empty)
    own = held.facets(held.reports(mentions))
    everyone = {f.mention.mention_id: f for f in (*held.of(held.near(own)), *own)}
    in_order = sorted(everyone.values(), key=lambda f: canonical_order(f.mention))
    return compare_facets(in_order, desk.knowledge)


def _ruled_out(desk: Desk, event_id: str, mentions: Sequence[Mention], compared: Comparer) -> tuple[RuledOut, ...]:
    own = {compared.place[m.mention_id] for m in mentions}
    best: dict[int, tuple[float, int, Verdict]] = {}
    for i in sorted(own):
        for j in compared.partners(i) - own:
            verdict = compared.graph.verdict(i, j)
            rank = (-1000.0 if verdict.veto else verdict.score, -i)
            if j not in best or rank > best[j][:2]:
                best[j] = (*rank, verdict)
    order = sorted(best, key=lambda j: (-best[j][0], j))[:_NEAR_MISSES]
    names = [compared.facets[j].mention.mention_id for j in order]
    events = {link.mention_id: link.event_id for link in rows_where_in(desk.lake, EventMention, "mention_id", names)}
    return tuple(
        RuledOut(
            mention=compared.facets[j].mention,
            event_id=events.get(compared.facets[j].mention.mention_id),
            compared_with=compared.facets[-best[j][1]].mention.mention_id,
            verdict=best[j][2],
        )
        for j in order
        if events.get(compared.facets[j].mention.mention_id) != event_id
    )


def explain_event(desk: Desk, asked: str) -> Explanation:
    """Return why an event is one; Trouble where the id names none or several."""
    lake = desk.lake
    event_id = resolve_event(lake, asked)
    (event,) = lake.rows(Event, "event_id = ?", [event_id])
    reports = _reports(lake, event_id)
    mentions = [r.mention for r in reports]
    compared = _compare_around(desk, mentions)
    return Explanation(
        event=event,
        reports=reports,
        ruled_out=_ruled_out(desk, event_id, mentions, compared),
        threshold=compared.graph.threshold,
        aliases=tuple(a.alias_id for a in lake.rows(EventAlias, "event_id = ?", [event_id])),
        names={e.entity_id: e.name_en or e.entity_id for e in lake.rows(Entity)},
    )
