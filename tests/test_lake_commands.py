"""The lake from the command line: what a person runs when something looks wrong."""

import json
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from cli.main import build_app
from tests.lake_rows import NOW, make_change
from warehouse.lake import Lake

RUNNER = CliRunner()


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake.open(tmp_path / "lake", create=True)
    for i in range(2):
        lake.commit(make_change(f"b{i}", range(i * 3, i * 3 + 3)), now=NOW)
    return lake


def marsad(*words: object) -> tuple[int, str, str]:
    done = RUNNER.invoke(build_app(), [str(w) for w in words])
    return done.exit_code, done.stdout, done.stderr


def test_verify_says_that_nothing_is_wrong(lake: Lake) -> None:
    code, _, told = marsad("verify", "--lake", lake.root)
    assert code == 0
    assert "snapshot 2: nothing wrong was found" in told


def test_verify_ends_with_4_and_names_the_file_then_repair_tells_what_was_lost(lake: Lake) -> None:
    file = lake.places.table("mention") / lake.snapshot().state("mention").files[0].path
    file.write_bytes(b"")
    code, shown, _ = marsad("verify", "--json", "--lake", lake.root)
    assert code == 4
    assert json.loads(shown.splitlines()[0])["where"] == str(file)
    code, _, told = marsad("repair", "--lake", lake.root)
    assert code == 3
    assert "`mention` lost 3 rows" in told
    assert marsad("verify", "--no-rows", "--lake", lake.root)[0] == 0


def test_snapshots_are_listed_and_a_past_one_can_be_opened(lake: Lake, tmp_path: Path) -> None:
    code, shown, _ = marsad("snapshots", "--json", "--lake", lake.root)
    assert code == 0
    assert [json.loads(line)["articles"] for line in shown.splitlines()] == [3, 6]
    assert marsad("catalog", "--snapshot", 1, "--lake", lake.root)[0] == 2
    assert marsad("catalog", "--snapshot", 1, "--to", tmp_path / "past.duckdb", "--lake", lake.root)[0] == 0
    with duckdb.connect(str(tmp_path / "past.duckdb"), read_only=True) as session:
        assert session.execute("SELECT count(*), any_value(snapshot) FROM article, lake_snapshot").fetchall() == [
            (3, 1)
        ]
    question = ("sql", "select count(*) as n from article", "--json", "--lake", lake.root)
    assert json.loads(marsad(*question)[1]) == {"n": 6}
    assert json.loads(marsad(*question, "--snapshot", 1)[1]) == {"n": 3}
    assert json.loads(marsad(*question, "--as-of", "2026-03-02")[1]) == {"n": 6}
    assert marsad(*question, "--as-of", "1999-01-01")[0] == 1
    assert marsad("catalog", "--as-of", "1999-01-01", "--to", tmp_path / "no.duckdb", "--lake", lake.root)[0] == 1


def test_a_question_to_a_lake_of_another_version_says_what_to_do(lake: Lake) -> None:
    ask = ("sql", "select count(*) as n from article", "--csv", "--lake", lake.root)
    assert marsad(*ask) == (0, "n\n6\n", "")
    with duckdb.connect(str(lake.catalog_path)) as session:
        session.execute("comment on view lake_snapshot is 'Which state of the lake these views show'")
    code, shown, told = marsad(*ask)
    assert (code, shown) == (0, "n\n6\n")
    assert told.strip() == (
        "the views of this lake were written by another version of Marsad: `marsad catalog` writes today's"
    )
    assert marsad("catalog", "--lake", lake.root)[0] == 0
    assert marsad(*ask)[2] == ""
    lake.places.format_file.write_text('{"lake": "marsad", "format": 99}\n')
    code, shown, told = marsad(*ask)
    assert (code, shown) == (1, "")
    assert "Use the newer Marsad that wrote it." in told


def test_a_lake_that_was_moved_says_what_to_do(lake: Lake, tmp_path: Path) -> None:
    moved = lake.root.rename(tmp_path / "elsewhere")
    code, _, told = marsad("sql", "select count(*) from article", "--lake", moved)
    assert code == 1
    assert "if it was moved, run `marsad catalog`" in told
    assert marsad("catalog", "--lake", moved)[0] == 0
    assert marsad("sql", "select count(*) from article", "--lake", moved)[0] == 0


def test_upkeep_and_migrate_say_what_they_did(lake: Lake) -> None:
    code, _, told = marsad("upkeep", "--lake", lake.root)
    assert code == 0
    assert "files became" in told
    assert marsad("migrate", "--lake", lake.root)[2].strip() == "nothing to do"


def test_a_lake_is_published_to_a_folder(lake: Lake, tmp_path: Path) -> None:
    code, _, told = marsad("publish", tmp_path / "there", "--lake", lake.root)
    assert code == 0
    assert "snapshot 2 is at" in told
    assert marsad("publish", tmp_path / "there", "--lake", lake.root)[2].endswith("0.0 MB sent\n")
