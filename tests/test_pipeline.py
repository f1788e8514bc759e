"""The whole path on the samples: same rows whatever the order, the batch size, or how often the run is repeated."""

import random
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.desk import Desk
from flows.pipeline import ingest_paths, run_batch
from flows.work import Tally
from tasks.fetch.captured import Captured, Unreadable
from tasks.fetch.files import read_paths
from tasks.knowledge import load_knowledge
from warehouse.identical import table_hashes
from warehouse.lake import Lake

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"


def open_desk(folder: Path, clock: Callable[[], datetime] | None = None) -> Desk:
    lake = Lake.open(folder, create=True)
    knowledge = load_knowledge()
    return Desk(lake=lake, knowledge=knowledge, clock=clock) if clock else Desk(lake=lake, knowledge=knowledge)


def ingest_samples(folder: Path, batch_size: int = 200) -> tuple[Desk, Tally]:
    desk = open_desk(folder)
    return desk, ingest_paths(desk, [SAMPLES], batch_size=batch_size)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Tally]:
    return ingest_samples(tmp_path_factory.mktemp("whole") / "lake")


def test_every_sample_becomes_an_article(whole: tuple[Desk, Tally]) -> None:
    _, tally = whole
    assert (tally.n_in, tally.n_stored, tally.n_quarantined) == (16, 16, 0)
    assert tally.n_mentions > 15


def test_stories_without_a_conflict_report_nothing_physical(whole: tuple[Desk, Tally]) -> None:
    desk, _ = whole
    rows = desk.lake.sql(
        "select a.external_id, m.evidence from mention m join article a using (article_id)"
        " where m.kind = 'physical' and m.status in ('asserted', 'denied')"
        " and regexp_matches(a.external_id, '^(12|13|14)-')"
    )
    assert rows.to_pylist() == []


def test_every_piece_of_evidence_is_a_slice_of_its_article(whole: tuple[Desk, Tally]) -> None:
    desk, _ = whole
    wrong = desk.lake.sql(
        "select m.mention_id from mention m join article a using (article_id)"
        " where substr(a.text, m.evidence_start + 1, m.evidence_end - m.evidence_start) <> m.evidence"
        " union all select mention_id from quantity q join mention m using (mention_id)"
        " join article a using (article_id)"
        ' where substr(a.text, q.start + 1, q."end" - q.start) <> q.text'
        " union all select claim_id from claim c join mention m using (mention_id) join article a using (article_id)"
        " where substr(a.text, c.evidence_start + 1, c.evidence_end - c.evidence_start) <> c.evidence"
    )
    assert wrong.num_rows == 0


def test_the_same_input_twice_changes_nothing(tmp_path: Path, whole: tuple[Desk, Tally]) -> None:
    desk, _ = ingest_samples(tmp_path / "lake")
    before = table_hashes(desk.lake)
    again = ingest_paths(desk, [SAMPLES])
    assert again.n_stored == 0
    assert again.n_duplicate == again.n_in
    assert table_hashes(desk.lake) == before == table_hashes(whole[0].lake)


@pytest.mark.parametrize("batch_size", [1, 2, 5])
def test_batch_size_changes_no_row(tmp_path: Path, whole: tuple[Desk, Tally], batch_size: int) -> None:
    desk, _ = ingest_samples(tmp_path / "lake", batch_size)
    assert table_hashes(desk.lake) == table_hashes(whole[0].lake)


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_arrival_and_the_day_of_the_run_change_no_row(
    tmp_path: Path, whole: tuple[Desk, Tally], seed: int
) -> None:
    desk = open_desk(tmp_path / "lake", clock=lambda: datetime(2031, 5, seed, tzinfo=UTC))
    found = [x for x in read_paths([SAMPLES]) if isinstance(x, Captured | Unreadable)]
    random.Random(seed).shuffle(found)  # noqa: S311 no secret, a repeatable shuffle
    for item in range(0, len(found), 3):
        part = [c for c in found[item : item + 3] if isinstance(c, Captured)]
        run_batch(desk, part, label="shuffled")
    assert table_hashes(desk.lake) == table_hashes(whole[0].lake)


def test_an_unreadable_input_becomes_an_issue_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(
        "قصف الجيش السوري بلدة سراقب بريف إدلب أمس ما أدى إلى مقتل ثلاثة مدنيين.\n", "utf-8"
    )
    (folder / "broken.jsonl").write_text('{"id": "a", "text": "نص"\n', "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    desk = open_desk(tmp_path / "lake")
    tally = ingest_paths(desk, [folder])
    assert (tally.n_stored, tally.n_quarantined, tally.n_skipped) == (1, 1, 1)
    issue = desk.lake.sql("select kind, message, next_step, url from issue where severity = 'quarantine'").to_pylist()
    assert len(issue) == 1
    assert all(issue[0].values())


def test_ingest_without_a_server_does_not_even_import_prefect(tmp_path: Path) -> None:
    code = (
        "import sys; from cli.main import build_app; build_app()(['ingest', sys.argv[1], '--lake', sys.argv[2]],"
        " standalone_mode=False); sys.exit(7 if any(m.split('.')[0] == 'prefect' for m in sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(SAMPLES / "15-records.jsonl"), str(tmp_path / "lake")], cwd=ROOT, check=False
    )
    assert done.returncode == 0


def test_articles_without_any_date_are_related_too(tmp_path: Path) -> None:
    text = "قال سكان إن قذائف سقطت على الحي القديم في المدينة ليلا وإن النيران اندلعت في ثلاثة منازل قبل أن يخمدها رجال الإطفاء"
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"{text}.\n", "utf-8")
    desk = open_desk(tmp_path / "lake")
    ingest_paths(desk, [folder])
    assert desk.lake.sql("select relation from reuse").column(0).to_pylist() == ["copy"]
