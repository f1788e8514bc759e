"""The readers of benchmarks/exports.py: run by a Python that knows nothing of Marsad.

python benchmarks/exports_readers.py FOLDER CATALOG
"""

import csv
import json
import math
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import geopandas
import jsonschema
import pandas as pd
import pyogrio

Rows = list[dict[str, Any]]
csv.field_size_limit(1 << 28)

# What IPTC's schema of ninjs 2.1 asks of the properties that we write.
_TEXTS = {"type": "array", "items": {"type": "object", "required": ["value"]}}
NINJS = {
    "type": "object",
    "required": ["uri"],
    "properties": {
        "uri": {"type": "string", "format": "uri"},
        "standard": {"type": "object", "properties": {"name": {"const": "ninjs"}}},
        "type": {
            "enum": ["text", "audio", "video", "picture", "graphic", "composite", "component", "planning", "event"]
        },
        "language": {"type": "string"},
        "firstcreated": {"type": "string", "format": "date-time"},
        "by": {"type": "string"},
        "headlines": _TEXTS,
        "bodies": _TEXTS,
        "infosources": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "altids": _TEXTS,
    },
    "additionalProperties": False,
}
GEOJSON = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["type", "geometry", "properties"],
                "properties": {
                    "geometry": {
                        "oneOf": [
                            {"type": "null"},
                            {
                                "type": "object",
                                "required": ["type", "coordinates"],
                                "properties": {
                                    "type": {"const": "Point"},
                                    "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2},
                                },
                            },
                        ]
                    }
                },
            },
        },
    },
}


def flat(value: Any) -> str:
    """Return a value as the text that it is compared as: lists as JSON, days in ISO 8601, nothing as the empty text."""
    if value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NaT:
        return ""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, default=_listed, sort_keys=True)
    if isinstance(value, str) and value[:1] in "[{" and value[-1:] in "]}":
        try:
            return json.dumps(json.loads(value), ensure_ascii=False, sort_keys=True)
        except ValueError:
            return value
    return repr(value) if isinstance(value, float) else str(value)


