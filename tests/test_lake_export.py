"""What leaves the lake has the shapes that other programs were promised."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from schemas.article import Residue
from tests.lake_rows import FIRST, NOW, SECOND, make_article, make_change, rows_of
from warehouse.export import export_rows
from warehouse.lake import Change, Lake, LakeError


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    lake = Lake.open(tmp_path_factory.mktemp("export") / "lake", create=True)
    lake.commit(make_change("one", range(2)), now=NOW)
    line = Residue(
        article_id=make_article(0).article_id, line=0, text="شارك", rule_id="share", reason="share button", at=0
    )
    lake.commit(Change(batch_id="two", label="x", tables=rows_of([line])), now=NOW)
    return lake


def exported(lake: Lake, table: str) -> list[dict[str, Any]]:
    stream = io.StringIO()
    count = export_rows(lake, table, stream=stream)
    rows = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(rows) == count
    return rows


def test_a_mention_carries_its_document_quantities_and_claims(lake: Lake) -> None:
    row = exported(lake, "mention")[0]
    assert row["doc"] == "doc-0"
    assert row["evidence"] == FIRST
    assert row["date_start"] == "2016-10-03"
    assert [(q["measure"], q["victim_class"], q["best"]) for q in row["quantities"]] == [("killed", "civilian", 3)]
    (claim,) = row["claims"]
    assert claim["stance"] == "asserts"
    assert claim["source"] == {
        "id": "actor:medical-source",
        "name_en": "Medical source",
        "name_ar": "مصدر طبي",
        "text": "مصدر طبي",
    }


def test_entities_are_spelled_out(lake: Lake) -> None:
    row = exported(lake, "mention")[0]
    assert row["actors"] == [
        {
            "id": "actor:ru-air",
            "name_en": "Russian Aerospace Forces",
            "name_ar": "القوات الجوية الروسية",
            "text": "طائرات حربية",
        }
    ]
    assert row["targets"] == []
    assert row["weapon"] is None


def test_further_evidence_carries_its_words(lake: Lake) -> None:
    (span,) = exported(lake, "mention")[0]["more_evidence"]
    assert span["text"] == SECOND == make_article(0).text[span["start"] : span["end"]]


def test_copies_and_stories_carry_the_ids_of_the_input(lake: Lake) -> None:
    (pair,) = exported(lake, "reuse")
    assert {pair["a"], pair["b"]} == {"doc-0", "doc-1"}
    assert pair["relation"] == "copy"
    assert [s["doc"] for s in exported(lake, "story")] == ["doc-0", "doc-1"]


def test_an_article_carries_the_lines_that_were_removed(lake: Lake) -> None:
    first, second = exported(lake, "article")
    assert (first["id"], first["residue"]) == ("doc-0", ["شارك"])
    assert second["residue"] == []
    assert first["published"].startswith("2016-10-03T09:00")


def test_views_and_plain_tables_go_out_with_their_columns(lake: Lake) -> None:
    assert {r["asserted_by"][0] for r in exported(lake, "mentions_with_claims")} == {"actor:medical-source"}
    assert [e["entity_id"] for e in exported(lake, "entity")] == ["actor:medical-source", "actor:ru-air"]
    assert exported(lake, "event") == []


def test_csv_has_a_header_and_nested_values_as_json(lake: Lake) -> None:
    stream = io.StringIO()
    export_rows(lake, "mention", stream=stream, format="csv")
    header, first, *_ = stream.getvalue().splitlines()
    assert header.startswith("doc,mention_id")
    assert '""measure"": ""killed""' in first


def test_an_unknown_table_names_those_that_exist(lake: Lake) -> None:
    with pytest.raises(LakeError, match="Name one of article"):
        export_rows(lake, "artcle", stream=io.StringIO())


def test_an_empty_lake_exports_nothing(tmp_path: Path) -> None:
    assert exported(Lake.open(tmp_path / "lake", create=True), "mention") == []
