"""Judged articles travel without their texts: packed, they hold no word of it; laid out, every offset meets its quote."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks.judged import lay, pack

TEXT = "قصف الطيران سوق الحدادين في بلدة الهدباء يوم الاثنين.\nوقتل في القصف أربعة باعة، بحسب الدفاع المدني."
TOLD = "قتل في القصف أربعة باعة"
EVENT = {
    "doc": "x01",
    "event_id": "x01-e01",
    "kind": "physical",
    "sub_type": "Air/drone strike",
    "actor": [],
    "location_name": "Al-Hadbaa",
    "date_text": "يوم الاثنين",
    "quantities": {"killed": {"low": None, "best": 4, "high": None, "text": "أربعة باعة"}},
    "claimed_by": ["Civil Defence"],
    "denied_by": [],
    "status": "asserted",
    "evidence": "قصف الطيران سوق الحدادين في بلدة الهدباء",
    "evidence_more": [TOLD],
    "spans": [[0, 40], [TEXT.index(TOLD), TEXT.index(TOLD) + len(TOLD)]],
}
RECORD = {"id": "x01", "pool_id": "paper-7", "source": "paper", "title": "قصف سوق", "published": None, "text": TEXT}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of one article with one event that was judged in it."""
    made = tmp_path / "x"
    made.mkdir()
    (made / "input.jsonl").write_text(json.dumps(RECORD, ensure_ascii=False) + "\n", "utf-8")
    (made / "gold.jsonl").write_text(json.dumps(EVENT, ensure_ascii=False) + "\n", "utf-8")
    return made


def _pool(path: Path, text: str) -> Path:
    columns = {"id": "paper-7", "url": "", "source": "paper", "title": "قصف سوق", "published": None, "text": text}
    pq.write_table(pa.table({name: [value] for name, value in columns.items()}), path)
    return path


def test_packed_articles_hold_no_sentence(folder: Path, tmp_path: Path) -> None:
    """Neither the quotes nor the words of numbers and days go along."""
    assert pack(folder, tmp_path / "judged") == 1
    packed = (tmp_path / "judged/x.jsonl").read_text("utf-8")
    assert "paper-7" in packed
    assert not any(words in packed for words in ("سوق", "أربعة", "الاثنين"))


def test_laid_out_again_every_offset_meets_its_quote(folder: Path, tmp_path: Path) -> None:
    """The scorer reads the same event at the same places of the text."""
    pack(folder, tmp_path / "judged")
    lines = list(lay(_pool(tmp_path / "pool.parquet", TEXT), tmp_path / "judged", tmp_path / "out"))
    event = json.loads((tmp_path / "out/x/gold.jsonl").read_text("utf-8"))
    laid = (tmp_path / "out/x/articles/x01.txt").read_text("utf-8")
    assert lines == ["x: 1 of 1 articles, 1 events"]
    assert [laid[a:b] for a, b in event["spans"]] == [EVENT["evidence"], TOLD]
    assert event["quantities"] == {"killed": {"best": 4}}
    assert event["date_text"]


def test_a_text_that_changed_since_is_left_out(folder: Path, tmp_path: Path) -> None:
    """Offsets into another text would judge other words."""
    pack(folder, tmp_path / "judged")
    lines = list(lay(_pool(tmp_path / "pool.parquet", TEXT + "."), tmp_path / "judged", tmp_path / "out"))
    assert lines == ["x: 0 of 1 articles, 0 events"]
