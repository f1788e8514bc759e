"""How many articles of sport, economy, culture, science, technology and weather yield an asserted physical event.

`python benchmarks/quiet.py FILE.parquet [--sample N] [--seed WORD] [--show]` reads columns id, title, text, category,
published. An article belongs where its category says so; where it has none, where its title speaks of the weather. The
sample is the N articles whose ids hash lowest, so that it is the same on every day; another seed gives another sample.
"""

import argparse
import sys
import time
from collections import Counter
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.language_examples import extract

QUIET = frozenset({"sport", "economy", "culture", "technology", "science"})
WEATHER = ("الطقس", "الأرصاد", "أمطار", "درجات الحرارة")


def is_quiet(row: dict[str, str]) -> bool:
    """Tell whether an article is of a kind that reports no war."""
    return row["category"] in QUIET or any(word in (row["title"] or "") for word in WEATHER)


def kind(row: dict[str, str]) -> str:
    """Return the kind of a quiet article."""
    return row["category"] if row["category"] in QUIET else "weather"


def published_day(written: str | None) -> date:
    """Return the day of publication, the first of the month where only that is told (2022-05/06).

    The day of an unreadable one does not matter here.
    """
    told = written or ""
    for day in (told[:10], f"{told[:7]}-01"):
        try:
            return date.fromisoformat(day)
        except ValueError:
            continue
    return date(2020, 3, 4)


def main() -> None:
    """Read the articles, count those with an asserted physical event, print the share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", default="", help="a word that picks another sample")
    parser.add_argument("--show", action="store_true", help="print what was read in each")
    given = parser.parse_args()
    rows = [r for r in pq.read_table(given.file).to_pylist() if is_quiet(r)]
    rows = sorted(rows, key=lambda r: sha256((given.seed + r["id"]).encode()).digest())[: given.sample]
    kinds, hits, began = Counter(map(kind, rows)), Counter[str](), time.process_time()
    for row in rows:
        text = "\n".join(filter(None, (row["title"], row["text"])))
        found = [
            m
            for m in extract(text, published_day(row["published"])).mentions
            if m.kind == "physical" and m.status == "asserted"
        ]
        hits[kind(row)] += bool(found)
        if found and given.show:
            print(f"{row['id']} [{kind(row)}] {row['title']}")
            print("".join(f"    {m.sub_event_type} {m.rule_ids}: {m.evidence[:240]}\n" for m in found), end="")
    print(
        f"{hits.total()} of {len(rows)} articles yield an asserted physical event; {time.process_time() - began:.1f} s"
    )
    print(", ".join(f"{name} {hits[name]} of {number}" for name, number in kinds.most_common()))


if __name__ == "__main__":
    main()
