"""Measure copies at a million articles: `python -m benchmarks.copies_million FOLDER [--articles N] [--beside N]`.

Makes a lake in FOLDER (several hundred megabytes; made once, used again): articles of sixteen days, 3,000 a day,
written by a seeded generator, and the same fingerprints again and again with other news words: before them, back to a
year, and with `--beside 20` twenty times on the same days, so that a million lie within the window of a batch. Words
and set phrases are drawn by Zipf's law, lengths are lognormal around 250 words, two articles in five are cut and padded
copies of one of the three days before. Then batches of new articles are related and committed in one process.

Printed are, in milliseconds of the clock and of the processor: bringing the register up to date; the candidates, which
is to take the batch in, count its 3-grams anew and find who meets whom; the verdicts, which is how others use the
words of all pairs that are touched, and what follows; both together, the search of the batch in what is held; laying
texts side by side, of which those of held articles are read; relating as a whole with stories and what changes in the
tables; the commit. The first batch of the process, which loads the register and knows no pair, by itself. Last, bytes
of fingerprint an article on disk, and memory.
"""

import argparse
import os
import resource
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.copies import make_article
from flows import meeting
from flows.desk import Desk
from flows.relating import relate_batch
from schemas.article import Article
from schemas.ids import content_id
from schemas.reuse import Fingerprint
from tasks.dedupe.fingerprint import fingerprint_article
from tasks.dedupe.register import Register
from tasks.knowledge import load_knowledge
from warehouse.lake import Change, Lake, TableChange
from warehouse.upkeep import compact

