"""Measure copies beside other methods on the same texts: `python -m benchmarks.copies [--clusters 1500] [--peers DIR]`.

With `--stories` only how well stories are found in the two labelled sets, by the adjusted Rand index.

Reads the labelled set `data/duplicates/synthetic_wire_s10k.json.gz` below MARSAD_EVAL (default ../shared): lists of
text, cluster, level of edit. Prints precision, recall and F1 of the pairs, the biggest cluster and CPU seconds for
the method here, for MinHash as textbooks set it (128 permutations, words by three, Jaccard from .5 and .8), and for
datasketch and rensa where DIR (the site-packages of an environment of their own) has them. All get the same
normalised words. Last, what fingerprints cost: articles a second and bytes an article.
"""

import argparse
import gzip
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import combinations
from math import comb
from pathlib import Path
from typing import Any

import numpy as np

from schemas.article import Article
from schemas.reuse import Reuse
from tasks.dedupe.compare import Text, liken
from tasks.dedupe.fingerprint import fingerprint_article, shingle_text
from tasks.dedupe.numbers import number_values
from tasks.dedupe.stories import cluster_stories
from tasks.dedupe.thresholds import read_thresholds
from tasks.dedupe.usage import Window, find_meetings, seconds_of
from tasks.dedupe.verdicts import hours_between, reuse_rows
from tasks.knowledge import load_knowledge

Pairs = set[tuple[int, int]]
NOW = datetime(2015, 8, 1, tzinfo=UTC)
SETS = ("synthetic_wire_s10k", "s19k_shared_donor")


def read_rows(name: str) -> list[list[Any]]:
    """Return the rows of a labelled set: text, cluster, level of edit, title."""
    path = Path(os.environ.get("MARSAD_EVAL", "../shared")) / f"data/duplicates/{name}.json.gz"
    with gzip.open(path) as file:
        rows: list[list[Any]] = json.load(file)
    return rows


def read_set(clusters: int) -> tuple[list[str], Pairs]:
    """Return the texts of the first so many clusters, and the pairs of one cluster."""
    rows = [r for r in read_rows(SETS[0]) if int(r[1]) < clusters]
    members = defaultdict(list)
    for i, row in enumerate(rows):
        members[row[1]].append(i)
    return [r[0] for r in rows], {p for ids in members.values() for p in combinations(ids, 2)}


def make_article(i: int, text: str, **fields: Any) -> Article:
    """Return an article, of one common day where no other is given: then no method is helped by time."""
    values: dict[str, Any] = dict.fromkeys(Article.__dataclass_fields__)
    return Article(**values | {"article_id": f"{i:06}", "text": text, "published_at": NOW} | fields)


def relate_articles(articles: Sequence[Article]) -> list[Reuse]:
    """Return the verdicts on all pairs of articles, as a lake that holds nothing else would."""
    knowledge = load_knowledge()
    limits, values = read_thresholds(knowledge), number_values(knowledge)
    ordered = sorted(articles, key=lambda a: a.article_id)
    prints = [fingerprint_article(a) for a in ordered]
    window = Window(
        ids=[a.article_id for a in ordered],
        times=np.array([seconds_of(a.published_at) for a in ordered]),
        fresh=np.ones(len(ordered), bool),
        owners=np.repeat(np.arange(len(prints)), [len(f.hashes) for f in prints]),
        hashes=np.array([h for f in prints for h in f.hashes], np.int64),
    )
    made: dict[int, Text] = {}

    def text(i: int) -> Text:
        if i not in made:
            made[i] = Text.of(ordered[i], shingle_text(ordered[i].text), values)
        return made[i]

    samples = find_meetings(window, limits).samples
    partners: dict[int, list[int]] = defaultdict(list)
    for i, j in samples:
        partners[i].append(j)
    found = [
        (
            (ordered[i].article_id, ordered[j].article_id),
            like,
            samples[i, j],
            hours_between(ordered[i].published_at, ordered[j].published_at),
        )
        for i, others in partners.items()
        for j, like in zip(others, liken(text(i), [text(j) for j in others]), strict=True)
    ]
    return reuse_rows(found, limits)


def find_copies(texts: list[str]) -> Pairs:
    """Return the pairs that the method here calls copies."""
    found = relate_articles([make_article(i, t) for i, t in enumerate(texts)])
    return {(int(r.a), int(r.b)) for r in found if r.relation == "copy"}


