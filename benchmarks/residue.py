"""How much of what a page leaves behind is taken out of texts, and how much of a text is lost: lines against labels.

    python -m benchmarks.residue LABELLED.jsonl [...] [--misses]

Each line of a labelled set is one article: `{"id", "title", "lines", "labels"}`, one label for each line of the text
before cleaning: `content`, `residue`, `optional` (a repeated title, a caption: either way is right) or `blank`. Labels
are given by a reader who has not seen what the rules do. Texts belong to their publishers: a set is kept outside the
project, and its path is given.

Precision is the share of removed lines that are residue, recall the share of residue lines that were removed. Pages
with hundreds of menu lines outweigh all others, so both are printed over all lines and with at most 20 residue lines
from one article.
"""

import argparse
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.clean import CAPTURED, document_of
from tasks.clean.article import clean_document
from tasks.knowledge import load_knowledge

CAP = 20
"""Lines of one kind that one article may weigh in the capped figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One article: lines rightly removed, wrongly removed, and left although they are residue."""

    name: str
    right: tuple[str, ...]
    lost: tuple[str, ...]
    left: tuple[str, ...]


def removed_lines(row: dict[str, Any]) -> frozenset[int]:
    """Return the numbers of the lines that cleaning takes out of a bare text; all of them where nothing is left."""
    payload = "\n".join(row["lines"]).encode()
    document = document_of(row, payload, media_type="text/plain")
    cleaned = clean_document(payload, document, load_knowledge(), captured_at=CAPTURED, batch_id="b")
    if cleaned.article is None:
        return frozenset(range(len(row["lines"])))
    return frozenset(found.line for found in cleaned.residue)


def judge(row: dict[str, Any]) -> Judged:
    """Compare what cleaning takes out of one article with its labels."""
    removed = removed_lines(row)
    labelled = list(enumerate(zip(row["lines"], row["labels"], strict=True)))
    return Judged(
        name=str(row["id"]),
        right=tuple(line for n, (line, label) in labelled if label == "residue" and n in removed),
        lost=tuple(line for n, (line, label) in labelled if label == "content" and n in removed),
        left=tuple(line for n, (line, label) in labelled if label == "residue" and n not in removed),
    )


def weigh(judged: list[Judged], cap: float) -> tuple[float, float, float]:
    """Return the lines rightly removed, wrongly removed and left, an article's residue weighing `cap` lines at most."""
    right = lost = left = 0.0
    for article in judged:
        share = min(1.0, cap / max(1, len(article.right) + len(article.left)))
        right, left = right + share * len(article.right), left + share * len(article.left)
        lost += len(article.lost)
    return right, lost, left


def report(name: str, judged: list[Judged]) -> None:
    """Print precision and recall of one set, over all lines and capped."""
    print(f"\n{name}: {len(judged)} articles, {sum(bool(j.right or j.left) for j in judged)} with residue")
    for heading, cap in (("all lines", math.inf), (f"at most {CAP} an article", CAP)):
        right, lost, left = weigh(judged, cap)
        precision, recall = right / max(1e-9, right + lost), right / max(1e-9, right + left)
        print(f"  {heading:22} precision {precision:.3f}  recall {recall:.3f}  of {right + left:.0f}; lost {lost:.0f}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="print the lines lost and left of each article")
    args = parser.parse_args()
    for path in args.sets:
        judged = [judge(json.loads(line)) for line in path.read_text("utf-8").splitlines()]
        report(path.stem, judged)
        for article in judged if args.misses else ():
            for mark, lines in (("lost", article.lost), ("left", article.left)):
                for line in lines:
                    print(f"    {article.name} {mark}: {' '.join(line.split())[:120]}")


if __name__ == "__main__":
    main()
