"""`marsad stream` under faults: `nice python -m benchmarks.stream [--minutes 30] [--keep FOLDER]`.

Ten hosts of loopback with a feed of whole texts and a feed of summaries each, and a watched folder; an article is
published every two seconds. Every three minutes one host is ill for twenty seconds: it answers 503, hangs up in the
middle, sends cut XML, drips, or asks for patience (429). Four readers in processes of their own query the catalog all
the time and check that it is whole. Prints the time from publication until a query finds the article (median, 95th
percentile, longest), the memory of the stream with its workers, the reads with their errors, and what is missing.
"""

import argparse
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import duckdb

from tasks.fetch.sourcefile import compose_source
from tests.fleet.server import Fleet, Reply, Visit
from tests.test_fetch_poll import rss

_HOSTS = 10
_SHOWN = 15
_PATIENCE = 240.0
"""Seconds after the last publication in which all must be found: a host that said 503 is left alone for two minutes."""
_PLACES = ("الرقة", "تعز", "حمص", "الفاشر", "صنعاء", "إدلب", "بنغازي", "الموصل", "غزة", "عدن")
_LEADS = (
    "قال الدفاع المدني إن {n} مدنيا قتلوا في قصف مدفعي على مدينة {place} صباح اليوم",
    "أعلنت مصادر طبية مقتل {n} أشخاص في غارة جوية استهدفت سوقا في {place} أمس",
    "أفاد سكان بأن {n} من المسلحين سقطوا في اشتباكات عنيفة قرب {place} مساء السبت",
    "انفجرت عبوة ناسفة في {place} ما أدى إلى إصابة {n} أشخاص وفق الشرطة",
)
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ILLS = ("503", "hangs up", "cut", "drips", "429")
_CHECK = """
select (select count(*) from event_mention anti join event using (event_id))
     + (select count(*) from mention anti join article using (article_id))
"""


def write_text(number: int) -> str:
    """Return an article with a lead of news and six sentences of words that nobody else uses: no copy of another."""
    dice = random.Random(number)  # noqa: S311 a seed, no secret
    lead = dice.choice(_LEADS).format(n=dice.randint(3, 10), place=dice.choice(_PLACES))
    words = ["".join(dice.choices(_LETTERS, k=dice.randint(3, 7))) for _ in range(84)]
    rest = (" ".join(words[k * 14 : k * 14 + 14]) + "." for k in range(6))
    return "\n".join((f"{lead}، بلاغ رقم {number}.", *rest))


