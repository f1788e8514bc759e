"""Slots of one event on which its reports differ, value by value, with who holds each."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final, TypeVar

from schemas.entity import Entity
from schemas.event import Conflict
from schemas.mention import Claim
from tasks.link.facet import Bounds, kilometres
from tasks.link.member import Member, supporters
from tasks.link.origins import claimants, label

_TOLL_RATIO: Final = 2.0
"""Tolls of one event rise and differ by a few; origins contest each other where the numbers are twice apart."""
_BESIDE_KM: Final = 12.0
"""So far a quarter or a hill may lie from the middle of the city for which it is named."""
_OCCURRENCE: Final = "occurrence"
Value = TypeVar("Value")


def _conflict(slot: str, value: object, held: Sequence[Member]) -> Conflict:
    said = [c for m in held for c in (m.side("asserts", "confirms") if slot == _OCCURRENCE else m.tellers)]
    return Conflict(
        slot=slot,
        value=str(value),
        claimants=claimants(said),
        mention_ids=tuple(sorted(m.mention.mention_id for m in held)),
    )


def _rows(slot: str, holders: Mapping[Value, Sequence[Member]]) -> list[Conflict]:
    return [_conflict(slot, v, held) for v, held in sorted(holders.items(), key=lambda i: str(i[0]))]


def place_conflicts(members: Sequence[Member]) -> list[Conflict]:
    """Return the places that exclude each other: two spots, or two provinces; a town and its province agree."""
    spots: dict[str, list[Member]] = defaultdict(list)
    provinces: dict[str, list[Member]] = defaultdict(list)
    for m in members:
        if m.mention.place_id is None or (m.mention.place_precision or 7) > 4:
            continue
        if m.mention.admin1:
            provinces[m.mention.admin1].append(m)
        if (m.mention.place_precision or 7) <= 2:
            spots[m.mention.place_id].append(m)
    if len(provinces) > 1:
        return _rows("place", provinces)
    apart = [p for p in spots if any(p != q and not _one_place(spots[p], spots[q]) for q in spots)]
    return _rows("place", {p: spots[p] for p in apart})


def _one_place(these: Sequence[Member], those: Sequence[Member]) -> bool:
    """Tell whether two spots may be one: a report lists both, or they adjoin as a quarter and its city do."""
    for a, b in product(these, those):
        m, n = a.mention, b.mention
        if m.place_id in n.other_place_ids or n.place_id in m.other_place_ids:
            return True
        distance = kilometres(m, n)
        if distance is not None and distance <= _BESIDE_KM:
            return True
    return False


def party_conflicts(members: Sequence[Member], slot: str) -> list[Conflict]:
    """Return actors or targets held by some members and unrelated to those of others.

    "Militias" or "gunmen" name nobody, so they exclude nobody. In a fight each side hits the other: whom one report
    calls the attacker may be the attacked of the next.
    """
    holders: dict[str, list[Member]] = defaultdict(list)
    for m in members:
        ids = m.facet.telling_actors if slot == "actor" else m.facet.telling_targets
        if ids:
            holders[ids[0]].append(m)
    apart = [i for i in holders if any(j != i and _exclude(holders[i][0], holders[j][0], slot) for j in holders)]
    return _rows(slot, {i: holders[i] for i in apart}) if len(apart) > 1 else []


def _exclude(a: Member, b: Member, slot: str) -> bool:
    """Tell whether two members hold parties that cannot both be right, as far as both name them."""
    x, y = a.facet, b.facet
    if x.is_fight and y.is_fight:
        known = x.actors and x.targets and y.actors and y.targets
        return bool(known and not (x.actors | x.targets) & (y.actors | y.targets))
    if slot == "actor":
        return not x.actors & y.actors
    # who is the attacker for others was read as the attacked: a doubt of the reader, not of the sources
    return not (x.targets & y.targets or x.targets & y.actors or x.actors & y.targets)


def toll_conflicts(members: Sequence[Member], measure: str) -> list[Conflict]:
    """Return the numbers of one toll where reports give more than one."""
    holders: dict[Bounds, list[Member]] = defaultdict(list)
    for m in members:
        if measure in m.facet.numbers:
            holders[m.facet.numbers[measure]].append(m)
    return _rows(measure, {_spell(b): h for b, h in holders.items()}) if len(holders) > 1 else []


def _spell(bounds: Bounds) -> str:
    low, high = bounds
    if low == high:
        return str(low)
    return f"{'' if low is None else low}..{'' if high is None else high}"


def occurrence_conflicts(members: Sequence[Member]) -> list[Conflict]:
    """Return both sides where some deny that it happened."""
    deniers = [m for m in members if m.side("denies")]
    rows = []
    if deniers:
        rows.append(_conflict(_OCCURRENCE, "asserted", [m for m in members if m.side("asserts", "confirms")]))
        said = [c for m in deniers for c in m.side("denies")]
        ids = tuple(sorted(m.mention.mention_id for m in deniers))
        rows.append(Conflict(slot=_OCCURRENCE, value="denied", claimants=claimants(said), mention_ids=ids))
    return rows


def field_conflicts(members: Sequence[Member]) -> list[Conflict]:
    """Return disputes over one field: the value that is reported, then what each disputing claimant holds instead.

    Who only disputes a value holds `not VALUE`.
    """
    rows: list[Conflict] = []
    for m in members:
        for c in disputing(m):
            reported = _reported(m, c.field or "")
            if not any(row.slot == c.field and row.value == reported for row in rows):
                rows.append(_conflict(c.field or "", reported, [m]))
            value = c.value or f"not {reported}"
            ids = (m.mention.mention_id,)
            rows.append(Conflict(slot=c.field or "", value=value, claimants=(label(c),), mention_ids=ids))
    return rows


def disputing(member: Member) -> list[Claim]:
    """Return the claims that deny or doubt one field of a mention."""
    return [c for c in member.claims if c.field is not None and c.stance in ("denies", "doubts")]


def _reported(member: Member, field: str) -> str:
    """Return the value that a mention reports for a disputed field, as id, else as words."""
    mention = member.mention
    targets = mention.target_ids[0] if mention.target_ids else mention.target_text
    return str({"target": targets, "place": mention.place_id or mention.place_text}.get(field))


def excluding_tolls(members: Sequence[Member], measure: str, entities: Mapping[str, Entity]) -> bool:
    """Tell whether named origins give tolls so far apart that they contest each other.

    Who tells of "dead" without a number contests nobody who counts 13, nor does who counted "at least 4" early.
    """
    told: dict[frozenset[str], list[Bounds]] = defaultdict(list)
    for m in members:
        bounds = m.facet.numbers.get(measure, (None, None))
        if bounds[0]:
            told[supporters([m], entities).named].append(bounds)
    least = [min(low or 0 for low, _ in v) for k, v in told.items() if k]
    most = [max(h or 0 for _, h in v) for k, v in told.items() if k and all(h is not None for _, h in v)]
    return any(low >= _TOLL_RATIO * high and low - high > 2 for low in least for high in most)


def find_conflicts(members: Sequence[Member]) -> list[Conflict]:
    """Return all conflicts of an event: place, parties, tolls, and whether it happened at all."""
    found = [
        *place_conflicts(members),
        *party_conflicts(members, "actor"),
        *party_conflicts(members, "target"),
        *toll_conflicts(members, "killed"),
        *toll_conflicts(members, "injured"),
        *occurrence_conflicts(members),
        *field_conflicts(members),
    ]
    return list(_merged(found))


def _merged(rows: Sequence[Conflict]) -> Iterator[Conflict]:
    """Yield one row for each value of a slot, with all who hold it, in order."""
    held: dict[tuple[str, str], list[Conflict]] = defaultdict(list)
    for row in rows:
        held[row.slot, row.value].append(row)
    for (slot, value), same in held.items():
        yield Conflict(
            slot=slot,
            value=value,
            claimants=tuple(sorted({name for row in same for name in row.claimants})),
            mention_ids=tuple(sorted({i for row in same for i in row.mention_ids})),
        )
