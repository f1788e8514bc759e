"""The same articles on every runner: `python -m benchmarks.runners FILE.parquet [--articles 2000] [RUNNER ...]`.

FILE has the columns id, source, published, text. Runners: plain, threads, processes, dask (a scheduler and two workers
on loopback), ray (a head node with two processors); all that are installed if none is named. Prints for each the
seconds of the ingest (start of the cluster apart) and one hash over the hashes of all tables, and ends with 1 where two
differ.
"""

import argparse
import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

import pyarrow.parquet as pq

from flows.desk import Desk
from flows.pipeline import ingest_paths
from flows.runners import open_hands
from tasks.knowledge import load_knowledge
from warehouse.identical import table_hashes
from warehouse.lake import Lake

_NULL = subprocess.DEVNULL


def free_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def await_port(port: int, seconds: float = 90.0) -> None:
    """Wait until somebody listens on a port of loopback."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"nothing listens on port {port}")


@contextmanager
def running(*command: str) -> Iterator[None]:
    """Keep a program running."""
    process = subprocess.Popen(list(command), stdout=_NULL, stderr=_NULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def dask_cluster(workers: int = 2) -> Iterator[str]:
    """Start a Dask scheduler and workers of one thread each."""
    port, python = free_port(), sys.executable
    listen = ("--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        stack.enter_context(running(python, "-m", "distributed.cli.dask_scheduler", *listen))
        await_port(port)
        for n in range(workers):
            options = ("--nthreads", "1", "--no-dashboard", "--local-directory", f"{folder}/{n}")
            stack.enter_context(
                running(python, "-m", "distributed.cli.dask_worker", f"tcp://127.0.0.1:{port}", *options)
            )
        yield f"dask://127.0.0.1:{port}"


@contextmanager
def ray_cluster(processors: int = 2) -> Iterator[str]:
    """Start a Ray head node; its workers find this project by PYTHONPATH."""
    port = free_port()
    command = [sys.executable, "-m", "ray.scripts.scripts", "start", "--head", "--block", "--disable-usage-stats"]
    options = ["--node-ip-address=127.0.0.1", f"--num-cpus={processors}", "--include-dashboard=false"]
    ports = [f"--port={free_port()}", f"--ray-client-server-port={port}"]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(Path.cwd()), os.environ.get("PYTHONPATH")]))
    with running(*command, *options, *ports):
        await_port(port)
        yield f"ray://127.0.0.1:{port}"


def write_articles(source: str, n: int, path: Path) -> None:
    """Write the first articles of a pool as JSON lines."""
    rows = pq.read_table(source, columns=["id", "source", "published", "text"]).slice(0, n).to_pylist()
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(r | {"published": str(r["published"] or "")[:10]}) + "\n" for r in rows)


def ingest_on(runner: str | None, articles: Path, folder: Path) -> str:
    """Ingest on a runner, print what it took, and return one hash over all tables."""
    started = time.monotonic()
    with open_hands(runner) as hands:
        desk = Desk(lake=Lake.open(folder, create=True), knowledge=load_knowledge(), hands=hands)
        tally = ingest_paths(desk, [articles])
    seconds = time.monotonic() - started
    hashes = table_hashes(desk.lake)
    digest = hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()[:16]
    name = (runner or "plain").partition(":")[0]
    print(f"{name:<10} {seconds:7.1f} s  {tally.n_stored} articles, {tally.n_mentions} mentions  tables {digest}")
    return digest


def measure(name: str, articles: Path, folder: Path) -> str:
    """Start what a runner needs and ingest on it."""
    if name == "dask":
        with dask_cluster() as address:
            return ingest_on(address, articles, folder / name)
    if name == "ray":
        with ray_cluster() as address:
            return ingest_on(address, articles, folder / name)
    return ingest_on(None if name == "plain" else name, articles, folder / name)


def main() -> int:
    """Measure every runner that was asked for."""
    parser = argparse.ArgumentParser(description="the same articles on every runner")
    parser.add_argument("file")
    parser.add_argument("runners", nargs="*")
    parser.add_argument("--articles", type=int, default=2000)
    told = parser.parse_args()
    installed = [name for name, package in (("dask", "distributed"), ("ray", "ray")) if find_spec(package)]
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles.jsonl"
        write_articles(told.file, told.articles, articles)
        names = told.runners or ["plain", "threads", "processes", *installed]
        found = {measure(name, articles, Path(folder)) for name in names}
    print("identical tables on all" if len(found) == 1 else "TABLES DIFFER")
    return 0 if len(found) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