DAYS = 16
LAST = datetime(2026, 1, 31, tzinfo=UTC)
"""The day on which the batches begin."""
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_COMMON = 12
"""Articles of the sixteen days that use a 3-gram which is a set phrase of the whole year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A made-up press: its words and set phrases, each with how far down the list the next is drawn."""

    words: Any
    phrases: list[str]
    chance: Any

    def draw(self, n: int) -> str:
        """Return so many words, one in ten of them of set phrases."""
        parts = [" ".join(self.words[self.ranks(9, len(self.words), 1.0)]) for _ in range(max(1, n // 15))]
        picked = self.ranks(len(parts), len(self.phrases), 0.9)
        return ". ".join(f"{p} {self.phrases[k]}" if k % 3 else p for p, k in zip(parts, picked, strict=True))

    def ranks(self, n: int, size: int, bend: float) -> Any:
        """Return places in a list of `size`, drawn by Zipf's law."""
        return np.minimum((size ** self.chance.random(n) ** (1 / bend)).astype(int), size - 1)


def make_press(seed: int) -> Press:
    """Return a press of 60,000 words and 4,000 set phrases."""
    chance = np.random.default_rng(seed)
    words = np.array(["".join(chance.choice(list(_LETTERS), chance.integers(2, 8))) for _ in range(60_000)])
    phrases = [" ".join(chance.choice(words[:4_000], chance.integers(4, 14))) for _ in range(4_000)]
    return Press(words=words, phrases=phrases, chance=chance)


def write_text(press: Press, before: list[str]) -> str:
    """Return a new article, or, two times in five, a cut and padded copy of one of those before."""
    n = int(np.clip(press.chance.lognormal(5.5, 0.6), 40, 1500))
    if not before or press.chance.random() > 0.4:
        return press.draw(n)
    wire = before[int(press.chance.integers(len(before)))].split()
    cut = wire[: max(30, int(len(wire) * press.chance.uniform(0.25, 1.0)))]
    return f"{press.draw(20)} {' '.join(cut)} {press.draw(int(len(cut) * press.chance.uniform(0, 0.5)))}"


def write_articles(press: Press, first: datetime, step: timedelta, n: int, recent: list[str]) -> list[Article]:
    """Return so many articles in the order of the day; `recent` holds the texts of which copies are made."""
    made = []
    for i in range(n):
        text = write_text(press, recent)
        recent.append(text)
        when = first + i * step
        name = content_id("million", when.isoformat(), text)
        made.append(
            make_article(0, text, article_id=name, published_at=when, published_precision="minute", captured_at=when,
                         dedupe_url=f"news.example/{name}", text_sha256=name, extractor="text", code_version="1",
                         knowledge_hash="k", document_id=name, batch_id="made", source_id="sample-one")
        )  # fmt: skip
    return made


def tables_of(articles: list[Article], prints: list[Fingerprint]) -> dict[str, TableChange]:
    """Return the rows of articles as a change."""
    return {"article": TableChange(rows=articles), "fingerprint": TableChange(rows=prints)}


def again(prints: list[Fingerprint], times: int, days: int) -> Iterator[dict[str, TableChange]]:
    """Yield the same fingerprints so many times, each time `days` earlier: set phrases stay, all other words differ."""
    flat = np.concatenate([np.array(f.hashes, np.int64) for f in prints])
    values, counts = np.unique(flat, return_counts=True)
    phrase = np.isin(flat, values[counts >= _COMMON])
    offsets = np.cumsum([0, *(len(f.hashes) for f in prints)])
    for k in range(1, times + 1):
        # the highest bits stay as they are: a sampled hash stays a sampled hash
        salt = np.int64(np.random.default_rng((k, days)).integers(1, 1 << 60))
        ids = [content_id("million", f.article_id, k, days) for f in prints]
        when = pa.array([f.published_at - k * timedelta(days=days) for f in prints if f.published_at])
        n = len(ids)
        yield {
            "fingerprint": TableChange(rows=pa.table({
                "article_id": ids, "published_at": when, "version": [1] * n,
                "n_words": [f.n_words for f in prints], "text_key": ids,
                "hashes": pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), np.where(phrase, flat, flat ^ salt)),
            })),
            "article": TableChange(rows=pa.table({
                "article_id": ids, "published_at": when, "captured_at": when, "text": ["-"] * n,
                "dedupe_url": [f"news.example/{i}" for i in ids],
                **dict.fromkeys(("text_sha256", "document_id"), ids),
                **{c: ["made"] * n for c in ("extractor", "code_version", "knowledge_hash", "batch_id")},
            })),
        }  # fmt: skip


def make_lake(folder: Path, n: int, a_day: int, beside: int) -> None:
    """Make the lake of n articles; the last sixteen days are texts, all others fingerprints only."""
    lake = Lake.open(folder / "lake", create=True)
    press, recent, prints = make_press(1), list[str](), list[Fingerprint]()
    for day in range(DAYS):
        articles = write_articles(press, LAST - timedelta(days=DAYS - day), timedelta(days=1) / a_day, a_day, recent)
        del recent[: -3 * a_day]
        new = [fingerprint_article(a) for a in articles]
        prints += new
        lake.commit(Change(batch_id=f"day-{day}", label="made", tables=tables_of(articles, new)), now=LAST)
    for k, change in enumerate(again(prints, beside, 0)):
        lake.commit(Change(batch_id=f"beside-{k}", label="made", tables=change), now=LAST)
    for k, change in enumerate(again(prints, -(-n // len(prints)) - 1 - beside, DAYS)):
        lake.commit(Change(batch_id=f"earlier-{k}", label="made", tables=change), now=LAST)
    compact(lake, now=LAST)
    (folder / "recent.txt").write_text("\n".join(t.replace("\n", " ") for t in recent), encoding="utf-8")


class Stopwatch:
    """Milliseconds of the clock and of the processor that functions took since the last look."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def add(self, name: str, wall: float, cpu: float) -> None:
        """Add seconds to a part."""
        for unit, seconds in ((", ms", wall), (", ms CPU", cpu)):
            self.spent[name + unit] = self.spent.get(name + unit, 0.0) + 1000 * seconds

    def watch(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does what another does, and counts its time."""

        def watched(*args: Any, **kwargs: Any) -> Any:
            wall, cpu = time.perf_counter(), time.process_time()
            try:
                return call(*args, **kwargs)
            finally:
                self.add(name, time.perf_counter() - wall, time.process_time() - cpu)

        return watched

    def look(self) -> dict[str, float]:
        """Return what was counted, and begin anew."""
        spent, self.spent = self.spent, {}
        for unit in (", ms", ", ms CPU"):
            spent["candidates and verdicts" + unit] = spent["candidates" + unit] + spent["verdicts" + unit]
        return dict(sorted(spent.items()))


WATCH = Stopwatch()


def watch_parts() -> None:
    """Count the time of the parts of relating from here on."""
    meeting.take_shelf = WATCH.watch("register up to date", meeting.take_shelf)  # type: ignore[assignment]
    meeting.liken_pairs = WATCH.watch("texts side by side", meeting.liken_pairs)  # type: ignore[assignment]
    meeting.judge_near = WATCH.watch("verdicts", meeting.judge_near)  # type: ignore[assignment]
    Register.enter = WATCH.watch("candidates", Register.enter)  # type: ignore[method-assign]


def measure_batch(desk: Desk, articles: list[Article], name: str) -> dict[str, float]:
    """Relate and commit one batch; return milliseconds of each part."""
    prints = [fingerprint_article(a) for a in articles]
    with desk.lake.writer() as writer:
        writer.sql("select 1")
        related = WATCH.watch("relate as a whole", relate_batch)(desk, writer, articles, prints)
        tables = tables_of(articles, prints) | {k: c for k, c in related.changes.items() if len(c.rows) or c.remove}
        WATCH.watch("commit", writer.commit)(Change(batch_id=name, label="timed", tables=tables), now=LAST)
    held = meeting.register_of(desk)
    return WATCH.look() | {
        "articles in register": len(held.number),
        "pairs in register": held.n_pairs,
        "rows of reuse changed": len(related.changes["reuse"].rows),
        "rows of story changed": len(related.changes["story"].rows),
    }


def tell(rows: list[dict[str, float]]) -> None:
    """Print median and 95th percentile of each part."""
    for name in rows[0]:
        values = sorted(r[name] for r in rows)
        high = statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
        print(f"{name:24} p50 {statistics.median(values):10,.0f}   p95 {high:10,.0f}", flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--a-day", type=int, default=3_000)
    parser.add_argument("--beside", type=int, default=0, help="copies with other words on the same days, per article")
    parser.add_argument("--batch", type=int, default=500)
    parser.add_argument("--warm", type=int, default=15, help="batches between the first and those that are told")
    parser.add_argument("--batches", type=int, default=20)
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    if not (args.folder / "recent.txt").exists():
        make_lake(args.folder, args.articles, args.a_day, args.beside)
    shutil.rmtree(args.folder / "run", ignore_errors=True)
    shutil.copytree(args.folder / "lake", args.folder / "run", copy_function=os.link)
    desk = Desk(lake=Lake.open(args.folder / "run"), knowledge=load_knowledge())
    files = desk.lake.snapshot().state("fingerprint").files
    n, size = sum(f.rows for f in files), sum(f.bytes for f in files)
    print(f"{n:,} articles in {len(files)} files of fingerprints, {size / n:.0f} bytes an article")
    press = replace(make_press(1), chance=np.random.default_rng(2))  # the same words and phrases, other articles
    recent = (args.folder / "recent.txt").read_text("utf-8").split("\n")
    watch_parts()
    rows = []
    for i in range(1 + args.warm + args.batches):
        step = timedelta(days=1) / (args.a_day * (1 + args.beside))
        articles = write_articles(press, LAST + i * args.batch * step, step, args.batch, recent)
        del recent[: -3 * args.a_day]
        rows.append(measure_batch(desk, articles, f"timed-{i}"))
    print(f"the first batch, milliseconds and counts (load {os.getloadavg()[0]:.1f}):")
    tell(rows[:1])
    print(f"{args.batches} more, after {args.warm} between (load {os.getloadavg()[0]:.1f}):")
    tell(rows[-args.batches :])
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
