"""Every format is read back by a reader of its own and holds the values of the lake, none changed."""

import csv
import json
import sqlite3
import struct
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.event import Event, EventMention
from schemas.spec import tables
from tests.attacks import FORMULAS
from tests.lake_rows import ENTITIES, NOW, make_article, make_batch, make_mention, rows_of
from warehouse.datapackage import write_package
from warehouse.examples import example_queries
from warehouse.export import FORMATS, export_file, exported_rows
from warehouse.exportformats import cell, defuse_formula, plain
from warehouse.lake import Change, Lake, LakeError
from warehouse.viewfiles import view_files

ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
UCDP = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,"
    "low,gwnoa,gwnob"
)


def make_event(n: int, mention: Any, **changes: Any) -> Event:
    event = Event(
        event_id=f"event-{n:03d}", kind="physical", event_type=mention.event_type,
        sub_event_type=mention.sub_event_type, date_start=date(2016, 10, 3), date_end=None, date_precision=1,
        place_id=mention.place_id, place_name_en=FORMULAS[n % len(FORMULAS)], place_name_ar='الشيخ سعيد، "حي"\nثان',
        admin1="Aleppo", country="SY", lat=36.1 if n % 3 else None, lon=-0.25 if n % 3 else None, place_precision=1,
        actor_ids=mention.actor_ids, target_ids=(), target_objects=("سوق", "=1"), weapon_id=None, killed_low=0,
        killed_best=None, killed_high=2**40, injured_low=None, injured_best=None, injured_high=None, n_reports=1,
        n_texts=1, n_origins=1, claimants=("actor:medical-source",), deniers=(), status="reported", conflicts=(),
        parent_event_id=None,
    )  # fmt: skip
    return replace(event, **changes)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    lake = Lake.open(tmp_path_factory.mktemp("formats") / "lake", create=True)
    articles = [make_article(n) for n in range(len(FORMULAS))]
    told = [make_mention(a) for a in articles]
    events = [make_event(n, m) for n, (m, _, _) in enumerate(told)]
    links = [
        EventMention(event_id=e.event_id, mention_id=m.mention_id, score=1.0, rule_id="lone", because="alone")
        for e, (m, _, _) in zip(events, told, strict=True)
    ]
    groups = rows_of(
        articles, [t[0] for t in told], [t[1] for t in told], [t[2] for t in told], events, links, ENTITIES,
        [make_batch("b", len(articles))],
    )  # fmt: skip
    lake.commit(Change(batch_id="b", label="x", tables=groups), now=NOW)
    return lake


def held(lake: Lake, table: str = "event") -> list[dict[str, Any]]:
    return list(exported_rows(lake.reader(), table))


def out(lake: Lake, folder: Path, form: str, table: str = "event") -> Path:
    path = folder / f"{table}.{form}"
    assert export_file(lake, table, path, format=form) == len(held(lake, table))
    return path


def as_cells(row: dict[str, Any]) -> dict[str, str]:
    return {k: "" if v is None else str(cell(v)) for k, v in row.items()}


