"""Lay what is compiled beside its source: the same rows, and how much sooner.

    python -m benchmarks.compiled [--pool POOL.parquet] [--articles N] [--rounds N]

Reads the examples of the languages, alone and joined to articles, in two processes in turn, one compiled (`make
compiled`), one from source. With --pool, a Parquet file with a column `text`, also N articles spread over it. Ends with
1 where nothing is compiled of this source, or a row differs.
"""

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import yaml

from benchmarks.extract import article
from tasks.compiled import tell_build
from tasks.extract.article import extract_article
from tasks.extract.lexicon import build_lexicon
from tasks.knowledge import load_knowledge

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 30_000  # characters of an article that are read


def collect_texts(pool: Path | None, count: int) -> list[str]:
    """Return the examples, each alone and ten joined, and articles of a pool."""
    files = sorted((ROOT / "knowledge" / "languages").glob("*/examples/*.yml"))
    told = [example["text"] for path in files for example in yaml.safe_load(path.read_text("utf-8"))["examples"]]
    texts = told + [" ".join(told[at : at + 10]) for at in range(0, len(told), 10)]
    if pool is not None:
        found = [text for text in pq.read_table(pool, columns=["text"])["text"].to_pylist() if text]
        texts += [text[:LONGEST] for text in found[:: max(1, len(found) // count)][:count]]
    return texts


def read_all(texts: list[str]) -> dict[str, object]:
    """Read all texts and tell of which build, the hash of the rows, and the CPU time."""
    lexicon = build_lexicon(load_knowledge())
    gc.freeze()  # as flows/desk.py does
    rows, mentions, spent = sha256(), 0, 0.0
    for number, text in enumerate(texts):
        page = article(text, published_day=date(2016, 3, 1) + timedelta(days=number % 400))
        started = time.process_time()
        found = extract_article(page, lexicon, batch_id="b")
        spent += time.process_time() - started
        rows.update(repr(found).encode())
        mentions += len(found.mentions)
    return {"build": tell_build(ROOT), "rows": rows.hexdigest()[:16], "mentions": mentions, "seconds": spent}


def start(*, compiled: bool) -> dict[str, object]:
    """Read all texts in a process of its own."""
    environment = {**os.environ, "MARSAD_COMPILED": "1" if compiled else "0"}
    command = [sys.executable, "-m", "benchmarks.compiled", "--alone", *sys.argv[1:]]
    done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def main() -> None:
    """Print what each build took, the ratio, and whether the rows are the same."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pool", type=Path)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    texts = collect_texts(args.pool, args.articles)
    if args.alone:
        print(json.dumps(read_all(texts)))
        return
    turns = [start(compiled=compiled) for _ in range(args.rounds) for compiled in (True, False)]
    for turn in turns:
        each = f"{float(str(turn['seconds'])) * 1000 / len(texts):6.2f} ms each of {len(texts)} texts"
        print(f"{each}, {turn['mentions']} mentions, rows {turn['rows']}, {turn['build']}")
    if turns[0]["build"] != "compiled":
        sys.exit("nothing is compiled of this source: make compiled")
    if len({turn["rows"] for turn in turns}) > 1:
        sys.exit("the rows differ")
    fast, slow = (statistics.median(float(str(turn["seconds"])) for turn in turns[at::2]) for at in (0, 1))
    print(f"the same rows, {slow / fast:.2f} times as fast (medians)")


if __name__ == "__main__":
    main()
