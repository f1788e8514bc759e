"""Files that hold ids are remembered between batches: what is found is what a look at all of them would find."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.article import Article
from schemas.event import EventMention
from schemas.spec import spec_of
from tests.lake_rows import NOW, make_article, rows_of
from warehouse import whereabouts
from warehouse.lake import Change, Lake
from warehouse.read import Reader
from warehouse.upkeep import compact
from warehouse.whereabouts import KNOWN, column_of

ONE_OF = "article_id in (select unnest(?))"
IDS = [make_article(i).article_id for i in range(7)]


@pytest.fixture(autouse=True)
def knows_nothing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let small tables be worth a look, and begin and end with an empty memory."""
    monkeypatch.setattr("warehouse.read._WORTH_A_LOOK", 0)
    KNOWN.forget()
    yield
    KNOWN.forget()


def lake_of(folder: Path, n: int) -> Lake:
    """Return a lake of one article a batch."""
    lake = Lake.open(folder, create=True)
    for i in range(n):
        lake.commit(Change(batch_id=f"b{i}", label="x", tables=rows_of([make_article(i)])), now=NOW)
    return lake


def files_of(lake: Lake, *ids: str) -> int:
    """Return how many files a new reader finds for some ids, each of which it then reads."""
    reader = lake.at()
    found = len(reader.files_with("article", ONE_OF, [sorted(ids)]).files)
    assert {a.article_id for a in reader.rows(Article, ONE_OF, [sorted(ids)])} == {*ids} & {*IDS}
    reader.close()
    return found


def test_every_batch_finds_the_files_of_its_ids(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake", 4)
    for _ in range(3):  # looked through, taken in, remembered
        assert [files_of(lake, IDS[i]) for i in range(4)] == [1, 1, 1, 1]
        assert files_of(lake, IDS[0], IDS[2]) == 2
        assert files_of(lake, "nobody") == 0


def test_what_is_remembered_is_not_looked_through_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = lake_of(tmp_path / "lake", 4)
    [files_of(lake, IDS[0]) for _ in range(2)]
    asked: list[str] = []
    answer = Reader._arrow
    monkeypatch.setattr(
        Reader, "_arrow", lambda self, query, params: asked.append(query) or answer(self, query, params)
    )
    assert len(lake.at().files_with("article", ONE_OF, [[IDS[0]]]).files) == 1
    assert not any("read_parquet" in query for query in asked)


def test_files_that_come_and_go_are_followed(tmp_path: Path) -> None:
    lake = lake_of(tmp_path / "lake", 5)
    [files_of(lake, *IDS[:5]) for _ in range(2)]
    lake.commit(Change(batch_id="new", label="x", tables=rows_of([make_article(5)])), now=NOW)
    assert files_of(lake, IDS[5]) == 1
    compact(lake, now=NOW, limit=1)
    assert files_of(lake, IDS[5], IDS[0]) == 1


def test_a_question_takes_in_a_few_files_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whereabouts, "AT_ONCE", 2)
    lake = lake_of(tmp_path / "lake", 5)
    for _ in range(4):
        assert files_of(lake, *IDS[:5]) == 5
        assert files_of(lake, IDS[4]) == 1


def test_only_ids_of_text_are_remembered() -> None:
    links = spec_of(EventMention)
    assert (
        column_of(links, "coalesce(part_id, event_id) in (select unnest(?))", [["a"]]) == "coalesce(part_id, event_id)"
    )
    assert column_of(links, "score in (select unnest(?))", [["1"]]) is None
    assert column_of(links, "event_id in (select unnest(?))", [[1]]) is None
    assert column_of(links, "event_id = ?", ["a"]) is None
    assert column_of(links, "event_id in (select unnest(?)) or true", [["a"]]) is None
