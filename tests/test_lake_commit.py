"""A batch is in the lake whole or not at all, and once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from deltalake import DeltaTable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.arrow import arrow_schema, rows_to_arrow
from schemas.article import Article
from schemas.mention import Mention, Quantity
from schemas.spec import tables
from tests.lake_rows import ENTITIES, NOW, make_article, make_change, make_mention, rows_of
from warehouse.identical import table_hashes
from warehouse.lake import Change, Lake, LakeBusy, LakeError, TableChange


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake.open(tmp_path / "lake", create=True)


def files_of(lake: Lake, table: str) -> set[str]:
    return {f.path for f in lake.snapshot().state(table).files}


def test_rows_come_back_as_they_were(lake: Lake) -> None:
    articles = sorted((make_article(n) for n in range(3)), key=lambda a: a.article_id)
    lake.commit(Change(batch_id="one", label="three", tables=rows_of(articles)), now=NOW)
    assert lake.rows(Article) == articles


def test_where_takes_parameters_and_columns_can_be_chosen(lake: Lake) -> None:
    lake.commit(make_change("one", range(3)), now=NOW)
    found = lake.table("article", "external_id = ?", ["doc-1"], columns=["article_id", "text"])
    assert found.column_names == ["article_id", "text"]
    assert found.num_rows == 1


@pytest.mark.parametrize(
    ("where", "params", "files"),
    [
        ("mention_id in (select unnest(?))", [[make_mention(make_article(4))[0].mention_id, "unknown"]], 1),
        ("mention_id in (select unnest(?))", [["unknown"]], 0),
        ("coalesce(place_id, country) = ?", ["place:sy-sheikh-said"], 3),
        ("published_at >= ? and batch_id <> ?", [datetime(2016, 5, 1, tzinfo=UTC), "april"], 2),
    ],
)
def test_rows_of_a_large_table_are_read_from_the_files_that_hold_them(
    lake: Lake, monkeypatch: pytest.MonkeyPatch, where: str, params: list[object], files: int
) -> None:
    for n, month in enumerate(("april", "may", "june")):
        lake.commit(make_change(month, range(3 * n, 3 * n + 3), day=date(2016, 4 + n, 2)), now=NOW)
    expected = lake.rows(Mention, where, params)
    monkeypatch.setattr("warehouse.read._WORTH_A_LOOK", 0)
    assert lake.rows(Mention, where, params) == expected
    assert len(lake.reader().files_with("mention", where, params).files) == files


def test_a_batch_committed_twice_writes_nothing_the_second_time(lake: Lake) -> None:
    first = lake.commit(make_change("one", range(3)), now=NOW)
    assert lake.commit(make_change("one", range(9)), now=NOW) == first
    assert len(lake.rows(Article)) == 3


def test_a_batch_that_brings_nothing_is_remembered_too(lake: Lake) -> None:
    lake.commit(Change(batch_id="empty", label="nothing new"), now=NOW)
    assert lake.has_batch("empty")
    assert not lake.has_batch("other")


def test_rows_that_come_again_unchanged_move_no_file(lake: Lake) -> None:
    lake.commit(make_change("one", range(3)), now=NOW)
    before = files_of(lake, "article") | files_of(lake, "mention")
    lake.commit(make_change("two", range(3)), now=NOW)
    assert files_of(lake, "article") | files_of(lake, "mention") == before
    assert {a.batch_id for a in lake.rows(Article)} == {"one"}  # the first capture stays


def test_a_changed_row_replaces_the_old_one_and_only_its_file(lake: Lake) -> None:
    lake.commit(make_change("october", range(3)), now=NOW)
    lake.commit(make_change("may", range(3, 6), day=date(2016, 5, 2)), now=NOW)
    may = {p for p in files_of(lake, "mention") if "2016-05" in p}
    changed = replace(make_mention(make_article(1))[0], confidence=0.5)
    lake.commit(Change(batch_id="again", label="x", tables={"mention": TableChange(rows=[changed])}), now=NOW)
    assert [m.confidence for m in lake.rows(Mention)].count(0.5) == 1
    assert len(lake.rows(Mention)) == 6
    assert may < files_of(lake, "mention")


def test_a_row_whose_date_is_corrected_leaves_its_old_month(lake: Lake) -> None:
    lake.commit(make_change("one", range(2)), now=NOW)
    moved = make_article(0, day=date(2015, 12, 31))
    lake.commit(Change(batch_id="two", label="x", tables=rows_of([moved])), now=NOW)
    assert sorted(f.month or "" for f in lake.snapshot().state("article").files) == ["2015-12", "2016-10"]
    assert len(lake.rows(Article)) == 2


def test_undated_rows_have_a_partition_of_their_own(lake: Lake) -> None:
    lake.commit(make_change("undated", range(2), day=None), now=NOW)
    assert [f.month for f in lake.snapshot().state("article").files] == [None]
    assert lake.rows(Article)[0].published_at is None
    assert DeltaTable(str(lake.places.table("article"))).to_pyarrow_dataset().count_rows() == 2


def test_remove_takes_rows_out_before_the_new_ones_come_in(lake: Lake) -> None:
    lake.commit(make_change("one", range(3)), now=NOW)
    mention, quantity, _ = make_mention(make_article(1), killed=5)
    lake.commit(
        Change(
            batch_id="two",
            label="read again",
            tables={
                "mention": TableChange(remove={"article_id": [mention.article_id, make_article(2).article_id]}),
                "quantity": TableChange(rows=[quantity], remove={"mention_id": [mention.mention_id]}),
            },
        ),
        now=NOW,
    )
    assert [m.article_id for m in lake.rows(Mention)] == [make_article(0).article_id]
    assert sorted(q.best or 0 for q in lake.rows(Quantity)) == [3, 3, 5]


def test_reading_again_with_the_same_result_moves_no_file(lake: Lake) -> None:
    lake.commit(make_change("one", range(3)), now=NOW)
    before = files_of(lake, "mention")
    same = [make_mention(make_article(n))[0] for n in range(3)]
    change = TableChange(rows=same, remove={"article_id": [m.article_id for m in same]})
    lake.commit(Change(batch_id="two", label="x", tables={"mention": change}), now=NOW)
    assert files_of(lake, "mention") == before


def test_one_key_with_two_contents_in_a_batch_is_refused(lake: Lake) -> None:
    one = make_article(1)
    with pytest.raises(ValueError, match="comes twice in one batch and differs in title"):
        lake.commit(
            Change(batch_id="b", label="x", tables=rows_of([one, replace(one, title="other")])),
            now=NOW,
        )
    assert lake.snapshot().number == 0


def test_the_same_row_twice_in_a_batch_is_stored_once(lake: Lake) -> None:
    lake.commit(Change(batch_id="b", label="x", tables=rows_of([make_article(1), make_article(1)])), now=NOW)
    assert len(lake.rows(Article)) == 1


def test_an_undeclared_column_is_refused(lake: Lake) -> None:
    rows = rows_to_arrow(Article, [make_article(1)]).append_column("mood", pa.array(["grim"]))
    with pytest.raises(ValueError, match="article has no column mood"):
        lake.commit(Change(batch_id="b", label="x", tables={"article": TableChange(rows=rows)}), now=NOW)


def test_an_all_null_batch_keeps_its_types(lake: Lake) -> None:
    lake.commit(make_change("undated", range(1), day=None), now=NOW)
    lake.commit(make_change("dated", range(1, 2)), now=NOW)
    kind = lake.table("article").schema.field("published_at").type
    assert kind == pa.timestamp("us", tz="UTC")


def test_delta_readers_see_the_same_rows(lake: Lake) -> None:
    lake.commit(make_change("one", range(3)), now=NOW)
    lake.commit(make_change("two", range(2, 5)), now=NOW)
    for name in ("article", "mention", "quantity"):
        state = lake.snapshot().state(name)
        table = DeltaTable(str(lake.places.table(name)), version=state.version)
        key = tables()[name].key[0]
        theirs = table.to_pyarrow_dataset().to_table(columns=[key]).column(key).to_pylist()
        assert sorted(theirs) == lake.table(name, columns=[key]).column(key).to_pylist()


def test_the_catalog_is_swapped_in_and_an_open_session_keeps_its_snapshot(lake: Lake) -> None:
    lake.commit(make_change("one", range(3)), now=NOW)
    session = duckdb.connect(str(lake.catalog_path), read_only=True)
    lake.commit(make_change("two", range(3, 5)), now=NOW)
    assert session.execute("SELECT count(*) FROM article").fetchall() == [(3,)]
    session.close()
    with duckdb.connect(str(lake.catalog_path), read_only=True) as newer:
        assert newer.execute("SELECT count(*), any_value(snapshot) FROM article, lake_snapshot").fetchall() == [(5, 2)]


def test_every_view_and_column_of_the_catalog_has_a_comment(lake: Lake) -> None:
    with duckdb.connect(str(lake.catalog_path), read_only=True) as session:
        views = dict(
            session.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall(),
        )
        assert set(tables()) < set(views)
        assert all(views.values())
        bare = session.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
        ).fetchall()
    assert [b for b in bare if b[0] in tables()] == []


def test_the_catalog_shows_the_declared_columns_and_types(lake: Lake) -> None:
    lake.commit(make_change("one", range(2)), now=NOW)
    with duckdb.connect(str(lake.catalog_path), read_only=True) as session:
        session.execute("SET TimeZone = 'UTC'")
        shown = session.sql("SELECT * FROM mention").to_arrow_table().schema
    assert shown.names == arrow_schema(Mention).names


def test_a_past_snapshot_can_be_read_by_number_and_by_time(lake: Lake) -> None:
    lake.commit(make_change("one", range(3)), now=NOW)
    lake.commit(make_change("two", range(3, 5)), now=NOW + timedelta(days=1))
    assert len(lake.at(snapshot=1).rows(Article)) == 3
    assert len(lake.at(as_of=NOW + timedelta(hours=3)).rows(Article)) == 3
    assert [s.batch_id for s in lake.snapshots()] == ["one", "two"]
    with pytest.raises(LakeError, match="No snapshot as old as"):
        lake.at(as_of=NOW - timedelta(days=1))


def test_reads_of_a_writer_are_stable_and_see_its_own_commit(lake: Lake) -> None:
    with lake.writer() as writer:
        assert writer.rows(Article) == []
        writer.commit(make_change("one", range(3)), now=NOW)
        assert len(writer.rows(Article)) == 3


def test_a_second_committer_waits_and_then_says_busy(lake: Lake) -> None:
    with lake.writer(), pytest.raises(LakeBusy) as busy:
        lake.commit(make_change("one", range(1)), now=NOW, wait_s=0.05)
    assert busy.value.exit_code == 5
    lake.commit(make_change("one", range(1)), now=NOW)


def test_no_lake_is_an_error_that_says_what_next(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="There is no lake here"):
        Lake.open(tmp_path / "nothing")


def test_a_folder_of_other_things_is_no_place_for_a_lake(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(LakeError, match="holds other things"):
        Lake.open(tmp_path, create=True)


def test_a_moved_lake_is_mended_by_rewriting_its_catalog(lake: Lake, tmp_path: Path) -> None:
    lake.commit(make_change("one", range(3)), now=NOW)
    lake.root.rename(tmp_path / "moved")
    moved = Lake.open(tmp_path / "moved")
    assert len(moved.rows(Article)) == 3  # snapshots hold no absolute path
    moved.rewrite_catalog()
    with duckdb.connect(str(moved.catalog_path), read_only=True) as session:
        assert session.execute("SELECT count(*) FROM article").fetchall() == [(3,)]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(6)), cut=st.integers(1, 6))
def test_any_order_in_any_batch_size_gives_identical_tables(
    order: list[int], cut: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = Lake.open(tmp_path_factory.mktemp("whole") / "lake", create=True)
    parts = Lake.open(tmp_path_factory.mktemp("parts") / "lake", create=True)
    articles = [make_article(n, day=date(2016, 5 + n % 3, 1)) for n in range(6)]
    whole.commit(Change(batch_id="all", label="x", tables=rows_of(articles, ENTITIES)), now=NOW)
    for start in range(0, 6, cut):
        some = [articles[i] for i in order[start : start + cut]]
        lot = Change(batch_id=f"from {start}", label="x", tables=rows_of(some, ENTITIES))
        parts.commit(lot, now=NOW)
    assert table_hashes(whole) == table_hashes(parts)
