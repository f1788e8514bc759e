"""Which mentions are worth comparing: those that share a key of day and place, rare number, thing hit or speaker.

Every key holds a day, so a batch meets only mentions of its own days, however large the lake is.
"""

import math
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from tasks.link.facet import Facet

REACH_DEGREES: Final = 0.6
"""Degrees of a cell. Cells overlap by half: two points within half a cell (some 30 km) share at least one, and two that
are a whole cell apart share none."""
_NARROW: Final = 0.24
"""Two named towns more than 12 km apart are compared only where they share a number, a thing hit or words."""
_TOWN: Final = 2
_DISTRICT: Final = 3
_COUNTRY: Final = 6
_RARE_FROM: Final = 3


def is_exact(facet: Facet) -> bool:
    """Tell whether a mention lies in a town or on a spot, and not somewhere in a district or a province."""
    return facet.mention.place_id is not None and (facet.mention.place_precision or 0) <= _TOWN


def has_spot(facet: Facet) -> bool:
    """Tell whether a mention lies on a point of the map, and not just in a province or a country."""
    m = facet.mention
    return m.lat is not None and m.lon is not None and (m.place_precision or 0) <= _DISTRICT


def _cells(facet: Facet, size: float) -> Iterator[str]:
    """Yield the four overlapping cells of a point; wide ones are for pairs in which one place is vague."""
    lat, lon = facet.mention.lat, facet.mention.lon
    if lat is not None and lon is not None:
        for down, right in ((0.0, 0.0), (0.0, 0.5), (0.5, 0.0), (0.5, 0.5)):
            yield f"{down} {right} {math.floor(lat / size + down)} {math.floor(lon / size + right)}"


Key = tuple[str, str]
"""What a facet asks for, and under what it is found."""


def _spot_keys(facet: Facet) -> Iterator[Key]:
    m = facet.mention
    if not has_spot(facet):
        if m.place_id and m.place_precision != _COUNTRY:
            yield from _same(f"place {m.place_id}")
        return
    exact = (m.place_precision or 0) <= 1
    for cell in _cells(facet, REACH_DEGREES):
        yield from _unless_both_exact(f"vague {cell}", exact=exact)
    if exact:
        for cell in _cells(facet, _NARROW):
            yield from _same(f"cell {cell}")


def _same(key: str) -> Iterator[Key]:
    yield key, key


def _unless_both_exact(key: str, *, exact: bool) -> Iterator[Key]:
    """Yield keys under which two meet unless both are exact: those are compared only where they are near."""
    yield f"{key} among vague", f"{key} among {'exact' if exact else 'vague'}"
    if not exact:
        yield f"{key} among exact", f"{key} among vague"


def _telling(facet: Facet) -> Iterator[str]:
    """Yield what few reports of one day share: a number, a kind of thing hit in a province, a place in a series."""
    m = facet.mention
    for measure, (low, high) in facet.numbers.items():
        if low is not None and low == high and low >= _RARE_FROM:
            yield f"number {m.country} {measure} {low}"
    for thing in sorted(facet.objects):
        yield f"object {m.country} {m.admin1} {thing}"
    if facet.ordinal is not None:
        yield f"ordinal {m.country} {facet.ordinal}"


def _detail_keys(facet: Facet) -> Iterator[Key]:
    exact = is_exact(facet)
    for detail in _telling(facet):
        yield from _unless_both_exact(detail, exact=exact)
        if exact:
            for cell in _cells(facet, REACH_DEGREES):
                yield from _same(f"{detail} {cell}")


def block_keys(facet: Facet) -> Iterator[Key]:
    """Yield the keys of a mention; two mentions that share none are not compared."""
    details = [*_same(f"words {facet.story_id} {facet.evidence_key}")]
    if facet.mention.kind == "verbal":
        details += [key for actor in facet.mention.actor_ids for key in _same(f"speaker {actor}")]
    else:
        details += [*_spot_keys(facet), *_detail_keys(facet)]
    for day in range(facet.first, facet.last + 1) if facet.days else ():
        for asked, held in details:
            yield f"{facet.family} {day} {asked}", f"{facet.family} {day} {held}"


class Blocks:
    """Which facets share a key with which: asked for all pairs, or for the partners of one."""

    def __init__(self, facets: Iterable[Facet] = ()) -> None:
        self._numbers: dict[str, int] = {}  # a key is spelled once; a hundred thousand mentions have millions of them
        self._members: dict[int, list[int]] = defaultdict(list)
        self._keys: list[array[int]] = []
        for facet in facets:
            self.add(facet)

    def add(self, facet: Facet) -> None:
        """Take in one more facet; its index is how many there were."""
        asked, held = zip(*block_keys(facet), strict=True) if facet.days else ((), ())
        self._keys.append(array("q", sorted({self._number(key) for key in asked})))
        for number in {self._number(key) for key in held}:
            self._members[number].append(len(self._keys) - 1)

    def _number(self, key: str) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def partners(self, i: int, *, after: int = -1) -> set[int]:
        """Return the facets that share a key with one, of those that come after an index."""
        found: set[int] = set()
        for key in self._keys[i]:
            held = self._members.get(key, ())
            found.update(held[bisect_right(held, after) :] if after >= 0 else held)
        found.discard(i)
        return found
