"""What is damaged is named, what is untrue is told, and what can be mended is."""

import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from deltalake import DeltaTable

from schemas.article import Article
from schemas.mention import Mention
from tests.lake_rows import ENTITIES, NOW, make_article, make_batch, make_change, make_document, make_mention, rows_of
from warehouse.failpoints import FailpointReached, forget_turns
from warehouse.identical import table_hashes
from warehouse.lake import Change, Lake, LakeError
from warehouse.repair import repair
from warehouse.verify import CHECKS, Finding, damaged_files, verify


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    lake = Lake.open(tmp_path_factory.mktemp("sound") / "lake", create=True)
    for i in range(3):
        lake.commit(make_change(f"b{i}", range(i * 3, i * 3 + 3)), now=NOW)
    return lake


@pytest.fixture
def lake(sound: Lake, tmp_path: Path) -> Lake:
    shutil.copytree(sound.root, tmp_path / "lake")
    copied = Lake.open(tmp_path / "lake")
    copied.rewrite_catalog()
    return copied


def checks_of(found: list[Finding]) -> set[str]:
    return {f.check for f in found}


def data_files(lake: Lake) -> list[tuple[str, Path]]:
    snapshot = lake.snapshot()
    return [(n, lake.places.table(n) / f.path) for n in snapshot.tables for f in snapshot.state(n).files]


def test_a_sound_lake_has_no_findings(sound: Lake) -> None:
    assert verify(sound) == []


