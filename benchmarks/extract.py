"""Time the reading of articles on one core, and look for texts on which it stops being linear.

    python -m benchmarks.extract [--pool POOL.parquet] [--articles N]

The conflict article is made of the example sentences of `knowledge/events/`, 4,500 characters: each tells an event, so
that it holds ten times the events of a real one. The other one has no word of an event. With --pool, a Parquet file
with a column `text`, two more figures are printed: the mean over its first N articles, and beside the article made of
examples the median over real ones, those of 4,000 to 5,000 characters that report an event, N looked at for it.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from schemas.article import Article
from schemas.ids import content_id, text_hash
from tasks.compiled import tell_build
from tasks.extract.article import extract_article
from tasks.extract.lexicon import Lexicon, build_lexicon
from tasks.knowledge import load_knowledge
from tasks.text.normal import normalise

LENGTH = 4_500
LIKE_IT = range(4_000, 5_001)  # characters of the real articles that stand beside the one made of examples
QUIET = "عقد المجلس جلسته الأسبوعية وناقش خطة الطرق والمدارس والحدائق في المدينة ثم أقر الميزانية الجديدة. "
HARD = ("قصف ", "و" * 30, "(", '"', "قتل 3 و", "في حلب وحماة و", "123,", "منذ عام ")


def article(text: str, **known: Any) -> Article:
    """Return an article with nothing but a text and a day, and what else is known of it."""
    fields: dict[str, Any] = dict.fromkeys(Article.__dataclass_fields__)
    fields |= {"article_id": content_id(text), "text": text, "text_sha256": text_hash(text), "language": "ar"}
    fields |= {"captured_at": datetime(2020, 1, 1, tzinfo=UTC), "published_day": date(2020, 1, 1)}
    return Article(**(fields | known))


def milliseconds(run: Callable[[], object], rounds: int = 20) -> float:
    """Return the best CPU time of a call, in milliseconds: what other work on the machine adds is left out."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        run()
        best = min(best, time.process_time() - started)
    return best * 1000


def find_entries(lexicon: Lexicon) -> float:
    """Return the milliseconds in which all lexicons find their entries in a text of which every word was met."""
    text = ("قصفت طائرات حربية مواقع في ريف المدينة صباح اليوم وقتل ثلاثة مدنيين بحسب مصدر طبي. " * 60)[:LENGTH]
    fresh = iter([normalise(f"{text} {n}") for n in range(30)])  # no text comes twice: none is remembered

    def find() -> None:
        shadow = next(fresh)
        for matcher in lexicon.matchers:
            matcher.find(shadow)

    return milliseconds(find)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pool", type=Path)
    parser.add_argument("--articles", type=int, default=300)
    args = parser.parse_args()
    print(f"build                 {tell_build(Path(__file__).resolve().parent.parent)}")
    knowledge = load_knowledge()
    print(f"lexicon               {milliseconds(lambda: build_lexicon(knowledge), 3):8.1f} ms")
    lexicon = build_lexicon(knowledge)
    gc.freeze()  # as flows/desk.py does

    def read(text: str) -> float:
        page = article(text)
        return milliseconds(lambda: extract_article(page, lexicon, batch_id="b"))

    print(f"all lexicons, {LENGTH} ch.{find_entries(lexicon):8.1f} ms")
    told = [line for _, event in knowledge.records_below("events") for line in event["examples"]]
    made = " ".join(told * 2)[:LENGTH]
    print(f"conflict, {LENGTH} chars  {read(made):8.1f} ms, {count_events(article(made), lexicon)} events")
    print(f"no event, {LENGTH} chars  {read((QUIET * 60)[:LENGTH]):8.1f} ms")
    for piece in HARD:
        times = [
            milliseconds(lambda: extract_article(article((piece * size)[:size]), lexicon, batch_id="b"), 2)  # noqa: B023
            for size in (10_000, 20_000, 40_000)
        ]
        print(
            f"hard {piece[:12]!r:>18}  " + "  ".join(f"{t:8.1f}" for t in times) + " ms for 10, 20, 40 thousand chars"
        )
    if args.pool:
        texts = [t for t in pq.read_table(args.pool, columns=["text"])["text"].to_pylist() if t]
        print_pool(texts[: args.articles], lexicon)
        print_like_it([t for t in texts if len(t) in LIKE_IT][: args.articles], lexicon)


def count_events(page: Article, lexicon: Lexicon) -> int:
    """Return how many events an article reports."""
    return sum(m.kind == "physical" for m in extract_article(page, lexicon, batch_id="b").mentions)


def print_like_it(texts: list[str], lexicon: Lexicon) -> None:
    """Print the median over real articles that report an event: when first read, and as the best of some readings."""
    spent: list[tuple[float, float, int]] = []
    for text in texts:
        page = article(text)
        first = milliseconds(lambda: extract_article(page, lexicon, batch_id="b"), 1)  # noqa: B023
        events = count_events(page, lexicon)
        if events:
            best = milliseconds(lambda: extract_article(page, lexicon, batch_id="b"), 5)  # noqa: B023
            spent.append((first, best, events))
    if spent:
        first, best, told = (statistics.median(values) for values in zip(*spent, strict=True))
        print(f"{len(spent)} real ones{best:18.1f} ms, {first:.1f} ms when first read, {told:.0f} events (medians)")


def print_pool(texts: list[str], lexicon: Lexicon) -> None:
    """Print the mean over a pool, and over its articles with rows and without: most of any pool are without."""
    spent: dict[bool, list[tuple[float, int]]] = {True: [], False: []}
    for text in texts:
        page = article(text)
        started = time.process_time()
        found = extract_article(page, lexicon, batch_id="b")
        spent[bool(found.mentions)].append((time.process_time() - started, len(text)))
    for name, told in (("pool", spent[True] + spent[False]), ("with rows", spent[True]), ("without", spent[False])):
        took, letters = sum(t for t, _ in told) * 1000, sum(n for _, n in told)
        count = len(told) or 1
        print(f"{name:10}{len(told):6} articles  {took / count:8.1f} ms each, {letters // count} characters")


if __name__ == "__main__":
    main()