def test_csv_keeps_every_value(lake: Lake, tmp_path: Path) -> None:
    with out(lake, tmp_path, "csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.DictReader(lines)) == [as_cells(r) for r in held(lake)]


def test_excel_has_a_mark_of_order_and_no_formula(lake: Lake, tmp_path: Path) -> None:
    path = out(lake, tmp_path, "excel")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [r["place_name_en"] for r in rows] == [f"'{f}" for f in FORMULAS]
    assert rows[1]["lon"] == "-0.25"  # a number stays a number
    assert rows[0]["place_name_ar"] == held(lake)[0]["place_name_ar"]


@given(st.text())
def test_defusing_only_ever_adds_one_apostrophe(text: str) -> None:
    assert defuse_formula(text) in (text, f"'{text}")


def test_jsonl_keeps_every_value(lake: Lake, tmp_path: Path) -> None:
    lines = out(lake, tmp_path, "jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == json.loads(json.dumps(held(lake), default=plain))


def test_parquet_keeps_every_value_and_type(lake: Lake, tmp_path: Path) -> None:
    assert pq.ParquetFile(out(lake, tmp_path, "parquet")).read().to_pylist() == held(lake)


def test_geoparquet_is_parquet_with_points(lake: Lake, tmp_path: Path) -> None:
    found = pq.ParquetFile(out(lake, tmp_path, "geoparquet"))
    geo = json.loads(found.schema_arrow.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": ["Point"]}
    rows = found.read().to_pylist()
    points = [r.pop("geometry") for r in rows]
    assert rows == held(lake)
    for row, point in zip(rows, points, strict=True):
        assert (point is None) == (row["lat"] is None)
        if point is not None:
            assert struct.unpack("<BIdd", point) == (1, 1, row["lon"], row["lat"])


def test_geojson_has_a_point_or_none_and_every_column(lake: Lake, tmp_path: Path) -> None:
    found = json.loads(out(lake, tmp_path, "geojson").read_text("utf-8"))
    assert found["type"] == "FeatureCollection"
    assert [f["properties"] for f in found["features"]] == json.loads(json.dumps(held(lake), default=plain))
    assert found["features"][0]["geometry"] is None
    assert found["features"][1]["geometry"] == {"type": "Point", "coordinates": [-0.25, 36.1]}


def test_sqlite_keeps_every_value(lake: Lake, tmp_path: Path) -> None:
    path = out(lake, tmp_path, "sqlite")
    export_file(lake, "article", path, format="sqlite")
    export_file(lake, "event", path, format="sqlite")  # again: replaced, not added
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    rows = [dict(r) for r in connection.execute("select * from event")]
    assert rows == [{k: cell(v) for k, v in r.items()} for r in held(lake)]
    connection.close()


def test_hxl_has_its_tags_under_the_header(lake: Lake, tmp_path: Path) -> None:
    with out(lake, tmp_path, "hxl").open(encoding="utf-8", newline="") as lines:
        header, tags, *rows = csv.reader(lines)
    pairs = dict(zip(header, tags, strict=True))
    assert pairs["killed_low"] == "#affected+killed+min"
    assert pairs["place_name_ar"] == "#loc+name+i_ar"
    assert all(t.startswith("#") for t in tags)
    assert len(rows) == len(FORMULAS)


def test_ninjs_holds_text_headline_and_date(lake: Lake, tmp_path: Path) -> None:
    lines = out(lake, tmp_path, "ninjs", "article").read_text("utf-8").splitlines()
    for line, row in zip(lines, held(lake, "article"), strict=True):
        item = json.loads(line)
        assert item["standard"]["name"] == "ninjs"
        assert (item["bodies"][0]["value"], item["headlines"][0]["value"]) == (row["text"], row["title"])
        assert item["firstcreated"] == row["published"].isoformat()


@pytest.mark.parametrize(("view", "columns"), [("acled_like", ACLED), ("ucdp_like", UCDP)])
def test_columns_stand_in_the_order_that_programs_expect(lake: Lake, tmp_path: Path, view: str, columns: str) -> None:
    with out(lake, tmp_path, "csv", view).open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    assert ",".join(header) == columns
    assert len(rows) == len(FORMULAS)


def test_like_columns_never_turn_silence_into_zero(lake: Lake) -> None:
    ucdp = held(lake, "ucdp_like")[0]
    assert (ucdp["low"], ucdp["best"], ucdp["high"]) == (0, None, 2**40)
    acled = held(lake, "acled_like")[1]
    assert (acled["fatalities"], acled["time_precision"], acled["geo_precision"]) == (0, 1, 1)
    assert acled["actor1"] == "Russian Aerospace Forces"
    assert held(lake, "ucdp_like")[1]["priogrid_gid"] == 252 * 720 + 359 + 1


@pytest.mark.parametrize("format_", FORMATS)
def test_each_export_comes_with_what_it_means_and_where_it_is_from(lake: Lake, tmp_path: Path, format_: str) -> None:
    import hashlib

    table = "article" if format_ == "ninjs" else "event"
    path = out(lake, tmp_path, format_, table)
    package = json.loads(write_package(lake, table, path, format=format_).read_text("utf-8"))
    (resource,) = package["resources"]
    assert resource["hash"] == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    assert resource["bytes"] == path.stat().st_size
    fields = resource["schema"]["fields"]
    assert {f["name"] for f in fields if not f.get("description")} in (set(), {"id", "residue", "published"})
    assert package["provenance"]["snapshot"] == lake.snapshot().number
    assert len(package["provenance"]["table_hashes"]["event"]) == 64
    assert any("GeoNames" in c["title"] and "CC BY" in c["title"] for c in package["sources"])


def test_a_package_of_a_view_describes_its_columns(lake: Lake, tmp_path: Path) -> None:
    path = out(lake, tmp_path, "csv", "corroboration")
    package = json.loads(write_package(lake, "corroboration", path, format="csv").read_text("utf-8"))
    assert [f["name"] for f in package["resources"][0]["schema"]["fields"] if "description" not in f] == []


def test_a_format_that_needs_a_file_says_so(lake: Lake, tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="Formats: jsonl"):
        export_file(lake, "event", tmp_path / "x", format="xlsx")
    with pytest.raises(LakeError, match="no lat and lon"):
        export_file(lake, "story", tmp_path / "x", format="geojson")
    with pytest.raises(LakeError, match="not write the export"):
        export_file(lake, "event", tmp_path / "nowhere" / "x.csv", format="csv")


@pytest.mark.parametrize("name", sorted(example_queries()))
def test_each_example_answers(lake: Lake, name: str) -> None:
    query = example_queries()[name]
    assert query.startswith("-- ")
    assert query.splitlines()[0].endswith("?")
    connection = duckdb.connect(str(lake.catalog_path), read_only=True)
    assert connection.execute(query).description
    connection.close()


def test_there_are_twenty_examples_and_they_touch_every_kind_of_table() -> None:
    assert len(example_queries()) >= 20
    words = " ".join(example_queries().values())
    assert [t for t in ("event", "claim", "quantity", "story", "issue", "feed_state", "batch") if t not in words] == []


@pytest.mark.parametrize("view", [v.name for v in view_files()])
def test_each_view_answers_and_is_explained(lake: Lake, view: str) -> None:
    connection = duckdb.connect(str(lake.catalog_path), read_only=True)
    rows = connection.execute(f'select * from "{view}" limit 5').fetchall()
    (comment,) = connection.execute("select comment from duckdb_views() where view_name = ?", [view]).fetchone() or (
        "",
    )
    connection.close()
    assert rows or view in ("contested", "what_changed", "unsettled")  # of the samples every day is settled
    assert comment.endswith((".", "?"))


def test_no_view_is_called_like_a_table() -> None:
    assert {v.name for v in view_files()} & set(tables()) == set()
