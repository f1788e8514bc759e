"""Lakes of other days: a column that came later, tables that another program wrote, a format from the future."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import duckdb
import pyarrow as pa
import pytest
from deltalake import DeltaTable, write_deltalake

from schemas import arrow
from schemas.arrow import rows_to_arrow
from schemas.article import Article
from schemas.entity import Entity
from schemas.spec import table, tables
from tests.lake_rows import ENTITIES, NOW, make_article, rows_of
from warehouse import failpoints
from warehouse.delta import delta_schema
from warehouse.identical import table_hashes
from warehouse.lake import Change, Lake, LakeError
from warehouse.migrate import migrate
from warehouse.repair import repair
from warehouse.upkeep import compact
from warehouse.verify import verify


@table(key=("entity_id",))
@dataclass(frozen=True, slots=True, kw_only=True)
class OldEntity:
    """An actor as it was before it had a name in Arabic, a parent, a country."""

    entity_id: Annotated[str, "id"]
    name_en: Annotated[str, "English name"]
    rank: Annotated[int | None, "A column that was given up since"]


@table(key=("entity_id",))
@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEntity:
    """An actor whose country is a number: a type that changed."""

    entity_id: Annotated[str, "id"]
    country: Annotated[int | None, "A number"]


@contextmanager
def declared_as(row: type) -> Iterator[None]:
    """Let `entity` be declared by another class, as it was in an older version."""
    today = tables()["entity"]
    with pytest.MonkeyPatch.context() as then:
        then.setattr(row, "__table__", replace(row.__table__, name="entity"))  # type: ignore[attr-defined]
        then.setitem(tables(), "entity", row.__table__)  # type: ignore[attr-defined]
        arrow._schema_of_table.cache_clear()
        yield
    arrow._schema_of_table.cache_clear()
    assert tables()["entity"] is today


@pytest.fixture(autouse=True)
def _no_views_over_entities(monkeypatch: pytest.MonkeyPatch) -> None:
    # Views are written for today's columns: an older version had its own.
    monkeypatch.setattr("warehouse.catalog.view_files", tuple)
    monkeypatch.setattr("warehouse.read.view_files", tuple)
    monkeypatch.setattr("warehouse.catalog.macro_files", tuple)
    monkeypatch.setattr("warehouse.read.macro_files", tuple)


@pytest.fixture
def older(tmp_path: Path) -> Lake:
    """A lake written when `entity` had other columns; the declaration is today's again."""
    with declared_as(OldEntity):
        lake = Lake.open(tmp_path / "lake", create=True)
        rows = [OldEntity(entity_id="actor:old", name_en="Old", rank=3)]
        lake.commit(Change(batch_id="old", label="x", tables=rows_of(rows)), now=NOW)
    return Lake.open(tmp_path / "lake")


def test_a_column_that_came_later_is_null_with_its_type_in_older_files(older: Lake) -> None:
    older.commit(Change(batch_id="new", label="x", tables=rows_of(ENTITIES)), now=NOW)
    assert [e.entity_id for e in older.rows(Entity)] == ["actor:medical-source", "actor:old", "actor:ru-air"]
    assert older.table("entity").schema.field("country").type == pa.string()
    with duckdb.connect(str(older.catalog_path), read_only=True) as session:
        assert session.execute("SELECT entity_id, country FROM entity ORDER BY 1").fetchall() == [
            ("actor:medical-source", None),
            ("actor:old", None),
            ("actor:ru-air", "RU"),
        ]
    assert DeltaTable(str(older.places.table("entity"))).to_pyarrow_dataset().count_rows() == 3


def test_a_promised_column_that_came_later_is_told_by_verify(older: Lake) -> None:
    older.rewrite_catalog()
    assert {(f.check, f.where) for f in verify(older)} == {("promises", "entity.kind")}


def test_rewriting_an_older_file_brings_it_to_the_columns_of_today(older: Lake) -> None:
    newer = Entity(
        entity_id="actor:old", kind="army", name_en="Old", name_ar="قديم", parent_id=None, country=None, source=None
    )
    older.commit(Change(batch_id="new", label="x", tables=rows_of([newer])), now=NOW)
    assert older.rows(Entity) == [newer]
    assert len(older.snapshot().state("entity").layouts) == 1
    assert verify(older) == []


