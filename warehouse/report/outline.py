"""The map: an SVG of outlines and marks in Mercator's projection, drawn for the span of the events."""

import itertools
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse.report.facts import Row
from warehouse.report.figures import is_disputed
from warehouse.report.marks import Mark
from warehouse.report.words import Words, esc

WIDTH = 960.0
_LEAST_SPAN = 4.0  # degrees: one town alone is shown with its surroundings
_DETAIL = 1.2  # pixels: steps of an outline smaller than this are not drawn
_ADMIN1_SPAN = 24.0  # degrees: wider maps show countries only
_LABELS = 14

Outlines = Mapping[str, Any]
"""`countries` and `admin1`: content of knowledge/map; `labels`: rows of name_en, name_ar, lat, lon of divisions."""


def _mercator(lat: float) -> float:
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(max(-80.0, min(80.0, lat))) / 2)))


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The part of the earth that is drawn: west, south, east, north in degrees; and the height of the drawing."""

    west: float
    south: float
    east: float
    north: float
    height: float

    @property
    def span(self) -> float:
        """Degrees of longitude across."""
        return self.east - self.west

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Return a place on earth as a place on the drawing."""
        scale = WIDTH / self.span
        return (lon - self.west) * scale, (_mercator(self.north) - _mercator(lat)) * scale


def choose_view(points: Sequence[tuple[float, float]]) -> View:
    """Return a view that holds all points (lon, lat) with a margin, between 2.2:1 and 1.55:1 wide."""
    lons, ys = [p[0] for p in points], [_mercator(p[1]) for p in points]
    middle = (min(lons) + max(lons)) / 2, (min(ys) + max(ys)) / 2
    wide = max(max(lons) - min(lons), _LEAST_SPAN) * 1.3
    tall = max(max(ys) - min(ys), _LEAST_SPAN / 2) * 1.3
    wide = min(max(wide, tall * 1.55), 359.0)
    tall = max(tall, wide / 2.2)
    south, north = (math.degrees(math.atan(math.sinh(math.radians(middle[1] + s * tall / 2)))) for s in (-1, 1))
    return View(
        west=middle[0] - wide / 2, east=middle[0] + wide / 2, south=south, north=north, height=WIDTH * tall / wide
    )


def _walk(ring: Sequence[int], unit: int) -> Iterator[tuple[float, float]]:
    x = y = 0
    for i in range(0, len(ring), 2):
        x, y = x + ring[i], y + ring[i + 1]
        yield x / unit, y / unit


def _seen(ring: Sequence[int], unit: int, view: View) -> bool:
    lons, lats = zip(*_walk(ring, unit), strict=True)
    across = min(lons) < view.east and max(lons) > view.west
    return bool(across and min(lats) < view.north and max(lats) > view.south)


def _clip(points: list[tuple[float, float]], height: float) -> list[tuple[float, float]]:
    """Return a polygon cut to the drawing and a little more (Sutherland and Hodgman 1974)."""
    for axis, bound, sign in ((0, -9.0, 1), (0, WIDTH + 9, -1), (1, -9.0, 1), (1, height + 9, -1)):
        kept: list[tuple[float, float]] = []
        for a, b in zip(points, points[1:] + points[:1], strict=True):
            inside_a, inside_b = (a[axis] - bound) * sign >= 0, (b[axis] - bound) * sign >= 0
            if inside_a:
                kept.append(a)
            if inside_a != inside_b:
                t = (bound - a[axis]) / (b[axis] - a[axis])
                kept.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        points = kept
        if not points:
            return []
    return points


def _path(ring: Sequence[int], unit: int, view: View) -> str:
    """Return a ring as an SVG path in whole pixels and relative steps, without steps that cannot be seen."""
    points = _clip([view.point(*p) for p in _walk(ring, unit)], view.height)
    drawn: list[tuple[int, int]] = []
    last = (math.inf, math.inf)
    for x, y in points:
        if abs(x - last[0]) + abs(y - last[1]) >= _DETAIL or not drawn:
            drawn.append((round(x), round(y)))
            last = (x, y)
    if len(drawn) < 3:
        return ""
    steps = [f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in itertools.pairwise(drawn)]
    return f"M{drawn[0][0]} {drawn[0][1]}l{' '.join(steps)}z"


def _outlines(content: Mapping[str, Any], view: View) -> str:
    unit = content["unit"]
    return "".join(_path(r, unit, view) for s in content["shapes"] for r in s["rings"] if _seen(r, unit, view))


