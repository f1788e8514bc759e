"""Lay out articles that were judged by hand: their texts from a file of articles, their events from `judged/`.

    python -m benchmarks.judged lay FILE.parquet OUT      folders OUT/<name>/ for benchmarks.reading and .confidence
    python -m benchmarks.judged pack FOLDER [--out DIR]   the reverse: judged/<name>.jsonl without any text

`judged/<name>.jsonl` holds one article per line: its id in the file of articles, the hash of its text, and its events
with offsets into it. The articles themselves are not part of the project. A folder holds `input.jsonl` (records that
`marsad ingest` takes), `articles/` and `gold.jsonl` (events as the scorer of the evaluation set takes them).
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

NAME = 5  # words of a name or a description
JUDGED = Path(__file__).parent / "judged"
_QUOTES = ("evidence", "evidence_more", "note", "span")
_COLUMNS = ("id", "url", "source", "title", "published", "text")

Row = dict[str, Any]


def text_hash(text: str) -> str:
    """Return the hash by which a text is known to be the one that was judged."""
    return sha256(text.encode()).hexdigest()[:16]


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _write(path: Path, rows: Iterable[Row]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def without_quotes(row: Row) -> Row:
    """Return an event without the article's words: offsets stay, and that its day was told."""
    bare = {key: value for key, value in row.items() if key not in _QUOTES and value not in (None, [], {}, False)}
    numbers = {
        measure: {key: n for key, n in told.items() if key != "text" and n is not None}
        for measure, told in (row.get("quantities") or {}).items()
    }
    told = {"date_text": True} if row.get("date_text") else {}
    return _short(bare | ({"quantities": numbers} if numbers else {}) | told)


def _short(value: Any) -> Any:
    """Return a value without strings so long that they are a piece of a sentence, no name."""
    if isinstance(value, dict):
        return {key: _short(inner) for key, inner in value.items() if not _is_long(inner)}
    if isinstance(value, list):
        return [_short(inner) for inner in value if not _is_long(inner)]
    return value


def _is_long(value: Any) -> bool:
    return isinstance(value, str) and len(value.split()) > NAME and not value.isascii()


def pack(folder: Path, out: Path) -> int:
    """Write a folder's judged articles without their texts; how many."""
    gold, packed = _lines(folder / "gold.jsonl"), []
    for article in _lines(folder / "input.jsonl"):
        events = [without_quotes(row) for row in gold if row["doc"] == article["id"]]
        packed.append(
            {"doc": article["id"], "id": article["pool_id"], "text": text_hash(article["text"]), "events": events}
        )
    out.mkdir(parents=True, exist_ok=True)
    _write(out / f"{folder.name}.jsonl", packed)
    return len(packed)


def _texts(file: Path, ids: set[str]) -> dict[str, Row]:
    table = pq.read_table(file, columns=list(_COLUMNS))
    chosen = table.filter(pc.is_in(table.column("id"), value_set=pa.array(sorted(ids), pa.string())))
    return {row["id"]: row for row in chosen.to_pylist()}


def _event(row: Row) -> Row:
    """Return an event as the scorer takes it: with the keys that were left out for being empty."""
    empty: Row = {
        "kind": "physical",
        "status": "asserted",
        "actor": [],
        "target": [],
        "claimed_by": [],
        "quantities": {},
    }
    return empty | row


def lay(file: Path, judged: Path, out: Path) -> Iterator[str]:
    """Write the folder of each judged set whose articles the file holds; a line for each."""
    sets = {path.stem: _lines(path) for path in sorted(judged.glob("*.jsonl"))}
    texts = _texts(file, {article["id"] for rows in sets.values() for article in rows})
    for name, rows in sets.items():
        found = [a for a in rows if a["id"] in texts and text_hash(texts[a["id"]]["text"]) == a["text"]]
        (out / name / "articles").mkdir(parents=True, exist_ok=True)
        for article in found:
            text = texts[article["id"]]["text"]
            (out / name / "articles" / f"{article['doc']}.txt").write_text(text, "utf-8", newline="")
        _write(
            out / name / "input.jsonl",
            (texts[a["id"]] | {"id": a["doc"], "pool_id": a["id"], "language": "ar"} for a in found),
        )
        _write(out / name / "gold.jsonl", (_event(row) for a in found for row in a["events"]))
        yield f"{name}: {len(found)} of {len(rows)} articles, {sum(len(a['events']) for a in found)} events"


def main() -> None:
    """Lay out or pack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    laying = verbs.add_parser("lay")
    laying.add_argument("file", type=Path)
    laying.add_argument("out", type=Path)
    packing = verbs.add_parser("pack")
    packing.add_argument("folders", type=Path, nargs="+")
    packing.add_argument("--out", type=Path, default=JUDGED)
    given = parser.parse_args()
    if given.verb == "lay":
        print(*lay(given.file, JUDGED, given.out), sep="\n")
    else:
        print(*(f"{folder.name}: {pack(folder, given.out)} articles" for folder in given.folders), sep="\n")


if __name__ == "__main__":
    main()