def rand_index(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Return the adjusted Rand index of two partitions (Hubert and Arabie 1985)."""
    both, of_one, of_other = Counter(zip(one, other, strict=True)), Counter(one), Counter(other)
    together, a, b = (sum(comb(n, 2) for n in c.values()) for c in (both, of_one, of_other))
    chance = a * b / comb(len(one), 2)
    return (together - chance) / ((a + b) / 2 - chance)


def tell_stories(name: str) -> None:
    """Print how well the stories of a labelled set are found."""
    rows = read_rows(name)
    articles = [make_article(i, r[0]) for i, r in enumerate(rows)]
    stories = [s.story_id for s in cluster_stories(articles, relate_articles(articles))]
    print(f"{name}: {len(rows):,} texts, adjusted Rand index {rand_index([r[1] for r in rows], stories):.4f}, "
          f"biggest story {max(Counter(stories).values())}")  # fmt: skip


def grams(text: str) -> set[str]:
    """Return the word 3-grams of the normalised text."""
    words = shingle_text(text).words
    return {" ".join(words[i : i + 3]) for i in range(len(words) - 2)}


def banded(signatures: Any, bands: int, rows: int, least: float) -> Pairs:
    """Return the pairs that share a band of their signatures and agree on at least this part of them."""
    near: Pairs = set()
    for b in range(bands):
        buckets = defaultdict(list)
        for i, signature in enumerate(signatures):
            buckets[tuple(signature[b * rows : (b + 1) * rows])].append(i)
        for held in buckets.values():
            near.update(combinations(held, 2))
    matrix = np.asarray(signatures)
    return {(i, j) for i, j in near if float(np.mean(matrix[i] == matrix[j])) >= least}


def textbook(least: float, bands: int, rows: int) -> Callable[[list[str]], Pairs]:
    """Return MinHash with 128 permutations, as textbooks set it."""
    chance = np.random.default_rng(1)
    a, b = chance.integers(1, 1 << 61, 128, np.uint64) | np.uint64(1), chance.integers(0, 1 << 61, 128, np.uint64)

    def find(texts: list[str]) -> Pairs:
        signatures = []
        for text in texts:
            hashes = np.unique(shingle_text(text).hashes)
            with np.errstate(over="ignore"):
                mixed = hashes[:, None] * a + b if len(hashes) else np.zeros((1, 128), np.uint64)
            signatures.append((mixed >> np.uint64(32)).min(axis=0).tolist())
        return banded(signatures, bands, rows, least)

    return find


def find_with_datasketch(texts: list[str]) -> Pairs:
    """Return pairs by datasketch at its usual threshold of .5."""
    from datasketch import MinHash, MinHashLSH

    lsh, made, found = MinHashLSH(threshold=0.5, num_perm=128), [], set()
    for i, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([g.encode() for g in grams(text)])
        found |= {(int(j), i) for j in lsh.query(sketch) if sketch.jaccard(made[int(j)]) >= 0.5}
        lsh.insert(str(i), sketch)
        made.append(sketch)
    return found


def find_with_rensa(texts: list[str]) -> Pairs:
    """Return pairs by rensa, 32 bands of 4, from .5."""
    from rensa import RMinHash

    signatures = []
    for text in texts:
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update(sorted(grams(text)))
        signatures.append(sketch.digest())
    return banded(signatures, 32, 4, 0.5)


def biggest(pairs: Iterable[tuple[int, int]], n: int) -> int:
    """Return the size of the largest connected cluster."""
    parent = list(range(n))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, j in pairs:
        parent[root(i)] = root(j)
    sizes: dict[int, int] = defaultdict(int)
    for i in range(n):
        sizes[root(i)] += 1
    return max(sizes.values())


def tell(name: str, find: Callable[[list[str]], Pairs], texts: list[str], truth: Pairs) -> None:
    """Run one method and print its row."""
    start = time.process_time()
    try:
        found = find(texts)
    except ImportError as error:
        print(f"{name:24} not measured: {error}")
        return
    right = len(found & truth)
    p, r = right / max(1, len(found)), right / len(truth)
    seconds = time.process_time() - start
    f1 = 2 * p * r / max(1e-9, p + r)
    print(f"{name:24} P {p:.4f}  R {r:.4f}  F1 {f1:.4f}", end="  ")
    print(f"biggest chain {biggest(found, len(texts)):5}  {seconds:6.1f} s CPU")


def tell_costs(texts: list[str]) -> None:
    """Print what fingerprints cost."""
    start = time.process_time()
    kept = [len(shingle_text(t).kept) for t in texts]
    seconds = time.process_time() - start
    print(f"fingerprints: {len(texts) / seconds:,.0f} articles a second, normalisation included; "
          f"{8 * sum(kept) / len(kept):.0f} bytes of hashes an article before compression")  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clusters", type=int, default=1500)
    parser.add_argument("--peers")
    parser.add_argument("--stories", action="store_true", help="only how well stories are found, in both sets")
    args = parser.parse_args()
    if args.stories:
        for name in SETS:
            tell_stories(name)
        return
    if args.peers:
        sys.path.append(args.peers)
    texts, truth = read_set(args.clusters)
    print(f"{len(texts)} texts, {len(truth)} pairs of one source")
    tell("here", find_copies, texts, truth)
    tell("textbook J >= .5 (32x4)", textbook(0.5, 32, 4), texts, truth)
    tell("textbook J >= .8 (14x9)", textbook(0.8, 14, 9), texts, truth)
    tell("datasketch J >= .5", find_with_datasketch, texts, truth)
    tell("rensa J >= .5 (32x4)", find_with_rensa, texts, truth)
    tell_costs(texts)


if __name__ == "__main__":
    main()