def _country_labels(content: Mapping[str, Any], view: View, words: Words) -> Iterator[tuple[float, float, str]]:
    """Yield where the names of countries stand: in the middle of the largest part that is seen."""
    for shape in content["shapes"]:
        rings = [r for r in shape["rings"] if _seen(r, content["unit"], view)]
        cut = [_clip([view.point(*p) for p in _walk(r, content["unit"])], view.height) for r in rings]
        largest = max((c for c in cut if c), key=_area, default=None)
        if largest and _area(largest) > 9000:
            x = sum(p[0] for p in largest) / len(largest)
            y = sum(p[1] for p in largest) / len(largest)
            if 40 < x < WIDTH - 40 and 20 < y < view.height - 12:
                yield x, y, words.name(shape)


def _area(points: Sequence[tuple[float, float]]) -> float:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def _mark(mark: Mark, view: View, title: str, shown: Collection[str]) -> str:
    x, y = view.point(mark.lon, mark.lat)
    kind = esc(mark.status) + (" area" if mark.is_area else "")
    circle = f'<circle class="{kind}" cx="{x:.0f}" cy="{y:.0f}" r="{mark.radius}"><title>{title}</title></circle>'
    target = next((e["event_id"] for e in mark.events if e["event_id"] in shown), None)
    return f'<a href="#e-{esc(target)}">{circle}</a>' if target else circle


def _division_labels(labels: Sequence[Row], view: View, words: Words) -> Iterator[str]:
    for row in labels:
        x, y = view.point(float(row["lon"]), float(row["lat"]))
        if 30 < x < WIDTH - 30 and 12 < y < view.height - 10:
            yield f'<text class="division" x="{x:.0f}" y="{y:.0f}">{esc(words.name(dict(row)))}</text>'


def _place_labels(marks: Sequence[Mark], view: View, words: Words, taken: list[tuple[float, float]]) -> Iterator[str]:
    """Yield names beside marks in their order, none over another; `taken` learns where they stand."""
    named: set[str] = set()
    for mark in marks:
        first = mark.events[0]
        name = words.name({"name_en": first["place_name_en"], "name_ar": first["place_name_ar"]})
        x, y = view.point(mark.lon, mark.lat)
        if not name or name in named or any(abs(x - a) < 95 and abs(y - b) < 17 for a, b in taken):
            continue
        taken.append((x, y))
        named.add(name)
        after = x < WIDTH * 0.8
        at = x + (mark.radius + 5) * (1 if after else -1)
        taken.append((at + (35 if after else -35), y))
        yield f'<text class="{"after" if after else "before"}" x="{at:.0f}" y="{y + 5:.0f}">{esc(name)}</text>'
        if len(named) == _LABELS:
            return


def draw_map(
    marks: Sequence[Mark], outlines: Outlines, words: Words, titles: Sequence[str], shown: Collection[str]
) -> str:
    """Return the map of some marks, or the empty string where there is none.

    `titles` gives the words for each mark, escaped; `shown` the ids of the events to which a mark can lead.
    """
    if not marks:
        return ""
    view = choose_view([(m.lon, m.lat) for m in marks])
    countries = _outlines(outlines["countries"], view)
    divisions = _outlines(outlines["admin1"], view) if view.span <= _ADMIN1_SPAN else ""
    taken: list[tuple[float, float]] = []
    disputed_first = sorted(marks, key=lambda m: not is_disputed(m.events[0]))
    beside = "".join(_place_labels(disputed_first, view, words, taken))
    taken += [view.point(m.lon, m.lat) for m in marks]
    names = "".join(
        f'<text class="country" x="{x:.0f}" y="{y:.0f}">{esc(name)}</text>'
        for x, y, name in _country_labels(outlines["countries"], view, words)
        if not any(abs(x - a) < 75 and abs(y - b) < 20 for a, b in taken)
    )
    divided = "".join(_division_labels(outlines["labels"], view, words)) if view.span <= 9 else ""
    drawn = "".join(_mark(m, view, title, shown) for m, title in zip(marks, titles, strict=True))
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {view.height:.0f}" role="group"'
        f' aria-label="{words("map.label", placed=sum(len(m.events) for m in marks))}" direction="ltr">'
        f'<path class="land" d="{countries}"/><path class="division-line" d="{divisions}"/>'
        f'<path class="border" d="{countries}"/>{divided}{names}<g class="marks">{drawn}</g>'
        f'<g class="names">{beside}</g></svg>'
    )
