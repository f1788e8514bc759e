"""From the mentions of one happening to an event row: chosen values, ranges, conflicts, origins, status.

Values are chosen by how exact they are, then by how many independent origins hold them; never by how many copies
print them. Ranges come from claims and are never sums.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import combinations
from typing import Final, TypeVar

from schemas.entity import Entity
from schemas.event import Conflict, Event
from schemas.mention import Mention
from tasks.link.conflicts import disputing, excluding_tolls, find_conflicts
from tasks.link.facet import Bounds
from tasks.link.member import Member, supporters, tellers_of, voices_of
from tasks.link.origins import Voices, claimants, hear

_LATE: Final = datetime(9999, 1, 1, tzinfo=UTC)
_LAST: Final = date(9999, 1, 1)
_TOWN: Final = 3
_PEOPLE: Final = frozenset({"civilians", "community"})
_STRAY: Final = 20
"""Of so many texts a single one that names another doer was more likely misread than the only one that is right."""
_DISPUTED: Final = frozenset({"place", "target", "actor"})

Value = TypeVar("Value", bound=Hashable)


def canonical_order(mention: Mention) -> tuple[date, datetime, str]:
    """Order of mentions: earliest date, then publication, then id; what is undated comes last."""
    return (mention.date_start or _LAST, mention.published_at or _LATE, mention.mention_id)


def choose_value(
    members: Sequence[Member],
    value_of: Callable[[Member], Value | None],
    entities: Mapping[str, Entity],
    exactness: Callable[[Member], float] = lambda _m: 0.0,
) -> tuple[Value | None, dict[Value, list[Member]]]:
    """Return the exactest value, the one of most independent origins among equals, and who holds each value."""
    holders: dict[Value, list[Member]] = defaultdict(list)
    for member in members:
        value = value_of(member)
        if value is not None:
            holders[value].append(member)

    def rank(value: Value) -> tuple[float, int, int]:
        held = holders[value]
        origins = supporters(held, entities).n_origins
        return (max(exactness(m) for m in held), origins, len({m.facet.story_id for m in held}))

    # members come in canonical order, so the first of equals is the earliest report
    return (max(holders, key=rank) if holders else None), dict(holders)


def _exact_place(member: Member) -> float:
    """Town-level places are alike in exactness: a wire's slip of the tongue must not win by being more exact."""
    precision = member.mention.place_precision or 7
    return -float(max(precision, _TOWN))


def in_likeliest_province(members: Sequence[Member], entities: Mapping[str, Entity]) -> Sequence[Member]:
    """Return the members of the province that most origins and texts name: a town speaks for its province too."""
    holders: dict[str, list[Member]] = defaultdict(list)
    for m in members:
        if m.mention.admin1:
            holders[m.mention.admin1].append(m)
    if len(holders) < 2:
        return members

    def rank(name: str) -> tuple[int, int, float]:
        held = holders[name]
        texts = len({m.facet.story_id for m in held})
        return supporters(held, entities).n_origins, texts, max(_exact_place(m) for m in held)

    return holders[max(holders, key=rank)]


def _exact_date(member: Member) -> float:
    m = member.mention
    return -float(((m.date_end or m.date_start) - m.date_start).days) if m.date_start else -999.0


def _range(bounds: Iterable[Bounds]) -> tuple[int | None, int | None]:
    """Return the least and the most that anybody claims; the most is open where the largest claim has no end.

    "At least 21" was outdone by the 27 and 30 of later reports: it leaves their range closed.
    """
    pairs = [(low, high if high is not None else low, high is None) for low, high in bounds]
    lows = [low for low, _, _ in pairs if low is not None]
    most = max(((top, is_open) for _, top, is_open in pairs if top is not None), default=(None, True))
    return (min(lows) if lows else None, None if most[1] else most[0])


def count_victims(
    members: Sequence[Member], measure: str, entities: Mapping[str, Entity]
) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high of a toll over all claims; best is what most origins give, else the latest.

    Of numbers of one moment that of a named source is taken before that of "a medical source".
    """
    told = [m for m in members if measure in m.facet.numbers]
    low, high = _range(m.facet.numbers[measure] for m in told)

    def firmness(m: Member) -> tuple[datetime, int]:
        return m.mention.published_at or datetime(1, 1, 1, tzinfo=UTC), len(supporters([m], entities).named)

    latest_first = sorted(told, key=firmness, reverse=True)
    best, _ = choose_value(latest_first, lambda m: _exact_number(m.facet.numbers[measure]), entities)
    return low, best, high


def _exact_number(bounds: Bounds) -> int | None:
    return bounds[0] if bounds[0] is not None and bounds[0] == bounds[1] else None


def _has_rivals(members: Sequence[Member], conflicts: Sequence[Conflict], entities: Mapping[str, Entity]) -> bool:
    """Tell whether two origins hold values that exclude each other; one that gives both contests nobody.

    Who tells of dead civilians does not gainsay who tells of dead fighters: a strike often kills both.
    """
    held: dict[str, list[Voices]] = defaultdict(list)
    fewest = len({m.facet.story_id for m in members}) / _STRAY
    for conflict in conflicts:
        entity = entities.get(conflict.value)
        holders = [m for m in members if m.mention.mention_id in conflict.mention_ids]
        heard = conflict.slot in _DISPUTED and len({m.facet.story_id for m in holders}) >= fewest
        if heard and (entity is None or entity.kind not in _PEOPLE):
            held[conflict.slot].append(tellers_of(holders, entities))
    return any(_apart(a, b) for voices in held.values() for a, b in combinations(voices, 2))


def _apart(a: Voices, b: Voices) -> bool:
    """Tell whether two sides have each a voice of their own; unnamed sources may be anybody's."""
    spoken = (a.named or a.unnamed) and (b.named or b.unnamed)
    return bool(spoken and not a.named & b.named and not (a.unnamed and b.unnamed))


