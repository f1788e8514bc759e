"""A fleet of 200 feeds on 20 hosts of loopback, to watch `marsad ingest --feeds` at work and to judge it by its log.

    python -m benchmarks.fetch_fleet [--lake LAKE]

Starts the fleet, runs one round of the command against it in this terminal, and prints what the servers saw: requests
in flight per host, the shortest pause, what robots.txt forbids, the host that answers 429, and the greatest number of
requests within one second.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from tasks.fetch.sourcefile import compose_source
from tests.fleet.server import Fleet, Reply, Visit
from tests.test_fetch_poll import rss

_NOW = datetime(2024, 5, 6, tzinfo=UTC)
_BUSY, _CLOSED = 7, 3


def _fill(fleet: Fleet, host: str, number: int, folder: Path) -> None:
    fleet.put(host, "/robots.txt", Reply(body=b"User-agent: *\nDisallow: /f9\n" if number == _CLOSED else b""))
    feeds = []
    for n in range(10):
        reply = Reply(body=rss([(f"https://news.example/{number}/{n}", _NOW)]), wait=0.05)
        busy = Reply(status=429, headers={"Retry-After": "600"})
        feeds.append(fleet.put(host, f"/f{n}", busy if number == _BUSY else reply))
    place, text = compose_source(f"host-{number}", feeds=feeds, country="YE", language="ar", timezone="UTC")
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / place).write_text(text, "utf-8")


def _report(logs: dict[str, list[Visit]]) -> None:
    overlaps, pauses, began = 0, [], Counter[int]()
    for visits in logs.values():
        visits.sort(key=lambda v: v.began)
        overlaps += sum(1 for a, b in pairwise(visits) if b.began < a.ended)
        pauses += [b.began - a.ended for a, b in pairwise(visits)]
        began.update(int(v.began) for v in visits)
    hosts = list(logs)
    print(f"{sum(map(len, logs.values()))} requests to {len(logs)} hosts; {overlaps} overlapped on one host")
    print(
        f"shortest pause {min(pauses, default=0):.2f} s; at most {max(began.values(), default=0)} requests in a second"
    )
    print(f"forbidden address asked for: {sum(1 for v in logs[hosts[_CLOSED]] if v.path == '/f9')} times")
    print(f"host that said 429 asked: {sum(1 for v in logs[hosts[_BUSY]] if v.path != '/robots.txt')} times")


def main() -> int:
    """Run one round against the fleet."""
    parser = argparse.ArgumentParser(description="a fleet on loopback")
    parser.add_argument("--lake", help="keep the lake there")
    told = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        addresses = [f"127.0.0.{n}" for n in range(1, 21)]
        fleets = {address: stack.enter_context(Fleet(address)) for address in addresses}
        for number, (address, fleet) in enumerate(fleets.items()):
            _fill(fleet, address, number, folder / "knowledge")
        command = [sys.executable, "-m", "cli", "ingest", "--feeds", "--sources", str(folder / "knowledge")]
        command += ["--lake", told.lake or str(folder / "lake")]
        code = subprocess.run(
            command, env=os.environ | {"MARSAD_ALLOW_PEERS": ",".join(addresses)}, check=False
        ).returncode
        _report({address: fleet.log for address, fleet in fleets.items()})
    return code


if __name__ == "__main__":
    sys.exit(main())