@dataclass(slots=True)
class Outlet:
    """One host: what its two feeds list, and what ails it."""

    fleet: Fleet
    address: str
    whole: list[int] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    ill: str | None = None

    def open(self) -> list[str]:
        """Let the feeds answer and return their addresses."""
        self.fleet.put(self.address, "/robots.txt", Reply(body=b"User-agent: *\nDisallow:\n"))
        whole = self.fleet.put(self.address, "/whole", self._guarded(lambda: self._feed(self.whole, full=True)))
        short = self.fleet.put(self.address, "/short", self._guarded(lambda: self._feed(self.short, full=False)))
        return [whole, short]

    def publish(self, number: int, *, full: bool) -> str:
        """List an article; one of the summaries gets a page."""
        url = self.fleet.url(self.address, f"/{number}")
        if not full:
            body = "".join(f"<p>{line}</p>" for line in write_text(number).split("\n"))
            page = (
                f"<html lang=ar><head><title>قصف {number}</title></head><body><article>{body}</article></body></html>"
            )
            reply = Reply(body=page.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
            self.fleet.put(self.address, f"/{number}", self._guarded(lambda: reply))
        listed = self.whole if full else self.short
        listed.insert(0, number)
        del listed[_SHOWN:]
        return url

    def _feed(self, numbers: list[int], *, full: bool) -> Reply:
        now = datetime.now(UTC)
        items: list[tuple[str, datetime | None]] = [(self.fleet.url(self.address, f"/{n}"), now) for n in numbers]
        body = rss(items, full=full).decode()
        for number, (url, _) in zip(numbers, items, strict=True):
            body = body.replace(
                f"نص {url}<", "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in write_text(number).split("\n")) + "<"
            )
        return Reply(body=body.encode(), headers={"Content-Type": "application/rss+xml"})

    def _guarded(self, answer: Callable[[], Reply]) -> Callable[[Visit], Reply]:
        def page(_visit: Visit) -> Reply:
            reply = answer()
            if self.ill == "503":
                return Reply(status=503)
            if self.ill == "429":
                return Reply(status=429, headers={"Retry-After": "15"})
            if self.ill == "cut":
                return Reply(body=reply.body[: len(reply.body) // 2], headers=reply.headers)
            if self.ill in ("hangs up", "drips"):
                return Reply(raw=lambda wire: _misbehave(wire, drip=self.ill == "drips"))
            return reply

        return page


def _misbehave(wire: socket.socket, *, drip: bool) -> None:
    wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 90000\r\n\r\n")
    for _ in range(40 if drip else 1):
        wire.sendall(b"x")
        time.sleep(0.5)


def resident(pid: int) -> int:
    """Return the resident memory of a process and of all below it, in bytes."""
    total, border = 0, [pid]
    while border:
        one = border.pop()
        with suppress(OSError):
            total += int(Path(f"/proc/{one}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
            for task in Path(f"/proc/{one}/task").iterdir():
                border += [int(c) for c in (task / "children").read_text("ascii").split()]
    return total


def read_until_told(catalog: str) -> int:
    """Query the catalog until standard input ends; print reads, errors and states that were not whole."""
    told = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), told.set()), daemon=True).start()
    reads = errors = torn = 0
    while not told.wait(0.2):
        try:
            with duckdb.connect(catalog, read_only=True) as con:
                torn += con.execute(_CHECK).fetchall()[0][0] > 0
                con.execute("select status, count(*), sum(killed_low) from event group by 1").fetchall()
            reads += 1
        except duckdb.Error as error:
            errors += 1
            print("error", str(error).splitlines()[0])
    print(f"reads {reads} errors {errors} torn {torn}")
    return 0


def see(catalog: Path, sent: dict[str, float], seen: dict[str, float]) -> None:
    """Note which published articles a query finds now."""
    if not catalog.exists():
        return
    with duckdb.connect(str(catalog), read_only=True) as con:
        found = {row[0] for row in con.execute("select distinct url from article").fetchall()}
    now = time.monotonic()
    for url in found & sent.keys() - seen.keys():
        seen[url] = now


def publish_one(number: int, outlets: list[Outlet], inbox: Path) -> str:
    """Publish an article: each sixth in the folder, else at an outlet, in turn as a whole text and as a summary."""
    if number % 6 == 0:
        (inbox / f"note-{number}.txt").write_text(write_text(number), "utf-8")
        return f"file:note-{number}.txt"
    return outlets[number % len(outlets)].publish(number, full=number // len(outlets) % 2 == 0)


def main() -> int:
    """Run the stream for some minutes and print what was measured."""
    parser = argparse.ArgumentParser(description="stream under faults")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--every", type=float, default=2.0, help="seconds between publications")
    parser.add_argument("--keep", type=Path, help="keep lake and folders there")
    parser.add_argument("--reader", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.reader:
        return read_until_told(told.reader)
    with ExitStack() as stack:
        folder = told.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        outlets = []
        for n in range(1, _HOSTS + 1):
            fleet = stack.enter_context(Fleet(f"127.0.1.{n}"))
            outlets.append(Outlet(fleet, f"127.0.1.{n}"))
            place, text = compose_source(
                f"host-{n}", feeds=outlets[-1].open(), country="YE", language="ar", timezone="UTC"
            )
            (folder / "knowledge" / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / "knowledge" / place).write_text(text, "utf-8")
        return run(folder, outlets, told.minutes * 60, told.every)


def start(folder: Path, outlets: list[Outlet]) -> Any:
    """Start the command."""
    command = [sys.executable, "-m", "cli", "stream", "--feeds", "--every", "10", "--seconds", "2"]
    command += ["--sources", f"{folder}/knowledge", "--inbox", f"{folder}/inbox", "--lake", f"{folder}/lake"]
    peers = {"MARSAD_ALLOW_PEERS": ",".join(o.address for o in outlets)}
    (folder / "inbox").mkdir(exist_ok=True)
    return subprocess.Popen(command, env=os.environ | peers, stderr=(folder / "stream.log").open("w"))


def run(folder: Path, outlets: list[Outlet], seconds: float, every: float) -> int:
    """Publish, make ill, watch."""
    stream, catalog = start(folder, outlets), folder / "lake" / "marsad.duckdb"
    while not catalog.exists():
        time.sleep(0.2)
    readers = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.stream", "--reader", str(catalog)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    sent: dict[str, float] = {}
    seen: dict[str, float] = {}
    memory: list[tuple[float, int]] = []
    ills, patients = cycle(_ILLS), cycle(outlets)
    patient = outlets[0]
    began = time.monotonic()
    number = 0
    while (now := time.monotonic() - began) < seconds + _PATIENCE and stream.poll() is None:
        due = int(min(now, seconds) / every)
        while number < due:
            number += 1
            sent[publish_one(number, outlets, folder / "inbox")] = time.monotonic()
        if 20 <= now % 180 < 40 and now < seconds:
            if patient.ill is None:
                patient.ill = next(ills)
        elif patient.ill is not None:
            patient.ill, patient = None, next(patients)
        see(catalog, sent, seen)
        if not memory or now - memory[-1][0] >= 15:
            memory.append((now, resident(stream.pid)))
        if now > seconds and len(seen) == len(sent):
            break
        time.sleep(0.7)
    stream.send_signal(2)
    code = stream.wait(timeout=60)
    told = [reader.communicate("")[0] for reader in readers]
    return report(sent, seen, memory, told, code)


def report(
    sent: dict[str, float], seen: dict[str, float], memory: list[tuple[float, int]], told: list[str], code: int
) -> int:
    """Print what was measured; 1 where something is lost, torn or in error."""
    late = sorted(seen[url] - sent[url] for url in seen)
    print(f"published {len(sent)}, found {len(seen)}, missing {len(sent) - len(seen)}; stream ended with {code}")
    p95 = quantiles(late, n=20)[-1]
    print(f"publish to answer: median {median(late):.1f} s, 95 % {p95:.1f} s, longest {late[-1]:.1f} s")
    for share in (0.1, 0.25, 0.5, 0.75, 1.0):
        at, size = memory[min(len(memory) - 1, int(share * len(memory)))]
        print(f"memory after {at / 60:5.1f} min: {size / 1e6:.0f} MB (stream and page workers)")
    for line in told:
        print("reader:", line.strip())
    whole = len(sent) == len(seen) and all("errors 0 torn 0" in line for line in told)
    return 0 if whole and code == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