def _listed(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") else str(value)


def same(held: Any, read: Any) -> bool:
    """Tell whether two values are one: numbers as numbers, the rest as text."""
    one, two = flat(held), flat(read)
    if one == two:
        return True
    if isinstance(held, (int, float)) and not isinstance(held, bool):
        try:
            return float(held) == float(two)
        except ValueError:
            return False
    return isinstance(held, (datetime, date)) and two.removesuffix("T00:00:00") == one


def compare(told: str, held: Rows, read: Rows, *, columns: list[str] | None = None) -> int:
    """Print how many values a reader sees otherwise than the lake holds them, and return that number."""
    names = columns or list(held[0])
    changed = abs(len(held) - len(read)) * len(names)
    for one, two in zip(held, read, strict=False):
        for name in names:
            if not same(one[name], two.get(name)):
                changed += 1
                if changed <= 3:
                    print(f"    {name}: {one[name]!r} became {two.get(name)!r}")
    print(f"{told:<44}{len(read):>8} rows {len(held) * len(names):>9} values {changed:>5} changed")
    return changed


def undefused(rows: Rows) -> Rows:
    """Return rows without the apostrophes that keep a spreadsheet from running text."""
    return [{k: v[1:] if isinstance(v, str) and v[:1] == "'" else v for k, v in r.items()} for r in rows]


def by_csv(path: Path, encoding: str = "utf-8") -> Rows:
    """Read with the csv module."""
    with path.open(encoding=encoding, newline="") as lines:
        return list(csv.DictReader(lines))


def by_pandas(path: Path, encoding: str = "utf-8") -> Rows:
    """Read with pandas, every value as text."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding=encoding)
    return list(frame.to_dict("records"))


def by_frictionless(path: Path) -> Rows:
    """Read and validate with the data package that lies beside the file."""
    package = frictionless.Package(str(path.with_name(path.name + ".datapackage.json")))
    report = package.validate()
    if not report.valid:
        print("    frictionless:", report.flatten(["rowNumber", "fieldName", "type", "note"])[:3])
    return [dict(row) for row in package.resources[0].read_rows()]


def by_sqlite(path: Path) -> Rows:
    """Read with the sqlite3 module."""
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(r) for r in connection.execute("select * from event order by rowid")]


def points(frame: Any) -> Iterator[tuple[Any, Any]]:
    """Yield lat and lon of the geometries of a frame."""
    for shape in frame.geometry:
        yield (None, None) if shape is None else (shape.y, shape.x)


def with_points(frame: Any) -> Rows:
    """Return the rows of a frame with lat and lon taken from its geometries."""
    rows = list(frame.drop(columns=[frame.geometry.name]).to_dict("records"))
    return [{**r, "lat": lat, "lon": lon} for r, (lat, lon) in zip(rows, points(frame), strict=True)]


def of_ninjs(path: Path) -> Rows:
    """Read articles, each held against the properties of ninjs 2.1."""
    check = jsonschema.Draft202012Validator(NINJS, format_checker=jsonschema.FormatChecker())
    rows = []
    for line in path.read_text("utf-8").splitlines():
        item = json.loads(line)
        check.validate(item)
        rows.append(
            {
                "article_id": item["altids"][0]["value"],
                "text": item["bodies"][0]["value"],
                "title": item.get("headlines", [{"value": None}])[0]["value"],
                "author": item.get("by"),
                "language": item.get("language"),
            }
        )
    return rows


def of_geojson(path: Path) -> Rows:
    """Read features, held against the form of GeoJSON; lat and lon come from the geometry."""
    content = json.loads(path.read_text("utf-8"))
    jsonschema.validate(content, GEOJSON)
    found = []
    for feature in content["features"]:
        lon, lat = feature["geometry"]["coordinates"] if feature["geometry"] else (None, None)
        found.append({**feature["properties"], "lat": lat, "lon": lon})
    return found


def main() -> None:
    """Read every file with every reader and end with 1 where a value is not what the lake holds."""
    folder, catalog = Path(sys.argv[1]), sys.argv[2]
    con = duckdb.connect(catalog, read_only=True)
    con.execute("set timezone = 'UTC'")

    def ask(query: str) -> Rows:
        cursor = con.execute(query)
        names = [d[0] for d in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    events = ask("select * from event order by event_id")
    hxl = by_csv(folder / "event.hxl")
    jobs: list[tuple[str, Callable[[], Rows]]] = [
        ("csv, by csv", lambda: by_csv(folder / "event.csv")),
        ("csv, by pandas", lambda: by_pandas(folder / "event.csv")),
        ("csv, by frictionless with its package", lambda: by_frictionless(folder / "event.csv")),
        ("excel, by csv", lambda: undefused(by_csv(folder / "event.excel", "utf-8-sig"))),
        ("excel, by pandas", lambda: undefused(by_pandas(folder / "event.excel", "utf-8-sig"))),
        ("jsonl, by json", lambda: [json.loads(x) for x in (folder / "event.jsonl").read_text("utf-8").splitlines()]),
        ("geojson, by jsonschema and json", lambda: of_geojson(folder / "event.geojson")),
        ("parquet, by pandas", lambda: pd.read_parquet(folder / "event.parquet").to_dict("records")),
        ("parquet, by duckdb", lambda: ask(f"select * from read_parquet('{folder}/event.parquet') order by event_id")),
        ("geoparquet, by geopandas", lambda: with_points(geopandas.read_parquet(folder / "event.geoparquet"))),
        ("sqlite, by sqlite3", lambda: by_sqlite(folder / "event.sqlite")),
    ]
    changed = sum(compare(told, events, read()) for told, read in jobs)
    changed += compare("geojson, by pyogrio", events, with_points(pyogrio.read_dataframe(folder / "event.geojson")))
    changed += compare("hxl, by csv", events, undefused(hxl[1:]), columns=list(hxl[0]))
    articles = ask("select article_id, text, title, author, language from article order by article_id")
    ninjs = sorted(of_ninjs(folder / "article.ninjs"), key=lambda r: r["article_id"])
    changed += compare("ninjs, by jsonschema and json", articles, ninjs)
    for view in ("acled_like", "ucdp_like"):
        changed += compare(f"{view}, by pandas", ask(f"select * from {view}"), by_pandas(folder / f"{view}.csv"))
    sys.exit(bool(changed))


if __name__ == "__main__":
    main()
