"""Time linking on synthetic mentions: `python -m benchmarks.link [--rebuild 100000] [--lake 1000000 [--folder LAKE]]`.

Prints how long a rebuild of so many mentions takes, and a batch of 500 against a lake that holds so many (the lake is
made in a temporary folder first, which takes minutes). A day has about 1,400 mentions, as a desk of a hundred outlets
gives; places, actors and numbers are as unevenly spread as in the press, and a third of the mentions retell one of the
day. `--dense`: every report counts dead, 1 to 30 alike, which makes coincidences many times more frequent.
"""

import argparse
import hashlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from flows.desk import Desk
from flows.linking import BatchReports, link_batch
from schemas.arrow import arrow_schema, rows_to_arrow
from schemas.entity import Entity
from schemas.event import Event, EventMention
from schemas.mention import Claim, Mention, Quantity
from schemas.reuse import Story
from tasks.extract.entities import entity_rows
from tasks.knowledge import Knowledge, load_knowledge
from tasks.link.events import Reports, link_mentions
from warehouse.commit import Change, TableChange
from warehouse.lake import Lake

NOW = datetime(2020, 1, 1, tzinfo=UTC)
FIRST = date(2015, 1, 1)
A_DAY = 1400
TOWNS = 400
TURNS = 9
"""Batches that are timed: the first finds nothing kept by the process, the others do."""
TYPES = (
    ("physical", "Explosions/Remote violence", "Air/drone strike"),
    ("physical", "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("physical", "Battles", "Armed clash"),
    ("verbal", "Verbal", "Statement"),
    ("verbal", "Verbal", "Demand"),
)
BY_RANK = [1 / (rank + 5) for rank in range(TOWNS)]
ACTORS = sorted(row["entity_id"] for row in load_knowledge().rows("actors/syria.tsv"))[:60]
COUNTED = 0.25
"""A quarter of the incidents counts its dead: 15 % of 6,482 physical mentions of 10,000 articles did so exactly,
24 % of those at an exact place give some exact number."""
TAIL = 1.7
"""n dead or more in n ** (-1 / TAIL) of those that count: .67, .44, .26, .16 for 2, 4, 10, 22; measured .71, .52, .31,
.12 of 1,436."""
WORDS = [f"كلمة{i:03}" for i in range(600)]


def spread(name: str) -> str:
    """Return an id as the lake has them: hashes, so that the rows of one day lie anywhere among those of all days."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def make_mention(n: int, chance: random.Random, day: date, told: tuple[int, int, int, int]) -> Mention:
    """Return one synthetic mention: an incident of a day as an article might tell it."""
    town, kind, actor, seed = told
    sort, event_type, sub_event_type = TYPES[kind]
    words = [WORDS[(seed * 7 + i * i) % 600] for i in range(12)] + chance.choices(WORDS, k=8)
    dated, physical = chance.random() < 0.7, sort == "physical"
    evidence = " ".join(words)
    return Mention(
        mention_id=spread(f"mention {n}"), article_id=spread(f"article {n // 8}"), kind=sort, event_type=event_type,
        sub_event_type=sub_event_type, plover_code=None, status="asserted", modality="realis",
        actor_ids=(ACTORS[actor],), target_ids=("actor:civilians",) if physical else (), target_objects=(),
        actor_text=None, target_text=None, place_id=f"place:{town}" if physical else None, place_text=None,
        place_name_en=None, place_name_ar=None, admin1=f"P{town % 14}", country="SY", other_place_ids=(),
        lat=33.0 + (town % 20) * 0.2 if physical else None, lon=36.0 + (town // 20) * 0.2 if physical else None,
        place_precision=1 if physical else None, date_start=day if dated else None, date_end=day if dated else None,
        date_precision=1, date_text=None, reference_date=day + timedelta(days=chance.randrange(2)),
        reference_basis="published", weapon_id=None, weapon_text=None, evidence=evidence, evidence_start=0,
        evidence_end=len(evidence), more_evidence=(), parent_mention_id=None, confidence=0.8, rule_ids=(),
        extractor="synthetic", extractor_version="1", knowledge_hash="", batch_id="b",
        published_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
    )  # fmt: skip


def count_dead(seed: int, *, dense: bool) -> int | None:
    """Return how many an incident killed, None where nobody counts."""
    if dense:
        return 1 + seed % 30
    chance = random.Random(seed)  # noqa: S311 no secret
    return min(999, int(chance.random() ** -TAIL)) if chance.random() < COUNTED else None


def make_reports(
    n: int, seed: int, first: date, *, days: int | None = None, start: int = 0, dense: bool = False
) -> Reports:
    """Return n mentions with a claim each, some with a toll, spread over the days that so many take."""
    chance = random.Random(seed)  # noqa: S311 no secret, a repeatable set
    told: dict[date, list[tuple[int, int, int, int]]] = {}
    mentions, quantities, claims = [], [], []
    for i in range(n):
        day = first + timedelta(days=chance.randrange(days or max(1, n // A_DAY)))
        known = told.setdefault(day, [])
        if known and chance.random() < 0.33:
            incident = chance.choice(known)
        else:
            (town,), (actor,) = chance.choices(range(TOWNS), BY_RANK), chance.choices(range(60), BY_RANK[:60])
            incident = (town * 7 % TOWNS, chance.randrange(5), actor, chance.randrange(10_000))
            known.append(incident)
        m = make_mention(start + i, chance, day, incident)
        mentions.append(m)
        if (toll := count_dead(incident[3], dense=dense)) is not None and m.kind == "physical":
            quantities.append(make_quantity(m.mention_id, toll))
        claims.append(make_claim(m, ACTORS[chance.randrange(40)]))
    return Reports(mentions=tuple(mentions), quantities=tuple(quantities), claims=tuple(claims), stories={})


def make_quantity(mention_id: str, toll: int) -> Quantity:
    """Return a toll."""
    return Quantity(
        mention_id=mention_id, measure="killed", victim_class="all", low=toll, best=toll, high=toll, text="-",
        start=0, end=1,
    )  # fmt: skip


def make_claim(m: Mention, who: str) -> Claim:
    """Return an assertion."""
    return Claim(
        claim_id=spread(f"claim {m.mention_id}"), mention_id=m.mention_id, stance="asserts", source_entity_id=who,
        source_text=who, via_entity_id=None, field=None, evidence=m.evidence, evidence_start=0,
        evidence_end=m.evidence_end,
    )  # fmt: skip


def entities_of(knowledge: Knowledge) -> dict[str, Entity]:
    """Return the entities that the mentions name."""
    return {e.entity_id: e for e in entity_rows([*ACTORS, "actor:civilians"], knowledge)}


def peak_memory() -> str:
    """Return the most memory that this process held."""
    return f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


def time_rebuild(n: int, *, dense: bool) -> None:
    """Link n mentions at once."""
    reports = make_reports(n, 1, FIRST, dense=dense)
    knowledge = load_knowledge()
    start = time.process_time()
    linked = link_mentions(reports, entities_of(knowledge), knowledge)
    many, seconds = sum(e.n_reports > 1 for e in linked.events), time.process_time() - start
    print(f"rebuild: {n:,} mentions, {seconds:.1f} s CPU, {len(linked.events):,} events, {many:,} of several reports")
    print(peak_memory())


def shift(row: type, rows: Sequence[Any], days: int, mark: str) -> Any:
    """Return rows as Arrow with all days moved and all ids marked: another fifty days of the same desk."""
    names = arrow_schema(row).names
    ids = ("mention_id", "article_id", "event_id", "claim_id", "story_id", "witness_id", "part_id")
    moved = {n: f"{n} || '{mark}'" for n in ids if n in names}  # at the end: their order decides between equals
    moved |= {n: f"{n} + {days}" for n in ("date_start", "date_end", "reference_date", "day") if n in names}
    moved |= {"published_at": f"published_at + interval {days} day"} if "published_at" in names else {}
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    connection.register("held", rows_to_arrow(row, rows))
    spelled = ", ".join(f'{sql} as "{name}"' for name, sql in moved.items())
    return connection.sql(f"select * replace ({spelled}) from held").to_arrow_table()


def fill(lake: Lake, n: int, *, dense: bool) -> None:
    """Commit n linked mentions of consecutive days: fifty days are linked, and told again of later ones."""
    knowledge, size = load_knowledge(), min(n, 50 * A_DAY)
    reports = make_reports(size, 0, FIRST, dense=dense)
    linked = link_mentions(reports, entities_of(knowledge), knowledge)
    articles = sorted({m.article_id for m in reports.mentions})
    stories = [Story(article_id=a, story_id=a, origin_id=a, role="origin", state="settled") for a in articles]
    tables = {
        "mention": (Mention, reports.mentions), "quantity": (Quantity, reports.quantities),
        "claim": (Claim, reports.claims), "story": (Story, stories),
        "event": (Event, linked.events), "event_mention": (EventMention, linked.links),
    }  # fmt: skip
    for turn in range(max(1, n // size)):
        rows = {k: TableChange(rows=shift(row, v, 50 * turn, f"{turn:02x}")) for k, (row, v) in tables.items()}
        lake.commit(Change(batch_id=f"fill{turn}", label="fill", tables=rows), now=NOW)
        print(f"{(turn + 1) * size:,} mentions are held", file=sys.stderr)


def time_batch(n: int, folder: Path, *, dense: bool) -> None:
    """Link batches of 500 against a lake of n mentions, which is made first where the folder holds none."""
    made = folder.exists()
    desk = Desk(lake=Lake.open(folder, create=True), knowledge=load_knowledge())
    if not made:
        fill(desk.lake, n, dense=dense)
    last = FIRST + timedelta(days=50 * (n // min(n, 50 * A_DAY)))
    took = []
    for turn in range(TURNS):
        new = make_reports(500, 100 + turn, last - timedelta(days=2), days=2, start=n + 1000 * turn, dense=dense)
        batch = BatchReports(
            mentions=new.mentions, quantities=new.quantities, claims=new.claims, gone=frozenset(), batch_id="t",
            stories={m.article_id: m.article_id for m in new.mentions},
        )  # fmt: skip
        with desk.lake.writer() as writer:
            start = time.perf_counter(), time.process_time()
            _, linked = link_batch(desk, writer, batch)
            took.append((time.perf_counter() - start[0], time.process_time() - start[1]))
            print(f"batch of 500: {took[-1][0]:.2f} s, {took[-1][1]:.2f} s CPU, {len(linked.links)} reports anew")
    print(f"first batch of a process against {n:,}: {took[0][0]:.2f} s, {took[0][1]:.2f} s CPU")
    wall, spent = (median(column) for column in zip(*took[1:], strict=True))
    print(f"median of {TURNS - 1} that follow: {wall:.2f} s, {spent:.2f} s CPU; {peak_memory()}")


def commit_articles(desk: Desk, reports: Reports, articles: Sequence[str]) -> None:
    """Link and commit the reports of some articles as one batch."""
    chosen = set(articles)
    mentions = tuple(m for m in reports.mentions if m.article_id in chosen)
    ids = {m.mention_id for m in mentions}
    batch = BatchReports(
        mentions=mentions, quantities=tuple(q for q in reports.quantities if q.mention_id in ids),
        claims=tuple(c for c in reports.claims if c.mention_id in ids), stories={a: a for a in articles},
        gone=frozenset(), batch_id=f"b{desk.lake.snapshot().number}",
    )  # fmt: skip
    with desk.lake.writer() as writer:
        tables, _ = link_batch(desk, writer, batch)
        own = {"mention": batch.mentions, "quantity": batch.quantities, "claim": batch.claims}
        rows = {k: TableChange(rows=v) for k, v in own.items()}
        writer.commit(Change(batch_id=batch.batch_id, label="x", tables=tables | rows), now=NOW)


def check_order(shuffles: int) -> None:
    """Link 240 mentions of two days in many orders and batch sizes, and compare with one rebuild."""
    knowledge, reports = load_knowledge(), make_reports(240, 3, FIRST, days=2)
    whole = link_mentions(reports, entities_of(knowledge), knowledge)
    articles, right = sorted({m.article_id for m in reports.mentions}), 0
    for turn in range(shuffles):
        random.Random(turn).shuffle(articles)  # noqa: S311 no secret
        size = (1, 7, 100)[turn % 3]
        with tempfile.TemporaryDirectory() as folder:
            desk = Desk(lake=Lake.open(Path(folder) / "lake", create=True), knowledge=knowledge)
            for i in range(0, len(articles), size):
                commit_articles(desk, reports, articles[i : i + size])
            same = desk.lake.rows(Event) == [*whole.events] and desk.lake.rows(EventMention) == [*whole.links]
            print(f"shuffle {turn}, batches of {size} articles: {'the rows of a rebuild' if same else 'DIFFERENT'}")
            right += same
    print(f"{right} of {shuffles} orders give the rows of a rebuild ({len(whole.events)} events)")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rebuild", type=int, default=100_000)
    parser.add_argument("--lake", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="keep the lake here, and use the one that is there")
    parser.add_argument("--shuffles", type=int, default=0)
    parser.add_argument("--dense", action="store_true", help="every report counts dead, 1 to 30 alike")
    args = parser.parse_args()
    if args.shuffles:
        check_order(args.shuffles)
    if args.rebuild:
        time_rebuild(args.rebuild, dense=args.dense)
    if args.lake:
        with tempfile.TemporaryDirectory() as folder:
            time_batch(args.lake, args.folder or Path(folder) / "lake", dense=args.dense)


if __name__ == "__main__":
    main()
