"""Bodies, titles, dates and CPU of cleaning, beside the extractors it stands on and its rivals, in one run.

    python benchmarks/clean.py [--every N] [--set NAME ...] [--peer-python PATH]

Reads the pages and the scorer below MARSAD_EVAL (by default ../shared). Each page goes through every reader in turn, so
that all see the same load; CPU is process time. Rivals that need other versions of lxml (readability-lxml, newspaper4k)
run in the environment of PATH, where they are installed; their CPU counts decoding and parsing as ours does.
"""

import argparse
import gzip
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any

from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction
from trafilatura.utils import decode_file

from schemas.document import Document
from tasks.clean.article import clean_document, restore_text
from tasks.clean.template import SiteLines, count_stories, countable_lines
from tasks.knowledge import load_knowledge

EVAL = Path(os.environ.get("MARSAD_EVAL", "../shared"))
SETS = ("scrapinghub", "fundus_parser", "fundus_eval", "arabised")
CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)
PEERS = ("readability-lxml", "newspaper4k")
PEER_SCRIPT = """
import json, sys, time, warnings, logging
warnings.simplefilter("ignore"); logging.disable(logging.CRITICAL)
name = sys.argv[1]
if name == "readability-lxml":
    from readability import Document
    from lxml.html import fromstring
    def read(page): return fromstring(Document(page).summary()).text_content()
else:
    import newspaper
    def read(page):
        article = newspaper.Article("http://example.org/", fetch_images=False)
        article.download(input_html=page); article.parse()
        return article.text
for line in sys.stdin:
    start = time.process_time()
    try: text = read(json.loads(line))
    except Exception: text = ""
    print(json.dumps([text, time.process_time() - start]), flush=True)
"""


def load_scorer() -> Any:
    """Import the scorer of the evaluation kit."""
    sys.path.insert(0, str(EVAL / "eval"))
    spec = importlib.util.find_spec("articles")
    if spec is None:
        sys.exit(f"no scorer below {EVAL}: set MARSAD_EVAL")
    return importlib.import_module("articles")


def document_of(row: dict[str, Any], payload: bytes, media_type: str = "text/html") -> Document:
    """Return a document row for a page that came without hints."""
    return Document(
        document_id=str(row["id"]),
        source_id=None,
        url=row.get("url") or f"file:{row['id']}",
        final_url=None,
        external_id=str(row["id"]),
        media_type=media_type,
        charset=None,
        http_status=None,
        payload_sha256="",
        payload_bytes=len(payload),
        title_hint=row.get("title"),
        published_hint=None,
        language_hint=None,
        feed_url=None,
        fetched_at=CAPTURED,
        warc_file="",
        warc_offset=0,
        warc_bytes=0,
        batch_id="b",
    )


def clean_page(payload: bytes, row: dict[str, Any], site: SiteLines | None = None) -> dict[str, Any]:
    """Clean one page; the text before residue left, as counted by the site learner, is under `whole`."""
    cleaned = clean_document(
        payload, document_of(row, payload), load_knowledge(), captured_at=CAPTURED, batch_id="b", site=site
    )
    article = cleaned.article
    if article is None:
        return {"text": ""}
    return {
        "text": article.text,
        "title": article.title,
        "published": article.published_at.isoformat() if article.published_at else None,
        "whole": restore_text(article.text, cleaned.residue),
    }


def read_by_trafilatura(payload: bytes, **options: Any) -> dict[str, Any]:
    """Read one page by trafilatura."""
    found = bare_extraction(payload, include_comments=False, **options)
    return {
        "text": found.text or "" if found else "",
        "title": getattr(found, "title", None),
        "published": getattr(found, "date", None),
    }


def read_by_resiliparse(payload: bytes) -> dict[str, Any]:
    """Read one page by resiliparse."""
    return {"text": extract_plain_text(decode_file(payload), main_content=True, preserve_formatting=True)}


READERS: dict[str, Callable[[bytes, dict[str, Any]], dict[str, Any]]] = {
    "marsad": clean_page,
    "trafilatura+metadata": lambda payload, _: read_by_trafilatura(payload, with_metadata=True),
    "trafilatura": lambda payload, _: read_by_trafilatura(payload),
    "trafilatura-fast": lambda payload, _: read_by_trafilatura(payload, fast=True),
    "resiliparse": lambda payload, _: read_by_resiliparse(payload),
}


