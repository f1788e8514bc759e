"""SQL for people answers questions and does nothing else."""

import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.query import Limits, QueryFailed, QueryRefused, open_catalog, run_query

QUICK = Limits(seconds=0.4, rows=5, memory_mb=128)
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("guard")
    (tmp_path / "tables").mkdir()
    (tmp_path / "outside.csv").write_text("a\n1\n")
    (tmp_path / "tables" / "link").symlink_to(tmp_path / "outside.csv")
    data = tmp_path / "tables" / "event.parquet"
    with duckdb.connect() as con:
        con.execute(f"copy (select range as n, 'حمص' as place from range(20)) to '{data}'")
        con.execute(f"attach '{tmp_path / 'marsad.duckdb'}' as w (storage_version 'v1.0.0')")
        con.execute(f"create view w.event as select * from read_parquet(['{data}'])")
    return tmp_path


@pytest.fixture(scope="module")
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
    "create temp table t as select 1",
    "create or replace view event as select 1",
    "create schema s",
    "create sequence s",
    "create type t as enum ('x')",
    "create index i on event (n)",
    "truncate event",
    "copy (select 1) to '/dev/stdout'",
    "copy (select 1) to '{folder}/x.parquet' (format parquet)",
    "copy event from '{folder}/outside.csv'",
    "copy from database marsad to marsad",
    "import database '{folder}'",
    "attach '{folder}/marsad.duckdb' as w (read_write)",
    "attach 'http://127.0.0.1:9/x.duckdb'",
    "attach 'postgres:host=127.0.0.1'",
    "force install spatial",
    "install '{folder}/x.duckdb_extension'",
    "load '{folder}/x.duckdb_extension'",
    "update extensions",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "set allowed_directories = ['/']",
    "set global temp_directory = '/tmp'",
    "set variable x = 1",
    "reset allowed_directories",
    "pragma disable_checkpoint_on_shutdown",
    "pragma enable_profiling",
    "call pragma_version()",
    "force checkpoint",
    "commit",
    "deallocate p",
    "execute p",
    "drop macro near",
    "explain analyze insert into event values (1, 'x')",
    "explain analyze attach 'other.duckdb'",
    "explain explain analyze copy event to 'x.csv'",
    "/* select */ drop view event",
    "with x as (select 1) insert into event select 1, 'x'",
    "with x as (delete from event returning *) select * from x",
    "select 1;;copy event to 'x.csv'",
    "pivot (copy event to 'x.csv') on n",
    "from (insert into event values (1, 'x') returning *)",
]


@pytest.mark.parametrize("sql", WRITES)
def test_whatever_is_no_select_is_refused(con: Any, folder: Path, sql: str) -> None:
    before = sorted(p.name for p in folder.rglob("*"))
    with pytest.raises((QueryRefused, QueryFailed)):
        run_query(con, sql.format(folder=folder), QUICK)
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
    "select * from '/etc/passwd'",
    "select * from read_csv('/etc/passwd', columns = {{'a': 'varchar'}})",
    "select * from read_csv_auto('../../../../etc/passwd')",
    "select * from read_json('/proc/self/environ')",
    "select * from read_ndjson_objects('/etc/hosts')",
    "select * from read_text('/proc/self/cmdline')",
    "select * from read_blob('/dev/zero')",
    "select * from read_text('{folder}/link/outside.csv')",
    "select * from read_csv('{folder}/tables/link')",
    "select * from read_parquet('{folder}/*.csv')",
    "select * from parquet_schema('{folder}/outside.csv')",
    "select * from parquet_file_metadata('/etc/passwd')",
    "select * from 'https://127.0.0.1:9/x.csv'",
    "select * from 'hf://datasets/x/y.parquet'",
    "select * from query('install httpfs')",
    "select * from query('attach ''x.duckdb''')",
    "select * from query_table('/etc/passwd')",
    "select * from delta_scan('{folder}')",
    "select * from sqlite_scan('{folder}/x.sqlite', 'x')",
    "select * from read_xlsx('{folder}/outside.csv')",
    "select * from WRITES",
    "select * from folder",
]


@pytest.mark.parametrize("sql", READS_OUTSIDE)
def test_nothing_outside_the_lake_can_be_read(con: Any, folder: Path, sql: str) -> None:
    with pytest.raises((QueryFailed, QueryRefused)):
        run_query(con, sql.format(folder=folder), QUICK)


LONG = [
    "select count(*) from range(10000000) a, range(10000000) b",
    "with recursive r(n) as (select 1 union all select n + 1 from r) select max(n) from r",
    "select max(sha256(repeat('x', 100) || i)) from range(1000000000) t(i)",
    "select * from range(100000000) order by random()",
    "select count(distinct x) from range(1000000000) t(x)",
    "select median(x * random()) from range(1000000000) t(x)",
    "select list(x) from range(300000000) t(x)",
    "select len(array_agg(repeat('x', 1000) || i)) from range(10000000) t(i)",
    "select map_from_entries(list((i, i))) from range(50000000) t(i)",
    "with recursive r(n, s) as (select 1, 'x' union all select n + 1, s || s from r) select max(len(s)) from r",
    "select unnest(range(1000000000000))",
]
# What does not heed the interrupt, or takes memory outside of DuckDB's own accounts: each is stopped by force.
STUBBORN = [
    "select max(levenshtein(repeat('a', 100000), repeat('b', 100000) || i)) from range(100) t(i)",
    "select lpad('x', 2000000000, 'y')",
    "select length(repeat('x', 4000000000))",
    "select list_sort(range(100000000))",
    "select list_transform(range(300000000), lambda x: x * x)",
    "select regexp_replace(repeat('a', 20000000), 'a', repeat('b', 1000), 'g')",
]


@pytest.mark.parametrize("sql", LONG)
def test_a_query_that_runs_long_or_eats_memory_is_stopped(con: Any, sql: str) -> None:
    with pytest.raises(QueryFailed, match=r"stopped after|needs more than|not supported"):
        run_query(con, sql, QUICK)


@pytest.mark.parametrize("sql", STUBBORN)
def test_a_query_that_heeds_nothing_ends_with_its_process(folder: Path, sql: str) -> None:
    words = [sys.executable, "-m", "cli", "sql", "--lake", folder, "--timeout", "0.5", "--memory", "128", sql]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"marsad: (stopped after 0.5 s|needs more than 128 MB): .*\n", done.stderr), done.stderr
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_500_000  # kB of the largest; one took 9 GB


def test_a_hundred_attempts_are_made() -> None:
    assert len({*WRITES, *READS_OUTSIDE, *LONG, *STUBBORN}) >= 100


def test_a_missing_catalog_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(QueryFailed, match="marsad ingest"), open_catalog(tmp_path / "no.duckdb", [], QUICK):
        pass