def judge_status(
    members: Sequence[Member], conflicts: Sequence[Conflict], entities: Mapping[str, Entity]
) -> tuple[str, Voices, Voices]:
    """Return the status with the voices for and against."""
    news = [m for m in members if m.mention.status not in ("background", "planned")]
    ayes, noes = supporters(members, entities), voices_of(members, ("denies",), entities)
    if not news:
        return members[0].mention.status, ayes, noes
    if noes.n_origins:
        return ("contested" if ayes.is_told else "denied"), ayes, noes
    rivals = _has_rivals(members, conflicts, entities)
    doubts = hear((c for m in news for c in disputing(m)), entities, {})
    # who told of it himself may dispute what another tells of it: nobody contests himself alone
    apart = bool(doubts.named and (doubts.named - ayes.named or ayes.named - doubts.named))
    rivals = rivals or apart or (doubts.unnamed and not ayes.unnamed)
    if rivals or excluding_tolls(news, "killed", entities):
        return "contested", ayes, noes
    return ("corroborated" if ayes.n_origins > 1 else "reported"), ayes, noes


def choose_spot(members: Sequence[Member], entities: Mapping[str, Entity]) -> Mention | None:
    """Return the mention whose place is the event's: the exactest listed one; a name no list holds before none at all.

    A quarter of Taiz that no gazetteer holds still has a name, a province and a country.
    """

    def unlisted(member: Member) -> str | None:
        return member.facet.spot if member.mention.place_name_ar else None

    ways: tuple[Callable[[Member], str | None], ...] = (lambda m: m.mention.place_id, unlisted)
    for value_of in ways:
        spot, holders = choose_value(members, value_of, entities, _exact_place)
        if spot is not None:
            return holders[spot][0].mention
    return None


def make_event(members: Sequence[Member], entities: Mapping[str, Entity], parent_event_id: str | None) -> Event:
    """Return the event row of mentions that are one happening; `members` in canonical order."""
    first = members[0].mention
    told = in_likeliest_province(members, entities)
    spot = choose_spot(told, entities)
    dated = [m for m in members if m.mention.date_start is not None]
    day, by_day = choose_value(dated, lambda m: (m.mention.date_start, m.mention.date_end), entities, _exact_date)
    date_holder = by_day[day][0].mention if day is not None else None
    kind_of, _ = choose_value(members, lambda m: (m.mention.event_type, m.mention.sub_event_type), entities)
    event_type, sub_event_type = kind_of or (first.event_type, first.sub_event_type)
    weapon, _ = choose_value(members, lambda m: m.mention.weapon_id, entities)
    conflicts = find_conflicts(members)
    status, ayes, noes = judge_status(members, conflicts, entities)
    killed = count_victims(members, "killed", entities)
    injured = count_victims(members, "injured", entities)
    return Event(
        event_id=first.mention_id,
        kind=first.kind,
        event_type=event_type,
        sub_event_type=sub_event_type,
        date_start=date_holder.date_start if date_holder else None,
        date_end=date_holder.date_end if date_holder else None,
        date_precision=date_holder.date_precision if date_holder else None,
        place_id=spot.place_id if spot else None,
        place_name_en=spot.place_name_en if spot else None,
        place_name_ar=spot.place_name_ar if spot else None,
        admin1=spot.admin1 if spot else None,
        country=spot.country if spot else next((m.mention.country for m in members if m.mention.country), None),
        lat=spot.lat if spot else None,
        lon=spot.lon if spot else None,
        place_precision=spot.place_precision if spot else None,
        actor_ids=_union(m.mention.actor_ids for m in members),
        target_ids=_union(m.mention.target_ids for m in members),
        target_objects=_union(m.mention.target_objects for m in members),
        weapon_id=weapon,
        killed_low=killed[0],
        killed_best=killed[1],
        killed_high=killed[2],
        injured_low=injured[0],
        injured_best=injured[1],
        injured_high=injured[2],
        n_reports=len(members),
        n_texts=len({m.facet.story_id for m in members}),
        n_origins=max(ayes.n_origins, 1) + noes.n_origins,
        claimants=claimants([c for m in members for c in m.side("asserts", "confirms")]),
        deniers=claimants([c for m in members for c in m.side("denies")]),
        status=status,
        conflicts=tuple(conflicts),
        parent_event_id=parent_event_id,
    )


def _union(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(x for items in lists for x in items))