def start_peers(python: str | None) -> dict[str, subprocess.Popen[str]]:
    """Start the rivals in an environment of their own."""
    if python is None:
        return {}
    pipe = subprocess.PIPE
    command = [python, "-c", PEER_SCRIPT]
    return {name: subprocess.Popen([*command, name], stdin=pipe, stdout=pipe, text=True) for name in PEERS}


def ask_peer(peer: subprocess.Popen[str], page: str) -> tuple[str, float]:
    """Return the text that a rival reads, and its CPU seconds."""
    if peer.stdin is None or peer.stdout is None:
        raise RuntimeError("a rival without pipes")
    peer.stdin.write(json.dumps(page) + "\n")
    peer.stdin.flush()
    text, seconds = json.loads(peer.stdout.readline())
    return text, seconds


def with_sites(rows: list[dict[str, Any]], payloads: list[bytes], plain: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Clean again with the line counts of each site, as a second pass over a lake does; sites are `Name_<n>`."""
    pages: defaultdict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for row, said in zip(rows, plain, strict=True):
        pages[str(row["id"]).rsplit("_", 1)[0]].append((str(row["id"]), countable_lines(said.get("whole", ""))))
    sites = {site: count_stories(told) for site, told in pages.items()}
    return [
        clean_page(payload, row, sites[str(row["id"]).rsplit("_", 1)[0]])
        for row, payload in zip(rows, payloads, strict=True)
    ]


def measure(name: str, every: int, peers: dict[str, subprocess.Popen[str]], scorer: Any) -> None:
    """Print the figures of one set."""
    folder = EVAL / "data" / "html"
    rows = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()][::every]
    payloads = [gzip.decompress((folder / row["path"]).read_bytes()) for row in rows]
    said: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    cost: defaultdict[str, list[float]] = defaultdict(list)
    for row, payload in zip(rows, payloads, strict=True):
        for reader, read in READERS.items():
            start = time.process_time()
            said[reader].append(read(payload, row))
            cost[reader].append(time.process_time() - start)
        for peer, process in peers.items():
            text, seconds = ask_peer(process, decode_file(payload))
            said[peer].append({"text": text})
            cost[peer].append(seconds)
    if name == "fundus_eval":
        said["marsad+sites"] = with_sites(rows, payloads, said["marsad"])
    report(name, rows, said, cost, scorer)


def report(
    name: str, rows: list[dict[str, Any]], said: dict[str, Any], cost: dict[str, list[float]], scorer: Any
) -> None:
    """Print one line per reader: word precision, recall, F1, failures, titles, dates, CPU."""
    print(f"\n{name}: {len(rows)} pages")
    heads = f"{'titles':>8}{'dates right/wrong':>19}{'ms CPU':>8}{'share':>7}"
    print(f"{'reader':22}{'P':>7}{'R':>7}{'F1':>8}{'<.5':>5}{heads}")
    base = mean(cost["trafilatura+metadata"])
    for reader, texts in said.items():
        pred = [text | {"id": str(row["id"])} for row, text in zip(rows, texts, strict=True)]
        result = scorer.evaluate(rows, pred)
        words, title, date = result["words"], result["title"], result["date"]
        told = "title" in pred[0] and reader in {"marsad", "marsad+sites", "trafilatura+metadata"}
        titles = f"{title['right']}/{title['of']}" if told and title["of"] else ""
        dates = f"{date['right']}/{date['wrong']} of {date['of']}" if told and date["of"] else ""
        ms = f"{1000 * mean(cost[reader]):.1f}" if reader in cost else ""
        share = f"{mean(cost[reader]) / base:.2f}" if reader in cost else ""
        print(
            f"{reader:22}{words['p']:7.4f}{words['r']:7.4f}{words['f1']:8.4f}{result['failures']:5}"
            f"{titles:>8}{dates:>19}{ms:>8}{share:>7}"
        )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="take each n-th page")
    parser.add_argument("--set", nargs="*", default=SETS, choices=SETS)
    parser.add_argument("--peer-python", help="interpreter of an environment with readability-lxml and newspaper4k")
    args = parser.parse_args()
    scorer = load_scorer()
    peers = start_peers(args.peer_python)
    warm = b"<html><body><p>" + b"one word after another. " * 40 + b"</p></body></html>"
    for read in READERS.values():
        read(warm, {"id": "warm"})
    for name in args.set:
        measure(name, args.every, peers, scorer)
    for process in peers.values():
        process.kill()


if __name__ == "__main__":
    main()
