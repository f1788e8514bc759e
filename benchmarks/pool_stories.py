"""Find the largest stories of a pool of articles: `python -m benchmarks.pool_stories FILE.parquet`.

The file has id, source, published, text. Prints the ten largest stories (articles, outlets, days) and the ten most
frequent formulas: sampled word 3-grams that more than a hundred articles of ten days use, joined where they overlap.
"""

import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from typing import Any

import pyarrow.parquet as pq

from benchmarks.copies import make_article, relate_articles
from tasks.dedupe.fingerprint import shingle_text
from tasks.dedupe.stories import cluster_stories


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


def print_stories(rows: list[dict[str, Any]]) -> None:
    """Print the ten largest stories."""
    articles = [make_article(i, r["text"], published_at=r["when"], source_id=r["source"]) for i, r in enumerate(rows)]
    found = relate_articles(articles)
    stories: dict[str, list[int]] = defaultdict(list)
    for s in cluster_stories(articles, found):
        stories[s.story_id].append(int(s.article_id))
    print(f"{len(rows):,} dated articles, {sum(len(v) > 1 for v in stories.values()):,} stories of several articles")
    for members in sorted(stories.values(), key=len, reverse=True)[:10]:
        days = sorted(rows[i]["when"].date() for i in members)
        outlets = Counter(rows[i]["source"] for i in members).most_common(5)
        print(len(members), "articles,", days[0], "to", days[-1], dict(outlets), "first id", rows[members[0]]["id"])


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
    print_stories(rows)
    sys.stdout.flush()
    print_formulas(rows)


if __name__ == "__main__":
    main()
