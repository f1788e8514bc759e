"""Which mentions are worth comparing: those that share a key of day and place, rare number, thing hit or speaker.

Every key holds a day, so a batch meets only mentions of its own days, however large the lake is.
"""

import math
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from tasks.link.facet import Facet

REACH_DEGREES: Final = 0.6
"""Degrees of a cell. Cells overlap by half: two points within half a cell (some 30 km) share at least one, and two that
are a whole cell apart share none."""
TOWN_DEGREES: Final = 0.24
"""Two named towns more than 12 km apart are compared only where they share a number, a thing hit or words."""
_TOWN: Final = 1
_NEAR: Final = 2
_DISTRICT: Final = 3
_COUNTRY: Final = 6
_RARE_FROM: Final = 3
_RAREST_FROM: Final = 10
_TELLING_FROM: Final = 2
"""From so many on an equal number on one spot tells something."""


def is_exact(facet: Facet) -> bool:
    """Tell whether a mention lies in a town or on a spot, and not near it or somewhere in a district or a province."""
    return facet.mention.place_id is not None and (facet.mention.place_precision or 0) <= _TOWN


def has_spot(facet: Facet) -> bool:
    """Tell whether a mention lies on a point of the map, and not just in a province or a country."""
    m = facet.mention
    return m.lat is not None and m.lon is not None and (m.place_precision or 0) <= _DISTRICT


def _cells(facet: Facet, size: float) -> Sequence[str]:
    """Return the four overlapping cells of a point; wide ones are for pairs in which one place is vague."""
    lat, lon = facet.mention.lat, facet.mention.lon
    return () if lat is None or lon is None else _cells_of_point(lat, lon, size)


@lru_cache(maxsize=16_384)
def _cells_of_point(lat: float, lon: float, size: float) -> Sequence[str]:
    return tuple(
        f"{down} {right} {math.floor(lat / size + down)} {math.floor(lon / size + right)}"
        for down, right in ((0.0, 0.0), (0.0, 0.5), (0.5, 0.0), (0.5, 0.5))
    )


Key = tuple[str, str]
"""What a facet asks for, and under what it is found."""


def _spot_keys(facet: Facet) -> Iterator[Key]:
    m = facet.mention
    if not has_spot(facet):
        if facet.spot and m.place_precision != _COUNTRY:
            yield from _same(f"place {facet.spot}")
        return
    if m.lat is not None and m.lon is not None:
        yield from _keys_of_point(m.lat, m.lon, exact=is_exact(facet))


@lru_cache(maxsize=16_384)
def _keys_of_point(lat: float, lon: float, *, exact: bool) -> Sequence[Key]:
    """Return the keys of a point: thousands of reports name one town."""
    wide = _cells_of_point(lat, lon, REACH_DEGREES)
    found = [key for cell in wide for key in _unless_both_exact(f"vague {cell}", exact=exact)]
    near = _cells_of_point(lat, lon, TOWN_DEGREES) if exact else ()
    return (*found, *(key for cell in near for key in _same(f"cell {cell}")))


def _same(key: str) -> Iterator[Key]:
    yield key, key


def _unless_both_exact(key: str, *, exact: bool) -> Iterator[Key]:
    """Yield keys under which two meet unless both are exact: those are compared only where they are near."""
    yield f"{key} among vague", f"{key} among {'exact' if exact else 'vague'}"
    if not exact:
        yield f"{key} among exact", f"{key} among vague"


def _telling(facet: Facet) -> Iterator[str]:
    """Yield what few reports of one day share: a number, a rare thing hit in a province, a place in a series."""
    m = facet.mention
    for measure, (low, high) in facet.numbers.items():
        if low is not None and low == high and low >= _RARE_FROM:
            yield f"number {m.country} {measure} {low}"
    for thing in sorted(facet.rare_objects):
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


def _keys_of_a_day(facet: Facet) -> Iterator[Key]:
    """Yield the keys of a mention on each of its days; two mentions that share none on a day are not compared."""
    yield from _same(f"words {facet.story_id} {facet.evidence_key}")
    if facet.mention.kind == "verbal":
        for actor in facet.mention.actor_ids:
            yield from _same(f"speaker {actor}")
    else:
        yield from _spot_keys(facet)
        yield from _detail_keys(facet)


