"""A lake on object storage: readers elsewhere see whole snapshots, and of two publishers one wins."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.lake_rows import NOW, make_article, make_change, rows_of
from tests.s3_server import s3_server
from warehouse import publish as publishing
from warehouse.failpoints import FailpointReached, forget_turns
from warehouse.lake import Change, Lake, LakeError
from warehouse.publish import Remote, ask_published, newest_pointer, publish
from warehouse.upkeep import compact

_COUNTS = (
    "SELECT (SELECT count(*) FROM article) AS articles, (SELECT count(*) FROM mention) AS mentions,"
    " (SELECT count(*) FROM reuse) AS pairs, (SELECT count(*) FROM event) AS events"
)


@pytest.fixture(scope="module")
def s3() -> Iterator[dict[str, str]]:
    if find_spec("moto") is None or find_spec("flask") is None:
        pytest.skip("NOT TESTED against S3: install moto[server] to run an S3 server on loopback")
    with s3_server() as told:
        yield told | {"aws_conditional_put": "etag"}


@pytest.fixture(params=["folder", "s3"])
def remote(request: pytest.FixtureRequest, tmp_path: Path) -> Remote:
    if request.param == "folder":
        return Remote(url=str(tmp_path / "published"), options={})
    return Remote(url=f"s3://news/{tmp_path.name}", options=request.getfixturevalue("s3"))


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake.open(tmp_path / "lake", create=True)
    lake.commit(make_change("one", range(3)), now=NOW)
    return lake


def counts(remote: Remote) -> list[int]:
    (row,) = ask_published(remote, _COUNTS).to_pylist()
    return list(row.values())


def test_readers_elsewhere_see_what_the_lake_shows(lake: Lake, remote: Remote) -> None:
    assert publish(lake, remote, now=NOW).number == 1
    assert counts(remote) == [3, 3, 2, 0]
    lake.commit(make_change("undated", range(3, 5), day=None), now=NOW)
    moved = make_article(0, day=date(2015, 1, 1))
    lake.commit(Change(batch_id="moved", label="x", tables=rows_of([moved])), now=NOW)
    compact(lake, now=NOW, limit=1)
    publish(lake, remote, now=NOW)
    assert counts(remote) == [5, 5, 3, 0]
    query = "SELECT * FROM article ORDER BY article_id"
    assert ask_published(remote, query).to_pylist() == lake.sql(query).to_pylist()


def test_what_is_there_is_not_sent_again(lake: Lake, remote: Remote) -> None:
    first = publish(lake, remote, now=NOW)
    assert first.bytes > 0
    assert publish(lake, remote, now=NOW).bytes == 0
    lake.commit(Change(batch_id="two", label="x", tables=rows_of([make_article(9)])), now=NOW)
    assert 0 < publish(lake, remote, now=NOW).bytes < first.bytes


def test_of_two_publishers_one_fails_and_readers_see_the_other(
    lake: Lake, remote: Remote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    publish(lake, remote, now=NOW)
    shutil.copytree(lake.root, tmp_path / "other")
    other = Lake.open(tmp_path / "other")
    other.commit(make_change("theirs", range(3, 9)), now=NOW)
    lake.commit(make_change("ours", range(3, 4)), now=NOW)
    point = publishing._point

    def slow_point(*arguments: object) -> None:
        monkeypatch.setattr(publishing, "_point", point)
        publish(other, remote, now=NOW)  # the other one is done while we are about to point
        point(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(publishing, "_point", slow_point)
    with pytest.raises(LakeError, match="Another publisher was faster"):
        publish(lake, remote, now=NOW)
    newest = newest_pointer(remote)
    assert newest is not None
    assert newest["batch_id"] == "theirs"
    assert counts(remote) == [9, 9, 7, 0]
    with pytest.raises(LakeError, match="is published there already"):
        publish(lake, remote, now=NOW)


@pytest.mark.parametrize("point", ["publish.uploaded", "publish.before_commit", "publish.before_pointer"])
def test_a_publication_that_stops_is_not_seen_and_is_done_again(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    remote = Remote(url=str(tmp_path / "published"), options={})
    publish(lake, remote, now=NOW)
    changed = replace(make_article(0), title="مصحح")
    lake.commit(Change(batch_id="two", label="x", tables=rows_of([changed, make_article(7)])), now=NOW)
    forget_turns()
    monkeypatch.setenv("MARSAD_FAILPOINT", f"{point}:raise")
    with pytest.raises(FailpointReached):
        publish(lake, remote, now=NOW)
    monkeypatch.delenv("MARSAD_FAILPOINT")
    assert counts(remote)[0] == 3
    publish(lake, remote, now=NOW)
    assert counts(remote)[0] == 4


def test_an_address_without_a_lake_is_an_error_that_says_what_next(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="No lake is published here"):
        ask_published(Remote(url=str(tmp_path / "nothing"), options={}), "SELECT 1")
