"""A lake in a bucket: the same tables as in a folder, committed to from several machines, and nothing of it is lost."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from tests.lake_rows import NOW, make_article, make_change, make_document, rows_of
from tests.s3_server import s3_server
from warehouse import delta, lease
from warehouse.bucket import Bucket
from warehouse.errors import LakeBusy
from warehouse.failpoints import FailpointReached, forget_turns
from warehouse.identical import table_hashes
from warehouse.lake import Change, Lake, LakeError
from warehouse.layout import places_of
from warehouse.migrate import migrate
from warehouse.repair import repair
from warehouse.upkeep import compact, upkeep, vacuum
from warehouse.verify import verify

ROOT = Path(__file__).resolve().parent.parent
Machine = Callable[[str], Lake]


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, str]]:
    with s3_server() as told:
        yield told


@pytest.fixture
def url(server: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    for name, value in server.items():
        monkeypatch.setenv(name, value)
    forget_turns()
    return f"s3://news/{tmp_path.name}/lake"


@pytest.fixture
def on(url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    """Open the lake as a machine of a name does, with what it alone remembers."""

    def open_there(machine: str) -> Lake:
        monkeypatch.setenv("MARSAD_CACHE", str(tmp_path / machine))
        return Lake.open(url, create=True)

    return open_there


@pytest.fixture
def plain(tmp_path: Path) -> Lake:
    return Lake.open(tmp_path / "plain", create=True)


def batches() -> list[Change]:
    moved = rows_of([make_article(0, day=None)])
    return [
        make_change("one", range(3)),
        make_change("undated", range(3, 5), day=None),
        Change(batch_id="moved", label="x", tables=moved),
    ]


def objects(url: str, below: str = "") -> list[str]:
    return [found.name for found in Bucket.of(url).list(below)]


def test_a_bucket_holds_the_same_tables_as_a_folder_and_every_machine_reads_them(plain: Lake, on: Machine) -> None:
    here = on("here")
    for change in batches():
        plain.commit(change, now=NOW)
        here.commit(change, now=NOW)
    assert table_hashes(here) == table_hashes(plain)
    there = on("there")
    assert table_hashes(there) == table_hashes(plain)
    assert [s.batch_id for s in there.snapshots()] == ["one", "undated", "moved"]
    assert there.at(snapshot=1).table("article").num_rows == 3
    assert verify(there, rows=False) == []


def test_a_batch_of_another_machine_is_seen_at_the_next_look_and_its_repetition_writes_nothing(on: Machine) -> None:
    here, there = on("here"), on("there")
    assert there.snapshot().number == 0
    here.commit(make_change("one", range(3)), now=NOW)
    assert there.table("article").num_rows == 3
    with duckdb.connect(str(there.catalog_path), read_only=True) as session:
        assert session.execute("select count(*) from article").fetchall() == [(3,)]
    assert there.commit(make_change("one", range(3)), now=NOW).number == 1


_COMMITTER = """
import sys
from tests.lake_rows import NOW, make_change
from warehouse.lake import Lake
lake = Lake.open(sys.argv[1])
for n in range(int(sys.argv[2]), int(sys.argv[3])):
    lake.commit(make_change(f"batch-{n}", range(3 * n, 3 * n + 4)), now=NOW)
