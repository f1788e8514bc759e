"""SQL for people answers questions and does nothing else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.query import Limits, QueryFailed, QueryRefused, open_catalog, run_query

QUICK = Limits(seconds=1.0, rows=5, memory_mb=256)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    (tmp_path / "outside.csv").write_text("a\n1\n")
    data = tmp_path / "tables" / "event.parquet"
    with duckdb.connect() as con:
        con.execute(f"copy (select range as n, 'حمص' as place from range(20)) to '{data}'")
        con.execute(f"attach '{tmp_path / 'marsad.duckdb'}' as w (storage_version 'v1.0.0')")
        con.execute(f"create view w.event as select * from read_parquet(['{data}'])")
    return tmp_path


@pytest.fixture
def con(folder: Path) -> Iterator[Any]:
    with open_catalog(folder / "marsad.duckdb", [folder / "tables"], QUICK) as opened:
        yield opened


def test_a_select_is_answered_with_names_and_types(con: Any) -> None:
    answer = run_query(con, "select n, place from event where n = 3", QUICK)
    assert (answer.columns, answer.rows, answer.truncated) == (("n", "place"), ((3, "حمص"),), False)


def test_the_row_limit_cuts_and_says_so(con: Any) -> None:
    answer = run_query(con, "select * from event", QUICK)
    assert (len(answer.rows), answer.truncated) == (5, True)


def test_explain_of_a_select_is_a_question_too(con: Any) -> None:
    assert run_query(con, "explain select * from event", QUICK).rows


WRITES = [
    "create table t as select 1",
    "insert into event values (1, 'x')",
    "update event set n = 0",
    "delete from event",
    "drop view event",
    "alter view event rename to e",
    "copy event to 'tables/x.csv'",
    "explain analyze copy event to 'tables/x.csv'",
    "explain (analyze) copy event to 'tables/x.csv'",
    "export database 'tables/dump'",
    "attach 'other.duckdb'",
    "attach ':memory:' as m",
    "detach marsad",
    "use main",
    "install httpfs",
    "load httpfs",
    "set memory_limit = '100GB'",
    "reset memory_limit",
    "pragma threads = 64",
    "call enable_logging()",
    "checkpoint",
    "vacuum",
    "begin",
    "prepare p as select 1",
    "create macro f() as 1",
    "create secret s (type s3)",
    "select 1; drop view event",
    "select 1; select 2",
    "",
    "-- nothing",
    "comment on view event is 'x'",
    "merge into event using event as e on false when not matched then insert values (1, 'x')",
]


@pytest.mark.parametrize("sql", WRITES)
def test_whatever_is_no_select_is_refused(con: Any, folder: Path, sql: str) -> None:
    before = sorted(p.name for p in folder.rglob("*"))
    with pytest.raises((QueryRefused, QueryFailed)):
        run_query(con, sql, QUICK)
    assert sorted(p.name for p in folder.rglob("*")) == before


READS_OUTSIDE = [
    "select * from read_csv('{folder}/outside.csv')",
    "select * from read_text('{folder}/outside.csv')",
    "select * from read_blob('{folder}/outside.csv')",
    "select * from '{folder}/outside.csv'",
    "select * from read_csv('{folder}/tables/../outside.csv')",
    "select * from read_text('/etc/passwd')",
    "select * from glob('/etc/*')",
    "select * from sniff_csv('{folder}/outside.csv')",
    "select * from read_parquet('http://127.0.0.1:9/x.parquet')",
    "select * from read_json('s3://bucket/x.json')",
    "select * from parquet_metadata('{folder}/outside.csv')",
    "select * from duckdb_secrets()",
    "select getenv('HOME')",
    "select * from query('copy event to ''x.csv''')",
    "select * from enable_logging(storage = 'file', storage_path = '{folder}/tables/log')",
    "select * from WRITES",
]


@pytest.mark.parametrize("sql", READS_OUTSIDE)
def test_nothing_outside_the_lake_can_be_read(con: Any, folder: Path, sql: str) -> None:
    with pytest.raises((QueryFailed, QueryRefused)):
        run_query(con, sql.format(folder=folder), QUICK)


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) from range(10000000) a, range(10000000) b",
        "with recursive r(n) as (select 1 union all select n + 1 from r) select max(n) from r",
        "select list(x) from range(300000000) t(x)",
        "select max(sha256(repeat('x', 100) || i)) from range(1000000000) t(i)",
    ],
)
def test_a_query_that_runs_long_or_eats_memory_is_stopped(con: Any, sql: str) -> None:
    with pytest.raises(QueryFailed):
        run_query(con, sql, QUICK)


def test_a_missing_catalog_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(QueryFailed, match="marsad ingest"), open_catalog(tmp_path / "no.duckdb", [], QUICK):
        pass
