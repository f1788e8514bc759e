"""Reports that a process keeps between batches are those of the lake: a row goes with the file in which it lay."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import kept
from flows.desk import Desk
from flows.held import BatchReports, HeldReports
from flows.kept import Shelf
from schemas.mention import Mention
from tasks.knowledge import load_knowledge
from tests.test_link_events import HOMS, count, report
from warehouse.lake import Change, Lake, TableChange
from warehouse.neighbours import _OF_ANY_DAY, _QUERY
from warehouse.read import _WORD
from warehouse.viewfiles import macro_files, view_files

NOW = datetime(2015, 11, 1, tzinfo=UTC)
STRIKE = report("m1", "art1", "غارة على السوق", **HOMS)
NOTHING = BatchReports(mentions=(), quantities=(), claims=(), stories={}, gone=frozenset(), batch_id="-")


def desk_with(folder: Path, *mentions: Mention) -> Desk:
    """Return a desk whose lake holds these mentions."""
    lake = Lake.open(folder, create=True)
    lake.commit(Change(batch_id="first", label="x", tables={"mention": TableChange(rows=mentions)}), now=NOW)
    return Desk(lake=lake, knowledge=load_knowledge())


def test_a_report_that_was_corrected_is_compared_as_it_is_now(tmp_path: Path) -> None:
    desk = desk_with(tmp_path / "lake", STRIKE)
    assert HeldReports(desk, desk.lake, NOTHING).of(["m1"])[0].mention == STRIKE

    corrected = replace(STRIKE, evidence="غارة على مشفى الأمل")
    change = TableChange(rows=[corrected], remove={"mention_id": ["m1"]})
    desk.lake.commit(Change(batch_id="second", label="x", tables={"mention": change}), now=NOW)
    assert HeldReports(desk, desk.lake, NOTHING).of(["m1"])[0].mention == corrected


def test_a_report_that_is_gone_is_held_no_more(tmp_path: Path) -> None:
    desk = desk_with(tmp_path / "lake", STRIKE, report("m2", "art2", "قصف", **HOMS))
    assert len(HeldReports(desk, desk.lake, NOTHING).of(["m1", "m2"])) == 2

    gone = TableChange(rows=(), remove={"mention_id": ["m1"]})
    desk.lake.commit(Change(batch_id="second", label="x", tables={"mention": gone}), now=NOW)
    assert [f.mention.mention_id for f in HeldReports(desk, desk.lake, NOTHING).of(["m1", "m2"])] == ["m2"]


def test_one_id_in_two_lakes_is_two_reports(tmp_path: Path) -> None:
    other = replace(STRIKE, evidence="قصف مستشفى")
    here, there = desk_with(tmp_path / "here", STRIKE), desk_with(tmp_path / "there", other)
    for desk, right in ((here, STRIKE), (there, other), (here, STRIKE)):
        assert HeldReports(desk, desk.lake, NOTHING).of(["m1"])[0].mention == right


def test_a_toll_that_came_later_is_compared(tmp_path: Path) -> None:
    desk = desk_with(tmp_path / "lake", STRIKE)
    assert HeldReports(desk, desk.lake, NOTHING).of(["m1"])[0].numbers == {}

    toll = TableChange(rows=[count("m1", "killed", 7)])
    desk.lake.commit(Change(batch_id="second", label="x", tables={"quantity": toll}), now=NOW)
    assert HeldReports(desk, desk.lake, NOTHING).of(["m1"])[0].numbers == {"killed": (7, 7)}


def test_what_is_compared_is_worked_out_once(tmp_path: Path) -> None:
    desk = desk_with(tmp_path / "lake", STRIKE)
    first, second = (HeldReports(desk, desk.lake, NOTHING).of(["m1"])[0] for _ in range(2))
    assert first is second


def test_the_oldest_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 2)
    shelf = Shelf()
    for name in ("m1", "m2", "m3"):
        shelf.keep(report(name, "art1", "غارة", **HOMS), "file")
    assert shelf.find(["m1", "m2", "m3"], {"file"}).keys() == {"m2", "m3"}


def test_the_questions_of_a_batch_name_no_view() -> None:
    """A name that a view bears too makes all views, for a quarter of what the question costs."""
    words = {*_WORD.findall(f"{_QUERY} {_OF_ANY_DAY}")}
    assert words.isdisjoint(f.name for f in (*view_files(), *macro_files()))