def test_each_of_500_flipped_bits_is_named_with_its_file_and_no_other(lake: Lake) -> None:
    dice = random.Random(5)  # noqa: S311  # the same 500 bits each time
    files = data_files(lake)
    for _ in range(500):
        name, path = dice.choice(files)
        whole = path.read_bytes()
        bit = dice.randrange(len(whole) * 8)
        broken = bytearray(whole)
        broken[bit // 8] ^= 1 << bit % 8
        path.write_bytes(broken)
        found = [(n, lake.places.table(n) / f.path) for n, f, _ in damaged_files(lake.places, lake.snapshot())]
        path.write_bytes(whole)
        assert found == [(name, path)]


@pytest.mark.parametrize("size", [0, 10, 1000])
def test_a_cut_file_is_named_and_never_read_as_if_whole(lake: Lake, size: int) -> None:
    name, path = next((n, p) for n, p in data_files(lake) if n == "article")
    path.write_bytes(path.read_bytes()[:size])
    found = verify(lake)
    assert [(f.check, f.where) for f in found if f.check == "files"] == [("files", str(path))]
    assert "may be wrong or missing" in found[0].believed
    with pytest.raises(LakeError, match="verify"):
        lake.rows(Article)
    with pytest.raises(LakeError, match=r"article.*marsad verify|marsad verify"):
        lake.commit(Change(batch_id="x", label="x", tables=rows_of([replace(make_article(0), title="t")])), now=NOW)
    assert name == "article"


def test_a_missing_file_and_a_damaged_manifest_are_named(lake: Lake) -> None:
    data_files(lake)[0][1].unlink()
    manifest = lake.places.snapshots / lake.snapshot().tables["claim"].manifest
    manifest.write_text(manifest.read_text().replace('"rows":3', '"rows":4'))
    assert checks_of(verify(lake, rows=False)) == {"bookkeeping", "files", "catalog"}
    done = repair(lake.places, now=NOW)
    assert sum(done.lost.values()) == 3
    assert verify(lake, rows=False) == []


def test_evidence_that_is_not_in_the_text_is_told(lake: Lake) -> None:
    mention = make_mention(make_article(1))[0]
    wrong = replace(mention, evidence="كلام آخر")
    lake.commit(Change(batch_id="x", label="x", tables=rows_of([wrong])), now=NOW)
    found = verify(lake)
    assert [(f.check, f.where) for f in found] == [("mention_evidence_is_text", mention.mention_id)]
    assert "proof" in found[0].believed


def test_a_mention_without_its_article_is_told(lake: Lake) -> None:
    orphan = make_mention(make_article(99))[0]
    lake.commit(Change(batch_id="x", label="x", tables=rows_of([orphan])), now=NOW)
    assert checks_of(verify(lake)) == {"mention_has_article"}


def test_captured_bytes_that_are_gone_are_told(lake: Lake) -> None:
    lake.commit(Change(batch_id="x", label="x", tables=rows_of([make_document(n) for n in range(9)])), now=NOW)
    assert checks_of(verify(lake)) == {"raw"}
    (lake.raw_folder / "b.warc.gz").write_bytes(b"x" * 100)
    assert verify(lake) == []


@pytest.mark.parametrize("path", sorted(CHECKS.glob("*.sql")), ids=lambda p: p.stem)
def test_every_check_says_what_a_reader_would_misbelieve(path: Path, sound: Lake) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("-- A reader ")
    query = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
    wrong = sound.sql(query)
    assert wrong.column_names == ["id", "found", "expected"]
    assert wrong.num_rows == 0


def test_rows_written_past_marsad_are_told_and_repaired(lake: Lake) -> None:
    folder = lake.places.table("entity")
    hashes = table_hashes(lake)
    DeltaTable(str(folder)).delete("entity_id = 'actor:ru-air'")
    found = verify(lake)
    assert [f.check for f in found] == ["delta"]
    assert "without Marsad" in found[0].what
    with pytest.raises(LakeError, match="without Marsad"):
        lake.commit(Change(batch_id="x", label="x", tables=rows_of([replace(ENTITIES[0], country="SY")])), now=NOW)
    repair(lake.places, now=NOW)
    assert verify(lake) == []
    assert table_hashes(lake) == hashes
    assert DeltaTable(str(folder)).to_pyarrow_dataset().count_rows() == 2


def test_a_damaged_catalog_is_written_again(lake: Lake) -> None:
    lake.catalog_path.write_bytes(b"not a database")
    assert checks_of(verify(lake)) == {"catalog"}
    repair(lake.places, now=NOW)
    assert verify(lake) == []


def test_a_damaged_data_file_is_set_aside_and_its_loss_counted(lake: Lake) -> None:
    path = next(p for n, p in data_files(lake) if n == "mention")
    path.write_bytes(path.read_bytes()[:-1])
    done = repair(lake.places, now=NOW)
    assert done.lost == {"mention": 3}
    assert (lake.root / "damaged").is_dir()
    assert len(lake.rows(Mention)) == 6
    assert checks_of(verify(lake)) == {"claim_has_mention", "quantity_has_mention"}  # what rebuild has to bring back


@pytest.mark.parametrize("damage", ["", '{"sha256":"', "x"])
def test_a_damaged_newest_snapshot_is_rebuilt_from_the_tables(lake: Lake, damage: str) -> None:
    hashes = table_hashes(lake)
    newest = lake.places.snapshots / "0000000003.json"
    newest.write_text(newest.read_text()[:100] + damage if damage else "")
    with pytest.raises(LakeError, match="marsad repair"):
        lake.rows(Article)
    assert "bookkeeping" in checks_of(verify(lake))
    repair(lake.places, now=NOW)
    assert verify(lake) == []
    assert table_hashes(Lake.open(lake.root)) == hashes
    assert lake.has_batch("b2")


def test_a_lost_delta_log_is_rebuilt_and_no_batch_is_taken_twice(lake: Lake) -> None:
    hashes = table_hashes(lake)
    for entry in (lake.places.table("batch") / "_delta_log").iterdir():
        entry.write_bytes(b"")
    assert checks_of(verify(lake)) == {"delta"}
    repair(lake.places, now=NOW)
    assert verify(lake) == []
    assert lake.commit(make_change("b1", range(50)), now=NOW).number == lake.snapshot().number
    assert table_hashes(lake) == hashes


def test_a_log_entry_torn_by_a_power_cut_is_written_again(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_FAILPOINT", "delta.committed@2:raise")
    forget_turns()
    with pytest.raises(FailpointReached):
        lake.commit(make_change("torn", range(9, 12)), now=NOW)
    monkeypatch.delenv("MARSAD_FAILPOINT")
    for name in json.loads((lake.root / "pending.json").read_text())["body"]["tables"]:
        newest = max((lake.places.table(name) / "_delta_log").glob("*.json"))
        if int(newest.stem) > lake.snapshot().state(name).version:
            newest.write_bytes(b"")
    lake.commit(make_change("torn", range(9, 12)), now=NOW)
    assert verify(lake) == []
    assert len(lake.rows(Article)) == 12


def test_a_decided_batch_whose_files_broke_is_taken_back_whole(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = table_hashes(lake)
    monkeypatch.setenv("MARSAD_FAILPOINT", "delta.committed@3:raise")
    forget_turns()
    with pytest.raises(FailpointReached):
        lake.commit(make_change("unlucky", range(9, 12)), now=NOW)
    monkeypatch.delenv("MARSAD_FAILPOINT")
    pending = json.loads((lake.root / "pending.json").read_text())["body"]["tables"]
    (lake.places.table("story") / pending["story"]["adds"][0]["path"]).write_bytes(b"")
    done = repair(lake.places, now=NOW)
    assert "rolled back" in done.done[0]
    assert verify(lake) == []
    assert table_hashes(lake) == hashes
    lake.commit(make_change("unlucky", range(9, 12)), now=NOW)
    assert len(lake.rows(Article)) == 12
    assert verify(lake) == []


def test_the_catalog_names_its_snapshot(lake: Lake) -> None:
    with duckdb.connect(str(lake.catalog_path), read_only=True) as session:
        assert session.execute("SELECT snapshot, batch_id, label FROM lake_snapshot").fetchall() == [
            (3, "b2", "batch b2")
        ]
    assert make_batch("b2", 3) in lake.rows(type(make_batch("b2", 3)))