"""


def test_two_machines_that_commit_at_once_lose_nothing(on: Machine, plain: Lake, url: str, tmp_path: Path) -> None:
    import os

    on("here")
    running = [
        subprocess.Popen(
            [sys.executable, "-c", _COMMITTER, url, str(first), str(last)],
            cwd=ROOT,
            env=os.environ | {"MARSAD_CACHE": str(tmp_path / f"machine-{first}")},
        )
        for first, last in ((0, 3), (2, 5))
    ]
    assert [one.wait(120) for one in running] == [0, 0]
    for n in range(5):
        plain.commit(make_change(f"batch-{n}", range(3 * n, 3 * n + 4)), now=NOW)
    lake = on("third")
    assert sorted(s.batch_id for s in lake.snapshots()) == [f"batch-{n}" for n in range(5)]
    assert lake.table("article").num_rows == plain.table("article").num_rows == 16
    assert verify(lake, rows=False) == []


def test_who_slept_through_its_turn_is_told_and_what_the_other_committed_stays(
    on: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeper, other = on("sleeper"), on("other")
    with sleeper.writer() as writer:
        with monkeypatch.context() as soon:
            soon.setattr(lease, "STILL_S", 0.0)
            other.commit(make_change("theirs", range(3)), now=NOW)
        with pytest.raises(LakeBusy, match="took its turn"):
            writer.commit(make_change("ours", range(2, 5)), now=NOW)
    assert [s.batch_id for s in other.snapshots()] == ["theirs"]
    sleeper.commit(make_change("ours", range(2, 5)), now=NOW)
    assert other.table("article").num_rows == 5
    assert verify(other, rows=False) == []


def test_a_number_in_the_log_of_batches_is_taken_once_even_where_two_believe_that_it_is_their_turn(
    on: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeper, other = on("sleeper"), on("other")
    monkeypatch.setattr(lease.Turn, "is_held", lambda _self: True)
    with sleeper.writer() as writer:
        with monkeypatch.context() as soon:
            soon.setattr(lease, "STILL_S", 0.0)
            other.commit(make_change("theirs", range(3)), now=NOW)
        with pytest.raises(LakeBusy):
            writer.commit(make_change("ours", range(2, 5)), now=NOW)
    assert [s.batch_id for s in sleeper.snapshots()] == ["theirs"]


def test_who_waits_longer_than_told_is_told_who_commits(on: Machine) -> None:
    here, there = on("here"), on("there")
    with here.writer(), pytest.raises(LakeBusy, match="by process") as told, there.writer(wait_s=0.3):
        pass
    assert told.value.exit_code == 5


@pytest.mark.parametrize(
    ("point", "is_in", "heir"),
    [
        ("store.before_decide", False, "same"),
        ("store.before_decide", False, "another"),
        ("store.decided", True, "same"),
        ("store.decided", True, "another"),
        ("delta.before_commit@2", True, "same"),
        ("store.before_snapshot", True, "another"),
        ("store.published", True, "another"),
        ("catalog.built", True, "same"),
    ],
)
def test_a_committer_that_dies_leaves_a_batch_that_anyone_finishes_or_nothing(  # noqa: PLR0917  # fixtures
    on: Machine,
    plain: Lake,
    monkeypatch: pytest.MonkeyPatch,
    point: str,
    is_in: bool,  # noqa: FBT001  # a parameter of the table above
    heir: str,
) -> None:
    first = on("same")
    first.commit(make_change("one", range(3)), now=NOW)
    with monkeypatch.context() as dying:
        dying.setenv("MARSAD_FAILPOINT", f"{point}:raise")
        with pytest.raises(FailpointReached):
            first.commit(make_change("two", range(2, 6)), now=NOW)
    lake = on(heir)
    lake.commit(make_change("three", range(5, 8)), now=NOW)
    done = ["one", *(["two"] if is_in else []), "three"]
    assert [s.batch_id for s in lake.snapshots()] == done
    for name, numbers in {"one": range(3), "two": range(2, 6), "three": range(5, 8)}.items():
        if name in done:
            plain.commit(make_change(name, numbers), now=NOW)
    assert table_hashes(lake) == table_hashes(plain)
    assert verify(lake, rows=False) == []
    first.commit(make_change("two", range(2, 6)), now=NOW)
    assert len(first.snapshots()) == 3


def test_a_turn_of_a_dead_machine_is_over_when_it_stood_still(on: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    dead, heir = on("dead"), on("heir")
    monkeypatch.setattr(lease.Turn, "give_back", lambda self: self._over.set())
    dead.commit(make_change("one", range(3)), now=NOW)
    with pytest.raises(LakeBusy):
        heir.commit(make_change("two", range(3, 5)), now=NOW, wait_s=0.3)
    dead.commit(make_change("again", range(5, 6)), now=NOW, wait_s=0.3)  # its own turn needs no waiting
    monkeypatch.setattr(lease, "STILL_S", 0.5)
    heir.commit(make_change("two", range(3, 5)), now=NOW, wait_s=5)
    assert heir.table("article").num_rows == 6


def test_a_store_that_overwrites_where_told_not_to_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    send = Bucket._send

    def deaf(self: Bucket, *request: Any) -> Any:
        *rest, headers = request
        return send(self, *rest, {k: v for k, v in headers.items() if k != "if-none-match"})

    monkeypatch.setattr(Bucket, "_send", deaf)
    with pytest.raises(LakeError, match="does not honour If-None-Match") as told:
        Lake.open(url, create=True)
    assert "marsad publish" in told.value.next_step


def test_keys_come_from_the_environment_and_stand_in_no_message(
    on: Machine, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "hush-hush" not in repr(on("here").places)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("warehouse.bucket.time.sleep", lambda _s: None)
    with pytest.raises(LakeError, match="does not answer") as told:
        Lake.open(url)
    assert "hush-hush" not in str(told.value)
    monkeypatch.delenv("AWS_ALLOW_HTTP")
    with pytest.raises(LakeError, match="not encrypted"):
        Lake.open(url)
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(LakeError, match="Set AWS_ACCESS_KEY_ID"):
        Lake.open(url)
    with pytest.raises(LakeError, match="needs a folder"):
        Lake.open("s3://news")


def test_a_bucket_without_the_lake_or_that_is_none_is_told_as_such(url: str) -> None:
    with pytest.raises(LakeError, match="There is no lake here"):
        Lake.open(url)
    with pytest.raises(LakeError, match="Make the bucket first"):
        Lake.open("s3://nobody/lake", create=True)


def test_requests_are_signed_as_amazons_own_client_signs_them(url: str) -> None:
    auth = pytest.importorskip("botocore.auth")
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    bucket = Bucket.of(url)
    path, query = "/news/a/month%3D2016-10/b%20c.json", "list-type=2&prefix=a%2Fb"
    headers = {"host": "s3.example", "x-amz-content-sha256": "0" * 64, "x-amz-date": "20260301T120000Z"}
    ours = bucket._signature("PUT", path, query, headers, "0" * 64)
    request = AWSRequest("PUT", f"https://s3.example{path}?{query}", headers=headers)
    request.context = {"timestamp": headers["x-amz-date"], "payload_signing_enabled": True}
    signer = auth.S3SigV4Auth(Credentials(bucket.key_id, bucket.secret), "s3", bucket.region)
    signer.payload = lambda _request: "0" * 64
    canonical = signer.canonical_request(request)
    theirs = signer.signature(signer.string_to_sign(request, canonical), request)
    assert ours.endswith(f"Signature={theirs}")


def test_upkeep_removes_from_the_bucket_what_no_kept_snapshot_names(on: Machine, plain: Lake, url: str) -> None:
    lake = on("here")
    for change in (make_change(f"b{n}", range(n, n + 2)) for n in range(3)):
        lake.commit(change, now=NOW)
        plain.commit(change, now=NOW)
    Bucket.of(url).put("tables/article/month=2016-10/part-orphan.parquet", b"of a committer that died")
    compact(lake, now=NOW, limit=1)
    young = len(objects(url, "tables/article/month"))
    vacuum(lake, now=NOW, keep=timedelta(days=1), grace=timedelta(hours=1))
    assert len(objects(url, "tables/article/month")) == young  # too young: perhaps of a batch about to be decided
    done = upkeep(lake, now=NOW + timedelta(seconds=1), keep=timedelta(0), grace=timedelta(0))
    assert done.files_removed > 3
    assert len(objects(url, "tables/article/month")) == 1
    assert len(objects(url, "commits/")) == len(objects(url, "snapshots/0")) == 1
    assert verify(lake, rows=False) == []
    assert table_hashes(on("there")) == table_hashes(plain)
    on("there").commit(make_change("after", range(7, 9)), now=NOW)
    assert on("here").table("article").num_rows == 6


def test_a_checkpoint_goes_to_the_bucket_and_a_new_machine_goes_on_from_it(
    on: Machine, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delta, "_CHECKPOINT_EVERY", 3)
    lake = on("here")
    for n in range(4):
        lake.commit(Change(batch_id=f"b{n}", label="x", tables=rows_of([make_article(n % 3)])), now=NOW)
    upkeep(lake, now=NOW)
    assert any(name.endswith(".checkpoint.parquet") for name in objects(url, "tables/batch/_delta_log/"))
    there = on("there")
    assert there.commit(make_change("b3", range(9)), now=NOW) == there.snapshot()  # it knows the batch
    assert verify(there, rows=False) == []


def test_the_catalog_beside_a_lake_reads_the_bucket_or_a_copy_of_it(on: Machine, url: str, tmp_path: Path) -> None:
    on("here").commit(make_change("one", range(3)), now=NOW)
    copy = tmp_path / "copy"
    for name in objects(url):
        data = Bucket.of(url).get(name)
        assert data is not None
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(data)
    with duckdb.connect(str(copy / "marsad.duckdb"), read_only=True) as session:
        session.execute("SET autoinstall_known_extensions = false")
        (told,) = session.execute("select sql from duckdb_views() where view_name = 'article'").fetchall()
        assert f"'{url}/tables'" in told[0]
        session.execute(f"SET VARIABLE marsad_tables = '{copy}/tables'")
        assert session.execute("select count(*) from article").fetchall() == [(3,)]
        assert session.execute("select snapshot from lake_snapshot").fetchall() == [(1,)]
    shutil.rmtree(copy)
    Bucket.of(url).put("marsad.duckdb", b"not any more")
    assert [f.check for f in verify(on("here"), rows=False)] == ["catalog"]
    on("here").rewrite_catalog()
    assert verify(on("here"), rows=False) == []


def test_a_damaged_object_is_named_by_verify_and_never_read(on: Machine, url: str) -> None:
    lake = on("here")
    lake.commit(make_change("one", range(3)), now=NOW)
    (name,) = objects(url, "tables/article/month")
    Bucket.of(url).put(name, b"PAR1 something else")
    found = verify(lake, rows=False)
    assert [(f.check, f.where) for f in found if f.check == "files"] == [("files", f"{url}/{name}")]
    with pytest.raises(LakeError, match="not what was written"):
        on("there").table("article")
    Bucket.of(url).delete([name])
    assert "is missing" in next(f.what for f in verify(lake, rows=False) if f.check == "files")


def test_captured_bytes_lie_in_the_bucket_before_their_batch_does(on: Machine, url: str) -> None:
    lake = on("here")
    name = f"{lake.raw_name('one')}.warc.gz"
    (lake.raw_folder / name).write_bytes(b"x" * 900)
    lake.commit(Change(batch_id="one", label="x", tables=rows_of([make_document(1, file=name)])), now=NOW)
    assert (on("there").bring_raw() / name).read_bytes() == b"x" * 900
    assert [f for f in verify(lake) if f.check == "raw"] == []
    Bucket.of(url).delete([f"raw/{name}"])
    assert [f.where for f in verify(lake) if f.check == "raw"] == [f"{url}/raw/{name}"]
    assert lake.raw_name("one") != lake.raw_name("one")


def test_repair_and_migration_say_that_they_need_a_folder(on: Machine, url: str) -> None:
    on("here")
    for work in (lambda: repair(places_of(url), now=NOW), lambda: migrate(url, now=NOW)):
        with pytest.raises(LakeError, match="works on a lake in a folder"):
            work()  # type: ignore[no-untyped-call]


def test_a_lake_that_was_removed_and_made_anew_is_not_mixed_with_what_this_machine_remembers(
    on: Machine, url: str
) -> None:
    on("here").commit(make_change("old", range(3)), now=NOW)
    Bucket.of(url).delete(objects(url))
    on("there").commit(make_change("new", range(4, 5)), now=NOW)
    again = on("here")
    assert again.table("article").num_rows == 1
    assert [s.batch_id for s in again.snapshots()] == ["new"]


def test_a_folder_of_others_is_left_alone(url: str) -> None:
    Bucket.of(url).put("holiday.jpg", b"")
    with pytest.raises(LakeError, match=r"holds other things \(holiday.jpg\)"):
        Lake.open(url, create=True)


def test_commands_take_the_address_in_place_of_a_folder(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cli.main import build_app

    monkeypatch.setenv("MARSAD_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MARSAD_LAKE", url)
    app, run = build_app(), CliRunner()
    assert run.invoke(app, ["ingest", str(ROOT / "samples" / "11-talks.txt")]).exit_code == 0
    asked = run.invoke(app, ["status", "--json"])
    assert '"table": "article", "rows": 1' in asked.stdout
    assert run.invoke(app, ["export", "article"]).stdout.count("\n") == 1
    assert run.invoke(app, ["rebuild", "--force"]).exit_code == 0
    assert run.invoke(app, ["stream", "--inbox", str(tmp_path / "inbox"), "--minutes", "0.01"]).exit_code == 0
    assert run.invoke(app, ["doctor"]).stdout.count("s3://") > 0
    told = run.invoke(app, ["repair"])
    assert told.exit_code == 1
    assert "works on a lake in a folder" in told.stderr
