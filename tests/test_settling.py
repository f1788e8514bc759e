"""A day is settled four days later; late and edited articles are taken into their own month and open it again."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.desk import Desk
from flows.pipeline import run_batch
from flows.report import write_report
from flows.settling import settle
from flows.work import Tally
from tasks.fetch.captured import Captured
from tasks.knowledge import load_knowledge
from warehouse.lake import Lake

DAY = date(2024, 3, 4)
NOON = datetime(2024, 3, 4, 12, tzinfo=UTC)
FIRST = "قال الدفاع المدني إن سبعة مدنيين قتلوا في قصف مدفعي على سوق مدينة إدلب اليوم."
EDITED = "قال الدفاع المدني إن تسعة مدنيين قتلوا في قصف مدفعي على سوق مدينة إدلب اليوم."
LATE = "نفت قيادة المنطقة العسكرية أن تكون مدفعيتها قصفت سوق مدينة إدلب اليوم، وقالت إن سبعة مدنيين قتلوا في انفجار."


def bring(desk: Desk, text: str, url: str, source: str) -> Tally:
    payload = json.dumps({"text": text}, ensure_ascii=False).encode()
    one = Captured(
        url=url, payload=payload, media_type="application/json", source_id=source, published_hint="2024-03-04T12:00:00Z"
    )
    return run_batch(desk, [one], label="test")


def open_desk(folder: Path, moment: datetime) -> Desk:
    return Desk(lake=Lake.open(folder, create=True), knowledge=load_knowledge(), clock=lambda: moment)


def day_of(desk: Desk) -> dict[str, Any]:
    [row] = desk.lake.sql('select * from days where "day" = ?', [DAY]).to_pylist()
    return dict(row)


def test_the_counts_of_a_day_are_final_after_four_days_and_open_again_when_something_comes_late(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "lake", NOON)
    bring(desk, FIRST, "https://one.example/1", "one")
    assert (day_of(desk)["events"], day_of(desk)["final"]) == (1, False)
    settle(desk, as_of=NOON + timedelta(hours=95))
    assert not day_of(desk)["final"]
    settle(desk, as_of=NOON + timedelta(hours=97))
    assert day_of(desk)["final"]
    [counted] = desk.lake.sql("select killed_best, open_events, final from killed_by_day").to_pylist()
    assert counted == {"killed_best": 7, "open_events": 0, "final": True}

    later = open_desk(tmp_path / "lake", NOON + timedelta(days=60))
    assert bring(later, LATE, "https://two.example/1", "two").n_stored == 1
    day = day_of(later)
    assert (day["articles"], day["late"], day["final"]) == (2, 1, False)
    assert not any(later.lake.sql("select final from events where date_start = ?", [DAY]).column(0).to_pylist())
    settle(later, as_of=NOON + timedelta(days=60))
    assert day_of(later)["final"]


def test_an_edited_article_moves_into_its_own_month_and_the_earlier_text_stays(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "lake", NOON)
    bring(desk, FIRST, "https://one.example/1", "one")
    settle(desk, as_of=NOON + timedelta(days=30))
    before = desk.lake.snapshot().number
    later = open_desk(tmp_path / "lake", NOON + timedelta(days=60))
    bring(later, EDITED, "https://one.example/1", "one")
    months = later.lake.sql("select distinct published_day from article").column(0).to_pylist()
    files = later.lake.snapshot().state("article").files
    assert (months, {f.month for f in files}) == ([DAY], {"2024-03"})
    day = day_of(later)
    assert (day["articles"], day["revisions"], day["late"], day["final"]) == (2, 1, 1, False)
    assert later.lake.at(snapshot=before).sql("select killed_best from event where kind = 'physical'").to_pylist() == [
        {"killed_best": 7}
    ]


def test_each_source_has_a_watermark_of_its_own(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "lake", NOON + timedelta(days=10))
    bring(desk, FIRST, "https://one.example/1", "one")
    [row] = desk.lake.sql("select * from watermarks").to_pylist()
    assert (row["source_id"], row["newest"], row["watermark"]) == ("one", NOON, NOON - timedelta(hours=72))
    assert (row["late"], row["open_articles"], row["settled_until"]) == (1, 1, DAY - timedelta(days=1))
    settle(desk, as_of=NOON + timedelta(days=10))
    [row] = desk.lake.sql("select * from watermarks").to_pylist()
    assert (row["open_articles"], row["settled_until"]) == (0, None)


def test_the_report_page_says_whether_its_counts_are_final(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "lake", NOON)
    bring(desk, FIRST, "https://one.example/1", "one")
    assert "Not final: 1 events may still change" in write_report(desk.lake)
    settle(desk, as_of=NOON + timedelta(days=5))
    assert "The counts are final" in write_report(desk.lake)
