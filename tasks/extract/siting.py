"""Where a group happened: the places of its part of the sentence, the smallest that hold together, lists told apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.extract.grouping import Group
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within

_EVENT = "place"
_PROVINCE = 4
_JOINERS = frozenset({"و", "،", ",", "", "، و", "و،"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place of an event with the further places of one list."""

    place: PlaceHit
    others: tuple[PlaceHit, ...] = ()


def find_sites(reading: Reading, group: Group, *, figure: bool) -> tuple[Site, ...]:
    """Return where a group happened: several sites where a list of towns shares a verb without a figure."""
    here = candidates(reading, group.start, group.end)
    if not here:
        return ()
    lists = _lists(reading, here)
    listed = next((run for run in lists if len(run) > 1), None)
    if listed is None:
        return (Site(place=nearest(lists, group)),)
    if figure or any(_wide(place) for place in listed):
        return (Site(place=listed[0], others=tuple(listed[1:])),)
    return tuple(Site(place=place) for place in listed)


def candidates(reading: Reading, start: int, end: int) -> list[PlaceHit]:
    """Return the places of a span that may be where something happened."""
    return [place for place in within(reading.places, start, end) if place.role == _EVENT]


def _wide(place: PlaceHit) -> bool:
    return place.precision is not None and place.precision >= _PROVINCE


def nearest(lists: Sequence[Sequence[PlaceHit]], group: Group) -> PlaceHit:
    """Return the first place after the head of the group, else the last before it; the more exact of neighbours."""
    head = group.head
    after = [run[0] for run in lists if run[0].start >= head.start]
    chosen = after[0] if after else lists[-1][-1]
    for other in [run[0] for run in lists]:
        if other is not chosen and _narrower(other, chosen):
            chosen = other
    return chosen


def _narrower(one: PlaceHit, two: PlaceHit) -> bool:
    """Tell whether one place lies in the other by what the gazetteer says."""
    if one.country != two.country or one.country is None:
        return False
    if _rank(one) >= _rank(two):
        return False
    return _rank(two) == 6 or one.admin1 == two.admin1


def _rank(place: PlaceHit) -> int:
    return place.precision or 5


def _lists(reading: Reading, places: Sequence[PlaceHit]) -> list[list[PlaceHit]]:
    """Return runs of places joined by and, each element the narrowest of a place and the areas that hold it."""
    runs: list[list[PlaceHit]] = []
    last: PlaceHit | None = None
    for place in places:
        gap = reading.text[last.end : place.start].strip(" ()\"'") if last is not None else None
        if last is not None and _narrower(last, place):
            last = place
            continue
        if gap is not None and gap in _JOINERS and runs:
            runs[-1].append(place)
        else:
            runs.append([place])
        last = place
    return runs