def _keys_across_midnight(facet: Facet) -> Iterator[Key]:
    """Yield keys under which reports of one day and of the next meet: one spot and one name or number.

    A night is dated either way, so for the dead of a night any number of three and more will do; else it must be rare
    or the thing that was hit the same.
    """
    exact = {k: low for k, (low, high) in facet.numbers.items() if low is not None and low == high}
    told = [f"{k} {n}" for k, n in exact.items() if n >= _RARE_FROM]
    details = [*facet.named, *(f"{detail} {thing}" for detail in told for thing in facet.rare_objects)]
    details += [f"{k} {n} rare" for k, n in exact.items() if n >= _RAREST_FROM]
    for cell in _cells(facet, TOWN_DEGREES) if told or details else ():
        for detail in details:
            yield from _same(f"midnight {detail} {cell}")
        for detail in told:
            yield f"midnight {detail} {cell} night", f"midnight {detail} {cell} {'night' if facet.at_night else 'day'}"
            if facet.at_night:
                yield f"midnight {detail} {cell} day", f"midnight {detail} {cell} night"


def is_dateless(facet: Facet) -> bool:
    """Tell whether a report is news of which nothing says when it was: a post without a time."""
    return facet.days is None and not facet.dated and facet.mention.status != "background"


def _tolls(facet: Facet) -> Iterator[str]:
    """Yield exact numbers of two and more, and the dead and the hurt together."""
    exact = {k: low for k, (low, high) in facet.numbers.items() if low is not None and low == high}
    yield from (f"{k} {n}" for k, n in exact.items() if n >= _TELLING_FROM)
    if "killed" in exact and "injured" in exact:
        yield f"killed {exact['killed']} injured {exact['injured']}"


def _keys_of_any_day(facet: Facet) -> Iterator[Key]:
    """Yield keys under which a dateless report meets others: one spot and one number, name or weekday, or copied words.

    A spot alone is not enough: of texts about one town in one decade more told of other strikes than of the same. In a
    city a weekday is not enough either.
    """
    dateless = is_dateless(facet)
    details = [f"words {facet.story_id} {facet.evidence_key}"]
    if facet.mention.kind == "physical" and facet.mention.place_id and (facet.mention.place_precision or 0) <= _NEAR:
        told = [*_tolls(facet), *facet.named]
        if facet.weekday is not None and not facet.in_city:
            told.append(f"weekday {facet.weekday}")
        details += [f"spot {facet.mention.place_id} {detail}" for detail in told]
    for detail in details:
        yield f"{detail} dateless", f"{detail} {'dateless' if dateless else 'dated'}"
        if dateless:
            yield f"{detail} dated", f"{detail} dateless"


_ANY_DAY: Final = 0
Bucket = dict[int, list[int]]
"""Facets of one family on one day by key."""


class Blocks:
    """Which facets share a key with which: asked for all pairs, or for the partners of one."""

    def __init__(self, facets: Iterable[Facet] = ()) -> None:
        self._numbers: dict[str, int] = {}  # a key is spelled once; a hundred thousand mentions have millions of them
        self._buckets: dict[tuple[str, int], Bucket] = {}
        self._asked: list[list[tuple[array[int], list[Bucket]]]] = []
        for facet in facets:
            self.add(facet)

    def add(self, facet: Facet) -> None:
        """Take in one more facet; its index is how many there were."""
        i = len(self._asked)
        self._asked.append([])
        if facet.days:
            self._hold(i, facet.family, range(facet.first, facet.last + 1), [*_keys_of_a_day(facet)])
        if facet.one_day and facet.mention.kind == "physical" and is_exact(facet):
            self._hold(i, facet.family, [facet.first, facet.first + 1], [*_keys_across_midnight(facet)])
        if facet.days or is_dateless(facet):
            self._hold(i, facet.family, [_ANY_DAY], [*_keys_of_any_day(facet)])

    def _hold(self, i: int, family: str, days: Iterable[int], keys: Sequence[Key]) -> None:
        numbers = {(n := self._number(asked), n if held is asked else self._number(held)) for asked, held in keys}
        asked = array("q", {n for n, _ in numbers})
        held = {n for _, n in numbers}
        buckets = [self._buckets.setdefault((family, day), {}) for day in days]
        for bucket in buckets:
            for number in held:
                bucket.setdefault(number, []).append(i)
        self._asked[i].append((asked, buckets))

    def _number(self, key: str) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def partners(self, i: int, *, after: int = -1) -> set[int]:
        """Return the facets that share a key with one, of those that come after an index."""
        found: set[int] = set()
        for asked, buckets in self._asked[i]:
            for bucket in buckets:
                for number in asked:
                    held = bucket.get(number)
                    if held and held[-1] > after:
                        found.update(held[bisect_right(held, after) :])
        found.discard(i)
        return found