def test_a_batch_that_dies_between_the_new_column_and_its_rows_is_finished(
    older: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    for point in ("delta.before_add_columns", "delta.columns_added"):
        failpoints.forget_turns()
        monkeypatch.setenv("MARSAD_FAILPOINT", f"{point}:raise")
        try:
            older.commit(Change(batch_id="new", label="x", tables=rows_of(ENTITIES)), now=NOW)
        except failpoints.FailpointReached:
            assert len(older.rows(Entity)) == 1
    monkeypatch.delenv("MARSAD_FAILPOINT")
    older.commit(Change(batch_id="new", label="x", tables=rows_of(ENTITIES)), now=NOW)
    assert len(older.rows(Entity)) == 3


def test_a_column_that_changed_its_type_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with declared_as(OtherEntity):
        lake = Lake.open(tmp_path / "lake", create=True)
        rows = [OtherEntity(entity_id="actor:x", country=7)]
        lake.commit(Change(batch_id="old", label="x", tables=rows_of(rows)), now=NOW)
    with pytest.raises(LakeError, match="country of `entity` is BIGINT in the lake and VARCHAR"):
        lake.commit(Change(batch_id="new", label="x", tables=rows_of(ENTITIES)), now=NOW)
    assert lake.snapshot().number == 1
    assert not lake.places.pending.exists()


@pytest.fixture
def tables_alone(tmp_path: Path) -> Path:
    """A lake of format 0: Delta tables that another program wrote, no snapshots, no catalog."""
    root = tmp_path / "plain"
    (root / "tables").mkdir(parents=True)
    (root / "lake.json").write_text('{"lake": "marsad", "format": 0}\n')
    articles = rows_to_arrow(Article, [make_article(n) for n in range(3)])
    months = pa.array(["2016-10"] * 3)
    fields = [f.with_nullable(True).remove_metadata() for f in articles.schema]
    plain = pa.table(articles.columns, schema=pa.schema(fields)).append_column("month", months)
    write_deltalake(str(root / "tables/article"), plain, partition_by=["month"])
    write_deltalake(str(root / "tables/entity"), rows_to_arrow(Entity, ENTITIES).cast(delta_schema(Entity.__table__)))  # type: ignore[attr-defined]
    return root


def test_a_lake_of_the_older_format_is_refused_with_what_to_do(tables_alone: Path) -> None:
    with pytest.raises(LakeError, match="Run `marsad migrate`"):
        Lake.open(tables_alone)


def test_tables_that_another_program_wrote_are_migrated_and_taken_further(tables_alone: Path) -> None:
    assert migrate(tables_alone, now=NOW) == ["2 tables with 5 rows were given a first snapshot."]
    lake = Lake.open(tables_alone)
    assert len(lake.rows(Article)) == 3
    assert [f for f in verify(lake) if f.check != "raw"] == []
    lake.commit(
        Change(batch_id="next", label="x", tables=rows_of([make_article(2), make_article(3)])),
        now=NOW,
    )
    fresh = Lake.open(tables_alone.parent / "fresh", create=True)
    rows = rows_of([make_article(n) for n in range(4)], ENTITIES)
    fresh.commit(Change(batch_id="all", label="x", tables=rows), now=NOW)
    assert table_hashes(lake) == table_hashes(fresh)
    assert migrate(tables_alone, now=NOW) == []


def test_a_migration_that_was_killed_is_done_again(tables_alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failpoints.forget_turns()
    monkeypatch.setenv("MARSAD_FAILPOINT", "format.before_write:raise")
    with pytest.raises(failpoints.FailpointReached):
        migrate(tables_alone, now=NOW)
    monkeypatch.delenv("MARSAD_FAILPOINT")
    migrate(tables_alone, now=NOW)
    assert len(Lake.open(tables_alone).rows(Article)) == 3


def test_a_lake_from_the_future_is_refused(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path / "lake", create=True)
    lake.places.format_file.write_text('{"lake": "marsad", "format": 99}\n')
    for open_it in (lambda: Lake.open(lake.root), lambda: migrate(lake.root, now=NOW)):
        with pytest.raises(LakeError, match="newer Marsad"):
            open_it()


def test_repair_does_not_take_a_newer_format_for_damage(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path / "lake", create=True)
    lake.places.format_file.write_text('{"lake": "marsad", "format": 99}\n')
    before = {p: p.read_bytes() for p in lake.root.rglob("*.json")}
    with pytest.raises(LakeError, match="newer Marsad"):
        repair(lake.places, now=NOW)
    assert {p: p.read_bytes() for p in lake.root.rglob("*.json")} == before


def test_a_format_file_that_says_nothing_is_an_error_with_what_next(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path / "lake", create=True)
    lake.places.format_file.write_text("")
    with pytest.raises(LakeError, match="does not say which format"):
        Lake.open(lake.root)
    repair(lake.places, now=NOW)
    assert Lake.open(lake.root).snapshot().number == 0


def test_an_older_version_that_writes_keeps_what_it_does_not_know(tmp_path: Path) -> None:
    """`rank` stands for a column of a newer version: rows that are only moved to another file keep their values."""
    with declared_as(OldEntity):
        lake = Lake.open(tmp_path / "lake", create=True)
        rows = [OldEntity(entity_id=f"actor:{n}", name_en="Old", rank=n) for n in range(3)]
        lake.commit(Change(batch_id="old", label="x", tables=rows_of(rows)), now=NOW)
    told = replace(ENTITIES[0], entity_id="actor:1")
    lake.commit(Change(batch_id="new", label="x", tables=rows_of([told])), now=NOW)
    assert [e.entity_id for e in lake.rows(Entity)] == ["actor:0", "actor:1", "actor:2"]
    for n in range(8):
        more = replace(ENTITIES[0], entity_id=f"actor:more-{n}")
        lake.commit(Change(batch_id=f"more {n}", label="x", tables=rows_of([more])), now=NOW)
    compact(lake, now=NOW, limit=1)
    assert len(lake.snapshot().state("entity").files) == 1
    assert {f.check for f in verify(lake)} <= {"promises"}  # the first version asked for no kind
    with declared_as(OldEntity):
        held = {e.entity_id: e.rank for e in Lake.open(lake.root).rows(OldEntity)}
    assert {name: rank for name, rank in held.items() if "more" not in name} == {
        "actor:0": 0,
        "actor:1": None,  # written anew by a version that could not say it
        "actor:2": 2,
    }


def test_an_older_version_reads_what_a_newer_one_wrote(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path / "lake", create=True)
    lake.commit(Change(batch_id="new", label="x", tables=rows_of(ENTITIES)), now=NOW)
    with declared_as(OldEntity):
        found = [(e.entity_id, e.rank) for e in lake.rows(OldEntity)]
    assert found == [("actor:medical-source", None), ("actor:ru-air", None)]
