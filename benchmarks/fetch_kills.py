"""Kill -9 an ingest of 2,000 mixed items again and again, start it again, and look for what was lost or asked twice.

    python -m benchmarks.fetch_kills [KILLS] [--seed N]

Feeds with whole texts, feeds with summaries and their pages, JSON lines, a web archive and bare texts, all made for
this test. After each kill: what lies in the spool or in the lake must not be asked for again. At the end: every item
is there exactly once, and what came in is what was stored, known or quarantined. Exits 1 where that is not so.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from flows.desk import Desk
from flows.feeds import ingest_feeds
from flows.pipeline import ingest_paths
from schemas.article import Article
from schemas.batch import Issue
from schemas.document import Document
from tasks.fetch.captured import Captured
from tasks.fetch.spool import Spool
from tasks.fetch.warc import write_records
from tasks.knowledge import load_knowledge
from tests.fleet.server import Fleet, Reply, make_fetcher
from tests.test_fetch_poll import rss, source
from warehouse.lake import Lake

NOW = datetime(2024, 5, 6, tzinfo=UTC)
_WORDS = (
    "الطريق", "السوق", "المدرسة", "الجسر", "الميناء", "البلدية", "المطر", "الحصاد", "المكتبة", "القطار", "الحديقة",
)  # fmt: skip
"""Words of no conflict: what is measured is fetching and storing, not extraction."""


def _text(number: int) -> str:
    dice = random.Random(number)  # noqa: S311 a seed, no secret
    sentences = (" ".join(dice.choices(_WORDS, k=12)) + f" {number}-{k}." for k in range(8))
    return "\n".join(sentences)


def make_items(folder: Path, fleet: Fleet) -> set[str]:
    """Write 1,200 items to disk and put 800 on the web; return all addresses."""
    (folder / "dump.jsonl").write_text(
        "".join(json.dumps({"id": f"j{n}", "text": _text(n)}) + "\n" for n in range(600)), "utf-8"
    )
    pages = [
        Captured(url=f"https://old.example/{n}", payload=_page(n), media_type="text/html", captured_at=NOW)
        for n in range(600, 1000)
    ]
    write_records(folder, "old", pages, NOW)
    for n in range(1000, 1200):
        (folder / f"t{n}.txt").write_text(_text(n), "utf-8")
    urls = {f"file:dump.jsonl#j{n}" for n in range(600)} | {p.url for p in pages}
    urls |= {f"file:t{n}.txt" for n in range(1000, 1200)}
    for feed in range(20):
        host = f"h{feed}.test"
        whole = [(f"https://news.example/{feed}/{n}", NOW) for n in range(20)]
        short = [(fleet.url(host, f"/{n}"), NOW) for n in range(20)]
        for n in range(20):
            body = _page(2000 + 20 * feed + n)
            fleet.put(host, f"/{n}", Reply(body=body, headers={"Content-Type": "text/html; charset=utf-8"}, wait=0.01))
        fleet.put(host, "/whole", Reply(body=rss(list(whole)), headers={"ETag": "1"}))
        fleet.put(host, "/short", Reply(body=rss(list(short), full=False), headers={"ETag": "1"}))
        urls |= {u for u, _ in (*whole, *short)}
    return urls


def _page(number: int) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in _text(number).split("\n"))
    head = f"<html lang=ar><head><title>خبر {number}</title></head>"
    return f"{head}<body><article>{paragraphs}</article></body></html>".encode()


def child(lake: Path, folder: Path, port: int) -> None:
    """Ingest everything, as a process that may be killed at any moment."""
    print("ready", flush=True)
    desk = Desk(lake=Lake.open(lake, create=True), knowledge=load_knowledge())
    ingest_paths(desk, [folder], batch_size=100)
    sources = [
        source(f"http://h{n}.test:{port}/whole", f"http://h{n}.test:{port}/short", name=f"s{n}") for n in range(20)
    ]
    ingest_feeds(desk, sources, fetcher=make_fetcher(deadline_s=20.0))


def run_child(lake: Path, folder: Path, port: int, delay: float | None) -> bool:
    """Run the ingest and kill it `delay` seconds after it began; True where it came to its end."""
    command = [sys.executable, "-m", "benchmarks.fetch_kills", "--child", str(lake), str(folder), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        (running.stdout or sys.stdin).readline()
        try:
            return running.wait(delay) == 0
        except subprocess.TimeoutExpired:
            running.kill()
            return False


def kept_pages(lake: Path) -> set[str]:
    """Return the pages that a restarted ingest must not ask for again."""
    if not (lake / "lake.json").exists():
        return set()
    with Spool(lake / "spool") as spool:
        spooled = spool.addresses()
    return spooled | {d.url for d in Lake.open(lake).rows(Document)}


def run_round(dice: random.Random, left: int) -> tuple[int, Counter[str]]:
    """Ingest all items into a new lake with at most `left` kills; return the kills and what went wrong, counted."""
    with Fleet() as fleet, tempfile.TemporaryDirectory() as folder:
        lake, inputs = Path(folder) / "lake", Path(folder) / "in"
        inputs.mkdir()
        urls = make_items(inputs, fleet)
        kills, wrong, finished = 0, Counter[str](), False
        while not finished:
            kept, seen = kept_pages(lake), len(fleet.log)
            finished = run_child(lake, inputs, fleet.port, dice.uniform(0.1, 4.0) if kills < left else None)
            wrong["asked again"] += sum(1 for v in fleet.log[seen:] if fleet.url(v.host, v.path) in kept)
            kills += not finished
        found = Lake.open(lake)
        documents = Counter(d.url for d in found.rows(Document))
        accounted = len(found.rows(Article)) + sum(1 for i in found.rows(Issue) if i.severity == "quarantine")
    wrong["lost"] = len(urls - set(documents))
    wrong["doubled"] = sum(1 for n in documents.values() if n > 1)
    wrong["unaccounted"] = abs(accounted - len(urls))
    return kills, wrong


def campaign(kills: int, seed: int) -> int:
    """Run rounds until so many kills were made; return 1 where anything was lost, doubled or asked for again."""
    dice = random.Random(seed)  # noqa: S311 a seed, no secret
    began, done, rounds, wrong = time.monotonic(), 0, 0, Counter[str]()
    while done < kills:
        more, troubles = run_round(dice, kills - done)
        done, rounds = done + more, rounds + 1
        wrong.update(troubles)
    told = ", ".join(f"{wrong[name]} {name}" for name in ("lost", "doubled", "asked again", "unaccounted"))
    print(f"{done} kills in {rounds} ingests of 2,000 items: {told} ({time.monotonic() - began:.0f} s, seed {seed})")
    return int(any(wrong.values()))


def main() -> int:
    """Run the campaign, or one child of it."""
    parser = argparse.ArgumentParser(description="kill an ingest again and again")
    parser.add_argument("kills", nargs="?", type=int, default=50)
    parser.add_argument("--seed", type=int, default=20240506)
    parser.add_argument("--child", nargs=3)
    told = parser.parse_args()
    if told.child:
        child(Path(told.child[0]), Path(told.child[1]), int(told.child[2]))
        return 0
    return campaign(told.kills, told.seed)


if __name__ == "__main__":
    sys.exit(main())
