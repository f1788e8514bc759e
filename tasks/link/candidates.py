"""Which mentions are worth comparing: those that share a key of day and place, rare number, thing hit or speaker.

Every key holds a day, so a batch meets only mentions of its own days, however large the lake is.
"""

import math
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from tasks.link.facet import Facet

_WIDE: Final = 0.6
"""Degrees of a cell. Cells overlap by half: two points within half a cell (some 30 km) share at least one."""
_NARROW: Final = 0.24
"""Two named towns more than 12 km apart are compared only where they share a number, a thing hit or words."""
_VAGUE: Final = "vague "
_RARE_FROM: Final = 3


def _spot_keys(facet: Facet) -> Iterator[str]:
    m = facet.mention
    if m.lat is None or m.lon is None or (m.place_precision or 0) > 3:
        if m.place_id and m.place_precision != 6:
            yield f"place {m.place_id}"
        return
    yield from _cells(m.lat, m.lon, _WIDE)
    if (m.place_precision or 0) <= 1:
        yield from _cells(m.lat, m.lon, _NARROW)


def _cells(lat: float, lon: float, size: float) -> Iterator[str]:
    """Yield the four overlapping cells of a point; wide ones are for pairs in which one place is vague."""
    kind = _VAGUE if size == _WIDE else "cell "
    for down, right in ((0.0, 0.0), (0.0, 0.5), (0.5, 0.0), (0.5, 0.5)):
        yield f"{kind}{down} {right} {math.floor(lat / size + down)} {math.floor(lon / size + right)}"


def _detail_keys(facet: Facet) -> Iterator[str]:
    m = facet.mention
    for measure, (low, high) in facet.numbers.items():
        if low is not None and low == high and low >= _RARE_FROM:
            yield f"number {m.country} {measure} {low}"
    for thing in sorted(facet.objects):
        yield f"object {m.country} {m.admin1} {thing}"
    if facet.ordinal is not None:
        yield f"ordinal {m.country} {facet.ordinal}"
    yield f"words {facet.story_id} {facet.evidence_key}"
    if m.kind == "verbal":
        for actor in m.actor_ids:
            yield f"speaker {actor}"


def block_keys(facet: Facet) -> Iterator[str]:
    """Yield the keys of a mention; two mentions that share none are not compared."""
    details = [*_spot_keys(facet), *_detail_keys(facet)]
    for day in range(facet.first, facet.last + 1) if facet.days else ():
        for detail in details:
            yield f"{facet.family} {day} {detail}"


class Blocks:
    """Which facets share a key with which: asked for all pairs, or for the partners of one."""

    def __init__(self, facets: Sequence[Facet]) -> None:
        numbers: dict[str, int] = {}  # a key is spelled once; a hundred thousand mentions have millions of them
        self._members: dict[int, list[int]] = defaultdict(list)
        self._keys: list[array[int]] = []
        for i, facet in enumerate(facets):
            keys = [k for key in sorted(set(block_keys(facet))) for k in _both_sides(key, facet)]
            self._keys.append(array("q", (numbers.setdefault(asked, len(numbers)) for asked, _ in keys)))
            for _, held in keys:
                self._members[numbers.setdefault(held, len(numbers))].append(i)

    def partners(self, i: int) -> set[int]:
        """Return the facets that share a key with one."""
        found = {j for key in self._keys[i] for j in self._members.get(key, ())}
        found.discard(i)
        return found


def _both_sides(key: str, facet: Facet) -> list[tuple[str, str]]:
    """Return what a facet asks for and under what it is found: in a wide cell exact places look for vague ones only."""
    if f" {_VAGUE}" not in key:
        return [(key, key)]
    exact = (facet.mention.place_precision or 0) <= 1
    if exact:
        return [(f"{key} among vague", f"{key} among exact")]
    return [(f"{key} among vague", f"{key} among vague"), (f"{key} among exact", f"{key} among vague")]
