"""Find the largest stories of a pool of articles: `python -m benchmarks.pool_stories FILE.parquet`.

The file has id, source, published, text. Prints the ten largest stories (articles, outlets, days) and the ten most
frequent formulas: sampled word 3-grams that more than a hundred articles of ten days use, joined where they overlap.
"""

import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pyarrow.parquet as pq

from benchmarks.copies import make_article
from flows.relating import Uses, _signed, _uses_of_pair
from tasks.dedupe.compare import Text, compare_texts
from tasks.dedupe.fingerprint import shingle_text
from tasks.dedupe.numbers import number_values
from tasks.dedupe.stories import cluster_stories
from tasks.dedupe.thresholds import read_thresholds
from tasks.knowledge import load_knowledge

_CLOSE_DAYS = 4


def read_pool(path: str) -> list[dict[str, Any]]:
    """Return the dated articles with a text."""
    rows = []
    for row in pq.read_table(path, columns=["id", "source", "published", "text"]).to_pylist():
        try:
            when = datetime.fromisoformat(str(row["published"]))
        except ValueError:
            continue
        rows.append(row | {"when": when if when.tzinfo else when.replace(tzinfo=UTC)})
    return rows


def near_pairs(rows: list[dict[str, Any]], kept: list[list[int]], most: int, least: int) -> list[tuple[int, int]]:
    """Return pairs of articles a few days apart that share enough sampled 3-grams."""
    holders: dict[int, list[int]] = defaultdict(list)
    for i, hashes in enumerate(kept):
        for value in hashes:
            holders[value].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for held in holders.values():
        if len(held) <= most:
            shared.update(
                p for p in combinations(held, 2) if abs((rows[p[0]]["when"] - rows[p[1]]["when"]).days) <= _CLOSE_DAYS
            )
    return [p for p, n in shared.items() if n >= least]


def print_stories(rows: list[dict[str, Any]], kept: list[list[int]]) -> None:
    """Print the ten largest stories."""
    knowledge = load_knowledge()
    limits, values = read_thresholds(knowledge), number_values(knowledge)
    pairs = near_pairs(rows, kept, limits.formula_df, limits.candidate_shared)
    uses = Uses([(_signed(h), str(i), rows[i]["when"]) for i, hashes in enumerate(kept) for h in hashes])
    named = sorted({i for p in pairs for i in p})
    texts = {i: make_text(i, rows[i]) for i in named}
    found = (
        compare_texts(texts[i], texts[j], _uses_of_pair(texts[i], texts[j], uses), values, limits) for i, j in pairs
    )
    stories: dict[str, list[int]] = defaultdict(list)
    for s in cluster_stories([t.article for t in texts.values()], [r for r in found if r]):
        stories[s.story_id].append(int(s.article_id))
    print(f"{len(rows):,} dated articles, {sum(len(v) > 1 for v in stories.values()):,} stories of several articles")
    for members in sorted(stories.values(), key=len, reverse=True)[:10]:
        days = sorted(rows[i]["when"].date() for i in members)
        outlets = Counter(rows[i]["source"] for i in members).most_common(5)
        print(len(members), "articles,", days[0], "to", days[-1], dict(outlets), "first id", rows[members[0]]["id"])


def make_text(i: int, row: dict[str, Any]) -> Text:
    """Return a text of the pool, to be compared."""
    article = make_article(i, row["text"], published_at=row["when"], source_id=row["source"])
    return Text.of(article, shingle_text(row["text"]))


def print_formulas(rows: list[dict[str, Any]]) -> None:
    """Print the ten word 5-grams of most outlets and days, and by how many articles."""
    articles: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        words = shingle_text(row["text"]).words
        articles.update({words[i : i + 5] for i in range(len(words) - 4)})
        if len(articles) > 3_000_000:  # keep what was seen more than once: memory
            articles = Counter({k: n for k, n in articles.items() if n > 1})
    shown: list[set[str]] = []
    for words, n in articles.most_common(400):
        if all(len(set(words) & s) < 3 for s in shown):
            shown.append(set(words))
            print(n, "articles:", " ".join(words))
        if len(shown) == 10:
            return


def main() -> None:
    """Command line."""
    rows = read_pool(sys.argv[1])
    kept = [[int(h) for h in shingle_text(r["text"]).kept] for r in rows]
    print_stories(rows, kept)
    sys.stdout.flush()
    print_formulas(rows)


if __name__ == "__main__":
    main()
