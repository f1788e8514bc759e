"""What fetching costs and what it survives.

    python -m benchmarks.fetch speed [--peers PYTHON]   requests/s and CPU per request, beside aiohttp and httpx
    python -m benchmarks.fetch feeds [--mutations N]    feedparser's own suite and seeded mutations of it
    python -m benchmarks.fetch hostile                  entity bombs, exhausting feeds, a sitemap of 50,000 addresses

`speed` asks a server in a process of its own on loopback for a page of 20 KB, eight requests at a time; PYTHON is an
interpreter that has aiohttp and httpx. `feeds` reads MARSAD_EVAL (default ../shared). CPU is that of the client.
"""

import argparse
import asyncio
import io
import json
import os
import random
import resource
import subprocess
import sys
import tarfile
import time
from pathlib import Path

from tasks.fetch.feedrescue import count_items, strip_sections
from tasks.fetch.feeds import parse_feed
from tasks.fetch.fetcher import Request
from tasks.fetch.sitemaps import parse_sitemap
from tests.fleet.material import NEWS_SITEMAP
from tests.fleet.server import make_fetcher
from tests.test_fetch_feeds import HOSTILE, mutate

_BODY = b"<html>" + b"x" * 20_000 + b"</html>"
_AT_ONCE = 8

_PEERS = """
import asyncio, json, resource, sys, time
name, port, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
url = f"http://127.0.0.1:{port}/page"
async def with_aiohttp(n):
    import aiohttp
    async with aiohttp.ClientSession() as session:
        async def one():
            async with session.get(url) as answer:
                await answer.read()
        for _ in range(n // 8):
            await asyncio.gather(*(one() for _ in range(8)))
async def with_httpx(n):
    import httpx
    async with httpx.AsyncClient() as client:
        for _ in range(n // 8):
            await asyncio.gather(*(client.get(url) for _ in range(8)))
run = with_aiohttp if name == "aiohttp" else with_httpx
asyncio.run(run(80))
before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
asyncio.run(run(n))
after = resource.getrusage(resource.RUSAGE_SELF)
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(json.dumps({"seconds": time.perf_counter() - began, "cpu": cpu}))
"""


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(_BODY)
    none = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    try:
        while request := await reader.readuntil(b"\r\n\r\n"):
            writer.write(none if b"/robots.txt" in request else head + _BODY)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def _serve() -> None:
    server = await asyncio.start_server(_answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _ours(port: int, n: int) -> tuple[float, float]:
    hosts = [f"h{k}.test" for k in range(_AT_ONCE)]
    fetcher = make_fetcher(workers=_AT_ONCE)
    fetcher.fetch_all([Request(url=f"http://{h}:{port}/page", limit=1 << 20) for h in hosts])
    requests = [Request(url=f"http://{hosts[k % _AT_ONCE]}:{port}/page", limit=1 << 20) for k in range(n)]
    cpu, began = _cpu(), time.perf_counter()
    answers = fetcher.fetch_all(requests)
    assert all(getattr(a, "payload", b"") == _BODY for a in answers)  # noqa: S101 a figure of wrong answers is none
    return time.perf_counter() - began, _cpu() - cpu


def measure_speed(peers: str | None, n: int) -> None:
    """Print requests per second and milliseconds of CPU per request, the middle of three runs."""
    with subprocess.Popen([sys.executable, "-m", "benchmarks.fetch", "serve"], stdout=subprocess.PIPE) as server:
        try:
            port = int((server.stdout or sys.stdin).readline())
            runs = {"marsad": sorted(_ours(port, n) for _ in range(3))[1]}
            for name in ("aiohttp", "httpx") if peers else ():
                command = [str(peers), "-c", _PEERS, name, str(port), str(n)]
                told = [json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(3)]
                runs[name] = sorted((t["seconds"], t["cpu"]) for t in told)[1]
        finally:
            server.terminate()
    for name, (seconds, cpu) in runs.items():
        print(f"{name:8} {n / seconds:7.0f} requests/s  {1000 * cpu / n:.2f} ms CPU/request  ({n} requests of 20 KB)")


def _suite() -> list[bytes]:
    folder = Path(os.environ.get("MARSAD_EVAL", "../shared")) / "data/feeds"
    if not folder.is_dir():
        sys.exit(f"no feeds to measure on in {folder}: set MARSAD_EVAL")
    archive = tarfile.open(folder / "feedparser_tests.tar.gz")  # noqa: SIM115 closed with the process
    found = [f.read() for m in archive if m.name.endswith(".xml") and (f := archive.extractfile(m)) is not None]
    others = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".gz" and "LICENSE" not in p.name]
    print(f"{len(found)} feeds of the suite, {len(others)} others")
    return found + [p.read_bytes() for p in others]


def _check(payloads: list[bytes], label: str) -> None:
    raised = silent = lost = items = 0
    slowest = 0.0
    began = time.process_time()
    for payload in payloads:
        start = time.process_time()
        try:
            feed = parse_feed(payload)
        except Exception as error:  # noqa: BLE001 the figure that must be 0
            raised += 1
            print("raised:", repr(error)[:200])
            continue
        slowest = max(slowest, time.process_time() - start)
        items += len(feed.items)
        lost += feed.lost is not None
        is_json = payload.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"
        marked = 0 if is_json else count_items(strip_sections(payload))
        silent += marked > len(feed.items) and feed.lost is None
    cpu = time.process_time() - began
    print(
        f"{label}: {len(payloads)} feeds, {items} items, {raised} exceptions, {silent} with items lost in silence,"
        f" {lost} with a told loss, slowest {slowest:.2f} s, {cpu:.1f} s CPU"
    )


def measure_feeds(mutations: int, seed: int) -> None:
    """Print what the suite and its mutations did."""
    suite = _suite()
    _check(suite, "as they are")
    dice = random.Random(seed)  # noqa: S311 a seed, no secret
    _check([mutate(dice.choice(suite), dice) for _ in range(mutations)], f"mutated (seed {seed})")


def measure_hostile() -> None:
    """Print the CPU seconds of each hostile feed and of a sitemap of 50,000 addresses."""
    for name, text in HOSTILE.items():
        payload = text.encode()
        start = time.process_time()
        feed = parse_feed(payload)
        took = time.process_time() - start
        print(f"{name:14} {len(payload) / 1e6:5.1f} MB  {took:.2f} s CPU  {len(feed.items)} items")
    head, _, rest = NEWS_SITEMAP.partition(b"<url>")
    payload = head + (b"<url>" + rest.partition(b"</url>")[0] + b"</url>") * 50_000 + b"</urlset>"
    start = time.process_time()
    found = parse_sitemap(payload)
    took = time.process_time() - start
    print(f"sitemap        {len(payload) / 1e6:5.1f} MB  {took:.2f} s CPU  {len(found.addresses)} addresses")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description="what fetching costs and what it survives")
    parser.add_argument("what", choices=["speed", "feeds", "hostile", "serve"])
    parser.add_argument("--peers", help="an interpreter that has aiohttp and httpx")
    parser.add_argument("--requests", type=int, default=4000)
    parser.add_argument("--mutations", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20240506)
    told = parser.parse_args()
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", line_buffering=True)
    match told.what:
        case "speed":
            measure_speed(told.peers, told.requests)
        case "feeds":
            measure_feeds(told.mutations, told.seed)
        case "hostile":
            measure_hostile()
        case _:
            asyncio.run(_serve())


if __name__ == "__main__":
    main()
