"""Copies through the lake: the same stories in whatever order articles come, settled after four days."""

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import commit
from flows.desk import Desk
from flows.pipeline import ingest_paths
from flows.settling import settle
from schemas.reuse import Reuse, Story
from tasks.knowledge import load_knowledge
from tests.test_copies_compare import story
from warehouse.identical import table_hashes
from warehouse.lake import Lake

TABLES = ("article", "fingerprint", "reuse", "story", "mention", "event", "event_mention")
FORM = (
    "بعث رئيس الدولة برقية تهنئة إلى نظيره بمناسبة ذكرى اليوم الوطني لبلاده أعرب فيها باسمه ونيابة عن الشعب والحكومة عن "
    "أصدق التهاني وأطيب التمنيات بموفور الصحة والسعادة لفخامته والتقدم والازدهار لشعب بلاده الشقيق"
)
STRIKE = "قتل ثلاثة مدنيين في غارة جوية روسية على مدينة سراقب في ريف إدلب الثلاثاء."


def record(name: str, text: str, when: datetime) -> dict[str, str]:
    return {"id": name, "url": f"https://{name}.example/1", "source": name, "title": name, "language": "ar",
            "published": when.isoformat(), "text": text}  # fmt: skip


def articles() -> list[dict[str, str]]:
    """A wire with two cut copies and an original that came before it, a quoted statement, cables of one form."""
    noon = datetime(2015, 11, 10, 12, tzinfo=UTC)
    wire = f"{STRIKE} {story(1, 160)}"
    cut = f"{story(2, 12)} {' '.join(wire.split()[:80])} {story(3, 30)}"
    statement = story(9, 40)
    rows = [
        record("wire", wire, noon),
        record("cut", cut, noon + timedelta(hours=3)),
        record("whole", f"{wire} {story(4, 10)}", noon + timedelta(hours=5)),
        record("original", f"{wire} {story(5, 20)}", noon - timedelta(hours=9)),
    ]
    rows += [
        record(f"quote{i}", f"{story(20 + i, 90)} {statement} {story(30 + i, 60)}", noon + timedelta(hours=i))
        for i in range(3)
    ]
    rows += [
        record(f"cable{i}", f"{FORM} {story(50 + i, 12)}", noon + timedelta(days=3 * i, hours=2)) for i in range(4)
    ]
    return rows


def ingest(folder: Path, rows: list[dict[str, str]], batch_size: int) -> Desk:
    desk = Desk(lake=Lake.open(folder / "lake", create=True), knowledge=load_knowledge())
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), encoding="utf-8")
    ingest_paths(desk, [path], batch_size=batch_size)
    return desk


def hashes(desk: Desk) -> dict[str, str]:
    return {k: v for k, v in table_hashes(desk.lake).items() if k in TABLES}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return ingest(tmp_path_factory.mktemp("whole"), articles(), 100)


def names(desk: Desk) -> dict[str, str]:
    rows = desk.lake.sql("select article_id, external_id from article").to_pylist()
    return {r["article_id"]: r["external_id"] for r in rows}


def test_a_late_original_leads_the_story_and_forms_make_no_copies(whole: Desk) -> None:
    name = names(whole)
    stories = {name[s.article_id]: s for s in whole.lake.rows(Story)}
    assert {name[stories[n].origin_id] for n in ("wire", "cut", "whole", "original")} == {"original"}
    assert stories["cut"].role in ("copy", "excerpt")
    relations = {(name[r.a], name[r.b]): r.relation for r in whole.lake.rows(Reuse)}
    assert {v for k, v in relations.items() if k[0].startswith("quote") and k[1].startswith("quote")} == {"partial"}
    assert "copy" not in {v for k, v in relations.items() if k[0].startswith("cable")}
    assert len({stories[f"cable{i}"].story_id for i in range(4)}) == 4


@pytest.mark.parametrize(("seed", "batch_size"), [(1, 1), (2, 4), (3, 7)])
def test_order_and_size_of_batches_leave_no_trace(tmp_path: Path, whole: Desk, seed: int, batch_size: int) -> None:
    rows = articles()
    random.Random(seed).shuffle(rows)  # noqa: S311 no secret, a repeatable order
    assert hashes(ingest(tmp_path, rows, batch_size)) == hashes(whole)


def test_a_batch_that_was_related_and_never_committed_leaves_no_trace(
    tmp_path: Path, whole: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    rows = articles()
    ingest(tmp_path, rows[:4], 100)
    with monkeypatch.context() as patched:
        patched.setattr(commit, "link_batch", fail)
        with pytest.raises(OSError, match="no space"):
            ingest(tmp_path, rows[4:8], 100)
    assert hashes(ingest(tmp_path, rows[4:], 100)) == hashes(whole)


def test_copies_of_one_report_add_no_origin_and_no_text(whole: Desk) -> None:
    rows = whole.lake.sql("select n_reports, n_texts, n_origins from event where killed_low = 3").to_pylist()
    assert [(r["n_texts"], r["n_origins"]) for r in rows] == [(1, 1)]
    assert rows[0]["n_reports"] >= 3


def test_verdicts_settle_four_days_after_the_later_article_and_not_before(tmp_path: Path) -> None:
    desk = ingest(tmp_path, articles(), 100)
    noon = datetime(2015, 11, 10, 12, tzinfo=UTC)
    assert settle(desk, as_of=noon + timedelta(hours=90)) == 0
    assert settle(desk, as_of=noon + timedelta(hours=120)) > 0
    name = names(desk)
    stories = {name[s.article_id]: s.state for s in desk.lake.rows(Story)}
    assert (stories["wire"], stories["cable3"]) == ("settled", "provisional")
    assert {r.state for r in desk.lake.rows(Reuse) if name[r.a].startswith("quote")} >= {"settled"}
    assert settle(desk, as_of=noon + timedelta(hours=120)) == 0
    assert settle(desk, as_of=noon + timedelta(days=60)) > 0
    assert {s.state for s in desk.lake.rows(Story)} == {"settled"}
