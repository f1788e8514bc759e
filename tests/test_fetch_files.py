"""Files, folders and dumps as inputs: everything is read, told or counted; nothing is dropped in silence."""

import gzip
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from tasks.fetch.captured import HINT_CHARACTERS, Captured, Skipped, Unreadable, clean_hint, document_row, issue_row
from tasks.fetch.files import read_paths
from tasks.fetch.warc import write_records
from tests.fleet.material import MOMENT, RSS

ARTICLE = "أعلن متحدث محلي أن الطريق أعيد فتحه صباح الاثنين."


def captures(*paths: Path, **said: Any) -> list[Captured]:
    return [found for found in read_paths(paths, **said) if isinstance(found, Captured)]


def troubles(*paths: Path) -> list[Unreadable]:
    return [found for found in read_paths(paths) if isinstance(found, Unreadable)]


def test_a_bare_text_takes_its_hints_from_the_sidecar(tmp_path: Path) -> None:
    (tmp_path / "road.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "road.json").write_text('{"published": "2015-10-02", "language": "ar", "source": "x"}', "utf-8")
    [one] = list(read_paths([tmp_path]))
    assert isinstance(one, Captured)
    assert (one.url, one.external_id, one.media_type) == ("file:road.txt", "road", "text/plain")
    assert (one.published_hint, one.language_hint, one.source_id) == ("2015-10-02", "ar", "x")
    assert one.payload.decode() == ARTICLE


def test_a_sidecar_named_by_a_glob_is_no_input_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>x</p>", "utf-8")
    (tmp_path / "a.html.json").write_text('{"url": "https://news.example/a"}', "utf-8")
    [one] = list(read_paths(sorted(tmp_path.iterdir())))
    assert isinstance(one, Captured)
    assert one.url == "https://news.example/a"


def test_a_broken_sidecar_is_told_and_the_text_is_read_without_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    (tmp_path / "a.json").write_text('{"published": ', "utf-8")
    trouble, one = list(read_paths([tmp_path]))
    assert isinstance(trouble, Unreadable)
    assert trouble.kind == "broken-sidecar"
    assert isinstance(one, Captured)
    assert one.published_hint is None


def test_what_is_said_of_all_yields_to_what_an_input_says_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    (tmp_path / "b.jsonl").write_text('{"id": 7, "text": "y", "source": "own"}\n', "utf-8")
    bare, record = captures(tmp_path, source="all", published="2020-01-01")
    assert (bare.source_id, record.source_id) == ("all", "own")
    assert (record.external_id, record.url, record.published_hint) == ("7", "file:b.jsonl#7", "2020-01-01")


def test_the_address_of_a_file_does_not_betray_the_machine(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_text("x", "utf-8")
    assert [c.url for c in captures(tmp_path)] == ["file:deep/a.txt"]
    assert [c.url for c in captures(tmp_path / "deep" / "a.txt")] == ["file:a.txt"]


@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
def test_a_broken_line_is_told_with_its_number_and_the_rest_goes_on(tmp_path: Path, ending: str) -> None:
    lines = b'{"id": "1", "text": "a"}\n\n{"id": "2", "te\n[1]\n{"id": "3"}\n\xff\xfe\n{"id": "4", "html": "<p>"}'
    (tmp_path / f"dump{ending}").write_bytes(gzip.compress(lines) if ending.endswith("gz") else lines)
    found = list(read_paths([tmp_path]))
    assert [c.external_id for c in found if isinstance(c, Captured)] == ["1", "4"]
    assert [u.path_or_url.partition("#")[2] for u in found if isinstance(u, Unreadable)] == [
        "line=3",
        "line=4",
        "line=5",
        "line=6",
    ]


def test_the_payload_of_a_record_is_its_line(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "text": ARTICLE, "extra": [1]}, ensure_ascii=False)
    (tmp_path / "dump.jsonl").write_text(line + "\r\n", "utf-8")
    [one] = captures(tmp_path)
    assert one.payload.decode() == line
    assert one.media_type == "application/json"


def test_a_cut_gzip_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": str(n), "text": os.urandom(200).hex()}) + "\n" for n in range(200))
    whole = gzip.compress(rows.encode())
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    found = list(read_paths([tmp_path]))
    assert len([c for c in found if isinstance(c, Captured)]) > 50
    assert isinstance(found[-1], Unreadable)
    assert found[-1].kind == "broken-file"


def test_a_line_without_an_end_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.fetch.records.MAX_RECORD", 1000)
    (tmp_path / "a.jsonl").write_text('{"text": "' + "x" * 5000 + '"}\n{"id": "2", "text": "short"}\n', "utf-8")
    found = list(read_paths([tmp_path]))
    assert [type(f).__name__ for f in found] == ["Unreadable", "Captured"]


def test_parquet_rows_are_records(tmp_path: Path) -> None:
    table = pa.table({"id": ["1", "2"], "text": ["a", None], "published": [date(2015, 10, 2), None], "score": [1, 2]})
    parquet.write_table(table, tmp_path / "dump.parquet")
    one, trouble = list(read_paths([tmp_path]))
    assert isinstance(one, Captured)
    assert json.loads(one.payload) == {"id": "1", "text": "a", "published": "2015-10-02"}
    assert isinstance(trouble, Unreadable)
    assert trouble.path_or_url == "file:dump.parquet#record=2"


def test_a_parquet_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no")
    (tmp_path / "b.parquet").write_bytes(b"")
    assert [u.kind for u in troubles(tmp_path)] == ["broken-file", "broken-file"]


def test_other_types_in_a_folder_are_counted_but_told_where_they_were_named(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    (tmp_path / ".hidden.txt").write_bytes(b"x")
    assert [type(f) for f in read_paths([tmp_path])] == [Skipped, Skipped]
    assert [u.kind for u in troubles(tmp_path / "photo.jpg", tmp_path / "none.txt")] == ["unknown-type", "no-such-file"]


def test_a_pipe_in_the_inbox_does_not_hang_the_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert [u.kind for u in troubles(tmp_path)] == ["no-regular-file"]


def test_linked_folders_are_not_followed_in_circles(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "a.txt").write_text("x", "utf-8")
    assert len(captures(tmp_path)) == 1


def test_a_feed_file_gives_its_items(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(RSS)
    first, second = captures(tmp_path, source="example")
    assert (first.url, first.external_id) == ("https://news.example/1", "guid-1")
    assert json.loads(second.payload)["html"] == "<p>خلاصة الخبر الثاني</p>"
    assert {c.feed_url for c in (first, second)} == {"file:feed.xml"}


def test_json_that_is_neither_sidecar_nor_feed_is_told(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{}", "utf-8")
    assert [u.kind for u in troubles(tmp_path)] == ["not-a-feed"]


def test_order_of_reading_is_the_order_of_names(tmp_path: Path) -> None:
    for name in ("c.txt", "a.txt", "b.txt"):
        (tmp_path / name).write_text(name, "utf-8")
    assert [c.external_id for c in captures(tmp_path)] == ["a", "b", "c"]


def test_every_hint_is_part_of_the_id_and_the_time_is_not() -> None:
    one = Captured(url="file:a", payload=b"x", media_type="text/plain")
    others = [
        Captured(url="file:a", payload=b"x", media_type="text/plain", published_hint="2015-10-02"),
        Captured(url="file:a", payload=b"x", media_type="text/plain", charset="utf-8"),
        Captured(url="file:b", payload=b"x", media_type="text/plain"),
    ]
    assert len({c.document_id for c in [one, *others]}) == 4
    assert Captured(url="file:a", payload=b"x", media_type="text/plain", captured_at=MOMENT).document_id == (
        one.document_id
    )


def test_a_document_row_points_into_the_archive(tmp_path: Path) -> None:
    one = Captured(url="file:a", payload=b"x", media_type="text/plain", title_hint="t")
    [place] = write_records(tmp_path, "batch", [one], MOMENT)
    row = document_row(one, place, fetched_at=MOMENT, batch_id="b")
    assert (row.document_id, row.warc_file, row.warc_offset) == (one.document_id, "batch.warc.gz", 0)
    assert row.payload_bytes == 1


def test_an_unreadable_input_becomes_an_issue_that_keeps_its_id() -> None:
    trouble = Unreadable(path_or_url="file:a#line=3", kind="broken-line", message="m", next_step="n")
    first, again = (issue_row(trouble, batch_id=b) for b in ("b1", "b2"))
    assert first.issue_id == again.issue_id
    assert (first.stage, first.severity, first.url) == ("fetch", "quarantine", "file:a#line=3")


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.lists(st.integers()), st.floats()))
def test_a_hint_can_always_be_stored(value: object) -> None:
    hint = clean_hint(value)
    assert hint is None or (hint.encode("utf-8") and "\x00" not in hint and len(hint) <= HINT_CHARACTERS)
