"""A push feed on a real Redis server: what is added is stored once, whatever is killed in between."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.desk import Desk
from flows.queue import ingest_queue
from schemas.batch import FeedState, Issue
from schemas.trouble import Trouble
from tasks.fetch.queue import open_queue
from tasks.knowledge import load_knowledge
from tests.machine_tools import find_tool
from warehouse.lake import Lake

ROOT = Path(__file__).resolve().parent.parent
needs_server = pytest.mark.skipif(
    find_tool("redis-server") is None, reason="NOT TESTED: no redis-server here (Debian's package has it)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    client: Any
    port: int

    def url(self, stream: str) -> str:
        return f"redis://:secret@127.0.0.1:{self.port}/0?stream={stream}"

    def add(self, stream: str, number: int, **more: str) -> str:
        text = f"قتل {number + 2} مدنيين في قصف مدفعي على حي رقم {number} في مدينة حمص، بحسب الدفاع المدني."
        record = {"id": f"q{number}", "source": "wire", "published": "2024-03-04", "text": text} | more
        return str(self.client.xadd(stream, {"record": json.dumps(record, ensure_ascii=False)}).decode())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    import redis

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--requirepass", "secret", "--save", ""]
    process = subprocess.Popen([*command, "--dir", str(folder)], stdout=subprocess.DEVNULL)
    client = redis.Redis(port=port, password="secret", protocol=2)  # noqa: S106 a server of this test
    for _ in range(200):
        try:
            client.ping()
            break
        except redis.ConnectionError:
            time.sleep(0.05)
    yield Server(client=client, port=port)
    process.terminate()
    process.wait(timeout=10)


def open_desk(folder: Path) -> Desk:
    return Desk(lake=Lake.open(folder, create=True), knowledge=load_knowledge())


@needs_server
def test_entries_become_articles_and_the_position_is_in_the_lake(tmp_path: Path, server: Server) -> None:
    desk, queue = open_desk(tmp_path / "lake"), open_queue(server.url("first"))
    assert ingest_queue(desk, queue).n_in == 0
    last = [server.add("first", n) for n in range(5)][-1]
    assert ingest_queue(desk, queue).n_stored == 5
    assert ingest_queue(desk, queue).n_in == 0
    [state] = desk.lake.rows(FeedState)
    assert (state.cursor, state.n_new) == (f"{last}/5", 5)
    assert state.feed_url == f"redis://127.0.0.1:{server.port}/0?stream=first"
    again = server.add("first", 0)
    done = ingest_queue(desk, queue)
    assert (done.n_stored, done.n_duplicate) == (0, 1)
    assert desk.lake.rows(FeedState)[0].cursor == f"{again}/6"


@needs_server
def test_a_broken_entry_is_an_issue_and_the_rest_goes_on(tmp_path: Path, server: Server) -> None:
    desk, queue = open_desk(tmp_path / "lake"), open_queue(server.url("broken"))
    server.client.xadd("broken", {"record": "{not json"})
    server.client.xadd("broken", {"text": "no record"})
    server.add("broken", 1)
    assert ingest_queue(desk, queue).n_stored == 1
    assert sorted(i.kind for i in desk.lake.rows(Issue) if i.stage != "extract") == ["broken-line", "broken-record"]
    assert all("secret" not in str(i) for i in desk.lake.rows(Issue))


@needs_server
def test_entries_that_were_removed_before_they_were_read_are_told(tmp_path: Path, server: Server) -> None:
    desk, queue = open_desk(tmp_path / "lake"), open_queue(server.url("short"))
    server.add("short", 0)
    ingest_queue(desk, queue)
    for n in range(1, 9):
        server.add("short", n)
    server.client.xtrim("short", maxlen=3, approximate=False)
    assert ingest_queue(desk, queue).n_stored == 3
    [issue] = [i for i in desk.lake.rows(Issue) if i.stage != "extract"]
    assert issue.kind == "queue-gap"
    assert "5 entries after" in issue.message
    assert ingest_queue(desk, queue).n_in == 0


@needs_server
def test_a_stream_that_is_killed_again_and_again_loses_nothing_and_stores_nothing_twice(
    tmp_path: Path, server: Server
) -> None:
    last = [server.add("killed", n) for n in range(24)][-1]
    lake = tmp_path / "lake"
    command = [sys.executable, "-m", "cli", "stream", "--seconds", "0.1", "--batch-size", "4", "--lake", str(lake)]
    told = os.environ | {"MARSAD_QUEUE": server.url("killed")}
    desk = open_desk(lake)
    for moment in (0.03, 0.4):
        stored = desk.lake.snapshot().number
        process = subprocess.Popen(command, cwd=ROOT, env=told, stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 90
        while desk.lake.snapshot().number == stored and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(moment)
        process.kill()
        assert "secret" not in process.communicate(timeout=60)[1]
    assert desk.lake.snapshot().number >= 2
    queue = open_queue(server.url("killed"))
    while ingest_queue(desk, queue, count=4).n_in:
        pass
    counts = "select count(*) as n, count(distinct external_id) as ids, count(distinct article_id) as articles"
    assert desk.lake.sql(f"{counts} from article").to_pylist() == [{"n": 24, "ids": 24, "articles": 24}]
    assert desk.lake.rows(FeedState)[0].cursor == f"{last}/24"


@needs_server
def test_a_stream_told_to_end_ends_after_its_round(tmp_path: Path, server: Server) -> None:
    server.add("ended", 1)
    lake = tmp_path / "lake"
    command = [sys.executable, "-m", "cli", "stream", "--seconds", "0.1", "--lake", str(lake)]
    told = os.environ | {"MARSAD_QUEUE": server.url("ended")}
    desk = open_desk(lake)
    process = subprocess.Popen(command, cwd=ROOT, env=told, stderr=subprocess.PIPE, text=True)
    while desk.lake.snapshot().number == 0 and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    errors = process.communicate(timeout=60)[1]
    assert (process.returncode, "stopping after this round" in errors) == (0, True)


def test_an_address_that_names_no_stream_is_refused() -> None:
    for address in ("redis://127.0.0.1/0", "kafka://127.0.0.1?stream=n", "n"):
        with pytest.raises(Trouble, match="stream=NAME"):
            open_queue(address)


def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as told:
        ingest_queue(open_desk(tmp_path / "lake"), open_queue("redis://:secret@127.0.0.1:9/0?stream=n"))
    assert "redis://127.0.0.1:9/0?stream=n does not answer" in str(told.value)
    assert "secret" not in str(told.value)
