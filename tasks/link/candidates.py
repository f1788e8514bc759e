"""Which mentions are worth comparing: those that share a key of day and place, rare number, thing hit or speaker.

Every key holds a day, so a batch meets only mentions of its own days, however large the lake is.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from tasks.link.facet import Facet

_CELL_DEGREES: Final = 0.6
"""Cells overlap by half: two points within half a cell (some 30 km) share at least one."""
_RARE_FROM: Final = 3


def _days(facet: Facet) -> Iterator[date]:
    if facet.days is None:
        return
    day = facet.days[0]
    while day <= facet.days[1]:
        yield day
        day += timedelta(days=1)


def _spot_keys(facet: Facet) -> Iterator[str]:
    m = facet.mention
    if m.lat is None or m.lon is None or (m.place_precision or 0) > 3:
        if m.place_id and m.place_precision != 6:
            yield f"place {m.place_id}"
        return
    for shift in ("00", "01", "10", "11"):
        row = math.floor(m.lat / _CELL_DEGREES + int(shift[0]) / 2)
        column = math.floor(m.lon / _CELL_DEGREES + int(shift[1]) / 2)
        yield f"cell {shift} {row} {column}"


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
    for day in _days(facet):
        for detail in details:
            yield f"{facet.family} {day:%Y%m%d} {detail}"


def candidate_pairs(facets: Sequence[Facet]) -> Iterator[tuple[int, int]]:
    """Yield index pairs (i < j) that share a key, each once, in order."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, facet in enumerate(facets):
        for key in set(block_keys(facet)):
            blocks[key].append(i)
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        pairs.update(combinations(members, 2))
    return iter(sorted(pairs))
