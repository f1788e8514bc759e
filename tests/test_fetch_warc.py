"""The raw store gives back exactly what was captured, or says that it cannot."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from tasks.fetch.captured import Captured, Skipped, Unreadable, WarcPlace
from tasks.fetch.files import read_paths
from tasks.fetch.warc import WarcDamageError, read_all, read_record, write_records
from tests.fleet.material import MOMENT, MOMENT_LATER

PAGE = Captured(
    url="https://news.example/أخبار?a=1 2",
    final_url="https://news.example/x",
    payload=b"<p>x</p>\r\n\r\nWARC/1.0\r\n",
    media_type="text/html",
    charset="windows-1256",
    http_status=200,
    title_hint="عنوان\nبسطرين",
    headers=(("Content-Type", "text/html; charset=windows-1256"), ("Content-Encoding", "gzip"), ("X-A", "b\r\nc: d")),
)
TEXT = Captured(url="file:a b.txt", payload="نص".encode(), media_type="text/plain", external_id="a b")
EMPTY = Captured(url="file:e", payload=b"", media_type="text/plain")

hints = st.none() | st.text(max_size=300)
any_capture = st.builds(
    Captured,
    url=st.text(min_size=1, max_size=100),
    final_url=hints,
    payload=st.binary(max_size=500),
    media_type=st.sampled_from(["text/html", "text/plain", "application/json"]),
    charset=st.none() | st.sampled_from(["utf-8", "windows-1256"]),
    http_status=st.none() | st.integers(100, 599),
    external_id=hints,
    title_hint=hints,
    captured_at=st.none() | st.datetimes(timezones=st.just(UTC)),
    headers=st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=3).map(tuple),
)


def test_what_was_captured_comes_back(tmp_path: Path) -> None:
    captured = [PAGE, TEXT, EMPTY]
    places = write_records(tmp_path, "batch", captured, MOMENT)
    assert [read_record(tmp_path, p) for p in places] == captured
    assert list(read_all(tmp_path)) == [(p, c, MOMENT) for p, c in zip(places, captured, strict=True)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(any_capture, max_size=3, unique_by=lambda c: c.document_id))
def test_any_capture_comes_back(tmp_path: Path, captured: list[Captured]) -> None:
    places = write_records(tmp_path, "any", captured, MOMENT)
    assert [read_record(tmp_path, p) for p in places] == captured


def test_longest_hints_fit(tmp_path: Path) -> None:
    wide = Captured(url="u", payload=b"", media_type="text/plain", title_hint="ش" * 4096, feed_url="ش" * 4096)
    [place] = write_records(tmp_path, "batch", [wide], MOMENT)
    assert read_record(tmp_path, place) == wide
    assert [c for _, c, _ in read_all(tmp_path)] == [wide]


def test_the_file_is_a_warc_that_others_read(tmp_path: Path) -> None:
    write_records(tmp_path, "batch", [PAGE, TEXT], MOMENT)
    with (tmp_path / "batch.warc.gz").open("rb") as file:
        kinds = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(file, check_digests="raise")
        ]
    assert [k[0] for k in kinds] == ["response", "resource"]
    assert kinds[1][1] == "file:a%20b.txt"
    assert [k[2] for k in kinds] == [PAGE.payload, TEXT.payload]


def test_a_batch_done_again_gives_the_same_bytes(tmp_path: Path) -> None:
    write_records(tmp_path / "1", "b", [PAGE, TEXT], MOMENT)
    write_records(tmp_path / "2", "b", [PAGE, TEXT], MOMENT)
    assert (tmp_path / "1/b.warc.gz").read_bytes() == (tmp_path / "2/b.warc.gz").read_bytes()


def test_a_capture_that_comes_twice_is_written_once(tmp_path: Path) -> None:
    first, other, again = write_records(tmp_path, "b", [PAGE, TEXT, PAGE], MOMENT)
    assert first == again != other
    assert len(list(read_all(tmp_path))) == 2


def test_no_half_written_file_has_the_name_of_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tasks.fetch.warc.os.fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        write_records(tmp_path, "b", [PAGE], MOMENT)
    assert list(tmp_path.glob("*.warc.gz")) == []


@pytest.mark.parametrize("step", range(0, 400, 23))
def test_a_flipped_bit_is_never_read_as_if_nothing_were(tmp_path: Path, step: int) -> None:
    [place] = write_records(tmp_path, "b", [PAGE], MOMENT)
    path = tmp_path / place.file
    data = bytearray(gzip.decompress(path.read_bytes()))
    data[len(data) * step // 400] ^= 0x10
    path.write_bytes(gzip.compress(bytes(data)))
    try:
        found = read_record(tmp_path, WarcPlace(file=place.file, offset=0, length=path.stat().st_size))
    except WarcDamageError:
        return
    assert found.document_id == PAGE.document_id


@pytest.mark.parametrize("offset", [0, 7, 10_000])
def test_a_wrong_place_is_refused(tmp_path: Path, offset: int) -> None:
    [place] = write_records(tmp_path, "b", [PAGE], MOMENT)
    with pytest.raises(WarcDamageError):
        read_record(tmp_path, WarcPlace(file=place.file, offset=offset, length=place.length // 2))
    with pytest.raises(WarcDamageError):
        read_record(tmp_path, WarcPlace(file="none.warc.gz", offset=0, length=5))


def test_our_own_archive_is_an_input_that_keeps_hints_and_time(tmp_path: Path) -> None:
    write_records(tmp_path, "b", [PAGE, TEXT], MOMENT)
    found = list(read_paths([tmp_path / "b.warc.gz"]))
    assert found == [replace(PAGE, captured_at=MOMENT), replace(TEXT, captured_at=MOMENT)]


def test_a_cut_archive_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    places = write_records(tmp_path, "b", [PAGE, TEXT, EMPTY], MOMENT)
    whole = (tmp_path / "b.warc.gz").read_bytes()
    (tmp_path / "b.warc.gz").write_bytes(whole[: places[2].offset - 20])
    found = list(read_paths([tmp_path]))
    assert found[0] == replace(PAGE, captured_at=MOMENT)
    assert isinstance(found[-1], Unreadable)


def test_records_that_are_no_pages_are_counted(tmp_path: Path) -> None:
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{n}\r\n"
        "WARC-Record-ID: <urn:x:{n}>\r\nWARC-Date: 2016-08-26T10:00:00Z\r\n"
        "Content-Type: application/http; msgtype=response\r\nContent-Length: {size}\r\n\r\n"
    )
    bodies = [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n<p>page</p>",
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG",
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone</p>",
    ]
    data = b"".join(head.format(n=n, size=len(body)).encode() + body + b"\r\n\r\n" for n, body in enumerate(bodies))
    (tmp_path / "news.warc").write_bytes(data)
    page, rest = list(read_paths([tmp_path], source="archive"))
    assert isinstance(page, Captured)
    assert (page.url, page.payload, page.charset, page.http_status) == (
        "https://news.example/0",
        b"<p>page</p>",
        "utf-8",
        200,
    )
    assert page.captured_at == datetime(2016, 8, 26, 10, tzinfo=UTC)
    assert rest == Skipped(path="file:news.warc", why="2 of 3 records are no article pages")


def test_a_page_from_an_archive_keeps_the_time_of_that_archive(tmp_path: Path) -> None:
    old = Captured(url="https://news.example/", payload=b"x", media_type="text/html", captured_at=MOMENT)
    write_records(tmp_path, "b", [old], MOMENT_LATER)
    assert [(c, moment) for _, c, moment in read_all(tmp_path)] == [(old, MOMENT)]


def test_a_page_of_a_foreign_archive_whose_bytes_were_changed_is_told(tmp_path: Path) -> None:
    page = Captured(url="https://news.example/", payload=b"<p>five dead</p>" * 9, media_type="text/html")
    write_records(tmp_path, "b", [page], MOMENT)
    data = gzip.decompress((tmp_path / "b.warc.gz").read_bytes())
    lines = [line for line in data.split(b"\r\n") if not line.startswith((b"WARC-JSON", b"Marsad-"))]
    (tmp_path / "whole.warc").write_bytes(b"\r\n".join(lines))
    (tmp_path / "changed.warc").write_bytes(b"\r\n".join(lines).replace(b"five", b"nine", 1))
    [whole] = list(read_paths([tmp_path / "whole.warc"]))
    [changed] = list(read_paths([tmp_path / "changed.warc"]))
    assert isinstance(whole, Captured)
    assert isinstance(changed, Unreadable)
    assert changed.kind == "broken-record"
