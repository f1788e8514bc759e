"""Fit what each sign of a row weighs to rows judged by hand, and print how well confidence keeps its word.

    python -m benchmarks.confidence FOLDER... [--write] [--check FOLDER...]

Each FOLDER holds `input.jsonl` (articles as `marsad ingest` takes them), `articles/` (their texts) and `gold.jsonl`
(their events, paired by the scorer `eval/events.py` below MARSAD_EVAL, default ../shared). Every event that is read
with no threshold counts as right if the scorer pairs it with a gold row. Printed are, for articles left out of the fit
(ten folds), the share of right rows for each step of confidence, and precision, recall and F1 at thresholds. --write
writes knowledge/languages/ar/confidence.tsv, fitted to all of them; --check prints how the table as it lies there does
on further folders.
"""

import argparse
import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from flows.explain import explain_paths
from tasks.extract.article import Extraction, extract_article
from tasks.extract.lexicon import build_lexicon
from tasks.knowledge import load_knowledge

EVAL = Path(os.environ.get("MARSAD_EVAL", "../shared"))
TABLE = Path("knowledge/languages/ar/confidence.tsv")
RARE = 8  # rows in which a sign must stand to weigh anything
PENALTY = 5.0  # of a ridge: half a thousand rows say little about a sign that stands in ten of them
FOLDS = 10
STEPS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
NOW = datetime(2020, 1, 1, tzinfo=UTC)

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One row that was read, its signs, and whether it is right."""

    doc: str
    signs: frozenset[str]
    confidence: float
    right: bool


def _row(doc: str, extraction: Extraction, index: int) -> dict[str, Any]:
    """Return a mention as the scorer takes it."""
    mention = extraction.mentions[index]
    numbers = [asdict(q) for q in extraction.quantities if q.mention_id == mention.mention_id]
    plain: dict[str, Any] = json.loads(json.dumps(asdict(mention), default=str))
    for span in plain["more_evidence"]:
        span["text"] = ""
    return plain | {"doc": doc, "quantities": numbers, "claims": []}


def judge(folder: Path) -> tuple[list[Judged], int]:
    """Return the rows read in a folder's articles with the verdict of the scorer, and how many rows its gold has."""
    import events  # the scorer lies outside the project
    from names import NameBook

    knowledge = load_knowledge()
    lexicon = build_lexicon(knowledge)
    rows, signs = [], []
    for told in explain_paths([folder / "input.jsonl"], knowledge, now=NOW):
        if told.article is not None:
            found = extract_article(told.article, lexicon, batch_id="", likely=0.0)
            rows += [_row(told.name, found, i) for i in range(len(found.evidence))]
            signs += [frozenset(sign.name for sign in evidence) for evidence in found.evidence]
    told_gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    physical = [row for row in told_gold if (row.get("kind") or "physical") == "physical"]
    gold, read = events.load(physical, rows, str(folder / "articles"))
    book = NameBook(sorted((EVAL / "eval").glob("names*.tsv")))
    pairs = events.align(gold, read, book)
    run = events.Run(gold, read, pairs, book)
    hidden = run._on({i for i, g in enumerate(gold) if g.optional})  # noqa: SLF001 the scorer's own rule
    right = set(pairs.values())
    judged = [
        Judged(doc=row["doc"], signs=signs[i], confidence=row["confidence"], right=i in right)
        for i, row in enumerate(rows)
        if i not in hidden
    ]
    return judged, sum(not g.optional for g in gold)


def fit(known: Vector, right: Vector) -> Vector:
    """Return the weights of a logistic regression with a ridge on all columns but the first."""
    weights = np.zeros(known.shape[1])
    ridge = np.full(known.shape[1], PENALTY)
    ridge[0] = 0.01
    for _ in range(30):
        likely = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (likely - right) + ridge * weights
        bend = (known * (likely * (1 - likely))[:, None]).T @ known + np.diag(ridge)
        weights -= np.linalg.solve(bend, slope)
    return weights


def columns(rows: Sequence[Judged]) -> list[str]:
    """Return the signs that stand in enough rows, `any`, which stands in all, first."""
    counts = Counter(sign for row in rows for sign in row.signs)
    return ["any", *sorted(sign for sign, count in counts.items() if count >= RARE and sign != "any")]


def matrix(rows: Sequence[Judged], signs: Sequence[str]) -> Vector:
    """Return one line for each row, one column for each sign."""
    return np.array([[float(sign in row.signs) for sign in signs] for row in rows])


def left_out(rows: Sequence[Judged], known: Vector, right: Vector) -> Vector:
    """Return the confidence of each row by weights fitted without its article and nine tenths of the others."""
    fold = np.array([int(hashlib.sha256(row.doc.encode()).hexdigest(), 16) % FOLDS for row in rows])
    out = np.zeros(len(rows))
    for k in range(FOLDS):
        rest = fold != k
        out[~rest] = 1 / (1 + np.exp(-known[~rest] @ fit(known[rest], right[rest])))
    return out


def report(sure: Vector, right: Vector, n_gold: int) -> Iterator[str]:
    """Yield the lines of the figures."""
    order = np.argsort(np.argsort(sure))
    auc = (order[right == 1].mean() - (right.sum() - 1) / 2) / (len(right) - right.sum())
    yield f"{len(right)} rows read, {int(right.sum())} right, {n_gold} to be read"
    yield f"a right row is surer than a wrong one in {auc:.1%} of pairs"
    for low, high in pairwise(STEPS):
        here = (sure >= low) & (sure < high)
        if here.any():
            share = right[here].mean()
            yield f"confidence {low:.2f} to {min(high, 1):.2f}  {int(here.sum()):5} rows  {share:.2f} right"
    for least in (0.0, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9):
        kept = sure >= least
        hit = right[kept].sum()
        yield (
            f"from {least:.2f}  precision {hit / kept.sum():.3f}  recall {hit / n_gold:.3f}"
            f"  F1 {2 * hit / (kept.sum() + n_gold):.3f}"
        )


def _check(folders: Sequence[Path]) -> None:
    """Print how the weights as they lie in the table do on articles they were not fitted to."""
    judged = [judge(folder) for folder in folders]
    rows = [row for found, _ in judged for row in found]
    sure, right = np.array([row.confidence for row in rows]), np.array([float(row.right) for row in rows])
    print("The table as it is:", *report(sure, right, sum(n for _, n in judged)), sep="\n")


def main() -> None:
    """Judge, fit, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", nargs="+", type=Path, default=[])
    arguments = parser.parse_args()
    if not (EVAL / "eval/events.py").exists():
        sys.exit(f"no scorer below {EVAL}: set MARSAD_EVAL")
    sys.path.insert(0, str(EVAL / "eval"))
    if arguments.check:
        _check(arguments.check)
    if not arguments.folders:
        return
    judged = [judge(folder) for folder in arguments.folders]
    rows = [row for found, _ in judged for row in found]
    signs = columns(rows)
    known, right = matrix(rows, signs), np.array([float(row.right) for row in rows])
    print(*report(left_out(rows, known, right), right, sum(n for _, n in judged)), sep="\n")
    if arguments.write:
        weights = fit(known, right)
        lines = [
            f"{sign}\t{weight:.2f}\t{int(known[:, i].sum())}\t{right[known[:, i] > 0].mean():.2f}"
            for i, (sign, weight) in enumerate(zip(signs, weights, strict=True))
        ]
        TABLE.write_text("\n".join(["sign\tweight\trows\tright", *sorted(lines)]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
