"""Marks of the map: one for each point on which events stand, as large as there are events."""

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from warehouse.report.facts import Row
from warehouse.report.figures import STATUSES, is_area, is_placed, rank, status_order
from warehouse.report.words import Words, esc

_MOST = 300  # marks; with more, those of one part of the map become one
_PARTS = (50, 25, 12)  # of the width of what is drawn: the finest that gives few enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Events on one point, the one that most needs to be seen first."""

    events: tuple[Row, ...]
    is_one_place: bool = True
    """Whether all of them are on one point: on a full map, a mark stands for several that are near each other."""

    @property
    def lon(self) -> float:
        """Degrees east."""
        return float(self.events[0]["lon"])

    @property
    def lat(self) -> float:
        """Degrees north."""
        return float(self.events[0]["lat"])

    @property
    def status(self) -> str:
        """The first status of `STATUSES` that one of them has: one dispute colours the mark."""
        return min((str(e["status"]) for e in self.events), key=status_order)

    @property
    def is_area(self) -> bool:
        """Whether the point stands for an area."""
        return is_area(self.events[0])

    @property
    def radius(self) -> float:
        """Pixels; the area grows with the number of events."""
        return round(min(4.5 + 2.2 * math.sqrt(len(self.events)), 24), 1)


def _group(events: Iterable[Row], step: float) -> list[Mark]:
    """Return one mark for each point, or for each square of so many degrees."""
    groups: dict[tuple[float, float, bool], list[Row]] = {}
    for event in events:
        lat, lon = event["lat"], event["lon"]
        key = (lat // step, lon // step) if step else (lat, lon)
        groups.setdefault((*key, is_area(event)), []).append(event)
    return [
        Mark(events=tuple(sorted(group, key=rank)), is_one_place=len({(e["lat"], e["lon"]) for e in group}) == 1)
        for group in groups.values()
    ]


def group_marks(events: Iterable[Row]) -> list[Mark]:
    """Return the marks of the events that have a point, the largest first, so that smaller ones lie on top."""
    placed = [e for e in events if is_placed(e)]
    marks = _group(placed, 0.0)
    for parts in _PARTS:
        if len(marks) <= _MOST:
            break
        lons = [e["lon"] for e in placed]
        marks = _group(placed, (max(lons) - min(lons)) / parts)
    return sorted(marks, key=lambda m: (-len(m.events), status_order(m.status), m.events[0]["event_id"]))


def place_title(mark: Mark, words: Words, one: Callable[[Row], str]) -> str:
    """Return what a mark says, escaped: its one event in words, or how many events of which status there are."""
    first, *others = mark.events
    if not others:
        return one(first)
    name = words.name({"name_en": first["place_name_en"], "name_ar": first["place_name_ar"]}, first["country"])
    counts = Counter(str(e["status"]) for e in mark.events)
    told = words.comma.join(f"{words.label('status', s)} {counts[s]}" for s in STATUSES if counts[s])
    where = esc(name) if mark.is_one_place else words("map.near", place=name)
    return f"{where} · {words('map.events', n=len(mark.events))}: {told}"
