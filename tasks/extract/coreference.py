"""One event per happening: passages of one article that tell the same event become one draft.

A headline and its body are one; so are an event and its toll in the next sentence. Two drafts are kept apart by another
place, another day, another number of the same measure, or another side.
"""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.casualties import TOLL, Amount
from tasks.extract.drafts import Draft
from tasks.extract.grouping import compatible_events
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading

_TOLL_REACH = 2  # sentences over which a toll looks back for its event
_GENERAL = 5  # UCDP precision from which a place is no point


def merge_drafts(reading: Reading, drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """Return the drafts with those of one happening merged, in order of their first passage."""
    merged: list[Draft] = []
    for draft in drafts:
        index = _antecedent(reading, merged, draft)
        if index is None and draft.headline:
            continue  # a subheading or a teaser: evidence of an event that the text tells, never one by itself
        if index is None:
            merged.append(draft)
        else:
            merged[index] = join(merged[index], draft)
    return tuple(merged)


def _antecedent(reading: Reading, earlier: Sequence[Draft], draft: Draft) -> int | None:
    for index in range(len(earlier) - 1, -1, -1):
        other = earlier[index]
        if draft.toll_only:
            if _toll_of(other, draft):
                return index
        elif same_happening(reading, other, draft):
            return index
    return None


def _toll_of(event: Draft, toll: Draft) -> bool:
    """Tell whether a toll that names no event belongs to an event told shortly before."""
    near = toll.groups[0].sentence - event.groups[-1].sentence <= _TOLL_REACH
    return near and event.status == toll.status and places_agree(event.place, toll.place) and not conflict(event, toll)


def same_happening(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether two drafts tell one happening."""
    if not _types_agree(reading, one, two) or conflict(one, two):
        return False
    if {one.status, two.status} == {"asserted", "background"}:
        return False
    if not _dates_agree(one, two) or not _sides_agree(one, two):
        return False
    return _placed_together(one, two)


def _types_agree(reading: Reading, one: Draft, two: Draft) -> bool:
    if one.event == two.event or compatible_events(one.event, two.event):
        return True
    events = reading.lexicon.events
    return two.event in events[one.event].merges_with or one.event in events[two.event].merges_with


def _placed_together(one: Draft, two: Draft) -> bool:
    if one.place is not None and two.place is not None:
        return places_agree(one.place, two.place) and (
            one.place.place_id == two.place.place_id or _shares_detail(one, two) or _lead(one, two)
        )
    if one.place is None and two.place is None:
        return two.definite or _shares_detail(one, two) or _lead(one, two)
    return (two.definite and two.place is None) or _shares_detail(one, two) or _lead(one, two)


def _lead(one: Draft, two: Draft) -> bool:
    """Whether the earlier passage is the headline or the lead, and the later one the next sentence."""
    return one.groups[0].sentence == 0 and two.groups[0].sentence <= 2


def _shares_detail(one: Draft, two: Draft) -> bool:
    numbers = {(a.measure, a.best) for a in one.amounts if a.best and a.best > 1}
    return any((a.measure, a.best) in numbers for a in two.amounts)


def places_agree(one: PlaceHit | None, two: PlaceHit | None) -> bool:
    """Tell whether two places may be the place of one event: equal, unknown, or one inside the other."""
    if one is None or two is None or one.place_id == two.place_id:
        return True
    if one.country != two.country:
        return False
    if max(one.precision or _GENERAL, two.precision or _GENERAL) >= 6:
        return True
    wide = max(one.precision or _GENERAL, two.precision or _GENERAL) >= 4
    return wide and one.admin1 == two.admin1 and one.admin1 is not None


def _dates_agree(one: Draft, two: Draft) -> bool:
    a, b = one.date, two.date
    if a is None or b is None or a.first is None or b.first is None:
        return True
    return a.first <= (b.last or b.first) and b.first <= (a.last or a.first)


def _sides_agree(one: Draft, two: Draft) -> bool:
    if not one.actors or not two.actors:
        return True
    first, second = ({e.entity_id for e in d.actors} for d in (one, two))
    if first & second:
        return True
    country = {e.split(":")[-1].split("-")[0] for e in first} & {e.split(":")[-1].split("-")[0] for e in second}
    return bool(country)


def conflict(one: Draft, two: Draft) -> bool:
    """Tell whether two drafts give different numbers of the same measure and class."""
    numbers: dict[tuple[str, str], set[int]] = {}
    for amount in one.amounts:
        if amount.best is not None and amount.best > 1:
            numbers.setdefault((amount.measure, amount.victim_class), set()).add(amount.best)
    return any(
        a.best is not None and a.best > 1 and a.best not in numbers[a.measure, a.victim_class]
        for a in two.amounts
        if (a.measure, a.victim_class) in numbers
    )


def join(one: Draft, two: Draft) -> Draft:
    """Return one draft of two passages: each slot from the passage that fills it, the earlier one first."""
    place = one.place
    if two.place is not None and (place is None or (two.place.precision or 5) < (place.precision or 5)):
        place = two.place
    generic_first = one.toll_only and not two.toll_only
    return replace(
        one,
        event=two.event if generic_first else one.event,
        groups=(*one.groups, *two.groups),
        actors=one.actors or two.actors,
        targets=one.targets or two.targets,
        objects=(*one.objects, *(o for o in two.objects if o.entity_id not in {x.entity_id for x in one.objects})),
        weapon=one.weapon or two.weapon,
        place=place,
        other_places=one.other_places or two.other_places,
        country=one.country or two.country,
        date=one.date or two.date,
        amounts=_join_amounts(one.amounts, two.amounts),
        rules=(*one.rules, *(r for r in two.rules if r not in one.rules), "coreference"),
    )


def _join_amounts(one: tuple[Amount, ...], two: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """Return the numbers of both passages, each said once; "some" gives way to a number."""
    kept = list(one)
    for amount in two:
        same = [a for a in kept if a.measure == amount.measure and a.victim_class == amount.victim_class]
        alike = [a for a in kept if a.measure == amount.measure and (a.low, a.best) == (amount.low, amount.best)]
        if alike or (same and amount.vague):
            continue
        kept = [a for a in kept if not (a.vague and a.measure == amount.measure)]
        if amount.vague and any(a.measure == amount.measure for a in kept):
            continue
        kept.append(amount)
    return tuple(kept)


def is_toll(amount: Amount) -> bool:
    """Whether a number counts people who were harmed."""
    return amount.measure in TOLL
